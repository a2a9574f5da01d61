import { parseArgs } from 'node:util'

export type DesktopArguments = { readonly profile: string | undefined; readonly demo: boolean; readonly poll: number | undefined }

/** Tolerant: Chromium and the system put switches of their own on the same line. */
export function parseDesktopArguments(args: readonly string[]): DesktopArguments {
  const { values } = parseArgs({
    args: [...args],
    strict: false,
    options: { profile: { type: 'string' }, demo: { type: 'boolean' }, poll: { type: 'string' } },
  })
  const poll = Number(values.poll)
  return {
    profile: typeof values.profile === 'string' && values.profile !== '' ? values.profile : undefined,
    demo: values.demo === true,
    poll: Number.isInteger(poll) && poll > 0 ? poll : undefined,
  }
}
