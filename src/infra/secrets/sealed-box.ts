import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { z } from 'zod'

const NONCE_BYTES = 12
const TAG_BYTES = 16
/** Length of every key here. */
export const KEY_BYTES = 32

/** A text under AES-256-GCM; both parts are base64, `data` ends with the tag. */
export const boxSchema = z.strictObject({ nonce: z.base64(), data: z.base64() })
export type Box = z.output<typeof boxSchema>

/** `owner` is bound to the box: moved to another owner, it does not open. */
export function sealBox(key: Buffer, text: string, owner: string): Box {
  const nonce = randomBytes(NONCE_BYTES)
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(owner))
  const data = Buffer.concat([cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()])
  return { nonce: nonce.toString('base64'), data: data.toString('base64') }
}

/** Null: another key, another owner, or changed since. */
export function openBox(key: Buffer, box: Box, owner: string): string | null {
  const data = Buffer.from(box.data, 'base64')
  const nonce = Buffer.from(box.nonce, 'base64')
  if (data.length < TAG_BYTES || nonce.length !== NONCE_BYTES || key.length !== KEY_BYTES) return null
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES })
      .setAAD(Buffer.from(owner)).setAuthTag(data.subarray(-TAG_BYTES))
    return Buffer.concat([decipher.update(data.subarray(0, -TAG_BYTES)), decipher.final()]).toString('utf8')
  } catch {
    return null // the tag does not match: Node says so by throwing
  }
}
