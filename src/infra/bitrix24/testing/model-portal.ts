import { PortalRefusal, type Answers } from './scripted-portal.ts'

export type ModelSession = {
  readonly id: number
  readonly createdAt: number
  readonly closedAt?: number
  readonly status?: string
}

export type ModelRating = { readonly sessionId: number; readonly vote: string; readonly votedAt: number }

/** Just enough of `imopenlines.v2` to page through: inclusive bounds in whole seconds, 200 a page, offset up to 10 000. */
export function modelPortal(sessions: readonly ModelSession[], ratings: readonly ModelRating[] = []): Answers {
  return (method, query) => {
    const text = (name: string) => query.get(name)
    if (method === 'imopenlines.v2.Stat.get') {
      const counted = within(text('dateFrom'), text('dateTo'))
      return { totalSessions: sessions.filter(({ createdAt }) => counted(createdAt)).length }
    }
    const offset = Number(text('offset') ?? 0)
    const limit = Number(text('limit') ?? 50)
    if (offset > 10_000) return new PortalRefusal('OFFSET_TOO_LARGE')
    if (method === 'imopenlines.v2.Session.Rating.list') {
      if (text('dateVoteFrom') === null || text('dateVoteTo') === null) return new PortalRefusal('PERIOD_REQUIRED')
      const voted = within(text('dateVoteFrom'), text('dateVoteTo'))
      const found = ratings.filter(({ votedAt }) => voted(votedAt))
      return { ratings: found.slice(offset, offset + limit).map(ratingRecord), hasNextPage: found.length > offset + limit }
    }
    const byClose = text('order') === 'dateClose'
    const key = (session: ModelSession) => (byClose ? session.closedAt : session.createdAt) ?? 0
    const direction = text('orderDirection') === 'asc' ? -1 : 1
    const status = text('status')
    const created = within(text('dateCreateFrom'), text('dateCreateTo'))
    const closed = within(text('dateCloseFrom'), text('dateCloseTo'))
    const found = sessions
      .filter(({ createdAt, closedAt }) => created(createdAt) && (text('dateCloseFrom') === null || closed(closedAt ?? 0)))
      .filter(session => status === null || statusOf(session) === status)
      .toSorted((left, right) => direction * (key(right) - key(left) || right.id - left.id))
    return { sessions: found.slice(offset, offset + limit).map(sessionRecord), hasNextPage: found.length > offset + limit }
  }
}

function within(from: string | null, to: string | null): (at: number) => boolean {
  const first = from === null ? Number.NEGATIVE_INFINITY : Date.parse(from)
  const end = to === null ? Number.POSITIVE_INFINITY : Date.parse(to) + 1000
  return at => at >= first && at < end
}

function statusOf({ status, closedAt }: ModelSession): string {
  return status ?? (closedAt === undefined ? 'answered' : 'closed')
}

/** As PHP may write it: numbers as text, nothing as null or 0. */
export function sessionRecord(session: ModelSession): Record<string, unknown> {
  return {
    id: String(session.id), configId: '3', source: 'livechat', operatorId: 0, userId: 501, userCode: 'livechat|3|1|501', chatId: 9,
    dateCreate: iso(session.createdAt), dateClose: session.closedAt === undefined ? null : iso(session.closedAt),
    dateFirstAnswer: null, dateOperatorAnswer: '', status: statusOf(session), closeReason: null, vote: 'none', voteHead: null,
    commentHead: null, crmEntityType: null, crmEntityId: null, queueTransfers: 0, waitAnswer: null, waitClose: null,
    kpiFirstAnswer: null, messageCount: '4',
  }
}

function ratingRecord({ sessionId, vote, votedAt }: ModelRating): Record<string, unknown> {
  return {
    sessionId, configId: 3, operatorId: '42', source: 'livechat', vote, voteHead: null, commentHead: null,
    dateVote: iso(votedAt), dateSessionClose: null,
  }
}

function iso(at: number): string {
  return new Date(at).toISOString().replace(/\.\d+Z$/, '+00:00')
}
