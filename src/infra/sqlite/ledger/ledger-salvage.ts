import Database from 'better-sqlite3-multiple-ciphers'
import type { WriteDb } from '../db.ts'
import { sqliteCode } from '../open-file.ts'
import { sql, type SqlParam } from '../sql.ts'

type Row = Readonly<Record<string, SqlParam>>

export type Salvage = {
  /** Every row of the ratings could be read, and they are no older than the copy's. */
  readonly complete: boolean
  /** Rows that the copy did not have. */
  readonly recovered: number
}

const nothing: Salvage = { complete: false, recovered: 0 }
/** What a rating's fate hangs on. */
const ofRatings = ['outbox', 'rating_journal']
const ownTables = ['ledger_restore']

/**
 * Takes what can still be read of a damaged ledger over into its backup. The journal only grows, so the higher number is the
 * newer file; from an older one nothing is taken.
 */
export function salvage(damagedPath: string, into: WriteDb): Salvage {
  let damaged: Database.Database | undefined
  try {
    damaged = new Database(damagedPath, { readonly: true, fileMustExist: true })
    const from = damaged
    // Tables of another version would not fit.
    if (from.pragma('user_version', { simple: true }) !== into.pluck(sql`PRAGMA user_version`)[0]) return nothing
    const tables = into.all<{ name: string; withoutRowid: 0 | 1 }>(sql`
      SELECT name, wr AS withoutRowid FROM pragma_table_list WHERE type = 'table' AND schema = 'main' AND name NOT LIKE 'sqlite_%'
    `).filter(({ name }) => !ownTables.includes(name))
    const read = tables.map(({ name, withoutRowid }) => ({ name, ...readTable(from, name, withoutRowid === 0) }))
    const newestHere = into.pluck<number | null>(sql`SELECT MAX(id) FROM rating_journal`)[0] ?? 0
    const newestThere = Math.max(0, ...(read.find(({ name }) => name === 'rating_journal')?.rows ?? []).map(row => Number(row['id'])))
    if (newestThere < newestHere) return nothing
    return into.transaction(() => {
      into.exec('PRAGMA defer_foreign_keys = ON')
      let recovered = 0
      let complete = true
      for (const { name, rows, isWhole } of read) {
        const taken = take(into, name, rows, isWhole)
        recovered += taken.added
        if (ofRatings.includes(name) && !(isWhole && taken.isWhole)) complete = false
      }
      return { complete, recovered }
    })
  } catch (error) {
    if (sqliteCode(error) === null) throw error
    return nothing
  } finally {
    damaged?.close()
  }
}

/** All rows up to a damaged page, and from the other end down to it. */
function readTable(db: Database.Database, name: string, hasRowid: boolean): { readonly rows: readonly Row[]; readonly isWhole: boolean } {
  const rows: Row[] = []
  const isWhole = readInto(rows, db, `SELECT * FROM "${name}"`)
  if (isWhole || !hasRowid) return { rows, isWhole }
  readInto(rows, db, `SELECT * FROM "${name}" ORDER BY rowid DESC`)
  return { rows, isWhole: false }
}

function readInto(rows: Row[], db: Database.Database, query: string): boolean {
  try {
    for (const row of db.prepare(query).iterate()) rows.push(row as Row)
    return true
  } catch (error) {
    if (sqliteCode(error) === null) throw error
    return false
  }
}

/** The journal is added to; any other table is as the newer file has it, where that could be read whole. */
function take(into: WriteDb, name: string, rows: readonly Row[], isWhole: boolean): { readonly added: number; readonly isWhole: boolean } {
  const isJournal = name === 'rating_journal'
  const before = count(into, name)
  let refused = 0
  if (isWhole && !isJournal) into.run({ text: `DELETE FROM "${name}"`, params: [] })
  for (const row of rows) {
    const columns = Object.keys(row)
    const text = `INSERT OR ${isJournal ? 'IGNORE' : 'REPLACE'} INTO "${name}" (${columns.map(column => `"${column}"`).join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`
    try {
      into.run({ text, params: Object.values(row) })
    } catch (error) {
      // A row that breaks a rule is not what was once written.
      if (!(sqliteCode(error) ?? '').startsWith('SQLITE_CONSTRAINT')) throw error
      refused++
    }
  }
  return { added: Math.max(0, count(into, name) - before), isWhole: refused === 0 }
}

function count(db: WriteDb, name: string): number {
  return db.pluck<number>({ text: `SELECT COUNT(*) FROM "${name}"`, params: [] })[0] ?? 0
}
