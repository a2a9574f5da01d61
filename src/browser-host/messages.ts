/** What the terminal says when the system refused the port or the profile folder. */
export function systemFailure(error: unknown, { port, profileDir }: { port: number; profileDir: string }): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (code === 'EADDRINUSE') return `Port ${port} is taken by another program: give another one with --port N, or leave it out for a free one.`
  if (code === 'EACCES' && port > 0 && port < 1024) return `Port ${port} needs administrator rights: give one above 1023 with --port N.`
  if (['EACCES', 'EPERM', 'ENOENT', 'EROFS', 'ENOTDIR', 'EEXIST', 'ENOSPC'].includes(code)) {
    return `The profile folder ${profileDir} cannot be used (${code}): take another one with --profile DIR.`
  }
  return `Linewatch could not start: ${error instanceof Error ? error.message : String(error)}`
}
