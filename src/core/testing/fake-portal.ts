import type { SourceKind } from '#contract/portal.ts'
import { err, ok, type Result } from '#contract/result.ts'
import type {
  AfterAction, KnownSession, Portal, PortalFindings, PortalRating, PortalSession, SessionHistory, SessionSource, WalkPosition,
} from '../portal/portal.ts'

const pageSize = 30
/** More client ratings than this in one window cannot be listed. */
const ratingReach = 5

/** From a client's rating to the message that closes the dialog and names it, which is all that a conversation dates it by. */
export const closingMs = 7 * 60_000

type Method = 'history' | 'histories' | 'rate' | 'current' | 'walk' | 'probe' | 'action'

export type FakePortal = Portal & {
  readonly data: {
    sessions: PortalSession[]; ratings: PortalRating[]; names: Map<number, string>
    /** When the portal touched a session's record last; else at its close or creation. */
    changedAt: Map<number, number>
    /** Dialogs that the signed-in user may not read. */
    secret: Set<number>
    /** Finished, and not closed yet. */
    closing: Set<number>
    lines: { id: number; name: string; active: boolean; crm: boolean | null }[]
  }
  /** Votes that arrived, in order. */
  readonly votes: { sessionId: number; rating: number; comment: string }[]
  /** Answers for the next calls of a method instead of the real one; `afterwards` runs the real one first and loses its answer. */
  fail: (method: Method, failure: Result<unknown>, options?: { times?: number; afterwards?: boolean }) => void
  /** Changes a session, as anything but another supervisor's rating does: its record is touched. */
  change: (id: number, patch: Partial<PortalSession>) => void
  readonly calls: string[]
  /** What `current` was asked for. */
  readonly looks: Parameters<SessionSource['current']>[0][]
  /** Which histories were asked for, and how urgently. */
  readonly reads: { ids: readonly number[]; priority: string }[]
  canRate: boolean | null
  findings: PortalFindings
  after: AfterAction
}

/** A portal in memory with small pages and all three sources, for the rules that need none of the wire. */
export function createFakePortal(now: () => number): FakePortal {
  const data: FakePortal['data'] = {
    sessions: [], ratings: [], names: new Map(), changedAt: new Map(), secret: new Set(), closing: new Set(),
    lines: [{ id: 1, name: 'Поддержка', active: true, crm: true }],
  }
  const votes: FakePortal['votes'] = []
  const calls: string[] = []
  const looks: FakePortal['looks'] = []
  const reads: FakePortal['reads'] = []
  const failures = new Map<string, { failure: Result<unknown>; times: number; afterwards: boolean }>()

  async function answer<T>(method: Method, real: () => Result<T>): Promise<Result<T>> {
    calls.push(method)
    const planned = failures.get(method)
    if (!planned || planned.times === 0) return real()
    planned.times--
    if (planned.afterwards) real()
    return planned.failure as Result<T> // The test plans an answer that fits the method.
  }

  const find = (id: number): PortalSession | undefined => data.sessions.find(session => session.id === id)

  function change(id: number, patch: Partial<PortalSession>): void {
    data.sessions = data.sessions.map(session => (session.id === id ? { ...session, ...patch } : session))
    data.changedAt.set(id, now())
  }

  function source(kind: SourceKind): SessionSource {
    const seen = (): PortalSession[] => data.sessions.filter(session => isSeen(session, kind))
    const touchedAt = (session: PortalSession): number => data.changedAt.get(session.id) ?? session.closedAt ?? session.createdAt
    const tell = (sessions: readonly PortalSession[]): KnownSession[] =>
      sessions.map(session => (kind === 'statistics' ? session : { ...withoutDetails(session), changedAt: touchedAt(session) }))
    const isIn = (at: number | null, from: number, to: number): boolean => at !== null && at >= from && at < to

    return {
      kind,
      oldestCreatedAt: async () => ok(seen().length === 0 ? null : Math.min(...seen().map(s => s.createdAt))),
      countCreated: async (from, to) => ok(kind === 'statistics' ? seen().filter(s => isIn(s.createdAt, from, to)).length : null),
      walk: position => answer('walk', () => {
        const all = newestFirst(seen().filter(session => isBehind(session, position)))
        const page = all.slice(0, pageSize)
        const last = page.at(-1)
        return ok({ sessions: tell(page), next: last && all.length > pageSize ? { ...position, to: last.createdAt + 1, mark: last.id } : null })
      }),
      ratedBetween: kind !== 'statistics' ? null : async (from, to) => {
        const found = data.ratings.filter(rating => isIn(rating.ratedAt, from, to))
        return ok({ ratings: found.slice(0, ratingReach), complete: found.length <= ratingReach })
      },
      current: since => (looks.push(since), answer('current', () => {
        const { createdFrom, closedFrom, ratedFrom, until } = since
        return ok({
          created: tell(seen().filter(s => isIn(s.createdAt, createdFrom, until) || (kind !== 'statistics' && isIn(touchedAt(s), createdFrom, until)))),
          open: tell(seen().filter(s => s.closedAt === null)),
          closed: tell(seen().filter(s => isIn(s.closedAt, closedFrom, until))),
          ratings: kind === 'statistics' ? data.ratings.filter(rating => isIn(rating.ratedAt, ratedFrom, until)) : [],
          portalNow: now(),
        })
      })),
    }
  }

  function historyOf(sessionId: number): Result<SessionHistory> {
    const session = find(sessionId)
    if (!session || data.secret.has(sessionId)) return err('no-rights', 'ACCESS_DENIED')
    const { operatorId, clientId, chatId, userCode, firstAnswerAt, operatorAnswerAt, clientRating, waitAnswer, messageCount, closedAt } = session
    const ratedAt = data.ratings.findLast(rating => rating.sessionId === sessionId)?.ratedAt ?? null
    return ok({
      sessionId, messages: [], canRate: portal.canRate, supervisorRating: session.supervisorRating, supervisorComment: session.supervisorComment,
      isClosing: data.closing.has(sessionId),
      clientName: data.names.get(clientId) ?? null,
      told: { operatorId, clientId, chatId, userCode, firstAnswerAt, operatorAnswerAt, clientRating, waitAnswer, messageCount, ratedAt: ratedAt && ratedAt + closingMs, closedAt },
    })
  }

  const act = (): Promise<Result<AfterAction>> => answer('action', () => ok(portal.after))

  const portal: FakePortal = {
    data, votes, calls, looks, reads, canRate: true, change,
    after: { state: 'closed', operatorId: null, lineId: null },
    findings: { administrator: false, scopes: null, abilities: [], available: ['statistics', 'crm', 'recent'], enterprise: null },
    fail: (method, failure, { times = Number.POSITIVE_INFINITY, afterwards = false } = {}) => { failures.set(method, { failure, times, afterwards }) },
    identify: async () => ok({ memberId: null, userId: 1, userName: 'Test', host: 'portal.test', zoneMinutes: 180 }),
    zoneMinutes: () => 180,
    probe: () => answer('probe', () => ok(portal.findings)),
    source,
    operators: async () => ok([{ id: 7, name: 'Пётр Орлов', position: 'Support', active: true, departmentIds: [1] }]),
    lines: async () => ok(data.lines),
    departments: async () => ok([{ id: 1, name: 'Support', parentId: null }]),
    clientNames: async ids => ok(new Map(ids.flatMap(id => (data.names.has(id) ? [[id, data.names.get(id) ?? '']] : [])))),
    history: (sessionId, priority) => (reads.push({ ids: [sessionId], priority }), answer('history', () => historyOf(sessionId))),
    histories: (ids, priority) => (reads.push({ ids, priority }), answer('histories', () => ok(new Map(ids.map(id => [id, historyOf(id)]))))),
    picture: async () => err('not-found', 'No files here'),
    rate: vote => answer('rate', () => {
      const { sessionId, rating, comment } = vote
      votes.push({ sessionId, rating, comment })
      data.sessions = data.sessions.map(s => (s.id === sessionId ? { ...s, supervisorRating: rating, supervisorComment: comment } : s))
      return ok(null)
    }),
    actions: { finish: act, finishAnother: act, markSpam: act, transfer: act, intercept: act, join: act },
    links: {
      session: id => `https://portal.test/online/?IM_HISTORY=imol%7C${id}`,
      chat: id => `https://portal.test/online/?IM_DIALOG=chat${id}`,
      crm: () => null,
    },
    close: () => {},
  }
  return portal
}

function newestFirst(list: PortalSession[]): PortalSession[] {
  return list.sort((a, b) => b.createdAt - a.createdAt || b.id - a.id)
}

function isBehind({ id, createdAt }: PortalSession, { from, to, mark }: WalkPosition): boolean {
  return createdAt >= from && createdAt < to && (createdAt < to - 1 || mark === 0 || id < mark)
}

/** The messenger has the dialogs of the signed-in user, those with even ids, and a close takes them out of its list. */
function isSeen({ id, closedAt }: PortalSession, kind: SourceKind): boolean {
  return kind !== 'recent' || (id % 2 === 0 && closedAt === null)
}

/** Whom CRM records of the fake portal name as responsible, whoever answers in the end. */
export const responsibleId = 7

/** What a list of CRM records tells, which knows only who is responsible for them, and about as much as the messenger's. */
function withoutDetails(session: PortalSession): KnownSession {
  const { id, lineId, source, createdAt, closedAt, userCode, crmEntityType, crmEntityId } = session
  return { id, lineId, source, createdAt, closedAt, userCode, operatorId: responsibleId, crmEntityType, crmEntityId, status: closedAt === null ? 'answered' : 'closed' }
}

/** A closed, unrated session; name what matters to the test. */
export function fakeSession(given: Partial<PortalSession> & { readonly id: number; readonly createdAt: number }): PortalSession {
  const closedAt = given.closedAt === undefined ? given.createdAt + 600_000 : given.closedAt
  return {
    lineId: 1, source: 'livechat', operatorId: 7, clientId: 500 + given.id, userCode: `livechat|1|${given.id}|1`, chatId: 9000 + given.id,
    status: closedAt === null ? 'answered' : 'closed', closeReason: closedAt === null ? null : 'operator',
    firstAnswerAt: given.createdAt + 60_000, operatorAnswerAt: given.createdAt + 60_000,
    clientRating: null, supervisorRating: null, supervisorComment: null, crmEntityType: null, crmEntityId: null,
    waitAnswer: 60, waitClose: closedAt === null ? null : (closedAt - given.createdAt) / 1000, kpiFirstAnswer: null, transfers: 0, messageCount: 4,
    ...given,
    closedAt,
  }
}
