import { bulkActionSchema, type BulkRow, type BulkRowState, type BulkRun } from '#contract/bulk.ts'
import type { ErrorCode } from '#contract/result.ts'
import { isMarkAction } from '#core/bulk/bulk-rules.ts'
import type { BulkStore } from '#core/bulk/bulk-store.ts'
import type { WriteDb } from '../db.ts'
import { inIds, sql, type Sql } from '../sql.ts'

type RawError = { readonly errorCode: ErrorCode | null; readonly errorMessage: string | null }
type RawRun = RawError & Pick<BulkRun, 'id' | 'state' | 'startedAt' | 'finishedAt'> & { readonly action: string }
type RawRow = RawError & Omit<BulkRow, 'error'>

const keptRuns = 100

export function createBulkRepository(db: WriteDb): BulkStore {
  function runs(rest: Sql): BulkRun[] {
    return db.all<RawRun>(sql`
      SELECT id, action, state, started_at AS startedAt, finished_at AS finishedAt, error_code AS errorCode, error_message AS errorMessage
        FROM bulk_run ${rest}
    `).map(({ action, errorCode, errorMessage, ...run }) => {
      const done = bulkActionSchema.parse(JSON.parse(action))
      const rows = countRows(run.id)
      return {
        ...run, action: done, rows, total: Object.values(rows).reduce((sum, count) => sum + count, 0), error: toError({ errorCode, errorMessage }),
        undoable: isMarkAction(done) && rows.done > 0 && run.finishedAt !== null,
      }
    })
  }

  function countRows(id: number): Record<BulkRowState, number> {
    const none: Record<BulkRowState, number> = { waiting: 0, sending: 0, done: 0, closing: 0, refused: 0, unknown: 0, skipped: 0, undone: 0 }
    const found = db.all<{ state: BulkRowState; count: number }>(sql`SELECT state, COUNT(*) AS count FROM bulk_row WHERE run_id = ${id} GROUP BY state`)
    return { ...none, ...Object.fromEntries(found.map(({ state, count }) => [state, count])) }
  }

  function need(id: number): BulkRun {
    const [run] = runs(sql`WHERE id = ${id}`)
    if (!run) throw new Error(`No run ${id}`)
    return run
  }

  return {
    add: ({ action, ids, at }) => db.transaction(() => {
      db.run(sql`DELETE FROM bulk_run WHERE id IN (SELECT id FROM bulk_run WHERE finished_at IS NOT NULL ORDER BY id DESC LIMIT -1 OFFSET ${keptRuns - 1})`)
      const { lastId } = db.run(sql`INSERT INTO bulk_run (action, state, started_at) VALUES (${JSON.stringify(action)}, 'waiting', ${at})`)
      db.run(sql`
        INSERT INTO bulk_row (run_id, session_id, place, state)
        SELECT ${lastId}, value, key, 'waiting' FROM json_each(${JSON.stringify(ids)})
      `)
      return need(lastId)
    }),
    get: id => runs(sql`WHERE id = ${id}`)[0] ?? null,
    list: () => runs(sql`ORDER BY id DESC LIMIT ${keptRuns}`),
    rows: id => db.all<RawRow>(sql`
      SELECT session_id AS sessionId, state, obstacle, error_code AS errorCode, error_message AS errorMessage
        FROM bulk_row
       WHERE run_id = ${id}
       ORDER BY CASE state WHEN 'unknown' THEN 0 WHEN 'refused' THEN 1 WHEN 'sending' THEN 2 WHEN 'closing' THEN 3 WHEN 'skipped' THEN 4 WHEN 'waiting' THEN 5 ELSE 6 END, place
    `).map(({ errorCode, errorMessage, ...row }) => ({ ...row, error: toError({ errorCode, errorMessage }) })),
    markRunning: id => { db.run(sql`UPDATE bulk_run SET state = 'running' WHERE id = ${id}`) },
    setRows: (id, sessionIds, { state, obstacle, error }) => {
      db.run(sql`
        UPDATE bulk_row SET state = ${state}, obstacle = ${obstacle}, error_code = ${error?.code ?? null}, error_message = ${error?.message ?? null}
         WHERE run_id = ${id} AND session_id IN ${inIds(sessionIds)}
      `)
    },
    end: (id, { state, at, error }) => db.transaction(() => {
      db.run(sql`UPDATE bulk_row SET state = 'unknown' WHERE run_id = ${id} AND state = 'sending'`)
      db.run(sql`
        UPDATE bulk_run SET state = ${state}, finished_at = ${at}, error_code = ${error?.code ?? null}, error_message = ${error?.message ?? null}
         WHERE id = ${id}
      `)
    }),
    together: work => db.transaction(work),
    recover: at => db.transaction(() => {
      db.run(sql`UPDATE bulk_row SET state = 'unknown' WHERE state = 'sending'`)
      db.run(sql`UPDATE bulk_run SET state = 'interrupted', finished_at = ${at} WHERE finished_at IS NULL`)
    }),
  }
}

function toError({ errorCode, errorMessage }: RawError): BulkRow['error'] {
  return errorCode === null ? null : { code: errorCode, message: errorMessage ?? '' }
}
