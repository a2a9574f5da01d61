import type { ErrorCode } from '#contract/result.ts'
import type { RatingState } from '#contract/dialogs.ts'
import type { JournalLine, OutboxSummary } from '#contract/ratings.ts'
import type { JournalEvent, OutboxEntry, OutboxStore } from '#core/ratings/outbox-store.ts'
import type { PortalVote } from '#core/sessions/session-store.ts'
import type { WriteDb } from '../db.ts'
import { inIds, sql, type Sql } from '../sql.ts'

type Raw = {
  readonly sessionId: number; readonly uuid: string; readonly rating: number; readonly comment: string
  readonly baseRating: number | null; readonly baseComment: string | null; readonly state: RatingState
  readonly attempts: number; readonly nextAt: number; readonly errorCode: ErrorCode | null
  readonly errorMessage: string | null; readonly createdAt: number
}

const columns = sql`
  session_id AS sessionId, uuid, rating, comment, base_rating AS baseRating, base_comment AS baseComment, state,
  attempts, next_at AS nextAt, error_code AS errorCode, error_message AS errorMessage, created_at AS createdAt
`

const longestHoldMs = 60_000

function toEntry({ baseRating, baseComment, errorCode, errorMessage, ...rest }: Raw): OutboxEntry {
  return {
    ...rest,
    base: { rating: baseRating, comment: baseComment },
    error: errorCode === null ? null : { code: errorCode, message: errorMessage ?? '' },
  }
}

export function createOutboxRepository(db: WriteDb): OutboxStore {
  function entries(rest: Sql): OutboxEntry[] {
    return db.all<Raw>(sql`SELECT ${columns} FROM outbox ${rest}`).map(toEntry)
  }

  function journal(event: JournalEvent, at: number, line: {
    readonly sessionId: number; readonly uuid: string; readonly rating: number; readonly comment: string
    readonly before?: PortalVote; readonly detail?: string
  }): void {
    db.run(sql`
      INSERT INTO rating_journal (session_id, uuid, at, event, rating, comment, before_rating, before_comment, detail)
      VALUES (${line.sessionId}, ${line.uuid}, ${at}, ${event}, ${line.rating}, ${line.comment},
              ${line.before?.rating ?? null}, ${line.before?.comment ?? null}, ${line.detail ?? null})
    `)
  }

  return {
    get: sessionId => entries(sql`WHERE session_id = ${sessionId}`)[0] ?? null,
    list: () => entries(sql`ORDER BY created_at, session_id`),
    byIds: ids => new Map(entries(sql`WHERE session_id IN ${inIds(ids)}`).map(entry => [entry.sessionId, entry])),

    summary: () => db.get<OutboxSummary>(sql`
      SELECT COUNT(*) AS unsent, COUNT(*) FILTER (WHERE state = 'failed') AS failed, MIN(created_at) AS oldestAt FROM outbox
    `) ?? { unsent: 0, failed: 0, oldestAt: null },

    confirmedRatings: ids => new Map(db.all<{ id: number; rating: number }>(sql`
      SELECT session_id AS id, rating, MAX(id) AS last
        FROM rating_journal
       WHERE event = 'confirmed' AND ${ids === undefined ? sql`TRUE` : sql`session_id IN ${inIds(ids)}`}
       GROUP BY session_id
    `).map(({ id, rating }) => [id, rating])),

    journal: sessionId => db.all<JournalLine>(sql`
      SELECT at, event, rating, comment, before_rating AS beforeRating FROM rating_journal WHERE session_id = ${sessionId} ORDER BY id
    `),

    hold: ({ rating: { sessionId, rating, comment }, uuid, base, at, sendAfter }) => db.transaction(() => {
      // Two choices within the hold are one: what was held before is not what an undo goes back to.
      db.run(sql`
        INSERT INTO outbox (session_id, uuid, rating, comment, base_rating, base_comment, state, next_at, created_at)
        VALUES (${sessionId}, ${uuid}, ${rating}, ${comment}, ${base.rating}, ${base.comment}, 'held', ${sendAfter}, ${at})
        ON CONFLICT (session_id) DO UPDATE SET
          prior = iif(state = 'held', prior, json_array(uuid, rating, comment, base_rating, base_comment, created_at)),
          uuid = excluded.uuid, rating = excluded.rating, comment = excluded.comment, base_rating = excluded.base_rating,
          base_comment = excluded.base_comment, state = 'held', attempts = 0, next_at = excluded.next_at,
          error_code = NULL, error_message = NULL, created_at = excluded.created_at
      `)
      db.run(sql`DELETE FROM draft WHERE session_id = ${sessionId}`)
      db.run(sql`
        UPDATE review_item SET state = 'rated', done_at = ${at}
         WHERE session_id = ${sessionId} AND queue_id IN (SELECT id FROM review_queue WHERE ended_at IS NULL)
      `)
      journal('saved', at, { sessionId, uuid, rating, comment, before: base })
    }),

    undo: (sessionId, at) => db.transaction(() => {
      const held = entries(sql`WHERE session_id = ${sessionId} AND state = 'held'`)[0]
      if (held === undefined) return false
      db.run(sql`
        UPDATE outbox SET uuid = prior ->> 0, rating = prior ->> 1, comment = prior ->> 2, base_rating = prior ->> 3,
                          base_comment = prior ->> 4, created_at = prior ->> 5, state = 'queued', next_at = ${at}, prior = NULL
         WHERE session_id = ${sessionId} AND prior IS NOT NULL
      `)
      db.run(sql`DELETE FROM outbox WHERE uuid = ${held.uuid}`)
      db.run(sql`
        UPDATE review_item SET state = 'waiting', done_at = NULL
         WHERE session_id = ${sessionId} AND state = 'rated' AND queue_id IN (SELECT id FROM review_queue WHERE ended_at IS NULL)
      `)
      journal('undone', at, held)
      return true
    }),

    release: entry => { db.run(sql`UPDATE outbox SET state = 'queued', prior = NULL WHERE uuid = ${entry.uuid}`) },
    // Held for longer than anything is: the clock has been set back.
    nextDue: now => entries(sql`
      WHERE (state IN ('held', 'queued') AND next_at <= ${now}) OR (state = 'held' AND next_at > ${now + longestHoldMs})
      ORDER BY next_at, created_at LIMIT 1
    `)[0] ?? null,
    earliest: () => db.pluck<number | null>(sql`SELECT MIN(next_at) FROM outbox WHERE state IN ('held', 'queued')`)[0] ?? null,

    markSending: (entry, at) => db.transaction(() => {
      db.run(sql`UPDATE outbox SET state = 'sending', attempts = attempts + 1 WHERE uuid = ${entry.uuid}`)
      journal('sent', at, entry)
    }),

    postpone: (entry, error, nextAt) => {
      db.run(sql`
        UPDATE outbox SET state = 'queued', next_at = ${nextAt}, error_code = ${error.code}, error_message = ${error.message}
         WHERE uuid = ${entry.uuid}
      `)
    },

    fail: (entry, error, at) => db.transaction(() => {
      db.run(sql`
        UPDATE outbox SET state = 'failed', error_code = ${error.code}, error_message = ${error.message}
         WHERE uuid = ${entry.uuid}
      `)
      journal('failed', at, { ...entry, detail: `${error.code}: ${error.message}` })
    }),

    requeue: (entry, base, at) => db.transaction(() => {
      db.run(sql`
        UPDATE outbox SET state = 'queued', next_at = ${at}, base_rating = ${base.rating}, base_comment = ${base.comment},
                          error_code = NULL, error_message = NULL
         WHERE uuid = ${entry.uuid}
      `)
      journal('retried', at, { ...entry, before: base })
    }),

    // By uuid: a newer rating of the same session may have replaced this one while it was on its way.
    confirm: (entry, { before, now, at }) => db.transaction(() => {
      db.run(sql`DELETE FROM outbox WHERE uuid = ${entry.uuid}`)
      db.run(sql`
        UPDATE outbox SET base_rating = ${now.rating}, base_comment = ${now.comment},
                          prior = iif(prior ->> 0 = ${entry.uuid}, NULL, prior)
         WHERE session_id = ${entry.sessionId}
      `)
      journal('confirmed', at, { ...entry, before })
    }),

    recover: () => { db.run(sql`UPDATE outbox SET state = 'queued' WHERE state = 'sending'`) },
  }
}
