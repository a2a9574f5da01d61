import { rename } from 'node:fs/promises'
import { z } from 'zod'
import { accountSchema, type Account } from '#contract/accounts.ts'
import { err, ok, type Result } from '#contract/result.ts'
import { readStored, writeJson } from '../files/json-file.ts'

/** Where version 1 kept the text of a webhook: in this file itself. */
const oldSecretSchema = z.discriminatedUnion('kind', [
  /** Encrypted by the operating system. */
  z.strictObject({ kind: z.literal('sealed'), text: z.string() }),
  /** As it is. */
  z.strictObject({ kind: z.literal('plain'), text: z.string() }),
])
export type OldSecret = z.output<typeof oldSecretSchema>

/** `oldSecret`: until it could be moved to a store of this computer. */
const storedSchema = z.strictObject({ account: accountSchema, oldSecret: oldSecretSchema.optional() })
export type StoredAccount = z.output<typeof storedSchema>

/** `current`: the account on screen. */
const fileSchema = z.strictObject({ version: z.literal(2), current: z.string().nullable(), accounts: z.array(storedSchema) })
export type StoredAccounts = Omit<z.output<typeof fileSchema>, 'version'>

const firstVersionSchema = z.strictObject({
  version: z.literal(1),
  current: z.strictObject({
    account: accountSchema.omit({ keptBy: true }).extend({ remembered: z.boolean() }),
    secret: z.discriminatedUnion('kind', [...oldSecretSchema.options, z.strictObject({ kind: z.literal('none') })]),
  }).nullable(),
})

const newest = 2

export type AccountsFile = {
  readonly read: () => Promise<Result<StoredAccounts>>
  readonly write: (accounts: StoredAccounts) => Promise<void>
}

/** The accounts of this profile in the order in which they were added, and which of them is on screen. */
export function createAccountsFile(path: string): AccountsFile {
  return {
    async read() {
      const stored = await readStored(path)
      if (Object.keys(stored).length === 0) return ok({ current: null, accounts: [] })
      const { version } = stored
      if (typeof version === 'number' && version > newest) return err('newer-data', `${path} is of version ${version}`)
      const parsed = fileSchema.safeParse(version === 1 ? fromFirst(stored) : stored)
      if (parsed.success) return ok({ current: parsed.data.current, accounts: parsed.data.accounts })
      // Not ours to overwrite: there may be a secret in it.
      await rename(path, `${path}.damaged-${Date.now()}`)
      return ok({ current: null, accounts: [] })
    },
    write: accounts => writeJson(path, { version: newest, ...accounts }),
  }
}

function fromFirst(stored: unknown): unknown {
  const parsed = firstVersionSchema.safeParse(stored)
  if (!parsed.success) return null
  const { current } = parsed.data
  if (current === null) return { version: newest, current: null, accounts: [] }
  const { account: { remembered: _, ...rest }, secret } = current
  const keptBy: Account['keptBy'] = secret.kind === 'none' ? 'none' : secret.kind === 'plain' ? 'file' : 'system'
  return {
    version: newest, current: rest.id,
    accounts: [{ account: { ...rest, keptBy }, ...(secret.kind === 'none' ? {} : { oldSecret: secret }) }],
  }
}
