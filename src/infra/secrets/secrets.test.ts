import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { randomBytes } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { deriveKey, derivationSchema, newDerivation } from './passphrase.ts'
import { openBox, sealBox } from './sealed-box.ts'
import { createSecretFile, opens } from './secret-file.ts'
import { createVaults, type KeyHolder, type Vault } from './vaults.ts'

const secret = 'https://portal.test/rest/1/canary/'
const key = randomBytes(32)

describe('a box', () => {
  test('opens with its key for its owner, and is another one each time', () => {
    const box = sealBox(key, secret, 'portal-1')
    expect(openBox(key, box, 'portal-1')).toBe(secret)
    expect(sealBox(key, secret, 'portal-1')).not.toEqual(box)
    expect(Buffer.from(box.data, 'base64').includes('canary')).toBe(false)
  })

  test('stays shut for another key, another owner, and after any change', () => {
    const box = sealBox(key, secret, 'portal-1')
    const bent = (text: string) => {
      const bytes = Buffer.from(text, 'base64')
      bytes[0] = (bytes[0] ?? 0) ^ 1
      return bytes.toString('base64')
    }
    expect([
      openBox(randomBytes(32), box, 'portal-1'), openBox(key, box, 'portal-2'), openBox(key.subarray(1), box, 'portal-1'),
      openBox(key, { ...box, data: bent(box.data) }, 'portal-1'), openBox(key, { ...box, nonce: bent(box.nonce) }, 'portal-1'),
      openBox(key, { ...box, data: box.data.slice(0, 8) }, 'portal-1'), openBox(key, { ...box, nonce: '' }, 'portal-1'),
    ]).toEqual([null, null, null, null, null, null, null])
  })
})

describe('a passphrase', () => {
  test('makes the same key again, and another one with another salt', async () => {
    const derivation = newDerivation()
    const first = await deriveKey('Grüße, Welt', derivation)
    expect(await deriveKey('Gru\u0308ße, Welt', derivation)).toEqual(first)
    expect(await deriveKey('grüße, welt', derivation)).not.toEqual(first)
    expect(await deriveKey('Grüße, Welt', newDerivation())).not.toEqual(first)
  })

  test.each([{ n: 2 ** 21 }, { n: 2 ** 10 }, { n: 100_000 }, { r: 64 }, { p: 100 }, { salt: '' }])('refuses the strength %j in a file', change => {
    expect(derivationSchema.safeParse(newDerivation()).success).toBe(true)
    expect(derivationSchema.safeParse({ ...newDerivation(), ...change }).success).toBe(false)
  })
})

describe('the file of a secret', () => {
  let dir = ''
  beforeEach(async () => { dir = await mkdtemp(join(tmpdir(), 'linewatch-secret-')) })
  afterEach(() => rm(dir, { recursive: true, force: true }))
  const path = () => join(dir, 'portal-1', 'secret.json')
  const holder: KeyHolder = { tier: 'keyring', entry: 'one' }
  const vault: Vault & { readonly holder: KeyHolder } = { holder, key }

  test('is private, and holds nothing in the clear', async () => {
    const file = createSecretFile(path(), 'portal-1')
    await file.write(vault, secret)
    expect(await opens(file, vault)).toEqual({ ok: true, value: secret })
    expect((await stat(path())).mode & 0o777).toBe(0o600)
    expect((await stat(join(dir, 'portal-1'))).mode & 0o777).toBe(0o700)
    const text = await readFile(path(), 'utf8')
    expect([text.includes('canary'), text.includes(key.toString('base64'))]).toEqual([false, false])
    expect(await readdir(join(dir, 'portal-1'))).toEqual(['secret.json'])
  })

  test('copied to another account does not open there', async () => {
    await createSecretFile(path(), 'portal-1').write(vault, secret)
    expect(await opens(createSecretFile(path(), 'portal-2'), vault)).toMatchObject({ ok: false, error: { code: 'sign-in-locked' } })
  })

  test.each(['', '{', '[]', '{"version":2}', '{"version":1,"holder":{"tier":"file"},"box":{}}'])('that is no such file (%j) is locked and stays as it is', async text => {
    const file = createSecretFile(path(), 'portal-1')
    await file.write(vault, secret)
    await writeFile(path(), text)
    expect(await file.holder()).toMatchObject({ ok: false, error: { code: 'sign-in-locked' } })
    expect(await file.read(key)).toBeNull()
    expect(await readFile(path(), 'utf8')).toBe(text)
  })

  test('goes with what a crash left of writing it, and nothing else does', async () => {
    const file = createSecretFile(path(), 'portal-1')
    await file.write(vault, secret)
    for (const name of ['secret.json.4711.tmp', 'secret.json.lock', 'ledger.db']) await writeFile(join(dir, 'portal-1', name), '')
    await file.remove()
    expect(await readdir(join(dir, 'portal-1'))).toEqual(['ledger.db', 'secret.json.lock'])
  })

  test('that is not there is none', async () => {
    expect(await createSecretFile(path(), 'portal-1').holder()).toEqual({ ok: true, value: null })
  })
})

describe('the best that this computer offers', () => {
  type Stores = { readonly system: 'good' | 'none' | 'throws' | 'takes only' | 'new key' | 'broken new key'; readonly keyring: 'good' | 'absent' | 'locked' | 'refuses' }

  function vaultsOn({ system, keyring }: Stores) {
    const stored = new Map<string, string>()
    return createVaults({
      shell: {
        seal: async text => {
          if (system === 'throws') throw new Error('the keyring is locked')
          return system === 'none' ? null : [...text].toReversed().join('')
        },
        async unseal(sealed) {
          if (system === 'new key' || system === 'broken new key') return unsealWithNewKey(sealed, system === 'new key')
          return system === 'good' ? { text: [...sealed].toReversed().join(''), sealedAgain: null } : null
        },
      },
      keyring: {
        state: async () => (keyring === 'good' || keyring === 'refuses' ? 'open' : keyring),
        get: async entry => (keyring === 'good' ? stored.get(entry) ?? null : null),
        set: async (entry, text) => {
          if (keyring === 'good') stored.set(entry, text)
          return keyring === 'good'
        },
        remove: async entry => { stored.delete(entry) },
      },
    })
  }

  /** Only what begins with `new:` is under the new key. */
  function unsealWithNewKey(sealed: string, works: boolean) {
    const again = sealed.startsWith('new:')
    if (again && !works) return null
    return { text: [...sealed.replace('new:', '')].toReversed().join(''), sealedAgain: again ? null : `new:${sealed}` }
  }

  test.each<[Stores['system'], Stores['keyring'], 'system' | 'keyring' | null, string]>([
    ['good', 'good', 'system', 'system'],
    ['none', 'good', 'keyring', 'keyring'],
    ['throws', 'good', 'keyring', 'keyring'],
    ['takes only', 'good', 'keyring', 'keyring'],
    ['none', 'locked', 'keyring', 'session'],
    ['none', 'refuses', 'keyring', 'session'],
    ['none', 'absent', null, 'session'],
    ['throws', 'absent', null, 'session'],
  ])('with the system %s and the key store %s is offered as %s and becomes %s', async (system, keyring, offered, tier) => {
    const vaults = vaultsOn({ system, keyring })
    expect(await vaults.keeping()).toEqual({ store: offered })
    const vault = await vaults.create({ kind: 'store' })
    expect(vault.holder?.tier ?? 'session').toBe(tier)
    if (vault.holder === null) return
    expect(JSON.stringify(vault.holder)).not.toContain(vault.key.toString('base64'))
    expect(await vaults.open(vault.holder, { passphrase: null, mayAsk: false })).toEqual({ ok: true, value: vault })
    await vaults.forget(vault.holder)
    expect((await vaults.open(vault.holder, { passphrase: null, mayAsk: false })).ok).toBe(tier === 'system')
  })

  test('is sealed again when the system says so, unless that does not open', async () => {
    const { holder, key: made } = await vaultsOn({ system: 'good', keyring: 'absent' }).create({ kind: 'store' })
    if (holder?.tier !== 'system') throw new Error('not sealed')
    const open = (system: Stores['system']) => vaultsOn({ system, keyring: 'absent' }).open(holder, { passphrase: null, mayAsk: false })
    expect(await open('new key')).toEqual({ ok: true, value: { holder: { tier: 'system', sealed: `new:${holder.sealed}` }, key: made } })
    expect(await open('broken new key')).toEqual({ ok: true, value: { holder, key: made } })
  })

  test('is not used when something else is asked for', async () => {
    const vaults = vaultsOn({ system: 'good', keyring: 'good' })
    expect((await vaults.create({ kind: 'session' })).holder).toBeNull()
    const { holder, key: made } = await vaults.create({ kind: 'passphrase', passphrase: 'open sesame' })
    if (holder === null) throw new Error('no holder')
    expect(await vaults.open(holder, { passphrase: 'open sesame', mayAsk: true })).toEqual({ ok: true, value: { holder, key: made } })
    expect(await vaults.open(holder, { passphrase: null, mayAsk: true })).toMatchObject({ ok: false, error: { code: 'sign-in-locked' } })
  })
})
