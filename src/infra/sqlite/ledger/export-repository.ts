import type { ExportRun } from '#contract/exports.ts'
import type { ErrorCode } from '#contract/result.ts'
import type { ExportStore } from '#core/exports/export-store.ts'
import type { WriteDb } from '../db.ts'
import { sql, type Sql } from '../sql.ts'

type Raw = Omit<ExportRun, 'error'> & { readonly errorCode: ErrorCode | null; readonly errorMessage: string | null }

const listLimit = 200

export function createExportRepository(db: WriteDb): ExportStore {
  function runs(rest: Sql): ExportRun[] {
    return db.all<Raw>(sql`
      SELECT id, state, scope, rows, total, path, started_at AS startedAt, finished_at AS finishedAt,
             error_code AS errorCode, error_message AS errorMessage
        FROM export_run ${rest}
    `).map(({ errorCode, errorMessage, ...run }) => ({
      ...run, error: errorCode === null ? null : { code: errorCode, message: errorMessage ?? '' },
    }))
  }

  return {
    add: run => ({
      ...run,
      id: db.run(sql`
        INSERT INTO export_run (state, scope, rows, total, path, started_at)
        VALUES (${run.state}, ${run.scope}, ${run.rows}, ${run.total}, ${run.path}, ${run.startedAt})
      `).lastId,
    }),
    update: run => {
      db.run(sql`
        UPDATE export_run
           SET state = ${run.state}, rows = ${run.rows}, finished_at = ${run.finishedAt},
               error_code = ${run.error?.code ?? null}, error_message = ${run.error?.message ?? null}
         WHERE id = ${run.id}
      `)
    },
    list: () => runs(sql`ORDER BY id DESC LIMIT ${listLimit}`),
    get: id => runs(sql`WHERE id = ${id}`)[0] ?? null,
  }
}
