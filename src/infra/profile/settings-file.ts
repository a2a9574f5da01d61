import { join } from 'node:path'
import { readStored, writeJson } from '../files/json-file.ts'

/** One file for both faces: electron-store writes the same name and shape. */
export const SETTINGS_NAME = 'settings'

export function settingsPath(profileDir: string): string {
  return join(profileDir, `${SETTINGS_NAME}.json`)
}

/** The stored settings, or undefined. A damaged file is kept aside under a new name, never overwritten. */
export async function readSettings(profileDir: string): Promise<unknown> {
  return (await readStored(settingsPath(profileDir)))['settings']
}

/** Saves are queued: two quick changes must not race for the same file. */
export function createSettingsWriter(profileDir: string): (settings: unknown) => Promise<void> {
  const path = settingsPath(profileDir)
  let last: Promise<void> = Promise.resolve()
  return settings => {
    const next = last.then(async () => {
      // The Electron face keeps its window bounds in the same file.
      const kept = await readStored(path)
      await writeJson(path, { ...kept, settings })
    })
    last = next.catch(() => undefined) // the caller got the failure; the next save starts afresh
    return next
  }
}
