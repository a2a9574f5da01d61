import type { Direction, RangeField } from '#contract/dialogs.ts'
import type { EvidenceKind } from '#contract/insights.ts'
import type { Message } from '#contract/transcripts.ts'
import type { PortalSession } from '#core/portal/portal.ts'
import { evidenceIn } from '#core/insights/evidence.ts'
import { fakeSession } from '#core/testing/fake-portal.ts'
import { openMemoryStores } from '../../testing/memory-stores.ts'

/** What is so of one dialog, written down beside the database for the oracle. */
export type Facts = PortalSession & {
  readonly clientName: string | null
  readonly operatorName: string | null
  readonly departments: readonly number[]
  readonly lineName: string
  readonly ratedAt: number | null
  readonly changedAt: number | null
  readonly unsent: { readonly rating: number; readonly comment: string } | null
  readonly ownRating: number | null
  readonly alert: 'open' | 'acknowledged' | null
  readonly isHidden: boolean
  readonly isMarked: boolean
  readonly isFlagged: boolean
  readonly said: readonly string[] | null
  readonly direction: Direction | null
  readonly stage: 'waiting' | 'askedAgain' | 'answered' | 'taken' | 'closing' | null
  readonly lastMessageAt: number | null
  readonly times: Partial<Record<RangeField, number | null>>
  readonly evidence: readonly EvidenceKind[] | null
}

export const start = Date.UTC(2026, 10, 20, 9)
const names = ['Алёна Ежова', 'алена смит', 'Bob Ross', 'БОБ РОСС', 'Guest 17', null]
export const operators = [{ id: 7, name: 'Пётр Орлов', departmentIds: [30] }, { id: 8, name: 'Anna Lee', departmentIds: [20, 40] }, { id: 9, name: 'Zed', departmentIds: [] }]
export const departments = [
  { id: 10, name: 'All', parentId: null }, { id: 20, name: 'Sales', parentId: 10 }, { id: 30, name: 'Retail', parentId: 20 }, { id: 40, name: 'Night', parentId: null },
]
/** The second line has stars. */
export const lines = [{ id: 1, name: 'Поддержка' }, { id: 2, name: 'Sales' }]

type Talk = { readonly said: readonly (readonly ['client' | 'operator' | 'bot', number, string])[] } & Pick<Facts, 'direction' | 'stage'> & {
  readonly times: Facts['times']
}

/** Conversations by the second they were written in, with what is to be read from them by eye. */
const talks: readonly (Talk | null)[] = [
  null,
  {
    said: [['client', 0, 'Где мой заказ?'], ['operator', 40, 'Едет, ждите'], ['client', 100, 'Спасибо']], direction: 'in', stage: 'askedAgain',
    times: { dialogTime: 100, firstReply: 40, botTime: null, totalReply: 40, averageReply: 40, longestReply: 40 },
  },
  {
    said: [['client', 0, 'Hello there'], ['bot', 2, 'Choose a topic'], ['operator', 400, 'Заказ найден'], ['client', 410, 'ok'], ['operator', 1010, 'Done']],
    direction: 'in', stage: 'answered',
    times: { dialogTime: 1010, firstReply: 400, botTime: 398, totalReply: 1000, averageReply: 500, longestReply: 600 },
  },
  {
    said: [['operator', 0, 'Вы оставили заявку']], direction: 'out', stage: 'answered',
    times: { dialogTime: 0, firstReply: null, botTime: null, totalReply: null, averageReply: null, longestReply: null },
  },
]

const comments = [null, 'Вежливо, всё ясно', 'Ёлки, не ответил', '', null]

export function makeFacts(i: number): Facts {
  const talk = talks[i % 4] ?? null
  const createdAt = start + ((i * 37) % 90) * 1000
  const status = (['new', 'answered', 'paused', 'closed', 'spam'] as const)[i % 5] ?? 'closed'
  const lineId = 1 + (i % 2)
  const clientRating = lineId === 2 ? [null, 5, 3, 1, 2][i % 5] ?? null : [null, 5, 1, null][(i >> 1) % 4] ?? null
  const operatorId = [7, 8, null, 9][i % 4] ?? null
  const operator = operators.find(({ id }) => id === operatorId)
  const supervisorRating = [null, null, 3, 1, 5, 4][i % 6] ?? null
  const unsent = i % 17 === 3 ? { rating: 1 + (i % 5), comment: ['', 'Ёлочка'][i % 2] ?? '' } : null
  const closedAt = status === 'closed' || status === 'spam' ? start + 100_000 + ((i * 53) % 70) * 1000 : null
  const kpiFirstAnswer = [null, true, false][i % 3] ?? null
  const closeReason = closedAt === null ? null : i % 3 === 0 ? 'client' as const : 'operator' as const
  const operatorAnswerAt = i % 7 === 0 ? null : createdAt + ((i * 11) % 60) * 1000
  const isClosing = talk !== null && i % 9 === 4
  return {
    ...fakeSession({ id: i + 1, createdAt }),
    lineId, clientRating, operatorId, supervisorRating, status, closedAt, operatorAnswerAt,
    clientId: 500 + (i % 6), source: ['livechat', 'avito', 'ok'][i % 3] ?? 'ok', transfers: i % 3, messageCount: i % 9,
    closeReason, kpiFirstAnswer, firstAnswerAt: operatorAnswerAt,
    waitAnswer: i % 7 === 0 ? null : (i * 11) % 60, waitClose: i % 4 === 0 ? null : (i * 13) % 80,
    supervisorComment: comments[i % 5] ?? null, crmEntityType: ['deal', null, 'lead'][i % 3] ?? null, crmEntityId: i % 3 === 1 ? null : i,
    clientName: names[i % 6] ?? null, operatorName: operator?.name ?? null, departments: operator?.departmentIds ?? [], lineName: lines[lineId - 1]?.name ?? '',
    ratedAt: clientRating === null || i % 8 === 0 ? null : start + 200_000 + (i % 50) * 1000, changedAt: i % 6 === 0 ? start + (i % 80) * 1000 : null,
    unsent, ownRating: unsent?.rating ?? (i % 13 === 0 ? 4 : null), alert: ([null, null, 'open', 'acknowledged', null] as const)[i % 5] ?? null,
    isHidden: talk !== null && i % 8 === 1, isMarked: i % 7 === 2, isFlagged: i % 11 === 3,
    said: talk?.said.map(([, , text]) => text) ?? null, direction: talk?.direction ?? null, stage: isClosing ? 'closing' : talk?.stage ?? null,
    lastMessageAt: talk === null ? null : createdAt + (talk.said.at(-1)?.[1] ?? 0) * 1000, times: talk?.times ?? {},
    // The rules have tests of their own; here what they find only has to be found again. No client here comes back later.
    evidence: talk === null ? null : evidenceIn(messagesOf(talk, createdAt), { kpiFirstAnswer, closeReason, transfers: i % 3, closedAt, nextCreatedAt: null }).map(({ kind }) => kind),
  }
}

/** The same dialogs in a database, written the way the product does. */
export function storeFacts(all: readonly Facts[]) {
  const stores = openMemoryStores()
  const idsWhere = (holds: (f: Facts) => boolean): number[] => all.filter(holds).map(({ id }) => id)
  stores.directory.replace({
    operators: operators.map(operator => ({ ...operator, position: '', active: true })), lines: lines.map(line => ({ ...line, active: true })), departments,
  })
  stores.sessions.followLedger({
    unsent: all.flatMap(({ id, unsent }) => (unsent === null ? [] : [{ sessionId: id, ...unsent }])),
    ownRatings: new Map(all.flatMap(({ id, ownRating }) => (ownRating === null ? [] : [[id, ownRating]]))),
    alerts: new Map(all.flatMap(({ id, alert }) => (alert === null ? [] : [[id, alert]]))),
    marked: idsWhere(({ isMarked }) => isMarked), flagged: idsWhere(({ isFlagged }) => isFlagged),
  })
  stores.sessions.upsert(all)
  stores.sessions.setClientNames(new Map(all.map(({ clientId, clientName }) => [clientId, clientName])))
  stores.sessions.applyRatings(all.flatMap(({ id, lineId, operatorId, source, clientRating, ratedAt }) =>
    clientRating === null || ratedAt === null ? [] : [{ sessionId: id, lineId, operatorId, source, clientRating, ratedAt }]))
  all.forEach(({ id, createdAt, isHidden, stage }, i) => {
    const talk = talks[i % 4]
    if (talk) stores.transcripts.put({ sessionId: id, fetchedAt: start, canRate: !isHidden, isClosing: stage === 'closing', messages: messagesOf(talk, createdAt) })
  })
  return stores
}

function messagesOf({ said }: Talk, createdAt: number): Message[] {
  return said.map(([authorKind, second, text], i) => ({ id: i + 1, at: createdAt + second * 1000, authorKind, authorId: 1, authorName: '', text, files: [] }))
}
