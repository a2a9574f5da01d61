import { rename } from 'node:fs/promises'
import { z } from 'zod'
import { accountSchema, type Account } from '#contract/accounts.ts'
import { err, ok, type Result } from '#contract/result.ts'
import type { Log } from '#core/ports.ts'
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

const fileSchema = z.strictObject({ version: z.literal(2), current: z.string().nullable(), accounts: z.array(z.unknown()) })
/** `current`: the account on screen. */
export type StoredAccounts = { readonly current: string | null; readonly accounts: readonly StoredAccount[] }

/** An entry of the list that cannot be read, and its place there. */
type Unread = { readonly entry: unknown; readonly at: number }
const namedSchema = z.object({ account: z.object({ id: z.string() }) })

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

/**
 * The accounts of this profile in the order in which they were added, and which of them is on screen. An entry that cannot be
 * read stays in the file as it is, until somebody signs in to that account again.
 */
export function createAccountsFile(path: string, log: Log): AccountsFile {
  let unread: readonly Unread[] = []

  function readEntries(entries: readonly unknown[]): StoredAccount[] {
    const read = entries.map(entry => storedSchema.safeParse(entry))
    unread = entries.map((entry, at) => ({ entry, at })).filter(({ at }) => !read[at]?.success)
    if (unread.length > 0) log('accounts.unreadable', { count: unread.length })
    return read.flatMap(({ data }) => data ?? [])
  }

  function withUnread(accounts: readonly StoredAccount[]): unknown[] {
    const ids = accounts.map(({ account }) => account.id)
    unread = unread.filter(({ entry }) => !ids.includes(namedSchema.safeParse(entry).data?.account.id ?? ''))
    const entries: unknown[] = [...accounts]
    for (const { entry, at } of unread) entries.splice(at, 0, entry)
    return entries
  }

  return {
    async read() {
      const stored = await readStored(path)
      if (Object.keys(stored).length === 0) return ok({ current: null, accounts: [] })
      const { version } = stored
      if (typeof version === 'number' && version > newest) return err('newer-data', `${path} is of version ${version}`)
      const parsed = fileSchema.safeParse(version === 1 ? fromFirst(stored) : stored)
      if (parsed.success) return ok({ current: parsed.data.current, accounts: readEntries(parsed.data.accounts) })
      // Not ours to overwrite: there may be a secret in it.
      await rename(path, `${path}.damaged-${Date.now()}`)
      return ok({ current: null, accounts: [] })
    },
    write: ({ current, accounts }) => writeJson(path, { version: newest, current, accounts: withUnread(accounts) }),
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
