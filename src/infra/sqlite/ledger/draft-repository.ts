import type { DraftStore } from '#core/ratings/draft-store.ts'
import type { WriteDb } from '../db.ts'
import { sql } from '../sql.ts'

type Raw = { readonly rating: number | null; readonly comment: string; readonly seenRating: number | null; readonly seenComment: string | null }

export function createDraftRepository(db: WriteDb): DraftStore {
  return {
    get(sessionId) {
      const raw = db.get<Raw>(sql`
        SELECT rating, comment, seen_rating AS seenRating, seen_comment AS seenComment FROM draft WHERE session_id = ${sessionId}
      `)
      return raw ? { rating: raw.rating, comment: raw.comment, seen: { rating: raw.seenRating, comment: raw.seenComment } } : null
    },
    put(sessionId, draft) {
      if (draft === null) {
        db.run(sql`DELETE FROM draft WHERE session_id = ${sessionId}`)
        return
      }
      const { rating, comment, seen } = draft
      db.run(sql`
        INSERT INTO draft (session_id, rating, comment, seen_rating, seen_comment)
        VALUES (${sessionId}, ${rating}, ${comment}, ${seen.rating}, ${seen.comment})
        ON CONFLICT (session_id) DO UPDATE SET
          rating = excluded.rating, comment = excluded.comment, seen_rating = excluded.seen_rating, seen_comment = excluded.seen_comment
      `)
    },
  }
}
