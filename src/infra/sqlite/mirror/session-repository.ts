import type { PortalVote, Reading, SessionStore } from '#core/sessions/session-store.ts'
import { fold } from '#core/names/fold.ts'
import type { WriteDb } from '../db.ts'
import { inIds, sql } from '../sql.ts'
import { digestSome, searchedTexts, writeChangedSearch, writeSearch } from './digest.ts'
import { createOwnFacts } from './own-facts.ts'
import { createSessionList } from './session-list.ts'
import { readingOf, unreadLowQuery, unreadQuery, unreadRunningQuery } from './session-reading.ts'
import { rowsOf } from './session-rows.ts'
import { applyTold, upsertSessions } from './session-write.ts'

export function createSessionRepository(db: WriteDb): SessionStore {
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
    writeSearch(db, changed)
    return changed
  })

  return {
    ...createSessionList(db),
    ...createOwnFacts(db),
    rows: ids => rowsOf(db, ids),
    upsert: sessions => db.transaction(() => {
      const changed = upsertSessions(db, sessions)
      writeChangedSearch(db, changed)
      return changed
    }),
    forgetChanges: ids => {
      const which = ids === undefined ? sql`changed_at IS NOT NULL` : sql`id IN ${inIds(ids)}`
      db.run(sql`UPDATE session SET changed_at = NULL WHERE ${which}`)
    },
    applyTold: (id, told) => db.transaction(() => applyTold(db, id, told)),
    reading: id => db.get<Reading>(readingOf(id)) ?? null,
    setClosing: id => { db.run(sql`UPDATE session SET stage = 'closing' WHERE id = ${id}`) },
    markRead: (id, stateAt) => { db.run(sql`UPDATE session SET read_state = ${stateAt} WHERE id = ${id}`) },
    unread: query => db.all<Reading>(unreadQuery(query)),
    unreadRunning: query => db.pluck<number>(unreadRunningQuery(query)),
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
    ofClient: (id, limit) => db.pluck<number>(sql`
      SELECT other.id
        FROM session AS this
        JOIN session AS other ON other.client_id = this.client_id AND other.id <> this.id
       WHERE this.id = ${id} AND this.client_id > 0
       ORDER BY other.created_at DESC, other.id DESC
       LIMIT ${limit}
    `),
    operatorsOf: ids => new Map(db.all<{ id: number; operatorId: number | null }>(sql`
      SELECT id, operator_id AS operatorId FROM session WHERE id IN ${inIds(ids)}
    `).map(({ id, operatorId }) => [id, operatorId])),
    has: id => db.pluck(sql`SELECT 1 FROM session WHERE id = ${id}`).length > 0,
    openIds: () => db.pluck<number>(sql`SELECT id FROM session WHERE status IN ('new', 'answered', 'paused')`),
    sources: () => db.pluck<string>(sql`SELECT DISTINCT source FROM session ORDER BY source`),
    portalVote: id => db.get<PortalVote>(sql`
      SELECT portal_rating AS rating, portal_comment AS comment FROM session WHERE id = ${id}
    `) ?? null,
    setPortalVote: (id, { rating, comment }) => db.transaction(() => {
      db.run(sql`UPDATE session SET portal_rating = ${rating}, portal_comment = ${comment} WHERE id = ${id}`)
      writeSearch(db, [id])
    }),
    searchable: () => db.get<{ read: number; of: number }>(sql`
      SELECT (SELECT COUNT(*) FROM session WHERE indexed = 1) AS read, (SELECT COUNT(*) FROM session) AS "of"
    `) ?? { read: 0, of: 0 },
    searchedTexts: ids => searchedTexts(db, ids),
    digestSome: limit => db.transaction(() => digestSome(db, limit)),
    namelessClients: limit => db.pluck<number>(sql`
      SELECT DISTINCT client_id FROM session
       WHERE client_key IS NULL AND client_id > 0 AND client_id NOT IN (SELECT id FROM client)
       ORDER BY created_at DESC
       LIMIT ${limit}
    `),
  }
}
