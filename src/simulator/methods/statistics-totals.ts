import { lines } from '../data/company.ts'
import { createRng } from '../rng.ts'
import { isoDate, nowSeconds } from '../portal-state.ts'
import { channels } from '../types.ts'
import { method } from './method.ts'
import { commonTests, createdRange } from './session-filters.ts'
import { kpiFirstAnswer, waitAnswer, waitClose } from './session-rows.ts'
import { select } from './statistics-lists.ts'
import { cutPage, readChoice, readFlag, readIntList, readPage, readRequiredPeriod } from './v2-params.ts'
import type { Params } from '../rest/php.ts'
import type { PortalState } from '../portal-state.ts'
import type { Line, Staff } from '../types.ts'

const operatorStatuses = ['online', 'offline', 'pause'] as const

export const statisticsTotals = [
  method('imopenlines.v2.Stat.get', 'imopenlines', (state, params) => ({ result: totals(state, params) })),
  method('imopenlines.v2.Operator.list', 'imopenlines', (state, params) => ({ result: listOperators(state, params) })),
]

function totals({ store, timeZoneMinutes }: PortalState, params: Params): unknown {
  const period = readRequiredPeriod(params, 'dateFrom', 'dateTo', timeZoneMinutes)
  const { first, end } = createdRange(store, period)
  const sessions = select(first, end, commonTests(store, params))
  const count = (test: (index: number) => boolean) => sessions.filter(test).length
  const likeCount = count((index) => store.vote(index) === 'like')
  const dislikeCount = count((index) => store.vote(index) === 'dislike')
  const hours = Array.from({ length: 24 }, () => 0)
  for (const index of sessions) {
    const hour = Math.floor(((store.columns.get('created', index) + timeZoneMinutes * 60) % 86_400) / 3600)
    hours[hour] = (hours[hour] ?? 0) + 1
  }
  return {
    totalSessions: sessions.length,
    closedSessions: count((index) => store.status(index) === 'closed'),
    spamSessions: count((index) => store.status(index) === 'spam'),
    avgWaitAnswer: average(sessions.map((index) => waitAnswer(store, index))),
    avgSessionDuration: average(sessions.map((index) => waitClose(store, index))),
    likeCount,
    dislikeCount,
    votedSessions: likeCount + dislikeCount,
    positiveRate: share(likeCount, likeCount + dislikeCount),
    kpiFirstAnswerOk: count((index) => kpiFirstAnswer(store, index) === true),
    kpiFirstAnswerFail: count((index) => kpiFirstAnswer(store, index) === false),
    sessionsBySource: [...groups(sessions, (index) => store.columns.get('channel', index))].map(([code, group]) => ({ source: channels[code], count: group.length })),
    sessionsByHour: hours,
    sessionsByOperator: [...groups(sessions, (index) => store.columns.get('operator', index))]
      .filter(([operatorId]) => operatorId !== 0)
      .map(([operatorId, group]) => {
        const likes = group.filter((index) => store.vote(index) === 'like').length
        const rated = group.filter((index) => store.vote(index) !== 'none').length
        return { operatorId, count: group.length, avgWaitAnswer: average(group.map((index) => waitAnswer(store, index))), positiveRate: share(likes, rated) }
      }),
  }
}

/** Largest group first. */
function groups(sessions: readonly number[], key: (index: number) => number): readonly (readonly [number, readonly number[]])[] {
  const found = new Map<number, number[]>()
  for (const index of sessions) {
    const group = found.get(key(index))
    if (group === undefined) found.set(key(index), [index])
    else group.push(index)
  }
  return [...found].sort((a, b) => b[1].length - a[1].length || a[0] - b[0])
}

/** One decimal; unknown values are left out; nothing to average gives 0. */
function average(values: readonly (number | null)[]): number {
  const known = values.filter((value) => value !== null)
  return known.length === 0 ? 0 : Math.round((known.reduce((sum, value) => sum + value, 0) / known.length) * 10) / 10
}

/** Four decimals, 0 when there is nothing to divide by. */
function share(part: number, whole: number): number {
  return whole === 0 ? 0 : Math.round((part / whole) * 10_000) / 10_000
}

function listOperators(state: PortalState, params: Params): unknown {
  const { store, directory } = state
  const now = nowSeconds(state)
  const lineIds = readIntList(params, 'configId', 'configIdList')
  const userIds = readIntList(params, 'userId', 'userIdList')
  const status = readChoice(params, 'status', operatorStatuses)
  const hasFreeSlots = readFlag(params, 'hasFreeSlots')
  const page = readPage(params, status !== null || hasFreeSlots !== null)
  const active = new Map<string, number>()
  for (let index = 0; index < store.size(); index += 1) {
    if (store.columns.get('closed', index) !== 0) continue
    const key = `${store.columns.get('line', index)}/${store.columns.get('operator', index)}`
    active.set(key, (active.get(key) ?? 0) + 1)
  }
  const rows = lines
    .filter((line) => lineIds === null || lineIds.has(line.id))
    .flatMap((line) => directory.queue(line.id, now).map((person) => loadOf(state, line, person, active.get(`${line.id}/${person.id}`) ?? 0)))
    .filter((row) => userIds === null || userIds.has(row.userId))
    .filter((row) => status === null || row.status === status)
    .filter((row) => hasFreeSlots === null || row.freeSlots > 0 === hasFreeSlots)
  const { items, hasNextPage } = cutPage(rows, page)
  return { operators: items, hasNextPage }
}

function loadOf(state: PortalState, line: Line, person: Staff, activeSessions: number) {
  const now = nowSeconds(state)
  const quarter = Math.floor(now / 900)
  const rng = createRng(state.store.context.seed, 'presence', person.id, quarter)
  const hour = Math.floor(((now + state.timeZoneMinutes * 60) % 86_400) / 3600)
  const works = (hour >= 9 && hour < 21 ? rng.chance(0.8) : rng.chance(0.15)) || activeSessions > 0
  const status: (typeof operatorStatuses)[number] = !works ? 'offline' : rng.chance(0.1) ? 'pause' : 'online'
  const lastActive = works ? now - rng.between(0, 240) : now - rng.between(3600, 40_000)
  return {
    userId: person.id,
    configId: line.id,
    status,
    activeSessions,
    maxChat: line.maxChat,
    freeSlots: Math.max(0, line.maxChat - activeSessions),
    lastActivityDate: isoDate(lastActive, state.timeZoneMinutes),
  }
}
