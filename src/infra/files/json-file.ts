import { open, readFile, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'

type Stored = Readonly<Record<string, unknown>>

/** Reads the file as an object, an empty one if there is none. A file that is anything else is kept aside, never overwritten. */
export async function readStored(path: string): Promise<Stored> {
  const text = await readText(path)
  if (text === null) return {}
  const value = parseObject(text)
  if (value) return value
  await rename(path, `${path}.damaged-${Date.now()}`)
  return {}
}

/** All or nothing, also over a power cut: the old file stays until the new one is on the disk. Readable by this user only. */
export async function writeJson(path: string, value: unknown): Promise<void> {
  const temporary = `${path}.${process.pid}.tmp`
  try {
    const file = await open(temporary, 'w', 0o600)
    try {
      await file.writeFile(`${JSON.stringify(value, null, 2)}\n`)
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
