import { err, ok, type Result } from '#contract/result.ts'
import { maxOffset, type Portal, type PortalRating, type PortalSession } from '../portal/portal.ts'

const pageSize = 3
/** More client ratings than this in one window cannot be listed. */
const ratingReach = 5

export type FakePortal = Portal & {
  readonly data: { sessions: PortalSession[]; ratings: PortalRating[]; names: Map<number, string> }
  /** Votes that arrived, in order. */
  readonly votes: { sessionId: number; rating: number; comment: string }[]
  /** Answers for the next calls of a method instead of the real one; `then` runs the real one first and loses its answer. */
  fail: (method: 'history' | 'rate' | 'current' | 'createdBetween', failure: Result<unknown>, options?: { times?: number; afterwards?: boolean }) => void
  readonly calls: string[]
  /** What `current` was asked for. */
  readonly looks: Parameters<Portal['sessions']['current']>[0][]
  canRate: boolean | null
}

/** A portal in memory with small pages, for the rules that need none of the wire. */
export function createFakePortal(now: () => number): FakePortal {
  const data: FakePortal['data'] = { sessions: [], ratings: [], names: new Map() }
  const votes: FakePortal['votes'] = []
  const calls: string[] = []
  const looks: FakePortal['looks'] = []
  const failures = new Map<string, { failure: Result<unknown>; times: number; afterwards: boolean }>()

  async function answer<T>(method: string, real: () => Result<T>): Promise<Result<T>> {
    calls.push(method)
    const planned = failures.get(method)
    if (!planned || planned.times === 0) return real()
    planned.times--
    if (planned.afterwards) real()
    return planned.failure as Result<T> // The test plans an answer that fits the method.
  }

  const find = (id: number): PortalSession | undefined => data.sessions.find(session => session.id === id)
  const newestFirst = (list: PortalSession[]): PortalSession[] => list.sort((a, b) => b.createdAt - a.createdAt || b.id - a.id)

  const portal: FakePortal = {
    data, votes, calls, looks, canRate: true,
    fail: (method, failure, { times = Number.POSITIVE_INFINITY, afterwards = false } = {}) => { failures.set(method, { failure, times, afterwards }) },
    identify: async () => ok({ userId: 1, userName: 'Test', host: 'portal.test', zoneMinutes: 180 }),
    sessions: {
      oldestCreatedAt: async () => ok(data.sessions.length === 0 ? null : Math.min(...data.sessions.map(s => s.createdAt))),
      countCreated: async (from, to) => ok(data.sessions.filter(s => s.createdAt >= from && s.createdAt < to).length),
      createdBetween: (from, to, offset, pages) => answer('createdBetween', () => {
        if (offset > maxOffset) return err('portal-rejected', 'OFFSET_TOO_LARGE')
        const all = newestFirst(data.sessions.filter(s => s.createdAt >= from && s.createdAt < to))
        const end = offset + pages * pageSize
        return ok({ sessions: all.slice(offset, end), nextOffset: end < all.length ? end : null })
      }),
      ratedBetween: async (from, to) => {
        const found = data.ratings.filter(r => r.ratedAt !== null && r.ratedAt >= from && r.ratedAt < to)
        return ok({ ratings: found.slice(0, ratingReach), complete: found.length <= ratingReach })
      },
      current: since => (looks.push(since), answer('current', () => ok({
        created: data.sessions.filter(s => s.createdAt >= since.createdFrom && s.createdAt < since.until),
        open: data.sessions.filter(s => s.closedAt === null),
        closed: data.sessions.filter(s => s.closedAt !== null && s.closedAt >= since.closedFrom && s.closedAt < since.until),
        ratings: data.ratings.filter(r => r.ratedAt !== null && r.ratedAt >= since.ratedFrom && r.ratedAt < since.until),
        portalNow: now(),
      }))),
    },
    operators: async () => ok([{ id: 7, name: 'Пётр Орлов', position: 'Support', active: true, departmentIds: [1] }]),
    lines: async () => ok([{ id: 1, name: 'Поддержка', active: true }]),
    departments: async () => ok([{ id: 1, name: 'Support', parentId: null }]),
    clientNames: async ids => ok(new Map(ids.flatMap(id => (data.names.has(id) ? [[id, data.names.get(id) ?? '']] : [])))),
    history: (sessionId, _priority) => answer('history', () => {
      const session = find(sessionId)
      if (!session) return err('no-rights', 'ACCESS_DENIED')
      const { supervisorRating, supervisorComment } = session
      return ok({ sessionId, messages: [], canRate: portal.canRate, supervisorRating, supervisorComment, clientName: null })
    }),
    rate: vote => answer('rate', () => {
      const { sessionId, rating, comment } = vote
      votes.push({ sessionId, rating, comment })
      data.sessions = data.sessions.map(s => (s.id === sessionId ? { ...s, supervisorRating: rating, supervisorComment: comment } : s))
      return ok(null)
    }),
    sessionUrl: id => `https://portal.test/online/?IM_HISTORY=imol%7C${id}`,
    close: () => {},
  }
  return portal
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
