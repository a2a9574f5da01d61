import type { KnownSession, PortalSession, ToldByHistory } from '#core/portal/portal.ts'
import type { WriteDb } from '../db.ts'
import { inIds, sql, type Sql } from '../sql.ts'

/** A whole row, as far as sources tell it. */
type FullSession = PortalSession & { readonly changedAt: number | null }
type StoredSession = FullSession & { readonly readState: number | null }

/** What a new row holds where its source cannot tell. */
const unknown = {
  operatorId: null, clientId: 0, userCode: '', chatId: 0, closeReason: null, closedAt: null, firstAnswerAt: null,
  operatorAnswerAt: null, clientRating: null, supervisorRating: null, supervisorComment: null, crmEntityType: null,
  crmEntityId: null, waitAnswer: null, waitClose: null, kpiFirstAnswer: null, transfers: 0, messageCount: 0, changedAt: null,
} satisfies Partial<FullSession>

const optionalKeys = Object.keys(unknown).filter(key => key !== 'changedAt') as (keyof typeof unknown)[] // Its own keys.

const toldKeys = [
  'operatorId', 'clientId', 'chatId', 'userCode', 'firstAnswerAt', 'operatorAnswerAt', 'clientRating', 'waitAnswer', 'messageCount',
] as const satisfies readonly (keyof ToldByHistory)[]

/** Writes what a source told and leaves the rest. Answers the ids whose rows changed. */
export function upsertSessions(db: WriteDb, sessions: readonly KnownSession[]): number[] {
  const partial = sessions.filter(session => !isFull(session))
  const stored = storedById(db, partial.map(session => session.id))
  return sessions.filter(session => {
    if (isAbandoned(session, stored.get(session.id))) return false
    const full = isFull(session) ? { changedAt: null, ...session } : merge(session, stored.get(session.id))
    return db.run(upsertQuery(full)).changes > 0
  }).map(session => session.id)
}

/** Answers whether the row changed. Which state of the session this covers is for `markRead` to say. */
export function applyTold(db: WriteDb, id: number, told: ToldByHistory): boolean {
  const stored = storedById(db, [id]).get(id)
  if (!stored) return false
  const { clientRating = null, ratedAt, closedAt, ...rest } = told
  // Lines can be set to leave no trace of a rating in the conversation, and nobody takes a rating back.
  const rated = clientRating === null ? {} : { clientRating }
  const state = closedAt === undefined ? {} : stateTold(stored, closedAt)
  const changed = db.run(upsertQuery(withDuration({ ...stored, ...present(rest), ...rated, ...state }, stored))).changes > 0
  return clientRating === null ? changed : dateRating(db, id, clientRating, ratedAt) || changed
}

/** A list that tells the close tells it better; where none tells of the session any more, the conversation has the only word. */
function stateTold(stored: StoredSession, closedAt: number | null): Partial<FullSession> {
  if (stored.changedAt !== null) return isOver(stored) && stored.closedAt === null ? { closedAt } : {}
  if (closedAt === null) return isOver(stored) ? { status: 'answered', closedAt } : {}
  return isOver(stored) ? { closedAt } : { status: 'closed', closedAt }
}

/** A list of ratings dates them better than a conversation does, so a known date stays. */
function dateRating(db: WriteDb, id: number, clientRating: number, ratedAt: number | null): boolean {
  db.run(sql`
    INSERT INTO rating (session_id, client_rating, rated_at) VALUES (${id}, ${clientRating}, ${ratedAt})
    ON CONFLICT (session_id) DO UPDATE SET client_rating = excluded.client_rating, rated_at = excluded.rated_at
     WHERE rating.client_rating <> excluded.client_rating OR rating.rated_at IS NULL
  `)
  return db.run(sql`
    UPDATE session SET rated_at = rating.rated_at FROM rating
     WHERE session.id = ${id} AND rating.session_id = session.id AND session.rated_at IS NOT rating.rated_at
  `).changes > 0
}

function isFull(session: KnownSession): session is PortalSession & KnownSession {
  return optionalKeys.every(key => session[key] !== undefined)
}

/** A dialog bound to another record has left this one behind: it says nothing of the dialog any more. */
function isAbandoned({ changedAt }: KnownSession, stored: StoredSession | undefined): boolean {
  return changedAt != null && stored?.changedAt != null && changedAt < stored.changedAt
}

function merge(session: KnownSession, stored: StoredSession | undefined): FullSession {
  if (!stored) return withDuration({ ...unknown, ...present(session), ...required(session) }, null)
  const merged = { ...stored, ...present(session), ...required(session), ...reopened(session, stored) }
  // The conversation knows better than such a list who answered, as long as nothing has happened since it was read.
  const known = stored.readState !== null && (session.changedAt ?? null) === stored.changedAt
  const told = known ? Object.fromEntries(toldKeys.map(key => [key, stored[key]])) : {}
  // Only a source that tells everything can tell spam from an ordinary close.
  const spam = stored.status === 'spam' && merged.status === 'closed' ? { status: stored.status } : {}
  return withDuration({ ...merged, ...told, ...spam }, stored)
}

/** Closed once more, maybe, by a list that does not say when: the conversation will. */
function reopened(session: KnownSession, stored: StoredSession): Partial<FullSession> {
  const isUndated = isOver(session) && session.closedAt === undefined && (session.changedAt ?? null) !== stored.changedAt
  return isUndated ? { closedAt: null } : {}
}

function isOver({ status }: Pick<FullSession, 'status'>): boolean {
  return status === 'closed' || status === 'spam'
}

/** Where nobody tells how long a dialog took, its dates do. */
function withDuration<T extends FullSession>(session: T, stored: FullSession | null): T {
  const { createdAt, closedAt, waitClose } = session
  if (closedAt === null) return { ...session, waitClose: null }
  const isTold = waitClose !== null && waitClose !== stored?.waitClose
  const isCurrent = waitClose !== null && stored?.closedAt === closedAt
  return isTold || isCurrent ? session : { ...session, waitClose: Math.round((closedAt - createdAt) / 1000) }
}

function required({ id, lineId, source, status, createdAt }: KnownSession): Pick<FullSession, 'id' | 'lineId' | 'source' | 'status' | 'createdAt'> {
  return { id, lineId, source, status, createdAt }
}

/** Without the keys whose value is undefined, which a spread would copy. */
function present<T extends object>(value: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  // The filter has left only keys with values.
  return Object.fromEntries(Object.entries(value).filter(([, held]) => held !== undefined)) as { [K in keyof T]?: Exclude<T[K], undefined> }
}

function storedById(db: WriteDb, ids: readonly number[]): ReadonlyMap<number, StoredSession> {
  if (ids.length === 0) return new Map()
  const found = db.all<Omit<StoredSession, 'kpiFirstAnswer'> & { readonly kpiFirstAnswer: 0 | 1 | null }>(sql`
    SELECT id, chat_id AS chatId, line_id AS lineId, source, operator_id AS operatorId, client_id AS clientId,
           user_code AS userCode, status, close_reason AS closeReason, created_at AS createdAt, closed_at AS closedAt,
           first_answer_at AS firstAnswerAt, operator_answer_at AS operatorAnswerAt, client_rating AS clientRating,
           portal_rating AS supervisorRating, portal_comment AS supervisorComment, crm_entity_type AS crmEntityType,
           crm_entity_id AS crmEntityId, wait_answer AS waitAnswer, wait_close AS waitClose,
           kpi_first_answer AS kpiFirstAnswer, transfers, message_count AS messageCount, changed_at AS changedAt,
           read_state AS readState
      FROM session
     WHERE id IN ${inIds(ids)}
  `)
  return new Map(found.map(row => [row.id, { ...row, kpiFirstAnswer: row.kpiFirstAnswer === null ? null : row.kpiFirstAnswer === 1 }]))
}

const fields = [
  'chat_id', 'line_id', 'source', 'operator_id', 'client_id', 'user_code', 'status', 'close_reason', 'created_at', 'closed_at',
  'first_answer_at', 'operator_answer_at', 'client_rating', 'crm_entity_type', 'crm_entity_id', 'wait_answer', 'wait_close',
  'kpi_first_answer', 'transfers', 'message_count', 'operator_key', 'line_key', 'client_key',
]
// A list may hide the supervisor's rating, so an empty one never replaces what is known.
const hidden = 'excluded.portal_rating IS NULL AND excluded.portal_comment IS NULL'
const assignments = new Map([
  ...fields.map(field => [field, `excluded.${field}`] as const),
  ['portal_rating', `iif(${hidden}, session.portal_rating, excluded.portal_rating)`],
  ['portal_comment', `iif(${hidden}, session.portal_comment, excluded.portal_comment)`],
  ['changed_at', 'COALESCE(excluded.changed_at, session.changed_at)'],
  // A rating comes with words: the conversation is to be read once more.
  ['read_state', 'iif(session.client_rating IS excluded.client_rating, session.read_state, NULL)'],
  // Other words to be found: see digest.ts.
  ['indexed', `iif(session.client_id = excluded.client_id AND (${hidden} OR session.portal_comment IS excluded.portal_comment), session.indexed, NULL)`],
])
const onConflict: Sql = {
  text: `
    ON CONFLICT (id) DO UPDATE SET ${[...assignments].map(([field, value]) => `${field} = ${value}`).join(', ')}
    WHERE ${[...assignments].map(([field, value]) => `session.${field} IS NOT ${value}`).join(' OR ')}
  `,
  params: [],
}

/** Changes nothing, and counts as no change, when the portal sent what is already here. */
function upsertQuery(s: FullSession): Sql {
  const kpi = s.kpiFirstAnswer === null ? null : Number(s.kpiFirstAnswer)
  return sql`
    INSERT INTO session (
      id, chat_id, line_id, source, operator_id, client_id, user_code, status, close_reason, created_at, closed_at,
      first_answer_at, operator_answer_at, client_rating, rated_at, portal_rating, portal_comment, crm_entity_type,
      crm_entity_id, wait_answer, wait_close, kpi_first_answer, transfers, message_count, changed_at,
      client_key, operator_key, line_key, pending_rating, pending_comment, own_rating, alert_state
    ) VALUES (
      ${s.id}, ${s.chatId}, ${s.lineId}, ${s.source}, ${s.operatorId}, ${s.clientId}, ${s.userCode}, ${s.status},
      ${s.closeReason}, ${s.createdAt}, ${s.closedAt}, ${s.firstAnswerAt}, ${s.operatorAnswerAt}, ${s.clientRating},
      (SELECT rated_at FROM rating WHERE session_id = ${s.id}), ${s.supervisorRating}, ${s.supervisorComment},
      ${s.crmEntityType}, ${s.crmEntityId}, ${s.waitAnswer}, ${s.waitClose}, ${kpi}, ${s.transfers}, ${s.messageCount},
      ${s.changedAt}, (SELECT key FROM client WHERE id = ${s.clientId}),
      (SELECT key FROM operator WHERE id = ${s.operatorId}), (SELECT key FROM line WHERE id = ${s.lineId}),
      (SELECT pending_rating FROM own WHERE session_id = ${s.id}),
      (SELECT pending_comment FROM own WHERE session_id = ${s.id}), (SELECT rating FROM own WHERE session_id = ${s.id}),
      (SELECT alert_state FROM own WHERE session_id = ${s.id})
    )
    ${onConflict}
  `
}
