import { z } from 'zod'
import { accountSchema, type Account } from '#contract/accounts.ts'
import { readStored, writeJson } from '../files/json-file.ts'

const secretSchema = z.discriminatedUnion('kind', [
  /** Encrypted by the operating system. */
  z.strictObject({ kind: z.literal('sealed'), text: z.string() }),
  /** As it is, in a file that only this user may read; the sign-in screen says so. */
  z.strictObject({ kind: z.literal('plain'), text: z.string() }),
  /** The demo portal brings its own. */
  z.strictObject({ kind: z.literal('none') }),
])
export type StoredSecret = z.output<typeof secretSchema>

const storedSchema = z.strictObject({ account: accountSchema, secret: secretSchema })
export type StoredAccount = z.output<typeof storedSchema>

const fileSchema = z.strictObject({ version: z.literal(1), current: storedSchema.nullable() })

export type AccountsFile = {
  readonly current: () => Promise<StoredAccount | null>
  readonly setCurrent: (account: Account, secret: StoredSecret) => Promise<void>
  readonly clear: () => Promise<void>
}

/** The remembered sign-in. */
export function createAccountsFile(path: string): AccountsFile {
  const write = (current: StoredAccount | null): Promise<void> => writeJson(path, { version: 1, current })
  return {
    async current() {
      const parsed = fileSchema.safeParse(await readStored(path))
      return parsed.success ? parsed.data.current : null
    },
    setCurrent: (account, secret) => write({ account, secret }),
    clear: () => write(null),
  }
}
