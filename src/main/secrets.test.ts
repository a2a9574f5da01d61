import { beforeEach, describe, expect, test, vi } from 'vitest'
import { standIn } from '../../e2e/electron-stand-in/electron.ts'
import { isProtected, seal, unseal } from './secrets.ts'
import { resetStandIn } from './testing/reset-stand-in.ts'

vi.mock('electron', () => import('../../e2e/electron-stand-in/electron.ts'))
beforeEach(resetStandIn)

describe('a secret', () => {
  test.each([
    ['linux', { available: true, backend: 'gnome_libsecret' }, true],
    ['linux', { available: true, backend: 'kwallet6' }, true],
    ['linux', { available: true, backend: 'basic_text' }, false],
    ['linux', { available: true, backend: 'unknown' }, false],
    ['linux', { available: false, backend: 'gnome_libsecret' }, false],
    ['darwin', { available: true, backend: 'unknown' }, true],
    ['win32', { available: false, backend: 'unknown' }, false],
  ])('on %s with %j is protected: %s', async (platform, keyring, expected) => {
    Object.assign(standIn.keyring, keyring)
    expect(await isProtected(platform)).toBe(expected)
    const sealed = await seal('the secret', platform)
    expect(sealed !== null).toBe(expected)
    expect(sealed ?? '').not.toContain('the secret')
    expect(sealed === null ? null : await unseal(sealed, platform)).toEqual(expected ? { text: 'the secret', sealedAgain: null } : null)
  })

  test('that cannot be read now is null, and readable again later', async () => {
    const sealed = await seal('the secret', 'linux') ?? ''
    standIn.keyring.throws = true
    expect([await unseal(sealed, 'linux'), await seal('another', 'linux')]).toEqual([null, null])
    standIn.keyring.throws = false
    expect(await unseal(sealed, 'linux')).toEqual({ text: 'the secret', sealedAgain: null })
    standIn.keyring.backend = 'basic_text'
    expect(await unseal(sealed, 'linux')).toBeNull()
  })

  test('comes back sealed again once the system has a new key', async () => {
    const sealed = await seal('the secret', 'linux') ?? ''
    standIn.keyring.rotated = true
    const { text, sealedAgain } = await unseal(sealed, 'linux') ?? { text: '', sealedAgain: null }
    expect([text, sealedAgain === sealed]).toEqual(['the secret', false])
    expect(await unseal(sealedAgain ?? '', 'linux')).toEqual({ text: 'the secret', sealedAgain: null })
  })

  test.each(['', 'plain', 'v2:linux:aaaa', 'v1:linux'])('stored as %j was not sealed by us', async text => {
    expect(await unseal(text, 'linux')).toBeNull()
  })
})
