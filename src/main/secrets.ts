import { safeStorage } from 'electron'
import type { Unsealed } from '#core/ports.ts'

const FORMAT = 'v1'

/**
 * Whether the system really protects what is sealed. On Linux "available" is not enough: without a keyring the text is
 * encrypted with a key that is printed in Chromium's sources.
 */
export async function isProtected(platform: string): Promise<boolean> {
  try {
    if (platform === 'linux' && ['basic_text', 'unknown'].includes(safeStorage.getSelectedStorageBackend())) return false
    return await safeStorage.isAsyncEncryptionAvailable()
  } catch {
    return false // a keyring that cannot even be asked protects nothing
  }
}

/** Null: not sealed, the caller has to keep the secret another way. */
export async function seal(plain: string, platform: string): Promise<string | null> {
  if (!await isProtected(platform)) return null
  try {
    const sealed = await safeStorage.encryptStringAsync(plain)
    return `${FORMAT}:${keeperOf(platform)}:${sealed.toString('base64')}`
  } catch {
    return null // the keyring was locked in between
  }
}

/** Null: it cannot be read now. That says nothing about tomorrow, so nobody may throw the sealed text away. */
export async function unseal(text: string, platform: string): Promise<Unsealed | null> {
  const [format, , sealed] = text.split(':')
  if (format !== FORMAT || sealed === undefined || !await isProtected(platform)) return null
  try {
    const { result, shouldReEncrypt } = await safeStorage.decryptStringAsync(Buffer.from(sealed, 'base64'))
    return { text: result, sealedAgain: shouldReEncrypt ? await seal(result, platform) : null }
  } catch {
    return null // locked, or sealed by another keyring
  }
}

/** Written beside the secret, for the day when it cannot be read. */
function keeperOf(platform: string): string {
  return platform === 'linux' ? safeStorage.getSelectedStorageBackend() : platform
}
