import type { AlertStore, StoredAlert } from '#core/alerts/alert-store.ts'
import type { PortalRating } from '#core/portal/portal.ts'
import type { WriteDb } from '../db.ts'
import { inIds, sql } from '../sql.ts'

const columns = sql`
  id, session_id AS sessionId, client_rating AS clientRating, rated_at AS ratedAt, detected_at AS detectedAt, source,
  iif(acknowledged_at IS NULL, 'open', 'acknowledged') AS state
`

const listLimit = 500

/** Two lists may date one rating some seconds apart. */
const sameRatingMs = 60_000
/** A conversation dates it by the message nearest to it: the request, the answer, or the close after it. */
const approximateMs = 86_400_000

export function createAlertRepository(db: WriteDb): AlertStore {
  /** The same rating may come from several sources, which differ in its date, and one of them in its number. */
  function isKnown({ sessionId, ratedAt, isApproximate }: PortalRating): boolean {
    const reach = isApproximate ? sql`${approximateMs}` : sql`iif(dedupe_key GLOB '*~*', ${approximateMs}, ${sameRatingMs})`
    return db.pluck(sql`
      SELECT 1 FROM alert
       WHERE session_id = ${sessionId} AND (rated_at IS NULL OR ${ratedAt} IS NULL OR ABS(rated_at - ${ratedAt}) < ${reach})
    `).length > 0
  }

  return {
    baseline: () => db.pluck<number>(sql`SELECT value FROM watermark WHERE name = 'alert-baseline'`)[0] ?? null,
    setBaseline: at => { db.run(sql`INSERT INTO watermark (name, value) VALUES ('alert-baseline', ${at}) ON CONFLICT DO NOTHING`) },

    claim: (ratings, at) => db.transaction(() => ratings.flatMap(rating => {
      if (isKnown(rating)) return []
      // The date belongs to the key: a client who changes his mind to a dislike again is news again.
      const key = `${rating.sessionId}:${rating.clientRating}:${rating.isApproximate ? '~' : ''}${rating.ratedAt ?? 'undated'}`
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
       WHERE ${ids === undefined ? sql`TRUE` : sql`session_id IN ${inIds(ids)}`}
       GROUP BY session_id
    `).map(({ sessionId, state }) => [sessionId, state])),
    openSessions: () => db.pluck<number>(sql`SELECT session_id FROM alert WHERE acknowledged_at IS NULL`),
    acknowledge: (ids, at) => db.all<{ sessionId: number }>(sql`
      UPDATE alert SET acknowledged_at = ${at} WHERE id IN ${inIds(ids)} AND acknowledged_at IS NULL
      RETURNING session_id AS sessionId
    `).map(row => row.sessionId),
  }
}
