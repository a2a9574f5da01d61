import { once } from 'node:events'
import type { OAuthApplication, OAuthTokens } from '../oauth/application.ts'
import { oauthAccess } from '../oauth/oauth-access.ts'
import { fileTokenStore } from './file-token-store.ts'

/*
 * Run by the tests as a program of its own: says `ready`, waits for a line, then renews. It ends with the access token
 * or the code of the failure. With `hang` it never gets to storing the new pair.
 */
const [folder = '', application = '', tokens = '', failpoint] = process.argv.slice(2)
const store = fileTokenStore(folder)
const first = JSON.parse(tokens) as OAuthTokens
const access = oauthAccess({
  application: JSON.parse(application) as OAuthApplication,
  tokens: first,
  store: failpoint === 'hang' ? { ...store, write: hang } : store,
  timer: (delayMs, task) => {
    const handle = setTimeout(task, delayMs)
    return () => clearTimeout(handle)
  },
  log: () => {},
})

function hang(): Promise<void> {
  process.stdout.write('storing\n')
  return new Promise(() => setInterval(() => {}, 60_000))
}

process.stdout.write('ready\n')
await once(process.stdin, 'data')
process.stdin.destroy()
process.stdout.write('renewing\n')
const renewed = await access.renew?.(first.accessToken)
process.stdout.write(`${renewed?.ok === true ? access.token() : renewed?.error.code}\n`)
access.close()
