import { isoDate } from '../portal-state.ts'
import { takenSteps, transcript } from '../generate/transcript.ts'
import { orNull } from '../store.ts'
import { method } from './method.ts'
import { commonTests, pushPresence, sessionFilter } from './session-filters.ts'
import { findPage, findRated } from './session-page.ts'
import { kpiFirstAnswer, ratingRow, sessionRow, voteHead, waitAnswer, waitClose } from './session-rows.ts'
import { readChoice, readFlag, readPage, readRequiredPeriod, readSessionIds } from './v2-params.ts'
import type { Params } from '../rest/php.ts'
import type { PortalState } from '../portal-state.ts'
import type { HandOver } from '../store.ts'

const orders = ['dateCreate', 'dateClose', 'waitAnswer', 'waitClose'] as const

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
  const { items, hasNextPage } = findPage(store, filter, { order: filter.hasFullPeriod ? wanted : 'dateCreate', descending }, page)
  return { sessions: items.map((index) => sessionRow(state, index)), hasNextPage }
}

function listRatings(state: PortalState, params: Params): unknown {
  const { store, timeZone } = state
  const period = readRequiredPeriod(params, 'dateVoteFrom', 'dateVoteTo', timeZone)
  const page = readPage(params)
  const tests = commonTests(store, params)
  const vote = readChoice(params, 'vote', ['like', 'dislike'])
  if (vote !== null) tests.push((index) => store.vote(index) === vote)
  pushPresence(tests, readFlag(params, 'hasVoteHead'), (index) => store.columns.get('voteHead', index) > 0)
  const { items, hasNextPage } = findRated(store, tests, period, page)
  return { ratings: items.map((index) => ratingRow(state, index)), hasNextPage }
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
function transfersOf({ store, anchor, timeZone }: PortalState, sessionId: number): readonly Record<string, unknown>[] {
  const index = store.find(sessionId)
  if (index === null) return []
  const lineId = store.facts(index).line.id
  // By its script a dialog changes its line once at most, and is passed on in no other way then.
  const fromConfigId = store.plan(index).originLineId
  const scripted = takenSteps(store, index, anchor).flatMap(({ step, at }): Record<string, unknown>[] => {
    const common = { sessionId, date: isoDate(at, timeZone), fromOperatorId: orNull(step.fromId), toOperatorId: orNull(step.operatorId), fromConfigId, toConfigId: null }
    if (step.act === 'assign') return [{ ...common, reason: 'auto', mode: 'AUTO', type: 'USER', initiatorId: null }]
    if (step.act === 'transfer') return [{ ...common, reason: 'manual', mode: 'MANUAL', type: 'USER', initiatorId: step.fromId }]
    if (step.act === 'queue') return [{ ...common, reason: 'queue', mode: 'AUTO', type: 'QUEUE', initiatorId: null }]
    if (step.act !== 'line') return []
    return [{ ...common, toConfigId: lineId, reason: 'line', mode: 'MANUAL', type: 'QUEUE', initiatorId: step.fromId }]
  })
  // Orders end the script, so they all come after it.
  const ordered = store.happenings(index).flatMap((happening) => ('handOver' in happening ? [orderedTransfer(happening.handOver, sessionId, isoDate(happening.at, timeZone))] : []))
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
