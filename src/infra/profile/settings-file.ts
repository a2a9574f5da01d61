import { open, readFile, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/** One file for both faces: electron-store writes the same name and shape. */
export const SETTINGS_NAME = 'settings'

export function settingsPath(profileDir: string): string {
  return join(profileDir, `${SETTINGS_NAME}.json`)
}

type Stored = Readonly<Record<string, unknown>>

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
      await writeFileAtomically(path, `${JSON.stringify({ ...kept, settings }, null, 2)}\n`)
    })
    last = next.catch(() => undefined) // the caller got the failure; the next save starts afresh
    return next
  }
}

/** Reads the file as an object; moves it aside when it is anything else. */
export async function readStored(path: string): Promise<Stored> {
  const text = await readText(path)
  if (text === null) return {}
  const value = parseObject(text)
  if (value) return value
  await rename(path, `${path}.damaged-${Date.now()}`)
  return {}
}

/** All or nothing, also over a power cut: the old file stays until the new one is on the disk. */
export async function writeFileAtomically(path: string, text: string): Promise<void> {
  const temporary = `${path}.${process.pid}.tmp`
  try {
    const file = await open(temporary, 'w', 0o600)
    try {
      await file.writeFile(text)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(temporary, path)
    await syncFolder(dirname(path))
  } catch (error) {
    await rm(temporary, { force: true })
    throw error
  }
}

async function syncFolder(dir: string): Promise<void> {
  if (process.platform === 'win32') return // Windows cannot open a folder for this
  const folder = await open(dir)
  await folder.sync().finally(() => folder.close())
}

async function readText(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  }
}

function parseObject(text: string): Stored | null {
  try {
    const value: unknown = JSON.parse(text)
    // The cast is safe: null and arrays are excluded, and JSON has no other objects.
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value as Stored : null
  } catch {
    return null // not JSON: the caller puts it aside
  }
}
