import { isoDate } from '../portal-state.ts'
import { takenSteps, transcript } from '../generate/transcript.ts'
import { orNull } from '../store.ts'
import { method } from './method.ts'
import { commonTests, createdRange, isWithin, pushPresence, sessionFilter } from './session-filters.ts'
import { kpiFirstAnswer, ratingRow, sessionRow, voteHead, waitAnswer, waitClose } from './session-rows.ts'
import { cutPage, readChoice, readFlag, readPage, readRequiredPeriod, readSessionIds } from './v2-params.ts'
import type { Params } from '../rest/php.ts'
import type { PortalState } from '../portal-state.ts'
import type { HandOver, Store } from '../store.ts'
import type { SessionFilter, Test } from './session-filters.ts'
import type { Page } from './v2-params.ts'

const orders = ['dateCreate', 'dateClose', 'waitAnswer', 'waitClose'] as const
type Order = (typeof orders)[number]

export const statisticsLists = [
  method('imopenlines.v2.Session.list', 'imopenlines', (state, params) => ({ result: listSessions(state, params) })),
  method('imopenlines.v2.Session.Rating.list', 'imopenlines', (state, params) => ({ result: listRatings(state, params) })),
  method('imopenlines.v2.Session.Stat.get', 'imopenlines', (state, params) => ({
    result: { sessions: readSessionIds(params, 100).map((id) => sessionMetrics(state, id)) },
  })),
  method('imopenlines.v2.Session.Transfer.list', 'imopenlines', (state, params) => ({
    result: { transfers: readSessionIds(params, 50).flatMap((id) => transfersOf(state, id)) },
  })),
]

function listSessions(state: PortalState, params: Params): unknown {
  const { store } = state
  const page = readPage(params)
  const filter = sessionFilter(store, params)
  const wanted = readChoice(params, 'order', orders) ?? 'dateCreate'
  const descending = (readChoice(params, 'orderDirection', ['asc', 'desc']) ?? 'desc') === 'desc'
  const { items, hasNextPage } =
    wanted === 'dateCreate' || !filter.hasFullPeriod
      ? pageByCreation(store, filter, page, descending)
      : pageBySorting(store, filter, page, { order: wanted, descending })
  return { sessions: items.map((index) => sessionRow(state, index)), hasNextPage }
}

/** Rows lie in order of creation: walk them and stop one row after the page is full. */
function pageByCreation(store: Store, { tests, created }: SessionFilter, { offset, limit }: Page, descending: boolean) {
  const { first, end } = createdRange(store, created)
  const items: number[] = []
  let seen = 0
  for (let n = 0; n < end - first; n += 1) {
    const index = descending ? end - 1 - n : first + n
    if (!tests.every((test) => test(index))) continue
    seen += 1
    if (seen > offset + limit) return { items, hasNextPage: true }
    if (seen > offset) items.push(index)
  }
  return { items, hasNextPage: false }
}

function pageBySorting(store: Store, filter: SessionFilter, page: Page, { order, descending }: { readonly order: Order; readonly descending: boolean }) {
  const { first, end } = createdRange(store, filter.created)
  const matching = select(first, end, filter.tests)
  const key = (index: number): number => {
    if (order === 'dateClose') return store.columns.get('closed', index)
    // As in SQL, "unknown" sorts below every number.
    return (order === 'waitAnswer' ? waitAnswer(store, index) : waitClose(store, index)) ?? -1
  }
  const direction = descending ? -1 : 1
  matching.sort((a, b) => (key(a) - key(b) || a - b) * direction)
  return cutPage(matching, page)
}

function listRatings(state: PortalState, params: Params): unknown {
  const { store, timeZoneMinutes } = state
  const period = readRequiredPeriod(params, 'dateVoteFrom', 'dateVoteTo', timeZoneMinutes)
  const page = readPage(params)
  const tests = commonTests(store, params)
  const vote = readChoice(params, 'vote', ['like', 'dislike'])
  if (vote !== null) tests.push((index) => store.vote(index) === vote)
  pushPresence(tests, readFlag(params, 'hasVoteHead'), (index) => store.columns.get('voteHead', index) > 0)
  const voted = (index: number) => store.columns.get('voted', index)
  const matching = select(0, store.size(), [(index) => voted(index) !== 0 && isWithin(voted(index), period), ...tests])
  matching.sort((a, b) => voted(b) - voted(a) || b - a)
  const { items, hasNextPage } = cutPage(matching, page)
  return { ratings: items.map((index) => ratingRow(state, index)), hasNextPage }
}

export function select(first: number, end: number, tests: readonly Test[]): number[] {
  const found: number[] = []
  for (let index = first; index < end; index += 1) if (tests.every((test) => test(index))) found.push(index)
  return found
}

function sessionMetrics({ store, anchor }: PortalState, sessionId: number): Record<string, unknown> {
  const index = store.find(sessionId)
  if (index === null) {
    return {
      sessionId,
      waitAnswer: null,
      waitClose: null,
      messagesCount: null,
      messagesOperatorCount: null,
      messagesClientCount: null,
      transfersCount: null,
      kpiFirstAnswer: null,
      vote: null,
      voteHead: null,
    }
  }
  const messages = transcript(store, index, anchor)
  return {
    sessionId,
    waitAnswer: waitAnswer(store, index),
    waitClose: waitClose(store, index),
    // Unlike the session's messageCount, this one includes the portal's own lines.
    messagesCount: messages.length,
    messagesOperatorCount: messages.filter((message) => message.by === 'operator').length,
    messagesClientCount: messages.filter((message) => message.by === 'client').length,
    transfersCount: store.columns.get('transfers', index),
    kpiFirstAnswer: kpiFirstAnswer(store, index),
    vote: store.vote(index),
    voteHead: voteHead(store, index),
  }
}

/** The first distribution is part of the history although it does not count as a transfer of the session. */
function transfersOf({ store, anchor, timeZoneMinutes }: PortalState, sessionId: number): readonly Record<string, unknown>[] {
  const index = store.find(sessionId)
  if (index === null) return []
  const lineId = store.facts(index).line.id
  // By its script a dialog changes its line once at most, and is passed on in no other way then.
  const fromConfigId = store.plan(index).originLineId
  const scripted = takenSteps(store, index, anchor).flatMap(({ step, at }): Record<string, unknown>[] => {
    const common = { sessionId, date: isoDate(at, timeZoneMinutes), fromOperatorId: orNull(step.fromId), toOperatorId: orNull(step.operatorId), fromConfigId, toConfigId: null }
    if (step.act === 'assign') return [{ ...common, reason: 'auto', mode: 'AUTO', type: 'USER', initiatorId: null }]
    if (step.act === 'transfer') return [{ ...common, reason: 'manual', mode: 'MANUAL', type: 'USER', initiatorId: step.fromId }]
    if (step.act === 'queue') return [{ ...common, reason: 'queue', mode: 'AUTO', type: 'QUEUE', initiatorId: null }]
    if (step.act !== 'line') return []
    return [{ ...common, toConfigId: lineId, reason: 'line', mode: 'MANUAL', type: 'QUEUE', initiatorId: step.fromId }]
  })
  // Orders end the script, so they all come after it.
  const ordered = store.happenings(index).flatMap((happening) => ('handOver' in happening ? [orderedTransfer(happening.handOver, sessionId, isoDate(happening.at, timeZoneMinutes))] : []))
  return [...scripted, ...ordered]
}

function orderedTransfer({ fromId, toId, initiatorId, fromLineId, toLineId, viaQueue }: HandOver, sessionId: number, date: string): Record<string, unknown> {
  const isMove = toLineId !== fromLineId
  return {
    sessionId,
    date,
    fromOperatorId: orNull(fromId),
    toOperatorId: orNull(toId),
    fromConfigId: fromLineId,
    toConfigId: isMove ? toLineId : null,
    reason: isMove ? 'line' : viaQueue ? 'queue' : 'manual',
    mode: 'MANUAL',
    type: viaQueue ? 'QUEUE' : 'USER',
    initiatorId,
  }
}
