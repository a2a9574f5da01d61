import type { WriteDb } from '../db.ts'
import type { PendingRating } from '../ledger/open-ledger.ts'
import { sql } from '../sql.ts'

/** Ratings of our own that the local copy shows as unsent, also of sessions that it does not have yet. */
export function pendingRatings(db: WriteDb): PendingRating[] {
  return db.all<PendingRating>(sql`
    SELECT session_id AS sessionId, pending_rating AS rating, COALESCE(pending_comment, '') AS comment FROM own WHERE pending_rating IS NOT NULL
  `)
}
