import { err, ok, type Result } from '#contract/result.ts'
import { existsSync } from 'node:fs'
import type { WriteDb } from './db.ts'
import { sql } from './sql.ts'

/** One step forward. Append-only: a step that has shipped is never edited. */
export type Migration = { readonly name: string; readonly up: string }

type Options = {
  readonly applicationId: number
  readonly migrations: readonly Migration[]
  /** Path of the copy made before a file with data is changed. */
  readonly backup: (version: number) => string
}

/** Brings a database to the newest schema, each step in its own transaction; `user_version` counts the steps done. */
export function migrate(db: WriteDb, { applicationId, migrations, backup }: Options): Result<null> {
  const version = db.get<{ user_version: number }>(sql`PRAGMA user_version`)?.user_version ?? 0
  const owner = db.get<{ application_id: number }>(sql`PRAGMA application_id`)?.application_id ?? 0
  if (owner !== 0 && owner !== applicationId) return err('damaged-data', `not a Linewatch file (application id ${owner})`)
  if (version > migrations.length) {
    return err('newer-data', `schema ${version} was written by a newer Linewatch; this one knows ${migrations.length}`)
  }
  if (version > 0 && version < migrations.length && !existsSync(backup(version))) db.backupTo(backup(version))
  migrations.slice(version).forEach(({ up }, i) => {
    db.transaction(() => {
      db.exec(up)
      db.exec(`PRAGMA user_version = ${version + i + 1}`)
      if (version + i === 0) db.exec(`PRAGMA application_id = ${applicationId}`)
    })
  })
  return ok(null)
}
