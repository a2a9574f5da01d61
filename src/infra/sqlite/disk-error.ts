import type { AppError } from '#contract/result.ts'
import { diskError as fileError } from '../files/file-sink.ts'
import { sqliteCode } from './open-file.ts'

const ofTheDisk = /^SQLITE_(FULL|IOERR|READONLY|CANTOPEN)/

/** What a full, vanished or read-only disk makes SQLite or the file system throw; anything else is a bug. */
export function diskError(error: unknown): AppError | null {
  const code = sqliteCode(error)
  if (code === null) return fileError(error)
  return ofTheDisk.test(code) ? { code: 'disk', message: code } : null
}
