import { startThreadEngine } from './thread-engine.ts'

/**
 * An engine in a process of its own, to be killed in the middle of its work: `killable.ts <profile> <webhook> [<session> …]`.
 * Signs in where nobody is, submits a rating for each session that is named, and tells by lines on stdout what is on the disk.
 */
const [profileDir = '', webhook = '', ...sessionIds] = process.argv.slice(2)

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
for (const sessionId of sessionIds) {
  await engine.get('ratings.submit', { sessionId: Number(sessionId), rating: 4, comment: `О ${sessionId}` })
  say(`rated ${sessionId}`)
}
const { phase, sessions } = await engine.get('sync.state', {})
say(`${phase} ${sessions}`)

process.once('SIGTERM', () => {
  void engine.close().then(() => process.exit(0))
})
