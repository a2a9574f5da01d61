import type { ReviewMarks } from '#core/bulk/bulk-store.ts'
import type { WriteDb } from '../db.ts'
import { inIds, sql } from '../sql.ts'

export function createReviewMarkRepository(db: WriteDb): ReviewMarks {
  return {
    mark: (ids, at) => db.pluck<number>(sql`
      INSERT INTO review_mark (session_id, at) SELECT value, ${at} FROM json_each(${JSON.stringify(ids)}) WHERE TRUE
      ON CONFLICT DO NOTHING
      RETURNING session_id
    `),
    unmark: ids => db.pluck<number>(sql`DELETE FROM review_mark WHERE session_id IN ${inIds(ids)} RETURNING session_id`),
    among: ids => new Set(db.pluck<number>(sql`SELECT session_id FROM review_mark WHERE ${ids === undefined ? sql`TRUE` : sql`session_id IN ${inIds(ids)}`}`)),
  }
}
