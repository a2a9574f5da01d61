import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3-multiple-ciphers'
import { err, ok, type Result } from '#contract/result.ts'
import { sqliteCode } from './open-file.ts'

export type ProfileLock = { readonly release: () => void }

/**
 * One engine per profile, whatever its face. The lock is SQLite's own file lock, so the system lets go of it when the
 * process dies and there are no stale locks to guess about.
 */
export function lockProfile(profileDir: string): Result<ProfileLock> {
  mkdirSync(profileDir, { recursive: true, mode: 0o700 })
  const db = new Database(join(profileDir, 'profile.lock'), { timeout: 0 })
  try {
    db.pragma('locking_mode = EXCLUSIVE')
    db.exec('BEGIN EXCLUSIVE')
    return ok({ release: () => { db.close() } })
  } catch (error) {
    db.close()
    if (sqliteCode(error) === 'SQLITE_BUSY') return err('profile-in-use', profileDir)
    throw error
  }
}
