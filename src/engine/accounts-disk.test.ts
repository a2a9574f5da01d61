import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import { createSignOutMarks } from '#infra/accounts/sign-out-marks.ts'
import { secretOf, states, useAccounts } from './testing/accounts-profile.ts'
import { filesWith } from './testing/profile-bytes.ts'
import { openDb } from '#infra/sqlite/db.ts'
import type { TestEngine } from './testing/test-engine.ts'

const { newPortal, start, restart, enter, profile, folder, computer, portal, accountFiles, folderOf } = useAccounts()

beforeEach(() => { computer().state.keyring = 'open' })

/** From now on the file cannot be written, whoever runs the test; as on a full disk, nothing of it is lost. */
function fill(path: string): () => void {
  const inTheWay = `${path}.${process.pid}.tmp`
  mkdirSync(inTheWay)
  return () => { rmSync(inTheWay, { recursive: true }) }
}

const signIn = (engine: TestEngine) => engine.ask('account.signInWebhook', { url: portal().webhook, keep: { kind: 'store' } })
/** What is left of sign-outs under way. */
const marks = () => accountFiles().filter(name => name.includes('signed-out'))
const onScreen = (engine: TestEngine) => engine.events.findLast(({ event }) => event === 'account.changed')?.payload

test('a sign-in once more that is not listed any more still opens at the next start', async () => {
  const engine = await start()
  const account = await enter(engine, portal())
  const free = fill(profile('accounts.json'))
  expect(await signIn(engine)).toMatchObject({ error: { code: 'disk' } })
  expect(await states(engine)).toEqual([[account.host, 'keyring', 'running', true]])
  free()
  const again = await restart(engine)
  expect(await again.get('account.current', {})).toEqual(account)
  expect(computer().stored.size).toBe(1)
})

test('a sign-in that cannot be kept leaves the one before, and the page hears that the account has stopped', async () => {
  const engine = await start()
  const account = await enter(engine, portal())
  const free = fill(join(folderOf(account.id), 'secret.json'))
  expect(await signIn(engine)).toMatchObject({ error: { code: 'disk' } })
  expect([await states(engine), onScreen(engine), computer().stored.size]).toEqual([[[account.host, 'keyring', 'locked', true]], null, 1])
  free()
  expect(await engine.get('account.unlock', { id: account.id, passphrase: null })).toEqual(account)
})

/** A ledger that this version must not touch. */
function makeNewer(path: string): void {
  const db = openDb(path, { synchronous: 'full', cacheMegabytes: 1 })
  db.exec('PRAGMA user_version = 99')
  db.close()
}

test('a sign-in to an account whose journal cannot be opened is kept for when it can', async () => {
  const engine = await start()
  const account = await enter(engine, portal())
  await enter(engine, await newPortal(40))
  await engine.close()
  const ledger = join(folderOf(account.id), 'ledger.db')
  cpSync(ledger, join(folder(), 'whole.db'))
  makeNewer(ledger)
  const second = await start()
  expect(await signIn(second)).toMatchObject({ error: { code: 'newer-data' } })
  await second.close()
  cpSync(join(folder(), 'whole.db'), ledger)
  const third = await start()
  expect((await states(third)).map(([, , state]) => state)).toEqual(['running', 'running'])
})

test('a first sign-in to a journal that cannot be opened leaves no secret behind', async () => {
  const engine = await start()
  const { id } = await enter(engine, portal())
  await engine.get('account.signOut', { id, wipe: false, evenUnsent: false })
  makeNewer(join(folderOf(id), 'ledger.db'))
  expect(await signIn(engine)).toMatchObject({ error: { code: 'newer-data' } })
  expect([await states(engine), existsSync(join(folderOf(id), 'secret.json')), computer().stored.size]).toEqual([[], false, 0])
})

test('a switch that cannot be written down is told to the page all the same', async () => {
  const engine = await start()
  const first = await enter(engine, portal())
  const second = await enter(engine, await newPortal(40))
  const free = fill(profile('accounts.json'))
  expect(await engine.ask('account.switch', { id: first.id })).toMatchObject({ error: { code: 'disk' } })
  expect([await engine.get('account.current', {}), onScreen(engine)]).toEqual([first, first])
  expect(await engine.ask('account.signOut', { id: first.id, wipe: false, evenUnsent: false })).toMatchObject({ error: { code: 'disk' } })
  expect([await engine.get('account.current', {}), onScreen(engine)]).toEqual([second, second])
  free()
})

test.each([false, true])('an account that was signed out (with a wipe: %s) stays away, although the list could not be written', async wipe => {
  const engine = await start()
  const account = await enter(engine, portal())
  const other = await enter(engine, await newPortal(40))
  const alone = [[other.host, 'keyring', 'running', true]]
  const free = fill(profile('accounts.json'))
  expect(await engine.ask('account.signOut', { id: account.id, wipe, evenUnsent: false })).toMatchObject({ error: { code: 'disk' } })
  const second = await restart(engine)
  expect(await states(second)).toEqual(alone)
  free()
  const third = await restart(second)
  expect([await states(third), existsSync(folderOf(account.id)), marks()]).toEqual([alone, !wipe, []])
  expect(await states(await restart(third))).toEqual(alone)
})

/** With its secret in the list itself, and no store that it could move into. */
function leaveOldSignIn(): void {
  computer().state.keyring = 'absent'
  const account = { id: 'old-1', kind: 'webhook', host: 'old', userId: 1, userName: 'Old', zoneMinutes: 180, keptBy: 'file' }
  mkdirSync(profile(), { recursive: true })
  const list = { version: 2, current: 'old-1', accounts: [{ account, oldSecret: { kind: 'plain', text: portal().webhook } }] }
  writeFileSync(profile('accounts.json'), JSON.stringify(list))
}

test('the demo portal and a sign-in of the first version stay away as well', async () => {
  leaveOldSignIn()
  const engine = await start()
  await engine.get('account.signInDemo', {})
  expect((await states(engine)).map(([host, , state]) => [host, state])).toEqual([['old', 'running'], ['demo', 'running']])
  const free = fill(profile('accounts.json'))
  for (const id of ['old-1', 'demo']) await engine.ask('account.signOut', { id, wipe: true, evenUnsent: false })
  free()
  expect(await states(await restart(engine))).toEqual([])
  expect([filesWith(profile(), [secretOf(portal())]), marks()]).toEqual([[], []])
})

test('a sign-out that a crash cut short is finished by the next start', async () => {
  const engine = await start()
  const account = await enter(engine, portal())
  await engine.close()
  await createSignOutMarks(profile()).set({ id: account.id, wipe: true })
  expect(await states(await start())).toEqual([])
  expect([existsSync(folderOf(account.id)), computer().stored.size, marks()]).toEqual([false, 0, []])
})

test('an account that was signed into again after that is there at the next start', async () => {
  const engine = await start()
  const { id } = await enter(engine, portal())
  const free = fill(profile('accounts.json'))
  await engine.ask('account.signOut', { id, wipe: false, evenUnsent: false })
  free()
  const account = await enter(engine, portal())
  expect(await (await restart(engine)).get('account.current', {})).toEqual(account)
})

test('an account that could not be signed out and was unlocked again is there at the next start', async () => {
  leaveOldSignIn()
  const engine = await start()
  const free = fill(join(folderOf('old-1'), 'secret.json'))
  expect(await engine.ask('account.signOut', { id: 'old-1', wipe: false, evenUnsent: false })).toMatchObject({ error: { code: 'disk' } })
  expect(await states(engine)).toEqual([['old', 'file', 'locked', true]])
  free()
  await engine.get('account.unlock', { id: 'old-1', passphrase: null })
  expect(await states(await restart(engine))).toEqual([['old', 'file', 'running', true]])
})

test('a full disk at the start still shows the local copy', async () => {
  const engine = await start()
  const account = await enter(engine, portal())
  await engine.close()
  const free = fill(profile('accounts.json'))
  const again = await start()
  expect(await again.get('account.current', {})).toEqual(account)
  expect(await again.get('dialogs.index', { filter: {}, sort: {} })).toMatchObject({ total: 60 })
  free()
})

test('a list that names nobody as being on screen shows whoever runs', async () => {
  const engine = await start()
  const account = await enter(engine, portal())
  await engine.close()
  const list = readFileSync(profile('accounts.json'), 'utf8')
  writeFileSync(profile('accounts.json'), list.replace(`"current": "${account.id}"`, '"current": "gone-1"'))
  expect(await (await start()).get('account.current', {})).toEqual(account)
})

test('a secret that was cut short stays as it is, and is called what it was', async () => {
  const engine = await start()
  const account = await enter(engine, portal())
  await engine.close()
  const path = join(folderOf(account.id), 'secret.json')
  const cut = readFileSync(path, 'utf8').slice(0, 60)
  writeFileSync(path, cut)
  const again = await start()
  expect(await states(again)).toEqual([[account.host, 'keyring', 'locked', true]])
  expect(await again.ask('account.unlock', { id: account.id, passphrase: null })).toMatchObject({ error: { code: 'sign-in-locked' } })
  expect(readFileSync(path, 'utf8')).toBe(cut)
  expect(await signIn(again)).toMatchObject({ ok: true, value: { keptBy: 'keyring' } })
})

test('a lost list leaves what is needed to sign in anew, and nothing of the old sign-in after it', async () => {
  const engine = await start()
  const account = await enter(engine, portal())
  await engine.close()
  rmSync(profile('accounts.json'))
  const again = await start()
  expect(await again.get('account.list', {})).toEqual([])
  expect(await signIn(again)).toEqual({ ok: true, value: account })
  expect([computer().stored.size, readdirSync(profile('accounts'))]).toEqual([1, [account.id.replaceAll(':', '_')]])
})
