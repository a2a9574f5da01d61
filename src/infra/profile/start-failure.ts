import type { AppError } from '#contract/result.ts'

/** What a face says when the engine cannot start: what is so, and what to do. */
export function engineFailure({ code, message }: AppError, profileDir: string): string {
  switch (code) {
    case 'profile-in-use':
      return `The profile ${profileDir} is in use by another Linewatch: end that one, or take another folder with --profile DIR.`
    case 'newer-data':
      return `The profile ${profileDir} was written by a newer Linewatch: update this one, or take another folder with --profile DIR.`
    case 'damaged-data':
      return `The data in ${profileDir} cannot be read (${message}): nothing was changed; restore that folder, or take another with --profile DIR.`
    case 'disk':
      return `The profile ${profileDir} cannot be written (${message}): free some space or take another folder with --profile DIR.`
    default:
      return `Linewatch could not start (${code}: ${message}).`
  }
}
