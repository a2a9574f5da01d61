import type { AlertStore, StoredAlert } from '#core/alerts/alert-store.ts'
import type { PortalRating } from '#core/portal/portal.ts'
import type { WriteDb } from '../db.ts'
import { inIds, sql } from '../sql.ts'

const columns = sql`
  id, session_id AS sessionId, client_rating AS clientRating, rated_at AS ratedAt, detected_at AS detectedAt, source,
  iif(acknowledged_at IS NULL, 'open', 'acknowledged') AS state
`

const listLimit = 500

/** One rating, dated by a list and by the conversation itself: the two dates may differ by some seconds. */
const sameRatingMs = 60_000

export function createAlertRepository(db: WriteDb): AlertStore {
  function isKnown({ sessionId, clientRating, ratedAt }: PortalRating): boolean {
    if (ratedAt === null) return false
    return db.pluck(sql`
      SELECT 1 FROM alert
       WHERE session_id = ${sessionId} AND client_rating = ${clientRating} AND ABS(rated_at - ${ratedAt}) < ${sameRatingMs}
    `).length > 0
  }

  return {
    baseline: () => db.pluck<number>(sql`SELECT value FROM watermark WHERE name = 'alert-baseline'`)[0] ?? null,
    setBaseline: at => { db.run(sql`INSERT INTO watermark (name, value) VALUES ('alert-baseline', ${at}) ON CONFLICT DO NOTHING`) },

    claim: (ratings, at) => db.transaction(() => ratings.flatMap(rating => {
      if (isKnown(rating)) return []
      // The date belongs to the key: a client who changes his mind to a dislike again is news again.
      const key = `${rating.sessionId}:${rating.clientRating}:${rating.ratedAt ?? 'undated'}`
      return db.all<StoredAlert>(sql`
        INSERT INTO alert (session_id, dedupe_key, client_rating, rated_at, line_id, operator_id, source, detected_at, notified_at)
        VALUES (${rating.sessionId}, ${key}, ${rating.clientRating}, ${rating.ratedAt}, ${rating.lineId},
                ${rating.operatorId}, ${rating.source}, ${at}, ${at})
        ON CONFLICT (dedupe_key) DO NOTHING
        RETURNING ${columns}
      `)
    })),

    list: () => db.all<StoredAlert>(sql`
      SELECT ${columns} FROM alert ORDER BY acknowledged_at IS NOT NULL, detected_at DESC, id DESC LIMIT ${listLimit}
    `),
    byIds: ids => new Map(db.all<{ sessionId: number; state: 'open' | 'acknowledged' }>(sql`
      SELECT session_id AS sessionId, iif(SUM(acknowledged_at IS NULL) > 0, 'open', 'acknowledged') AS state
        FROM alert
       WHERE session_id IN ${inIds(ids)}
       GROUP BY session_id
    `).map(({ sessionId, state }) => [sessionId, state])),
    openCount: () => db.pluck<number>(sql`SELECT COUNT(*) FROM alert WHERE acknowledged_at IS NULL`)[0] ?? 0,
    acknowledge: (ids, at) => db.all<{ sessionId: number }>(sql`
      UPDATE alert SET acknowledged_at = ${at} WHERE id IN ${inIds(ids)} AND acknowledged_at IS NULL
      RETURNING session_id AS sessionId
    `).map(row => row.sessionId),
  }
}
