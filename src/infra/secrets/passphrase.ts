import { randomBytes, scrypt } from 'node:crypto'
import { z } from 'zod'
import { KEY_BYTES } from './sealed-box.ts'

const SALT_BYTES = 16
/** About a quarter of a second and 128 MB for each guess. */
const strength = { n: 2 ** 17, r: 8, p: 1 }

/** How a key follows from a passphrase. Stored beside what it protects; bounded, because a file may say anything. */
export const derivationSchema = z.strictObject({
  n: z.int().min(2 ** 14).max(2 ** 20).refine(n => Number.isInteger(Math.log2(n))),
  r: z.int().min(1).max(16),
  p: z.int().min(1).max(4),
  salt: z.base64().min(16),
})
export type Derivation = z.output<typeof derivationSchema>

export function newDerivation(): Derivation {
  return { ...strength, salt: randomBytes(SALT_BYTES).toString('base64') }
}

/** The same text typed on another keyboard may be made of other characters, hence the normal form. */
export function deriveKey(passphrase: string, { n, r, p, salt }: Derivation): Promise<Buffer> {
  const options = { N: n, r, p, maxmem: 256 * n * r }
  return new Promise((resolve, reject) => {
    scrypt(passphrase.normalize('NFKC'), Buffer.from(salt, 'base64'), KEY_BYTES, options, (error, key) => {
      if (error) reject(error)
      else resolve(key)
    })
  })
}
