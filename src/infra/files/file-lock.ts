import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import Database from 'better-sqlite3-multiple-ciphers'
import type { Timer } from '#core/ports.ts'
import { sqliteCode } from '../sqlite/open-file.ts'

export type FileLock = { readonly release: () => void }

/**
 * SQLite's own file lock: the system lets go of it when the process dies, so there are no stale locks to guess about.
 * Null when somebody else holds it.
 */
export function tryFileLock(path: string): FileLock | null {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  const db = new Database(path, { timeout: 0 })
  try {
    db.pragma('locking_mode = EXCLUSIVE')
    db.exec('BEGIN EXCLUSIVE')
    return { release: () => { db.close() } }
  } catch (error) {
    db.close()
    if (sqliteCode(error) === 'SQLITE_BUSY') return null
    throw error
  }
}

export type FileLockOptions = {
  readonly path: string
  readonly timer: Timer
  readonly random?: () => number
  /** After as many tries, some tens of milliseconds apart, it throws. */
  readonly tries?: number
}

/** Runs work alone among all processes, and all callers of this one, that share the lock file. Throws when it never gets its turn. */
export function createFileLock({ path, timer, random = Math.random, tries = 600 }: FileLockOptions): <T>(work: () => Promise<T>) => Promise<T> {
  async function acquire(): Promise<FileLock> {
    for (let tried = 1; ; tried += 1) {
      const lock = tryFileLock(path)
      if (lock !== null) return lock
      if (tried >= tries) throw new Error('Another process does not let go of the lock')
      // Not in step, or two waiters would collide at every try.
      await new Promise<void>(resolve => { timer(50 + random() * 100, resolve) })
    }
  }

  return async work => {
    const lock = await acquire()
    try {
      return await work()
    } finally {
      lock.release()
    }
  }
}
