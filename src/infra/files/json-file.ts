import { mkdirSync, openSync, readFileSync, renameSync, writeFileSync, fsyncSync, closeSync } from 'node:fs'
import { dirname } from 'node:path'

/** The parsed content, or null when there is no file. A file that is not JSON is moved aside, never overwritten. */
export function readJson(path: string): unknown {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  }
  try {
    return JSON.parse(text) as unknown
  } catch {
    renameSync(path, `${path}.damaged`)
    return null
  }
}

/** Readable by this user only; either the old content or the new one survives a crash. */
export function writeJson(path: string, value: unknown): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  const temporary = `${path}.tmp`
  const file = openSync(temporary, 'w', 0o600)
  try {
    writeFileSync(file, JSON.stringify(value, null, 2))
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
  renameSync(temporary, path)
}
