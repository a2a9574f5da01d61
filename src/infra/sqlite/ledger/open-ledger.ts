import { randomUUID } from 'node:crypto'
import { copyFileSync, existsSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { ledgerRestoreSchema, type LedgerRestore, type Vote } from '#contract/ratings.ts'
import { err, ok, type Result } from '#contract/result.ts'
import type { Clock, Log, Timer } from '#core/ports.ts'
import type { WriteDb } from '../db.ts'
import { diskError } from '../disk-error.ts'
import { damagedName, openFile, quarantine, sqliteCode } from '../open-file.ts'
import { inIds, sql } from '../sql.ts'
import { backupsOf, forgetOldDamage, keepBackups, type Backup } from './ledger-backup.ts'
import { ledgerFile } from './ledger-file.ts'
import { salvage } from './ledger-salvage.ts'
import { createRatingJournal } from './rating-journal.ts'

export type Ledger = {
  readonly db: WriteDb
  /** What a restore at this start or an earlier one came to, until it is acknowledged. */
  readonly restored: () => LedgerRestore | null
  readonly acknowledge: () => void
  readonly close: () => void
}

export type PendingRating = { readonly sessionId: number; readonly rating: number; readonly comment: string }

type Options = {
  readonly path: string
  /** Ratings that the local copy shows as unsent: what the ledger has lost may stand there. */
  readonly shownAsUnsent: () => readonly PendingRating[]
  readonly clock: Clock
  readonly timer: Timer
  readonly log: Log
}

/** Opens the ledger; a damaged one is set aside, and its last copy takes its place with all that can still be read of it. */
export function openLedger({ path, shownAsUnsent, clock, timer, log }: Options): Result<Ledger> {
  let db: WriteDb | undefined
  try {
    // What was written last is missing then, however whole the file itself is.
    const logLost = existsSync(markOf(path)) && !existsSync(`${path}-wal`)
    const opened = logLost ? err('damaged-data', `the write-ahead log of ${path} is gone`) : openWhole(path)
    if (!opened.ok && opened.error.code !== 'damaged-data') return opened
    if (!opened.ok) log('ledger.damaged', { why: opened.error.message })
    const whole = opened.ok ? opened : restore(path, { logLost, shown: shownAsUnsent(), at: clock(), log })
    if (!whole.ok) return whole
    db = whole.value
    if (opened.ok) noteUncertain(db, { restore: null, shown: shownAsUnsent(), at: clock() })
    forgetOldDamage(path, clock())
    mark(path, log)
    return ok(follow(db, { path, clock, timer, log }))
  } catch (error) {
    db?.close()
    const known = diskError(error)
    if (known === null) throw error
    return { ok: false, error: known }
  }
}

function follow(db: WriteDb, { path, clock, timer, log }: Omit<Options, 'shownAsUnsent'>): Ledger {
  const backups = keepBackups({ db, path, clock, timer, log })
  return {
    db,
    restored() {
      const text = db.pluck<string>(sql`SELECT findings FROM ledger_restore`)[0]
      return text === undefined ? null : ledgerRestoreSchema.parse(JSON.parse(text))
    },
    acknowledge: () => { db.run(sql`DELETE FROM ledger_restore`) },
    close() {
      backups.stop()
      // First the mark: a write-ahead log without a mark is quite usual, a mark without a log is a loss.
      rmSync(markOf(path), { force: true })
      db.close()
    },
  }
}

/** There while the ledger is open: what ended otherwise must have left its write-ahead log behind. */
const markOf = (path: string): string => `${path}.open`

/** A disk without room for it opens all the same: only the loss of the log would go unnoticed then. */
function mark(path: string, log: Log): void {
  try {
    writeFileSync(markOf(path), '', { mode: 0o600 })
  } catch (error) {
    const known = diskError(error)
    if (known === null) throw error
    log('ledger.not-marked', { code: known.message })
  }
}

function openWhole(path: string): Result<WriteDb> {
  const wasOpen = existsSync(markOf(path))
  const isThere = existsSync(path) && statSync(path).size > 0
  if (!isThere && (wasOpen || backupsOf(path).length > 0)) return err('damaged-data', `${path} is gone or empty`)
  const opened = openFile(path, ledgerFile)
  if (!opened.ok) return opened
  const faults = faultsOf(opened.value)
  if (faults === null) return opened
  opened.value.close()
  return err('damaged-data', `${path}: ${faults}`)
}

/** Null when the file is whole. */
function faultsOf(db: WriteDb): string | null {
  try {
    const [first] = db.pluck<string>(sql`PRAGMA integrity_check(1)`)
    return first === 'ok' ? null : first ?? 'no answer'
  } catch (error) {
    const code = sqliteCode(error)
    if (code === null) throw error
    return code
  }
}

type Restore = Omit<LedgerRestore, 'uncertain'>

/** The damaged files make way when their successor is ready: a restore that is cut short begins again. */
function restore(path: string, { logLost, shown, at, log }: {
  readonly logLost: boolean; readonly shown: readonly PendingRating[]; readonly at: number; readonly log: Log
}): Result<WriteDb> {
  const next = `${path}.restoring`
  for (const backup of [...backupsOf(path), null]) {
    const copy = openCopy(next, backup)
    if (!copy.ok && copy.error.code !== 'damaged-data') return copy
    if (!copy.ok) continue
    const { complete, recovered } = salvage(path, copy.value)
    const isLeft = ['', '-wal'].some(suffix => existsSync(path + suffix))
    const found: Restore = {
      at, backupAt: backup?.at ?? null, keptAt: isLeft ? damagedName(path, at) : null, complete: complete && !logLost, recovered,
    }
    noteUncertain(copy.value, { restore: found, shown, at })
    copy.value.close()
    quarantine(path, at)
    renameSync(next, path)
    rmSync(markOf(path), { force: true })
    log('ledger.restored', found)
    return openFile(path, ledgerFile)
  }
  return err('damaged-data', path)
}

/** Null: a new ledger. */
function openCopy(path: string, backup: Backup | null): Result<WriteDb> {
  for (const suffix of ['', '-wal', '-shm']) rmSync(path + suffix, { force: true })
  if (backup === null) return openFile(path, ledgerFile)
  copyFileSync(backup.path, path)
  const copy = openFile(path, ledgerFile)
  if (!copy.ok) return copy
  const faults = faultsOf(copy.value)
  if (faults === null) return copy
  copy.value.close()
  return err('damaged-data', `${backup.path}: ${faults}`)
}

/**
 * Ratings whose fate is not certain wait for the supervisor: all unsent ones of a copy that may be older than what was lost,
 * and those that only the local copy of the sessions still shows.
 */
function noteUncertain(db: WriteDb, { restore, shown, at }: {
  readonly restore: Restore | null; readonly shown: readonly PendingRating[]; readonly at: number
}): void {
  const journal = createRatingJournal(db)
  const error = { code: 'damaged-data', message: 'It may or may not have reached the portal before the ledger was damaged' } as const
  db.transaction(() => {
    const isWhole = restore === null || restore.complete
    if (!isWhole) db.run(sql`UPDATE outbox SET state = 'refused', error_code = ${error.code}, error_message = ${error.message}, prior = NULL`)
    const doubted = new Set(isWhole ? [] : db.pluck<number>(sql`SELECT session_id FROM outbox`))
    const take = ({ sessionId, uuid, rating, comment, baseRating, baseComment }: Lost): void => {
      db.run(sql`
        INSERT OR REPLACE INTO outbox (session_id, uuid, rating, comment, base_rating, base_comment, state, next_at, error_code, error_message, created_at)
        VALUES (${sessionId}, ${uuid}, ${rating}, ${comment}, ${baseRating}, ${baseComment}, 'refused', ${at}, ${error.code}, ${error.message}, ${at})
      `)
      doubted.add(sessionId)
    }
    if (restore !== null) unsentOfJournal(db).forEach(take)
    for (const rating of shown) unsentOfCopy(db, rating, isWhole).forEach(take)
    const lost = db.all<Lost>(sql`SELECT session_id AS sessionId, uuid, rating, comment FROM outbox WHERE session_id IN ${inIds([...doubted])} ORDER BY session_id`)
    for (const rating of lost) journal.add('restored', at, rating)
    if (restore === null && lost.length === 0) return
    const uncertain = lost.map(({ sessionId, rating, comment }) => ({ sessionId, rating, comment }))
    const findings: LedgerRestore = { ...(restore ?? { at, backupAt: null, keptAt: null, complete: false, recovered: 0 }), uncertain }
    db.run(sql`INSERT OR REPLACE INTO ledger_restore (id, findings) VALUES (1, ${JSON.stringify(findings)})`)
  })
}

type Lost = PendingRating & { readonly uuid: string; readonly baseRating: number | null; readonly baseComment: string | null }

const choices = sql`('saved', 'replaced', 'merged', 'restored')`
const hasNoEnd = sql`
  NOT EXISTS (SELECT 1 FROM rating_journal AS e WHERE e.uuid = j.uuid AND e.session_id = j.session_id AND e.event IN ('undone', 'discarded', 'keptTheirs', 'confirmed'))
`
const asLost = sql`session_id AS sessionId, uuid, rating, comment, before_rating AS baseRating, before_comment AS baseComment`

/** The last choices of which the journal tells no end, and which are not in the outbox. */
function unsentOfJournal(db: WriteDb): Lost[] {
  return db.all<Lost>(sql`
    SELECT ${asLost} FROM rating_journal AS j
     WHERE event IN ${choices} AND ${hasNoEnd} AND session_id NOT IN (SELECT session_id FROM outbox)
       AND id = (SELECT MAX(id) FROM rating_journal AS l WHERE l.session_id = j.session_id AND l.event IN ${choices})
  `)
}

/**
 * The local copy lags behind at times, and shows what the journal knows to have ended; of a whole ledger the outbox is right where
 * they differ. Of what the journal does not know, the base is not known either: whatever stands in the portal is somebody else's
 * until it was seen.
 */
function unsentOfCopy(db: WriteDb, shown: PendingRating, isWhole: boolean): Lost[] {
  const { sessionId, rating, comment } = shown
  const unsent = db.get<Vote>(sql`SELECT rating, comment FROM outbox WHERE session_id = ${sessionId}`)
  if (unsent !== undefined && (isWhole || (unsent.rating === rating && unsent.comment === comment))) return []
  const known = sql`FROM rating_journal AS j WHERE session_id = ${sessionId} AND rating = ${rating} AND comment = ${comment} AND event IN ${choices}`
  if (db.get(sql`SELECT 1 ${known}`) === undefined) return [{ ...shown, uuid: randomUUID(), baseRating: null, baseComment: null }]
  return db.all<Lost>(sql`SELECT ${asLost} ${known} AND ${hasNoEnd} ORDER BY id DESC LIMIT 1`)
}
