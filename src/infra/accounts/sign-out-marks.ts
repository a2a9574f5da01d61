import { existsSync } from 'node:fs'
import { readdir, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { readStored, writeJson } from '../files/json-file.ts'
import { createProfileDir } from '../profile/profile-folders.ts'
import { accountFolder } from './account-folder.ts'

const suffix = '.signed-out.json'

/** `wipe`: its data goes too. */
export type SignOut = { readonly id: string; readonly wipe: boolean }

/** Sign-outs that are under way, each in a file beside the account's folder: what a crash or a full disk leaves undone is done by the next start. */
export type SignOutMarks = {
  readonly set: (signOut: SignOut) => Promise<void>
  readonly clear: (id: string) => Promise<void>
  readonly all: () => Promise<readonly SignOut[]>
}

export function createSignOutMarks(profileDir: string): SignOutMarks {
  const pathOf = (id: string): string => accountFolder(profileDir, id) + suffix
  const folder = dirname(pathOf('any'))

  return {
    async set({ id, wipe }) {
      await createProfileDir(folder)
      await writeJson(pathOf(id), { id, wipe })
    },
    clear: id => rm(pathOf(id), { force: true }),
    async all() {
      const names = existsSync(folder) ? await readdir(folder) : []
      const stored = await Promise.all(names.filter(name => name.endsWith(suffix)).map(name => readStored(join(folder, name))))
      return stored.flatMap(({ id, wipe }) => (typeof id === 'string' ? [{ id, wipe: wipe === true }] : []))
    },
  }
}
