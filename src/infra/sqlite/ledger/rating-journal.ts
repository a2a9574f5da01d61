import type { JournalLine } from '#contract/ratings.ts'
import type { JournalEvent, OutboxStore, StoredLine } from '#core/ratings/outbox-store.ts'
import type { PortalVote } from '#core/sessions/session-store.ts'
import type { WriteDb } from '../db.ts'
import { inIds, sql } from '../sql.ts'

type NewLine = {
  readonly sessionId: number; readonly uuid: string; readonly rating: number; readonly comment: string
  readonly before?: PortalVote | null; readonly detail?: string
}

export type RatingJournal = Pick<OutboxStore, 'journal' | 'journalAfter' | 'confirmedRatings' | 'ours'> & {
  readonly add: (event: JournalEvent, at: number, line: NewLine) => void
}

const columns = sql`at, event, uuid, rating, comment, before_rating AS beforeRating, before_comment AS beforeComment, detail`

/** The history of our own ratings. Lines are only ever added: the file itself refuses anything else. */
export function createRatingJournal(db: WriteDb): RatingJournal {
  return {
    add: (event, at, { sessionId, uuid, rating, comment, before, detail }) => {
      db.run(sql`
        INSERT INTO rating_journal (session_id, uuid, at, event, rating, comment, before_rating, before_comment, detail)
        VALUES (${sessionId}, ${uuid}, ${at}, ${event}, ${rating}, ${comment}, ${before?.rating ?? null}, ${before?.comment ?? null}, ${detail ?? null})
      `)
    },
    journal: sessionId => db.all<JournalLine>(sql`SELECT ${columns} FROM rating_journal WHERE session_id = ${sessionId} ORDER BY id`),
    journalAfter: (id, limit) => db.all<StoredLine>(sql`
      SELECT id, session_id AS sessionId, ${columns} FROM rating_journal WHERE id > ${id} ORDER BY id LIMIT ${limit}
    `),
    confirmedRatings: ids => new Map(db.all<{ id: number; rating: number }>(sql`
      SELECT session_id AS id, rating, MAX(id) AS last
        FROM rating_journal
       WHERE event = 'confirmed' AND ${ids === undefined ? sql`TRUE` : sql`session_id IN ${inIds(ids)}`}
       GROUP BY session_id
    `).map(({ id, rating }) => [id, rating])),
    // A confirmation or a conflict tells what the portal held at that moment: what was sent before is no longer in doubt.
    ours: sessionId => db.all<PortalVote>(sql`
      SELECT DISTINCT rating, comment FROM rating_journal
       WHERE session_id = ${sessionId} AND event IN ('sent', 'confirmed')
         AND id >= (SELECT COALESCE(MAX(id), 0) FROM rating_journal WHERE session_id = ${sessionId} AND event IN ('confirmed', 'conflict'))
    `),
  }
}
