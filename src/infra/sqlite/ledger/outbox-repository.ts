import { isParked, ratingStates, type RatingState } from '#contract/dialogs.ts'
import type { OutboxSummary } from '#contract/ratings.ts'
import type { ErrorCode } from '#contract/result.ts'
import type { OutboxEntry, OutboxStore } from '#core/ratings/outbox-store.ts'
import type { WriteDb } from '../db.ts'
import { inIds, sql, type Sql } from '../sql.ts'
import { createRatingJournal } from './rating-journal.ts'

type Raw = {
  readonly sessionId: number; readonly uuid: string; readonly rating: number; readonly comment: string
  readonly baseRating: number | null; readonly baseComment: string | null; readonly state: RatingState
  readonly theirsRating: number | null; readonly theirsComment: string | null
  readonly attempts: number; readonly nextAt: number; readonly errorCode: ErrorCode | null
  readonly errorMessage: string | null; readonly createdAt: number
}

const columns = sql`
  session_id AS sessionId, uuid, rating, comment, base_rating AS baseRating, base_comment AS baseComment, state,
  theirs_rating AS theirsRating, theirs_comment AS theirsComment, attempts, next_at AS nextAt, error_code AS errorCode,
  error_message AS errorMessage, created_at AS createdAt
`

const longestHoldMs = 60_000
const longestRetryMs = 10 * 60_000

function toEntry({ baseRating, baseComment, theirsRating, theirsComment, errorCode, errorMessage, ...rest }: Raw): OutboxEntry {
  return {
    ...rest,
    base: { rating: baseRating, comment: baseComment },
    theirs: rest.state === 'conflict' ? { rating: theirsRating, comment: theirsComment } : null,
    error: errorCode === null ? null : { code: errorCode, message: errorMessage ?? '' },
  }
}

export function createOutboxRepository(db: WriteDb): OutboxStore {
  const { add, ...journal } = createRatingJournal(db)

  function entries(rest: Sql): OutboxEntry[] {
    return db.all<Raw>(sql`SELECT ${columns} FROM outbox ${rest}`).map(toEntry)
  }

  function summary(): OutboxSummary {
    const counted = db.all<{ state: RatingState; count: number; oldestAt: number }>(sql`
      SELECT state, COUNT(*) AS count, MIN(created_at) AS oldestAt FROM outbox GROUP BY state
    `)
    const count = (of: (state: RatingState) => boolean): number => counted.reduce((sum, row) => sum + (of(row.state) ? row.count : 0), 0)
    return {
      unsent: count(() => true),
      attention: count(isParked),
      states: Object.fromEntries(ratingStates.map(state => [state, count(other => other === state)])) as OutboxSummary['states'], // Its keys.
      oldestAt: counted.length === 0 ? null : Math.min(...counted.map(({ oldestAt }) => oldestAt)),
    }
  }

  const inQueue = (sessionId: number): Sql => sql`session_id = ${sessionId} AND queue_id IN (SELECT id FROM review_queue WHERE ended_at IS NULL)`

  /** Not rated after all: it is to be reviewed again. */
  function backToQueue(sessionId: number): void {
    db.run(sql`UPDATE review_item SET state = 'waiting', done_at = NULL WHERE ${inQueue(sessionId)} AND state = 'rated'`)
  }

  return {
    ...journal,
    get: sessionId => entries(sql`WHERE session_id = ${sessionId}`)[0] ?? null,
    list: () => entries(sql`ORDER BY created_at, session_id`),
    byIds: ids => new Map(entries(sql`WHERE session_id IN ${inIds(ids)}`).map(entry => [entry.sessionId, entry])),
    summary,

    hold: ({ rating: { sessionId, rating, comment }, uuid, base, at, sendAfter, event }) => db.transaction(() => {
      // Two choices within the hold are one: what was held before is not what an undo goes back to.
      db.run(sql`
        INSERT INTO outbox (session_id, uuid, rating, comment, base_rating, base_comment, state, next_at, created_at)
        VALUES (${sessionId}, ${uuid}, ${rating}, ${comment}, ${base.rating}, ${base.comment}, 'held', ${sendAfter}, ${at})
        ON CONFLICT (session_id) DO UPDATE SET
          prior = iif(state = 'held', prior, json_array(uuid, rating, comment, base_rating, base_comment, created_at)),
          uuid = excluded.uuid, rating = excluded.rating, comment = excluded.comment, base_rating = excluded.base_rating,
          base_comment = excluded.base_comment, state = 'held', attempts = 0, next_at = excluded.next_at,
          error_code = NULL, error_message = NULL, created_at = excluded.created_at, theirs_rating = NULL, theirs_comment = NULL
      `)
      db.run(sql`DELETE FROM draft WHERE session_id = ${sessionId}`)
      db.run(sql`UPDATE review_item SET state = 'rated', done_at = ${at} WHERE ${inQueue(sessionId)}`)
      add(event, at, { sessionId, uuid, rating, comment, before: base })
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
      backToQueue(sessionId)
      add('undone', at, held)
      return true
    }),

    drop: (entry, event, theirs, at) => db.transaction(() => {
      const prior = db.get<{ uuid: string | null; rating: number; comment: string }>(sql`
        SELECT prior ->> 0 AS uuid, prior ->> 1 AS rating, prior ->> 2 AS comment FROM outbox WHERE uuid = ${entry.uuid}
      `)
      db.run(sql`DELETE FROM outbox WHERE uuid = ${entry.uuid}`)
      if (event === 'discarded') backToQueue(entry.sessionId)
      if (prior?.uuid) add(event, at, { ...prior, uuid: prior.uuid, sessionId: entry.sessionId })
      add(event, at, { ...entry, before: theirs })
    }),

    release: entry => { db.run(sql`UPDATE outbox SET state = 'queued', prior = NULL WHERE uuid = ${entry.uuid}`) },
    // What waits for longer than anything does: the clock has been set back.
    nextDue: now => entries(sql`
      WHERE state IN ('held', 'queued')
        AND (next_at <= ${now} OR next_at > ${now} + iif(state = 'held', ${longestHoldMs}, ${longestRetryMs}))
      ORDER BY next_at, created_at LIMIT 1
    `)[0] ?? null,
    earliest: () => db.pluck<number | null>(sql`SELECT MIN(next_at) FROM outbox WHERE state IN ('held', 'queued')`)[0] ?? null,

    markSending: (entry, held, at) => db.transaction(() => {
      db.run(sql`UPDATE outbox SET state = 'sending' WHERE uuid = ${entry.uuid}`)
      add('sent', at, { ...entry, before: held })
    }),

    postpone: (entry, error, { at, nextAt, wasSent }) => db.transaction(() => {
      db.run(sql`
        UPDATE outbox SET state = 'queued', attempts = attempts + 1, next_at = ${nextAt}, error_code = ${error.code}, error_message = ${error.message}
         WHERE uuid = ${entry.uuid}
      `)
      if (wasSent) add('unclear', at, { ...entry, detail: `${error.code}: ${error.message}` })
    }),

    park: (entry, state, error, at) => db.transaction(() => {
      db.run(sql`
        UPDATE outbox SET state = ${state}, attempts = attempts + 1, error_code = ${error.code}, error_message = ${error.message}
         WHERE uuid = ${entry.uuid}
      `)
      add(state === 'refused' ? 'refused' : 'paused', at, { ...entry, detail: `${error.code}: ${error.message}` })
    }),

    conflict: (entry, theirs, at) => db.transaction(() => {
      db.run(sql`
        UPDATE outbox SET state = 'conflict', attempts = attempts + 1, theirs_rating = ${theirs.rating}, theirs_comment = ${theirs.comment},
                          error_code = 'rating-conflict', error_message = 'Another supervisor rated in the meantime'
         WHERE uuid = ${entry.uuid}
      `)
      add('conflict', at, { ...entry, before: theirs })
    }),

    renewConflict: (entry, theirs) => {
      db.run(sql`
        UPDATE outbox SET theirs_rating = ${theirs.rating}, theirs_comment = ${theirs.comment} WHERE uuid = ${entry.uuid} AND state = 'conflict'
      `)
    },

    requeue: (entry, at) => db.transaction(() => {
      db.run(sql`
        UPDATE outbox SET state = 'queued', attempts = 0, next_at = ${at}, error_code = NULL, error_message = NULL WHERE uuid = ${entry.uuid}
      `)
      add('retried', at, entry)
    }),
    hurry: at => { db.run(sql`UPDATE outbox SET next_at = min(next_at, ${at}) WHERE state = 'queued'`) },

    // By uuid: a newer rating of the same session may have replaced this one while it was on its way.
    confirm: (entry, { before, now, at }) => db.transaction(() => {
      db.run(sql`DELETE FROM outbox WHERE uuid = ${entry.uuid}`)
      db.run(sql`
        UPDATE outbox SET base_rating = ${now.rating}, base_comment = ${now.comment},
                          prior = iif(prior ->> 0 = ${entry.uuid}, NULL, prior)
         WHERE session_id = ${entry.sessionId}
      `)
      add('confirmed', at, { ...entry, before })
    }),

    recover: () => { db.run(sql`UPDATE outbox SET state = 'queued' WHERE state = 'sending'`) },
  }
}
