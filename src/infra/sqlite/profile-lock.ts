import { join } from 'node:path'
import { err, ok, type Result } from '#contract/result.ts'
import { tryFileLock, type FileLock } from '../files/file-lock.ts'

/** One engine per profile, whatever its face. */
export function lockProfile(profileDir: string): Result<FileLock> {
  const lock = tryFileLock(join(profileDir, 'profile.lock'))
  return lock === null ? err('profile-in-use', profileDir) : ok(lock)
}
