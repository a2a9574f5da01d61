import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { KeptBy } from '#contract/accounts.ts'
import { states, secretOf, passphrase, useAccounts } from './testing/accounts-profile.ts'
import { filesWith } from './testing/profile-bytes.ts'
import type { Computer } from './testing/test-engine.ts'

const { start, restart, enter, profile, folder, computer, portal, folderOf } = useAccounts()

describe('a kept sign-in', () => {
  type Stores = Partial<Computer['state']>
  const cases: readonly (readonly [name: string, atSignIn: Stores, keptBy: KeptBy, atStart: Stores, state: 'running' | 'locked'])[] = [
    ['a system store', { system: 'good' }, 'system', {}, 'running'],
    ['a key store', { keyring: 'open' }, 'keyring', {}, 'running'],
    ['a system store that fails to decrypt', { system: 'good' }, 'system', { system: 'fails' }, 'locked'],
    ['a system store that has lost its key', { system: 'good' }, 'system', { system: 'new key' }, 'locked'],
    ['another system store than at the sign-in', { system: 'good' }, 'system', { system: 'none', keyring: 'open' }, 'locked'],
    ['a key store that is locked at the start', { keyring: 'open' }, 'keyring', { keyring: 'locked' }, 'locked'],
    ['a key store that has gone', { keyring: 'open' }, 'keyring', { keyring: 'absent' }, 'locked'],
  ]

  test.each(cases)('with %s', async (_name, atSignIn, keptBy, atStart, state) => {
    Object.assign(computer().state, atSignIn)
    const first = await start()
    const account = await enter(first, portal())
    expect(account.keptBy).toBe(keptBy)
    const secretFile = join(folderOf(account.id), 'secret.json')
    const written = readFileSync(secretFile, 'utf8')
    expect(statSync(secretFile).mode & 0o777).toBe(0o600)

    Object.assign(computer().state, atStart)
    const second = await restart(first)
    expect(await states(second)).toEqual([[account.host, keptBy, state, true]])
    expect(await second.get('account.current', {})).toEqual(state === 'running' ? account : null)
    const answer = state === 'running' ? { ok: true, value: account } : { ok: false, error: { code: 'sign-in-locked' } }
    expect(await second.ask('account.unlock', { id: account.id, passphrase: null })).toMatchObject(answer)
    expect(await second.ask('account.switch', { id: account.id })).toMatchObject(answer)
    // Whatever failed, nothing was written over.
    expect(readFileSync(secretFile, 'utf8')).toBe(written)

    Object.assign(computer().state, { system: 'none', keyring: 'absent' }, atSignIn)
    expect(await second.get('account.unlock', { id: account.id, passphrase: null })).toEqual(account)
    expect(await second.get('account.current', {})).toEqual(account)
    await second.get('account.signOut', { id: account.id, wipe: false, evenUnsent: false })
    expect([existsSync(secretFile), computer().stored.size, await states(second)]).toEqual([false, 0, []])
    expect(existsSync(join(folderOf(account.id), 'mirror.db'))).toBe(true)
    expect(filesWith(folder(), [secretOf(portal())])).toEqual([])
  })

  test('is sealed again after the system has changed its key, and the old text stays until the new one is on the disk', async () => {
    computer().state.system = 'good'
    const first = await start()
    const account = await enter(first, portal())
    const secretFile = join(folderOf(account.id), 'secret.json')
    const written = readFileSync(secretFile, 'utf8')

    computer().state.system = 'rotated'
    const inTheWay = `${secretFile}.${process.pid}.tmp`
    mkdirSync(inTheWay)
    const second = await restart(first)
    expect(await states(second)).toEqual([[account.host, 'system', 'running', true]])
    expect(readFileSync(secretFile, 'utf8')).toBe(written)

    rmSync(inTheWay, { recursive: true })
    const third = await restart(second)
    expect(await states(third)).toEqual([[account.host, 'system', 'running', true]])
    expect(readFileSync(secretFile, 'utf8')).not.toBe(written)

    computer().state.system = 'new key'
    const fourth = await restart(third)
    expect(await fourth.get('account.current', {})).toEqual(account)
    await fourth.get('account.signOut', { id: account.id, wipe: false, evenUnsent: false })
    expect([existsSync(secretFile), filesWith(folder(), [secretOf(portal())])]).toEqual([false, []])
  })

  test.each<[string, Partial<Computer['state']>]>([
    ['no store at all', {}], ['a key store that nobody unlocks', { keyring: 'locked' }], ['a system store that fails', { system: 'fails' }],
  ])('with %s is kept for the session alone, and says so', async (_name, stores) => {
    Object.assign(computer().state, stores)
    const first = await start()
    const account = await enter(first, portal())
    expect(account.keptBy).toBe('session')
    expect(filesWith(folder(), [secretOf(portal())])).toEqual([])

    const second = await restart(first)
    expect(await states(second)).toEqual([[account.host, 'session', 'locked', true]])
    expect(await second.ask('account.unlock', { id: account.id, passphrase: null })).toMatchObject({ ok: false, error: { code: 'sign-in-locked' } })
    await second.get('account.signInWebhook', { url: portal().webhook, keep: { kind: 'session' } })
    expect(await second.get('dialogs.index', { filter: {}, sort: {} })).toMatchObject({ total: 60 })
  })

  test('is not replaced by a store that does not open', async () => {
    computer().state.keyring = 'open'
    const first = await start()
    const { id } = await enter(first, portal())
    computer().state.keyring = 'locked'
    const second = await restart(first)
    expect(await second.get('account.signInWebhook', { url: portal().webhook, keep: { kind: 'store' } })).toMatchObject({ id, keptBy: 'session' })
    computer().state.keyring = 'open'
    const third = await restart(second)
    expect(await third.get('account.current', {})).toMatchObject({ id, keptBy: 'keyring' })
    // Asked for one session, the kept one goes.
    await third.get('account.signInWebhook', { url: portal().webhook, keep: { kind: 'session' } })
    expect([existsSync(join(folderOf(id), 'secret.json')), computer().stored.size]).toEqual([false, 0])
  })

  test('under a passphrase opens with it alone', async () => {
    const first = await start()
    const account = await enter(first, portal(), passphrase)
    expect(account.keptBy).toBe('passphrase')
    const second = await restart(first)
    expect(await states(second)).toEqual([[account.host, 'passphrase', 'locked', true]])
    const written = readFileSync(join(folderOf(account.id), 'secret.json'), 'utf8')
    expect(await second.ask('account.unlock', { id: account.id, passphrase: null })).toMatchObject({ error: { code: 'sign-in-locked' } })
    expect(await second.ask('account.unlock', { id: account.id, passphrase: 'open sesam' })).toMatchObject({ error: { code: 'wrong-passphrase' } })
    expect(readFileSync(join(folderOf(account.id), 'secret.json'), 'utf8')).toBe(written)
    expect(await second.get('account.unlock', { id: account.id, passphrase: 'open sesame' })).toEqual(account)
    expect(await second.get('dialogs.index', { filter: {}, sort: {} })).toMatchObject({ total: 60 })
    expect(filesWith(folder(), [secretOf(portal()), 'open sesame'])).toEqual([])
  })
})

describe('a sign-in of the first version', () => {
  const account = { id: 'old-1', kind: 'webhook', host: 'old', userId: 1, userName: 'Old', zoneMinutes: 180, remembered: true }
  function leave(secret: { readonly kind: string; readonly text: string }): void {
    mkdirSync(profile(), { recursive: true })
    writeFileSync(profile('accounts.json'), JSON.stringify({ version: 1, current: { account, secret } }))
  }

  test('in plain text moves into the store of this computer', async () => {
    leave({ kind: 'plain', text: portal().webhook })
    computer().state.keyring = 'open'
    const engine = await start()
    expect(await states(engine)).toEqual([['old', 'keyring', 'running', true]])
    expect(filesWith(folder(), [secretOf(portal())])).toEqual([])
    const again = await restart(engine)
    expect(await states(again)).toEqual([['old', 'keyring', 'running', true]])
  })

  test('in plain text stays readable where there is no store, and says so', async () => {
    leave({ kind: 'plain', text: portal().webhook })
    const engine = await start()
    expect(await states(engine)).toEqual([['old', 'file', 'running', true]])
    const again = await restart(engine)
    expect(await states(again)).toEqual([['old', 'file', 'running', true]])
    await again.get('account.signOut', { id: 'old-1', wipe: false, evenUnsent: false })
    expect(filesWith(folder(), [secretOf(portal())])).toEqual([])
  })

  test('that the system does not open today opens tomorrow', async () => {
    computer().state.system = 'good'
    leave({ kind: 'sealed', text: await computer().shell.seal(portal().webhook) ?? '' })
    computer().state.system = 'fails'
    const engine = await start()
    expect(await states(engine)).toEqual([['old', 'system', 'locked', true]])
    computer().state.system = 'good'
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
