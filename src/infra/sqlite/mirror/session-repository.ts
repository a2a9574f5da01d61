import type { PortalVote, Reading, SessionStore, StoredRow } from '#core/sessions/session-store.ts'
import { fold } from '#core/names/fold.ts'
import type { ResolvedFilter } from '#core/sessions/period.ts'
import type { WriteDb } from '../db.ts'
import { inIds, sql, type Sql } from '../sql.ts'
import { countFiltered, indexFiltered, indexInOrder, isEmptyFilter, pageFiltered, shareOf } from './session-query.ts'
import { readingOf, unreadLowQuery, unreadQuery } from './session-reading.ts'
import { applyTold, upsertSessions } from './session-write.ts'

type RawRow = Omit<StoredRow, 'kpiFirstAnswer'> & { readonly kpiFirstAnswer: 0 | 1 | null }

/** From this share of matches on, a page is found sooner by walking the order than by sorting the matches. */
const mostShare = 0.6
const sampleSize = 300

export function createSessionRepository(db: WriteDb): SessionStore {
  const size = (): number => db.pluck<number>(sql`SELECT COUNT(*) FROM session`)[0] ?? 0

  const count: SessionStore['count'] = filter =>
    isEmptyFilter(filter) ? size() : db.pluck<number>(countFiltered(filter))[0] ?? 0

  /** Judged by a sample spread evenly over all sessions. A wrong guess costs time, never rows. */
  function mostMatch(filter: ResolvedFilter): boolean {
    if (isEmptyFilter(filter)) return true
    // One at a time: asked for both at once, SQLite reads the whole table.
    const first = db.pluck<number | null>(sql`SELECT MIN(id) FROM session`)[0] ?? 0
    const last = db.pluck<number | null>(sql`SELECT MAX(id) FROM session`)[0] ?? 0
    const step = Math.max(1, (last - first) / sampleSize)
    const sample = Array.from({ length: sampleSize }, (_, i) => Math.floor(first + i * step))
    return (db.pluck<number | null>(shareOf(sample, filter))[0] ?? 0) > mostShare
  }

  const index: SessionStore['index'] = query => {
    if (mostMatch(query.filter)) return { ids: db.pluck<number>(indexInOrder(query)), total: count(query.filter) }
    const page = db.all<{ id: number; total: number }>(pageFiltered(query))
    // Past the end there is no row to carry the number.
    return { ids: page.map(row => row.id), total: page[0]?.total ?? (query.offset === 0 ? 0 : count(query.filter)) }
  }

  const allIds: SessionStore['allIds'] = (filter, sort) => {
    const query = { filter, sort, offset: 0, limit: -1 }
    return db.pluck<number>(mostMatch(filter) ? indexInOrder(query) : indexFiltered(query))
  }

  const rows: SessionStore['rows'] = ids => {
    const found = db.all<RawRow>(rowsQuery(ids))
    const byId = new Map(found.map(row => [row.id, row]))
    return ids.flatMap(id => {
      const row = byId.get(id)
      if (!row) return []
      const { kpiFirstAnswer, ...rest } = row
      return [{ ...rest, kpiFirstAnswer: kpiFirstAnswer === null ? null : kpiFirstAnswer === 1 }]
    })
  }

  const applyRatings: SessionStore['applyRatings'] = ratings => db.transaction(() =>
    ratings.filter(({ sessionId, clientRating, ratedAt }) => {
      db.run(sql`
        INSERT INTO rating (session_id, client_rating, rated_at)
        VALUES (${sessionId}, ${clientRating}, ${ratedAt})
        ON CONFLICT (session_id) DO UPDATE SET client_rating = excluded.client_rating, rated_at = excluded.rated_at
      `)
      return db.run(sql`
        UPDATE session
           SET read_state = iif(client_rating IS ${clientRating}, read_state, NULL),
               client_rating = ${clientRating}, rated_at = ${ratedAt}
         WHERE id = ${sessionId}
           AND (client_rating, rated_at) IS NOT (${clientRating}, ${ratedAt})
      `).changes > 0
    }).map(rating => rating.sessionId))

  const setClientNames: SessionStore['setClientNames'] = names => db.transaction(() => {
    const changed: number[] = []
    for (const [id, name] of names) {
      const key = name === null ? null : fold(name)
      db.run(sql`
        INSERT INTO client (id, name, key) VALUES (${id}, ${name}, ${key})
        ON CONFLICT (id) DO UPDATE SET name = excluded.name, key = excluded.key
      `)
      changed.push(...db.all<{ id: number }>(sql`
        UPDATE session SET client_key = ${key} WHERE client_id = ${id} AND client_key IS NOT ${key} RETURNING id
      `).map(row => row.id))
    }
    return changed
  })

  return {
    index,
    count,
    allIds,
    rows,
    upsert: sessions => db.transaction(() => upsertSessions(db, sessions)),
    forgetChanges: ids => {
      const which = ids === undefined ? sql`changed_at IS NOT NULL` : sql`id IN ${inIds(ids)}`
      db.run(sql`UPDATE session SET changed_at = NULL WHERE ${which}`)
    },
    applyTold: (id, told) => db.transaction(() => applyTold(db, id, told)),
    reading: id => db.get<Reading>(readingOf(id)) ?? null,
    markRead: (id, stateAt) => { db.run(sql`UPDATE session SET read_state = ${stateAt} WHERE id = ${id}`) },
    unread: query => db.all<Reading>(unreadQuery(query)),
    unreadLow: query => db.all<Reading>(unreadLowQuery(query)),
    newestIn: ({ from, to, mark }, limit) => db.all<{ id: number; createdAt: number }>(sql`
      SELECT id, created_at AS createdAt
        FROM session
       WHERE created_at >= ${from} AND created_at < ${to} AND (created_at < ${to - 1} OR ${mark} = 0 OR id < ${mark})
       ORDER BY created_at DESC, id DESC
       LIMIT ${limit}
    `),
    applyRatings,
    setClientNames,
    nameClient: (sessionId, name) => {
      const nameless = db.pluck<number>(sql`SELECT client_id FROM session WHERE id = ${sessionId} AND client_id > 0 AND client_key IS NULL`)
      return setClientNames(new Map(nameless.map(id => [id, name])))
    },
    size,
    has: id => db.pluck(sql`SELECT 1 FROM session WHERE id = ${id}`).length > 0,
    openIds: () => db.pluck<number>(sql`SELECT id FROM session WHERE status IN ('new', 'answered', 'paused')`),
    sources: () => db.pluck<string>(sql`SELECT DISTINCT source FROM session ORDER BY source`),
    portalVote: id => db.get<PortalVote>(sql`
      SELECT portal_rating AS rating, portal_comment AS comment FROM session WHERE id = ${id}
    `) ?? null,
    setPortalVote: (id, { rating, comment }) => {
      db.run(sql`UPDATE session SET portal_rating = ${rating}, portal_comment = ${comment} WHERE id = ${id}`)
    },
    setPending: (id, rating) => { db.run(sql`UPDATE session SET pending_rating = ${rating} WHERE id = ${id}`) },
    namelessClients: limit => db.pluck<number>(sql`
      SELECT DISTINCT client_id FROM session
       WHERE client_key IS NULL AND client_id > 0 AND client_id NOT IN (SELECT id FROM client)
       ORDER BY created_at DESC
       LIMIT ${limit}
    `),
  }
}

function rowsQuery(ids: readonly number[]): Sql {
  return sql`
    SELECT s.id, s.chat_id AS chatId, c.name AS clientName, s.status, s.close_reason AS closeReason,
           s.operator_id AS operatorId, o.name AS operatorName, s.line_id AS lineId, l.name AS lineName, s.source,
           s.client_rating AS clientRating,
           iif(EXISTS (SELECT 1 FROM session WHERE line_id = s.line_id AND client_rating BETWEEN 2 AND 4), 5, 2) AS clientRatingScale, s.rated_at AS ratedAt,
           s.supervisor_rating AS supervisorRating, s.portal_comment AS supervisorComment,
           s.portal_rating AS portalRating, s.portal_comment AS portalComment,
           s.wait_answer AS waitAnswer, s.wait_close AS waitClose, s.kpi_first_answer AS kpiFirstAnswer,
           s.message_count AS messageCount, s.transfers, s.created_at AS createdAt,
           s.first_answer_at AS firstAnswerAt, s.closed_at AS closedAt,
           s.crm_entity_type AS crmEntityType, s.crm_entity_id AS crmEntityId
      FROM session AS s
      LEFT JOIN client   AS c ON c.id = s.client_id
      LEFT JOIN operator AS o ON o.id = s.operator_id
      LEFT JOIN line     AS l ON l.id = s.line_id
     WHERE s.id IN ${inIds(ids)}
  `
}
