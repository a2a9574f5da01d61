import { rm } from 'node:fs/promises'
import { basename, join, relative } from 'node:path'

export const secretName = 'secret.json'
export const ledgerName = 'ledger.db'

/** Where an account's files lie. Hosts and ports hold characters that not every file system takes. */
export function accountFolder(profileDir: string, id: string): string {
  return join(profileDir, 'accounts', id.replace(/[^\w.-]/g, '_').replace(/^\.+/, '_'))
}

/** Deletes an account's folder with everything in it. A path that is anything but one folder among the accounts is a bug. */
export async function wipeAccountFolder(profileDir: string, id: string): Promise<void> {
  const folder = accountFolder(profileDir, id)
  const name = relative(join(profileDir, 'accounts'), folder)
  if (name === '' || name !== basename(folder) || name.startsWith('.')) throw new Error('The folder to delete is not the account’s own')
  await rm(folder, { recursive: true, force: true })
}
