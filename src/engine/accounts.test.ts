import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Keep, KeptBy } from '#contract/accounts.ts'
import { startPortal, type Portal } from '../simulator/server.ts'
import type { EngineDeps } from './create-engine.ts'
import { filesWith } from './testing/profile-bytes.ts'
import { createComputer, startTestEngine, type Computer, type TestEngine } from './testing/test-engine.ts'

let folder: string
let computer: Computer
let engines: TestEngine[]
let portals: Portal[]
let portal: Portal

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'linewatch-accounts-'))
  computer = createComputer()
  engines = []
  portals = []
  portal = await newPortal()
})
afterEach(async () => {
  await Promise.all(engines.map(engine => engine.close()))
  await Promise.all(portals.map(one => one.close()))
  rmSync(folder, { recursive: true })
})

async function newPortal(sessions = 60): Promise<Portal> {
  const started = await startPortal({ sessions, seed: 5 + portals.length, pace: 0 })
  portals.push(started)
  return started
}

async function start(more: Partial<EngineDeps> = {}): Promise<TestEngine> {
  const engine = await startTestEngine(folder, computer, more)
  engines.push(engine)
  return engine
}

async function restart(engine: TestEngine, more: Partial<EngineDeps> = {}): Promise<TestEngine> {
  await engine.close()
  return start(more)
}

const control = (at: Portal, command: string, params: unknown) => fetch(`${at.controlUrl}/${command}`, {
  method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(params),
}).then(async reply => await reply.json() as Record<string, unknown>)

/** Signs in and waits until everything of that portal is here. */
async function enter(engine: TestEngine, at: Portal, keep: Keep = { kind: 'store' }) {
  const complete = engine.next('sync.progress', ({ phase }) => phase === 'live')
  const account = await engine.get('account.signInWebhook', { url: at.webhook, keep })
  await complete
  return account
}

const profile = (...names: string[]): string => join(folder, 'profile', ...names)
const accountFiles = (): string[] => (existsSync(profile('accounts')) ? readdirSync(profile('accounts')) : [])
const folderOf = (id: string): string => profile('accounts', id.replaceAll(':', '_'))
const secretOf = (at: Portal): string => /rest\/\d+\/(\w+)/.exec(at.webhook)?.[1] ?? 'none'
const passphrase = { kind: 'passphrase', passphrase: 'open sesame' } as const

async function states(engine: TestEngine) {
  return (await engine.get('account.list', {})).map(({ account, state, current }) => [account.host, account.keptBy, state, current])
}

describe('a kept sign-in', () => {
  type Stores = Partial<Computer['state']>
  const cases: readonly (readonly [name: string, atSignIn: Stores, keptBy: KeptBy, atStart: Stores, state: 'running' | 'locked'])[] = [
    ['a system store', { system: 'good' }, 'system', {}, 'running'],
    ['a key store', { keyring: 'open' }, 'keyring', {}, 'running'],
    ['a system store that fails to decrypt', { system: 'good' }, 'system', { system: 'fails' }, 'locked'],
    ['another system store than at the sign-in', { system: 'good' }, 'system', { system: 'none', keyring: 'open' }, 'locked'],
    ['a key store that is locked at the start', { keyring: 'open' }, 'keyring', { keyring: 'locked' }, 'locked'],
    ['a key store that has gone', { keyring: 'open' }, 'keyring', { keyring: 'absent' }, 'locked'],
  ]

  test.each(cases)('with %s', async (_name, atSignIn, keptBy, atStart, state) => {
    Object.assign(computer.state, atSignIn)
    const first = await start()
    const account = await enter(first, portal)
    expect(account.keptBy).toBe(keptBy)
    const secretFile = join(folderOf(account.id), 'secret.json')
    const written = readFileSync(secretFile, 'utf8')
    expect(statSync(secretFile).mode & 0o777).toBe(0o600)

    Object.assign(computer.state, atStart)
    const second = await restart(first)
    expect(await states(second)).toEqual([[account.host, keptBy, state, true]])
    expect(await second.get('account.current', {})).toEqual(state === 'running' ? account : null)
    const answer = state === 'running' ? { ok: true, value: account } : { ok: false, error: { code: 'sign-in-locked' } }
    expect(await second.ask('account.unlock', { id: account.id, passphrase: null })).toMatchObject(answer)
    expect(await second.ask('account.switch', { id: account.id })).toMatchObject(answer)
    // Whatever failed, nothing was written over.
    expect(readFileSync(secretFile, 'utf8')).toBe(written)

    Object.assign(computer.state, { system: 'none', keyring: 'absent' }, atSignIn)
    expect(await second.get('account.unlock', { id: account.id, passphrase: null })).toEqual(account)
    expect(await second.get('account.current', {})).toEqual(account)
    await second.get('account.signOut', { id: account.id, wipe: false, evenUnsent: false })
    expect([existsSync(secretFile), computer.stored.size, await states(second)]).toEqual([false, 0, []])
    expect(existsSync(join(folderOf(account.id), 'mirror.db'))).toBe(true)
    expect(filesWith(folder, [secretOf(portal)])).toEqual([])
  })

  test.each<[string, Partial<Computer['state']>]>([
    ['no store at all', {}], ['a key store that nobody unlocks', { keyring: 'locked' }], ['a system store that fails', { system: 'fails' }],
  ])('with %s is kept for the session alone, and says so', async (_name, stores) => {
    Object.assign(computer.state, stores)
    const first = await start()
    const account = await enter(first, portal)
    expect(account.keptBy).toBe('session')
    expect(filesWith(folder, [secretOf(portal)])).toEqual([])

    const second = await restart(first)
    expect(await states(second)).toEqual([[account.host, 'session', 'locked', true]])
    expect(await second.ask('account.unlock', { id: account.id, passphrase: null })).toMatchObject({ ok: false, error: { code: 'sign-in-locked' } })
    await second.get('account.signInWebhook', { url: portal.webhook, keep: { kind: 'session' } })
    expect(await second.get('dialogs.index', { filter: {}, sort: {} })).toMatchObject({ total: 60 })
  })

  test('is not replaced by a store that does not open', async () => {
    computer.state.keyring = 'open'
    const first = await start()
    const { id } = await enter(first, portal)
    computer.state.keyring = 'locked'
    const second = await restart(first)
    expect(await second.get('account.signInWebhook', { url: portal.webhook, keep: { kind: 'store' } })).toMatchObject({ id, keptBy: 'session' })
    computer.state.keyring = 'open'
    const third = await restart(second)
    expect(await third.get('account.current', {})).toMatchObject({ id, keptBy: 'keyring' })
    // Asked for one session, the kept one goes.
    await third.get('account.signInWebhook', { url: portal.webhook, keep: { kind: 'session' } })
    expect([existsSync(join(folderOf(id), 'secret.json')), computer.stored.size]).toEqual([false, 0])
  })

  test('under a passphrase opens with it alone', async () => {
    const first = await start()
    const account = await enter(first, portal, passphrase)
    expect(account.keptBy).toBe('passphrase')
    const second = await restart(first)
    expect(await states(second)).toEqual([[account.host, 'passphrase', 'locked', true]])
    const written = readFileSync(join(folderOf(account.id), 'secret.json'), 'utf8')
    expect(await second.ask('account.unlock', { id: account.id, passphrase: null })).toMatchObject({ error: { code: 'sign-in-locked' } })
    expect(await second.ask('account.unlock', { id: account.id, passphrase: 'open sesam' })).toMatchObject({ error: { code: 'wrong-passphrase' } })
    expect(readFileSync(join(folderOf(account.id), 'secret.json'), 'utf8')).toBe(written)
    expect(await second.get('account.unlock', { id: account.id, passphrase: 'open sesame' })).toEqual(account)
    expect(await second.get('dialogs.index', { filter: {}, sort: {} })).toMatchObject({ total: 60 })
    expect(filesWith(folder, [secretOf(portal), 'open sesame'])).toEqual([])
  })
})

describe('several accounts', () => {
  test('run side by side, and only the one on screen is told to the page', async () => {
    const other = await newPortal(40)
    const engine = await start()
    const first = await enter(engine, portal)
    const second = await enter(engine, other)
    expect(await states(engine)).toEqual([[first.host, 'session', 'running', false], [second.host, 'session', 'running', true]])
    expect(await engine.get('dialogs.index', { filter: {}, sort: {} })).toMatchObject({ total: 40 })

    const before = engine.events.length
    const told = engine.next('accounts.changed')
    const { sessionId } = await control(portal, 'vote', { vote: 'dislike' }) as { sessionId: number }
    await told
    await expect.poll(() => engine.notified).toMatchObject([{ target: { kind: 'dialog', accountId: first.id, sessionId } }])
    expect((await engine.get('account.list', {})).map(({ openAlerts }) => openAlerts)).toEqual([1, 0])
    expect(engine.events.slice(before).filter(({ event }) => event === 'alerts.changed')).toEqual([])

    expect(await engine.get('account.switch', { id: first.id })).toEqual(first)
    expect(await engine.get('account.current', {})).toEqual(first)
    expect(engine.events.at(-2)).toEqual({ event: 'account.changed', payload: first })
    expect(await engine.get('dialogs.index', { filter: {}, sort: {} })).toMatchObject({ total: 60 })
    expect(await engine.get('alerts.list', {})).toMatchObject([{ sessionId }])
    expect(await engine.ask('account.switch', { id: 'nobody' })).toMatchObject({ error: { code: 'not-found' } })
  })

  test('are all taken up at a start, the one on screen again on screen, a locked one in the list', async () => {
    computer.state.keyring = 'open'
    const [second, third] = [await newPortal(40), await newPortal(30)]
    const engine = await start()
    const accounts = [await enter(engine, portal), await enter(engine, second, passphrase), await enter(engine, third)]
    await engine.get('account.switch', { id: accounts[0]?.id ?? '' })
    await Promise.all(portals.map(one => one.close()))

    const again = await restart(engine)
    expect((await states(again)).map(([, ...rest]) => rest)).toEqual([['keyring', 'running', true], ['passphrase', 'locked', false], ['keyring', 'running', false]])
    expect(await again.get('account.current', {})).toEqual(accounts[0])
    expect(await again.get('dialogs.index', { filter: {}, sort: {} })).toMatchObject({ total: 60 })
    await again.get('account.switch', { id: accounts[2]?.id ?? '' })
    expect(await again.get('dialogs.index', { filter: {}, sort: {} })).toMatchObject({ total: 30 })
  })

  test('a demo portal that does not start holds up nobody', async () => {
    computer.state.keyring = 'open'
    const engine = await start()
    await engine.get('account.signInDemo', {})
    await enter(engine, portal)
    const broken = {
      version: 'test', profileDir: profile(), exportsDir: join(folder, 'exports'), locale: 'en', settings: null, pollSeconds: 1,
      demoPortal: { entry: new URL('./no-such-portal.ts', import.meta.url).href, sessions: 1, seed: 1, pace: 0 },
    }
    const again = await restart(engine, { config: broken })
    expect((await states(again)).map(([, ...rest]) => rest)).toEqual([['none', 'locked', false], ['keyring', 'running', true]])
    expect(await again.ask('account.unlock', { id: 'demo', passphrase: null })).toMatchObject({ error: { code: 'demo-failed' } })
    expect(await again.get('account.current', {})).toMatchObject({ kind: 'webhook' })
  })
})

describe('signing out', () => {
  async function rateOffline(engine: TestEngine): Promise<number> {
    const { ids: [sessionId = 0] } = await engine.get('dialogs.index', { filter: { statuses: ['closed'], supervisorRatings: [0] }, sort: {} })
    await control(portal, 'faults', { mode: 'offline' })
    await engine.get('ratings.submit', { sessionId, rating: 4, comment: 'Canary comment' })
    return sessionId
  }

  test('asks about unsent ratings, and without a wipe keeps them for the next sign-in', async () => {
    const engine = await start()
    const { id } = await enter(engine, portal)
    const sessionId = await rateOffline(engine)
    expect(await engine.ask('account.signOut', { id, wipe: false, evenUnsent: false })).toMatchObject({ error: { code: 'unsent-ratings' } })
    expect(await engine.get('account.current', {})).toMatchObject({ id })
    await engine.get('account.signOut', { id, wipe: false, evenUnsent: true })
    expect(await engine.get('account.current', {})).toBeNull()

    await control(portal, 'faults', { mode: 'none' })
    const sent = engine.next('outbox.changed', ({ unsent }) => unsent === 0)
    await engine.get('account.signInWebhook', { url: portal.webhook, keep: { kind: 'session' } })
    await sent
    expect(await engine.get('dialogs.rows', [sessionId])).toMatchObject([{ supervisorRating: 4, supervisorComment: 'Canary comment' }])
  })

  test('asks also where the account is locked', async () => {
    const engine = await start()
    const { id } = await enter(engine, portal, passphrase)
    await rateOffline(engine)
    const locked = await restart(engine)
    expect(await locked.ask('account.signOut', { id, wipe: true, evenUnsent: false })).toMatchObject({ error: { code: 'unsent-ratings' } })
    expect(existsSync(join(folderOf(id), 'secret.json'))).toBe(true)
    await locked.get('account.signOut', { id, wipe: true, evenUnsent: true })
    expect([accountFiles(), await states(locked)]).toEqual([[], []])
    expect(filesWith(folder, ['Canary comment'])).toEqual([])
  })

  test('with a wipe deletes what is the account’s own and nothing else', async () => {
    computer.state.keyring = 'open'
    const other = await newPortal(40)
    const engine = await start()
    const first = await enter(engine, portal)
    const second = await enter(engine, other)
    await engine.get('account.signOut', { id: second.id, wipe: true, evenUnsent: false })
    expect(accountFiles()).toEqual([first.id.replaceAll(':', '_')])
    // The next one comes on screen.
    expect(await engine.get('account.current', {})).toEqual(first)
    expect(engine.events.findLast(({ event }) => event === 'account.changed')?.payload).toEqual(first)
    const again = await restart(engine)
    expect(await again.get('dialogs.index', { filter: {}, sort: {} })).toMatchObject({ total: 60 })
  })

  test('of one that is not on screen leaves the screen alone', async () => {
    const other = await newPortal(40)
    const engine = await start()
    const first = await enter(engine, portal)
    const second = await enter(engine, other)
    const before = engine.events.length
    await engine.get('account.signOut', { id: first.id, wipe: false, evenUnsent: false })
    expect(await engine.get('account.current', {})).toEqual(second)
    expect(engine.events.slice(before).map(({ event }) => event)).not.toContain('account.changed')
    expect(await engine.ask('account.signOut', { id: first.id, wipe: true, evenUnsent: true })).toMatchObject({ error: { code: 'not-found' } })
  })
})

describe('a sign-in of the first version', () => {
  const account = { id: 'old-1', kind: 'webhook', host: 'old', userId: 1, userName: 'Old', zoneMinutes: 180, remembered: true }
  function leave(secret: { readonly kind: string; readonly text: string }): void {
    mkdirSync(profile(), { recursive: true })
    writeFileSync(profile('accounts.json'), JSON.stringify({ version: 1, current: { account, secret } }))
  }

  test('in plain text moves into the store of this computer', async () => {
    leave({ kind: 'plain', text: portal.webhook })
    computer.state.keyring = 'open'
    const engine = await start()
    expect(await states(engine)).toEqual([['old', 'keyring', 'running', true]])
    expect(filesWith(folder, [secretOf(portal)])).toEqual([])
    const again = await restart(engine)
    expect(await states(again)).toEqual([['old', 'keyring', 'running', true]])
  })

  test('in plain text stays readable where there is no store, and says so', async () => {
    leave({ kind: 'plain', text: portal.webhook })
    const engine = await start()
    expect(await states(engine)).toEqual([['old', 'file', 'running', true]])
    const again = await restart(engine)
    expect(await states(again)).toEqual([['old', 'file', 'running', true]])
    await again.get('account.signOut', { id: 'old-1', wipe: false, evenUnsent: false })
    expect(filesWith(folder, [secretOf(portal)])).toEqual([])
  })

  test('that the system does not open today opens tomorrow', async () => {
    computer.state.system = 'good'
    leave({ kind: 'sealed', text: await computer.shell.seal(portal.webhook) ?? '' })
    computer.state.system = 'fails'
    const engine = await start()
    expect(await states(engine)).toEqual([['old', 'system', 'locked', true]])
    computer.state.system = 'good'
    const again = await restart(engine)
    expect(await states(again)).toEqual([['old', 'system', 'running', true]])
    expect(readFileSync(profile('accounts.json'), 'utf8')).not.toContain('oldSecret')
  })
})

test('a list of accounts that cannot be read is kept aside, and a newer one is refused', async () => {
  mkdirSync(profile(), { recursive: true })
  writeFileSync(profile('accounts.json'), '{"version":2,"accounts":"?"}')
  const engine = await start()
  expect(await states(engine)).toEqual([])
  await engine.close()
  const [aside = ''] = readdirSync(profile()).filter(name => name.startsWith('accounts.json.damaged-'))
  expect(readFileSync(profile(aside), 'utf8')).toBe('{"version":2,"accounts":"?"}')
  writeFileSync(profile('accounts.json'), '{"version":3}')
  await expect(start()).rejects.toThrow('newer-data')
  expect(readFileSync(profile('accounts.json'), 'utf8')).toBe('{"version":3}')
})
