import { startThreadEngine } from './thread-engine.ts'

/**
 * An engine in a process of its own, to be killed in the middle of its work: `killable.ts <profile> <webhook> [<session>]`.
 * Signs in where nobody is, submits a rating where a session is named, and tells by lines on stdout what is on the disk.
 */
const [profileDir = '', webhook = '', sessionId] = process.argv.slice(2)

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}

const engine = await startThreadEngine(profileDir)
engine.on((event, payload) => {
  if (event !== 'sync.progress') return
  const { phase, sessions } = payload as { readonly phase: string; readonly sessions: number } // The event's own payload.
  say(`${phase} ${sessions}`)
})
if (await engine.get('account.current', {}) === null) await engine.get('account.signInWebhook', { url: webhook, keep: { kind: 'store' } })
if (sessionId !== undefined) {
  await engine.get('ratings.submit', { sessionId: Number(sessionId), rating: 4, comment: `О ${sessionId}` })
  say(`rated ${sessionId}`)
}
const { phase, sessions } = await engine.get('sync.state', {})
say(`${phase} ${sessions}`)

process.once('SIGTERM', () => {
  void engine.close().then(() => process.exit(0))
})
