import type { BlindMode, Skip } from '#contract/review.ts'
import { sampleSchema } from '#contract/review.ts'
import type { ReviewStore, StoredItem, StoredQueue } from '#core/review/review-store.ts'
import type { WriteDb } from '../db.ts'
import { inIds, sql } from '../sql.ts'

type Raw = { readonly id: number; readonly startedAt: number; readonly sample: string | null; readonly blind: BlindMode; readonly matched: number }

export function createReviewRepository(db: WriteDb): ReviewStore {
  function current(): StoredQueue | null {
    const queue = db.get<Raw>(sql`SELECT id, started_at AS startedAt, sample, blind, matched FROM review_queue WHERE ended_at IS NULL`)
    if (queue === undefined) return null
    const items = db.all<StoredItem>(sql`
      SELECT session_id AS sessionId, operator_id AS operatorId, state, skip_reason AS skipReason, reason, probability
        FROM review_item WHERE queue_id = ${queue.id} ORDER BY position
    `)
    return { ...queue, sample: queue.sample === null ? null : sampleSchema.parse(JSON.parse(queue.sample)), items }
  }

  const end: ReviewStore['end'] = at => { db.run(sql`UPDATE review_queue SET ended_at = ${at} WHERE ended_at IS NULL`) }

  return {
    current,
    end,
    start: ({ asked: { filter, sort, sample, blind }, matched, picks, at }) => db.transaction(() => {
      end(at)
      const { lastId } = db.run(sql`
        INSERT INTO review_queue (started_at, filter, sample, blind, matched)
        VALUES (${at}, ${JSON.stringify({ filter, sort })}, ${sample === null ? null : JSON.stringify(sample)}, ${blind}, ${matched})
      `)
      picks.forEach(({ sessionId, operatorId, reason, probability }, position) => {
        db.run(sql`
          INSERT INTO review_item (queue_id, position, session_id, operator_id, reason, probability)
          VALUES (${lastId}, ${position}, ${sessionId}, ${operatorId}, ${reason}, ${probability})
        `)
      })
    }),
    skip: (sessionId, reason, at) => db.run(sql`
      UPDATE review_item SET state = 'skipped', skip_reason = ${reason}, done_at = ${at}
       WHERE session_id = ${sessionId} AND state = 'waiting' AND queue_id IN (SELECT id FROM review_queue WHERE ended_at IS NULL)
    `).changes > 0,
    skips: sessionId => db.all<Skip>(sql`
      SELECT done_at AS at, skip_reason AS reason FROM review_item WHERE session_id = ${sessionId} AND state = 'skipped' ORDER BY done_at DESC
    `),
    flag(sessionId, flagged, at) {
      db.run(flagged
        ? sql`INSERT INTO flag (session_id, at) VALUES (${sessionId}, ${at}) ON CONFLICT DO NOTHING`
        : sql`DELETE FROM flag WHERE session_id = ${sessionId}`)
    },
    flagged: ids => new Set(db.pluck<number>(sql`SELECT session_id FROM flag WHERE ${ids === undefined ? sql`TRUE` : sql`session_id IN ${inIds(ids)}`}`)),
  }
}
