import { closeSync, existsSync, fsyncSync, openSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import type { Clock, Log, Timer } from '#core/ports.ts'
import type { WriteDb } from '../db.ts'
import { diskError } from '../disk-error.ts'
import { sql } from '../sql.ts'

const everyMs = 10 * 60_000
const kept = 3

export type Backup = { readonly path: string; /** Null for the copy made before a migration. */ readonly at: number | null }

/** Copies of a ledger that lie beside it, the best first: regular ones by date, then those made before a migration. */
export function backupsOf(path: string): Backup[] {
  const names = beside(path)
  const dated = names.flatMap(name => /\.backup-(\d+)$/.exec(name)?.[1] ?? []).map(Number).toSorted((a, b) => b - a)
  const versions = names.flatMap(name => /\.v(\d+)\.bak$/.exec(name)?.[1] ?? []).map(Number).toSorted((a, b) => b - a)
  return [...dated.map(at => ({ path: `${path}.backup-${at}`, at })), ...versions.map(version => ({ path: `${path}.v${version}.bak`, at: null }))]
}

/** Names of the files that begin with this file's name, without that beginning. */
export function beside(path: string): string[] {
  const name = basename(path)
  if (!existsSync(dirname(path))) return []
  return readdirSync(dirname(path)).flatMap(other => (other.startsWith(`${name}.`) ? [other.slice(name.length)] : []))
}

/** Copies the ledger while it is in use: at the start, every ten minutes in which something was written, and at the end. */
export function keepBackups({ db, path, clock, timer, log }: {
  readonly db: WriteDb; readonly path: string; readonly clock: Clock; readonly timer: Timer; readonly log: Log
}) {
  const writes = (): number => db.pluck<number>(sql`SELECT total_changes()`)[0] ?? 0
  let copied = -1
  let callOff = (): void => {}

  function copy(): void {
    if (writes() === copied) return
    try {
      backUp(db, path, clock())
      copied = writes()
    } catch (error) {
      const known = diskError(error)
      if (known === null) throw error
      log('ledger.not-backed-up', { code: known.message })
    }
  }

  function rest(): void {
    callOff = timer(everyMs, () => {
      copy()
      rest()
    })
  }

  copy()
  rest()
  return {
    stop(): void {
      callOff()
      copy()
    },
  }
}

/** The copy gets its name once it is whole and on the disk: SQLite does not wait for the disk itself here. */
function backUp(db: WriteDb, path: string, at: number): void {
  const partial = `${path}.backup.part`
  rmSync(partial, { force: true })
  try {
    db.backupTo(partial)
    flush(partial)
    renameSync(partial, `${path}.backup-${at}`)
    flush(dirname(path))
  } finally {
    rmSync(partial, { force: true })
  }
  for (const old of backupsOf(path).filter(backup => backup.at !== null).slice(kept)) rmSync(old.path, { force: true })
}

function flush(path: string): void {
  // Directories cannot be opened on Windows, whose renames need no flush.
  if (process.platform === 'win32' && !path.endsWith('.part')) return
  const handle = openSync(path, path.endsWith('.part') ? 'r+' : 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

/** Damaged files hold what clients wrote: two are kept, for two weeks. */
export function forgetOldDamage(path: string, now: number): void {
  const times = [...new Set(beside(path).flatMap(name => /\.damaged-(\d+)/.exec(name)?.[1] ?? []).map(Number))].toSorted((a, b) => b - a)
  for (const at of times.filter((time, index) => index >= 2 || time < now - 14 * 86_400_000)) {
    for (const suffix of ['', '-wal', '-shm']) rmSync(join(dirname(path), `${basename(path)}.damaged-${at}${suffix}`), { force: true })
  }
}
