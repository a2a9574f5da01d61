import Database from 'better-sqlite3-multiple-ciphers'
import type { Sql, SqlParam } from './sql.ts'

export type ReadDb = {
  /** Rows as plain objects keyed by the query's column names. */
  all<T>(query: Sql): T[]
  get<T>(query: Sql): T | undefined
  /** The first column of every row. */
  pluck<T>(query: Sql): T[]
  /** For tests: the plan must name the index that it is meant to use. */
  explain(query: Sql): string
}

export type WriteDb = ReadDb & {
  run(query: Sql): { changes: number; lastId: number }
  /** One commit; rolls back when `work` throws. May be nested. */
  transaction<T>(work: () => T): T
  /** For migrations: several statements without parameters. */
  exec(text: string): void
  /** A consistent copy in a new file; the target must not exist. */
  backupTo(path: string): void
  close(): void
}

export type OpenOptions = {
  /** `full` survives a power cut for every acknowledged commit; `normal` may lose the last ones but never corrupts. */
  readonly synchronous: 'full' | 'normal'
  readonly cacheMegabytes: number
}

/** Opens or creates a file (or `:memory:`). Throws what SQLite throws; `open-file.ts` turns that into error values. */
export function openDb(path: string, { synchronous, cacheMegabytes }: OpenOptions): WriteDb {
  const db = new Database(path)
  try {
    db.pragma('journal_mode = WAL')
    db.pragma(`synchronous = ${synchronous}`)
    db.pragma('busy_timeout = 5000')
    db.pragma('foreign_keys = ON')
    db.pragma('trusted_schema = OFF')
    // Deleted client text must not stay readable in free pages.
    db.pragma('secure_delete = ON')
    db.pragma(`cache_size = ${-cacheMegabytes * 1024}`)
    db.pragma('temp_store = MEMORY')
  } catch (error) {
    db.close()
    throw error
  }
  return wrap(db)
}

function wrap(db: Database.Database): WriteDb {
  const statement = prepareOnce(text => db.prepare<SqlParam[]>(text))
  // `pluck()` switches the statement itself, so those are kept apart.
  const plucked = prepareOnce(text => db.prepare<SqlParam[]>(text).pluck())

  return {
    // The casts name what the caller's SELECT returns; repositories check rows with a schema where they come from a file.
    all: <T>(query: Sql) => statement(query.text).all(...query.params) as T[],
    get: <T>(query: Sql) => statement(query.text).get(...query.params) as T | undefined,
    pluck: <T>(query: Sql) => plucked(query.text).all(...query.params) as T[],
    explain(query) {
      const steps = db.prepare<SqlParam[]>(`EXPLAIN QUERY PLAN ${query.text}`).all(...query.params) as { detail: string }[]
      return steps.map(step => step.detail).join('\n')
    },
    run(query) {
      const { changes, lastInsertRowid } = statement(query.text).run(...query.params)
      return { changes, lastId: Number(lastInsertRowid) }
    },
    transaction: <T>(work: () => T) => db.transaction(work)(),
    exec: text => { db.exec(text) },
    backupTo: path => { db.prepare('VACUUM INTO ?').run(path) },
    close: () => { db.close() },
  }
}

const keptStatements = 300

/** Prepared statements by their text; the least recently made go when filters have produced too many. */
function prepareOnce(prepare: (text: string) => Database.Statement<SqlParam[]>): (text: string) => Database.Statement<SqlParam[]> {
  const kept = new Map<string, Database.Statement<SqlParam[]>>()
  return text => {
    const found = kept.get(text)
    if (found) return found
    const oldest = kept.keys().next()
    if (kept.size >= keptStatements && !oldest.done) kept.delete(oldest.value)
    const made = prepare(text)
    kept.set(text, made)
    return made
  }
}
