import { existsSync } from 'node:fs'
import { readdir, readFile, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { z } from 'zod'
import { err, ok, type Result } from '#contract/result.ts'
import { writeJson } from '../files/json-file.ts'
import { createProfileDir } from '../profile/profile-folders.ts'
import { boxSchema, openBox, sealBox } from './sealed-box.ts'
import { keyHolderSchema, type KeyHolder, type Vault } from './vaults.ts'

const fileSchema = z.strictObject({ version: z.literal(1), holder: keyHolderSchema, box: boxSchema })

export type SecretFile = {
  /** How its key is kept; null without a file, `sign-in-locked` for one that cannot be read or understood. */
  readonly holder: () => Promise<Result<KeyHolder | null>>
  /** Null: not under this key, or not there. The file stays as it is. */
  readonly read: (key: Buffer) => Promise<string | null>
  /** On the disk when it resolves, for this user alone. */
  readonly write: (vault: { readonly holder: KeyHolder; readonly key: Buffer }, text: string) => Promise<void>
  /** With whatever a crash left of a write. */
  readonly remove: () => Promise<void>
}

/** An account's secret on the disk, encrypted. `owner` is the account's id: copied to another one, it does not open. */
export function createSecretFile(path: string, owner: string): SecretFile {
  async function stored(): Promise<Result<z.output<typeof fileSchema> | null>> {
    let text: string
    try {
      text = await readFile(path, 'utf8')
    } catch (error) {
      return error instanceof Error && 'code' in error && error.code === 'ENOENT' ? ok(null) : err('sign-in-locked', 'The kept sign-in cannot be read')
    }
    const parsed = fileSchema.safeParse(parseJson(text))
    return parsed.success ? ok(parsed.data) : err('sign-in-locked', 'The kept sign-in is damaged or of a newer version')
  }

  return {
    async holder() {
      const file = await stored()
      return file.ok ? ok(file.value?.holder ?? null) : file
    },
    async read(key) {
      const file = await stored()
      return file.ok && file.value !== null ? openBox(key, file.value.box, owner) : null
    },
    async write({ holder, key }, text) {
      await createProfileDir(dirname(path))
      await writeJson(path, { version: 1, holder, box: sealBox(key, text, owner) })
    },
    async remove() {
      const folder = dirname(path)
      const names = existsSync(folder) ? await readdir(folder) : []
      for (const name of names.filter(isPartOf(basename(path)))) await rm(join(folder, name), { force: true })
    },
  }
}

/** Whether this opens what the file holds; the file is untouched either way. */
export async function opens(file: SecretFile, { key, holder }: Vault): Promise<Result<string>> {
  const text = await file.read(key)
  if (text !== null) return ok(text)
  return holder?.tier === 'passphrase'
    ? err('wrong-passphrase', 'The passphrase does not open the sign-in')
    : err('sign-in-locked', 'The key store holds another key than the one that opens the sign-in')
}

/** The file itself, and the temporary ones of `writeJson`. */
function isPartOf(file: string): (name: string) => boolean {
  return name => name === file || (name.startsWith(`${file}.`) && name.endsWith('.tmp'))
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null // the schema refuses it
  }
}
