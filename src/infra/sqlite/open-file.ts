import { existsSync, mkdirSync, renameSync } from 'node:fs'
import { dirname } from 'node:path'
import { err, ok, type Result } from '#contract/result.ts'
import { openDb, type OpenOptions, type WriteDb } from './db.ts'
import { migrate, type Migration } from './migrate.ts'

export type FileKind = OpenOptions & {
  /** Written into the file, so that a foreign database is not taken for ours. */
  readonly applicationId: number
  readonly migrations: readonly Migration[]
}

/** Opens a database file at its newest schema. A file written by a newer version is refused and left untouched. */
export function openFile(path: string, kind: FileKind): Result<WriteDb> {
  let db: WriteDb | undefined
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
    db = openDb(path, kind)
    const migrated = migrate(db, { ...kind, backup: version => `${path}.v${version}.bak` })
    if (!migrated.ok) {
      db.close()
      return migrated
    }
    return ok(db)
  } catch (error) {
    db?.close()
    const code = sqliteCode(error)
    if (code === 'SQLITE_CORRUPT' || code === 'SQLITE_NOTADB') return err('damaged-data', `${path}: ${code}`)
    if (code !== null || isFileError(error)) return err('disk', `${path}: ${(error as Error).message}`)
    throw error
  }
}

/** Moves a database with its WAL out of the way; the three files belong together. Answers where it went. */
export function quarantine(path: string, at: number): string {
  const target = damagedName(path, at)
  for (const suffix of ['', '-wal', '-shm']) {
    if (existsSync(path + suffix)) renameSync(path + suffix, target + suffix)
  }
  return target
}

export function damagedName(path: string, at: number): string {
  return `${path}.damaged-${at}`
}

export function sqliteCode(error: unknown): string | null {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return null
  return error.code.startsWith('SQLITE_') ? error.code : null
}

function isFileError(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error
}
