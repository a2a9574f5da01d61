import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Account, Authorizing, Keep } from '#contract/accounts.ts'
import type { Result } from '#contract/result.ts'
import { openBox } from '#infra/secrets/sealed-box.ts'
import { startPortal, type Portal } from '../simulator/server.ts'
import { filesWith } from './testing/profile-bytes.ts'
import { createComputer, startTestEngine, type Computer, type TestEngine } from './testing/test-engine.ts'

let folder: string
let computer: Computer
let portal: Portal
let engines: TestEngine[]

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'linewatch-sign-in-'))
  computer = createComputer()
  computer.state.keyring = 'open'
  portal = await startPortal({ sessions: 60, seed: 5, pace: 0 })
  engines = []
})
afterEach(async () => {
  await Promise.all(engines.map(engine => engine.close()))
  await portal.close()
  rmSync(folder, { recursive: true })
})

async function start(): Promise<TestEngine> {
  const engine = await startTestEngine(folder, computer)
  engines.push(engine)
  return engine
}

async function restart(engine: TestEngine): Promise<TestEngine> {
  await engine.close()
  return start()
}

async function control(command: string, params: unknown): Promise<void> {
  const reply = await fetch(`${portal.controlUrl}/${command}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(params) })
  expect(reply.status).toBe(200)
}

type Waiting = { readonly signedIn: Promise<Result<Account>>; readonly state: Authorizing }

/** As far as the browser: `state` is what the screen shows meanwhile. */
async function begin(engine: TestEngine, more: { readonly keep?: Keep; readonly clientSecret?: string } = {}): Promise<Waiting> {
  const told = engine.next('account.authorizing', state => state !== null)
  const { clientId, clientSecret } = portal
  const signedIn = engine.ask('account.signInOAuth', { portal: portal.url, clientId, clientSecret, keep: { kind: 'store' }, ...more })
  const state = await told
  if (state === null) throw new Error('nothing waits')
  return { signedIn, state }
}

/** What a person does: opens the page, allows access, and the portal sends the browser back. */
async function allow({ state, signedIn }: Waiting): Promise<Result<Account>> {
  await control('app', { redirectUri: state.redirects[0] ?? null })
  const page = await fetch(state.authorizeUrl)
  expect(page.status).toBe(200)
  return signedIn
}

async function enter(engine: TestEngine, keep: Keep = { kind: 'store' }): Promise<Account> {
  const complete = engine.next('sync.progress', ({ phase }) => phase === 'live')
  const signedIn = await allow(await begin(engine, { keep }))
  if (!signedIn.ok) throw new Error(signedIn.error.code)
  await complete
  return signedIn.value
}

/** One look of the sync at the portal, which ends well. */
async function look(engine: TestEngine): Promise<void> {
  const looked = engine.next('sync.progress', ({ phase, error }) => phase === 'live' && error === null)
  await engine.get('sync.now', {})
  await looked
}

const accountsDir = () => join(folder, 'profile', 'accounts')
const secretFile = ({ id }: Account) => join(accountsDir(), id, 'secret.json')

/** What the file says, opened as only the holder of the key can. */
function kept(account: Account): { readonly accessToken: string; readonly refreshToken: string } {
  const { holder, box } = JSON.parse(readFileSync(secretFile(account), 'utf8')) as { holder: { entry: string }; box: { nonce: string; data: string } }
  const key = Buffer.from(computer.stored.get(holder.entry) ?? '', 'base64')
  return (JSON.parse(openBox(key, box, account.id) ?? '') as { tokens: { accessToken: string; refreshToken: string } }).tokens
}

describe('through the browser', () => {
  test('opens the portal, says what is waited for, and ends with an account of its own', async () => {
    const engine = await start()
    const waiting = await begin(engine)
    expect(computer.state.opened).toEqual([waiting.state.authorizeUrl])
    expect(await engine.get('account.authorizing', {})).toEqual(waiting.state)
    expect(waiting.state).toMatchObject({ host: new URL(portal.url).host, opened: true })
    expect(waiting.state.authorizeUrl).not.toContain(portal.clientSecret)

    const signedIn = await allow(waiting)
    expect(signedIn).toMatchObject({ ok: true, value: { kind: 'oauth', host: new URL(portal.url).host, keptBy: 'keyring' } })
    const account = signedIn.ok ? signedIn.value : null
    expect(account?.id).toMatch(new RegExp(`^[0-9a-f]{32}-${account?.userId}$`))
    expect(await engine.get('account.authorizing', {})).toBeNull()
    expect(engine.events.filter(({ event }) => event === 'account.authorizing').map(({ payload }) => payload)).toEqual([waiting.state, null])
    expect(await engine.get('account.current', {})).toEqual(account)
    await engine.next('portal.changed')
    expect(await engine.get('portal.report', {})).toMatchObject({ source: 'statistics' })

    // By a webhook the portal does not tell its own id, so that is another account.
    await engine.get('account.signInWebhook', { url: portal.webhook, keep: { kind: 'session' } })
    expect((await engine.get('account.list', {})).map(({ account: { kind } }) => kind)).toEqual(['oauth', 'webhook'])
  })

  test('takes a code that the portal only shows', async () => {
    const engine = await start()
    const { state, signedIn } = await begin(engine)
    await control('app', { redirectUri: null })
    const page = await (await fetch(state.authorizeUrl)).text()
    expect(await engine.ask('account.pasteCode', { text: 'nonsense that no portal shows' })).toMatchObject({ ok: false, error: { code: 'wrong-code' } })
    await engine.get('account.pasteCode', { text: /[0-9a-f]{70}/.exec(page)?.[0] ?? 'none' })
    expect(await signedIn).toMatchObject({ ok: true, value: { kind: 'oauth' } })
    expect(await engine.ask('account.pasteCode', { text: 'abc' })).toMatchObject({ error: { code: 'not-found' } })
  })

  test('can be called off, and another one takes the place of the first', async () => {
    const engine = await start()
    const first = await begin(engine)
    const second = await begin(engine)
    expect(await first.signedIn).toMatchObject({ error: { code: 'cancelled' } })
    expect(await engine.get('account.authorizing', {})).toEqual(second.state)
    await engine.get('account.cancelSignIn', {})
    expect(await second.signedIn).toMatchObject({ error: { code: 'cancelled' } })
    expect(await engine.get('account.authorizing', {})).toBeNull()
    expect([computer.stored.size, await engine.get('account.list', {}), existsSync(accountsDir())]).toEqual([0, [], false])
    await enter(engine)
  })

  test('opens the browser once more for the same sign-in', async () => {
    const engine = await start()
    expect(await engine.ask('account.reopenBrowser', {})).toMatchObject({ error: { code: 'not-found' } })
    const waiting = await begin(engine)
    await engine.get('account.reopenBrowser', {})
    expect(computer.state.opened).toEqual([waiting.state.authorizeUrl, waiting.state.authorizeUrl])
    expect(await allow(waiting)).toMatchObject({ ok: true })
  })

  test('ends with the engine', async () => {
    const engine = await start()
    const { signedIn } = await begin(engine)
    await engine.close()
    expect(await signedIn).toMatchObject({ error: { code: 'cancelled' } })
  })

  test('that is refused leaves nothing behind', async () => {
    const engine = await start()
    expect(await allow(await begin(engine, { clientSecret: 'wrong' }))).toMatchObject({ error: { code: 'wrong-client' } })
    await control('app', { users: [] })
    expect(await allow(await begin(engine))).toMatchObject({ error: { code: 'no-app-access' } })
    expect(await engine.ask('account.signInOAuth', { portal: 'http://portal.example', clientId: 'a', clientSecret: 'b', keep: { kind: 'store' } }))
      .toMatchObject({ error: { code: 'https-required' } })
    expect([computer.stored.size, await engine.get('account.list', {}), existsSync(accountsDir())]).toEqual([0, [], false])
  })
})

describe('tokens', () => {
  test('are renewed when the portal calls them expired, written down, and good after a restart', async () => {
    const first = await start()
    const account = await enter(first)
    const before = kept(account)
    await control('expireTokens', {})
    await look(first)
    await expect.poll(() => kept(account)).not.toEqual(before)

    const second = await restart(first)
    expect(await second.get('account.current', {})).toEqual(account)
    await second.next('sync.progress', ({ phase, error }) => phase === 'live' && error === null)
  })

  test('of one session are renewed again and again in memory alone', async () => {
    const engine = await start()
    const account = await enter(engine, { kind: 'session' })
    for (let time = 0; time < 3; time++) {
      await control('expireTokens', {})
      await look(engine)
      expect(await engine.get('portal.probe', {})).toMatchObject({ source: 'statistics' })
    }
    expect([existsSync(secretFile(account)), computer.stored.size]).toEqual([false, 0])
  })

  test('that were spent elsewhere lead to another sign-in, with everything kept', async () => {
    const first = await start()
    const account = await enter(first)
    const { ids: [sessionId = 0] } = await first.get('dialogs.index', { filter: { statuses: ['closed'], supervisorRatings: [0] }, sort: {} })
    await control('faults', { mode: 'offline' })
    await first.get('ratings.submit', { sessionId, rating: 4, comment: 'Kept' })
    await first.close()
    await control('faults', { mode: 'none' })
    // As if the program had died between the portal's answer and the disk: the pair in the file is spent.
    const { refreshToken } = kept(account)
    const spent = await fetch(`${portal.url}/oauth/token/`, {
      method: 'POST', body: new URLSearchParams({ grant_type: 'refresh_token', refresh_token: refreshToken, client_id: portal.clientId, client_secret: portal.clientSecret }),
    })
    expect(spent.status).toBe(200)
    await control('expireTokens', {})

    const second = await start()
    await expect.poll(async () => (await second.get('sync.state', {})).error).toMatchObject({ code: 'sign-in-expired' })
    expect(await second.get('account.current', {})).toEqual(account)
    expect(await second.get('dialogs.index', { filter: {}, sort: {} })).toMatchObject({ total: 60 })
    expect(await second.get('outbox.summary', {})).toMatchObject({ unsent: 1 })

    const sent = second.next('outbox.changed', ({ unsent }) => unsent === 0)
    expect(await allow(await begin(second))).toMatchObject({ ok: true, value: { id: account.id } })
    await sent
    expect(computer.stored.size).toBe(1)
  })
})

describe('once more for an account that is known', () => {
  async function beginAgain(engine: TestEngine, { id }: Account): Promise<Waiting> {
    const told = engine.next('account.authorizing', state => state !== null)
    const signedIn = engine.ask('account.signInAgain', { id })
    const state = await told
    if (state === null) throw new Error('nothing waits')
    return { signedIn, state }
  }

  test.each<Keep>([{ kind: 'store' }, { kind: 'passphrase', passphrase: 'correct horse' }, { kind: 'session' }])('asks for nothing that is known, and keeps it as before: $kind', async keep => {
    const engine = await start()
    const account = await enter(engine, keep)
    await control('app', { users: [] })
    await control('expireTokens', {})
    await engine.next('sync.progress', ({ error }) => error !== null)
    await control('app', { users: null })
    expect(await allow(await beginAgain(engine, account))).toEqual({ ok: true, value: account })
    await look(engine)
    const second = await restart(engine)
    expect(await second.get('account.current', {})).toEqual(keep.kind === 'store' ? account : null)
    if (keep.kind === 'store') await look(second)
  })

  test('takes nobody else', async () => {
    const engine = await start()
    const account = await enter(engine)
    const waiting = await beginAgain(engine, account)
    const elsewhere = { ...waiting, state: { ...waiting.state, authorizeUrl: `${waiting.state.authorizeUrl}&user=11` } }
    expect(await allow(elsewhere)).toMatchObject({ error: { code: 'sign-in-mismatch' } })
    await look(engine)
    expect(await engine.get('account.list', {})).toHaveLength(1)
  })

  test('needs an application', async () => {
    const engine = await start()
    const { id } = await engine.get('account.signInWebhook', { url: portal.webhook, keep: { kind: 'session' } })
    expect(await engine.ask('account.signInAgain', { id })).toMatchObject({ error: { code: 'not-found' } })
  })
})

test('no secret is in any file of the profile, in the logs or in an answer', async () => {
  const engine = await start()
  await enter(engine)
  const secret = /rest\/\d+\/(\w+)/.exec(portal.webhook)?.[1] ?? 'none'
  await engine.get('account.signInWebhook', { url: portal.webhook, keep: { kind: 'passphrase', passphrase: 'canary passphrase' } })
  await engine.ask('account.signInWebhook', { url: portal.webhook.replace(secret, 'canarywrong'), keep: { kind: 'store' } })
  const { signedIn } = await begin(engine, { clientSecret: 'canaryclient' })
  await engine.get('account.pasteCode', { text: 'canarycode0123456789012345678901234567890' })
  expect(await signedIn).toMatchObject({ ok: false })
  await control('faults', { mode: 'offline' })
  await engine.next('sync.progress', ({ phase }) => phase === 'waiting')
  await control('faults', { mode: 'html' })
  const again = await restart(engine)
  const [oauth, webhook] = await again.get('account.list', {})
  await again.ask('account.unlock', { id: webhook?.account.id ?? '', passphrase: 'canary mistake' })
  await again.get('account.unlock', { id: webhook?.account.id ?? '', passphrase: 'canary passphrase' })
  await again.ask('portal.probe', {})
  if (!oauth) throw new Error('the account is gone')
  const { accessToken, refreshToken } = kept(oauth.account)
  await again.close()

  const canaries = [secret, portal.clientSecret, accessToken, refreshToken, 'canary']
  expect(readdirSync(join(folder, 'profile', 'logs')).length).toBeGreaterThan(0)
  expect(filesWith(folder, canaries)).toEqual([])
  const said = JSON.stringify([...engine.events, ...again.events])
  expect(canaries.filter(text => said.includes(text))).toEqual([])
})
