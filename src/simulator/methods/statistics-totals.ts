import { minutesAhead } from '../time-zone.ts'
import { lines } from '../data/company.ts'
import { createRng } from '../rng.ts'
import { isoDate, nowSeconds } from '../portal-state.ts'
import { channels } from '../types.ts'
import { method } from './method.ts'
import { commonTests, createdRange } from './session-filters.ts'
import { kpiFirstAnswer, waitAnswer, waitClose } from './session-rows.ts'
import { matches, openSessions } from './session-page.ts'
import { cutPage, readChoice, readFlag, readIntList, readPage, readRequiredPeriod } from './v2-params.ts'
import type { Params } from '../rest/php.ts'
import type { PortalState } from '../portal-state.ts'
import type { Line, Staff, Vote } from '../types.ts'

const operatorStatuses = ['online', 'offline', 'pause'] as const

export const statisticsTotals = [
  method('imopenlines.v2.Stat.get', 'imopenlines', (state, params) => ({ result: totals(state, params) })),
  method('imopenlines.v2.Operator.list', 'imopenlines', (state, params) => ({ result: listOperators(state, params) })),
]

/** One pass over the period, however long: a year of a large portal is half a million rows. */
function totals({ store, timeZone }: PortalState, params: Params): unknown {
  const { columns } = store
  const period = readRequiredPeriod(params, 'dateFrom', 'dateTo', timeZone)
  const { first, end } = createdRange(store, period)
  const tests = commonTests(store, params)
  const created = columns.raw('created')
  const all = createTally()
  const hours = Array.from({ length: 24 }, () => 0)
  const bySource = channels.map(() => 0)
  const byOperator = new Map<number, Tally>()
  let closed = 0
  let spam = 0
  let kpiOk = 0
  let kpiFail = 0
  const duration = createMean()
  for (let index = first; index < end; index += 1) {
    if (!matches(index, tests)) continue
    const wait = waitAnswer(store, index)
    const vote = store.vote(index)
    all.add(wait, vote)
    duration.add(waitClose(store, index))
    const status = store.status(index)
    if (status === 'closed') closed += 1
    else if (status === 'spam') spam += 1
    const kpi = kpiFirstAnswer(store, index)
    if (kpi === true) kpiOk += 1
    else if (kpi === false) kpiFail += 1
    const hour = Math.floor((((created[index] ?? 0) + minutesAhead(timeZone, created[index] ?? 0) * 60) % 86_400) / 3600)
    hours[hour] = (hours[hour] ?? 0) + 1
    const channel = columns.get('channel', index)
    bySource[channel] = (bySource[channel] ?? 0) + 1
    const operator = columns.get('operator', index)
    if (operator !== 0) tallyOf(byOperator, operator).add(wait, vote)
  }
  const { likes, dislikes } = all.counts()
  return {
    totalSessions: all.counts().sessions,
    closedSessions: closed,
    spamSessions: spam,
    avgWaitAnswer: all.counts().avgWaitAnswer,
    avgSessionDuration: duration.value(),
    likeCount: likes,
    dislikeCount: dislikes,
    votedSessions: likes + dislikes,
    positiveRate: share(likes, likes + dislikes),
    kpiFirstAnswerOk: kpiOk,
    kpiFirstAnswerFail: kpiFail,
    // A stable sort: among equals the order is that of the channels.
    sessionsBySource: channels.map((source, code) => ({ source, count: bySource[code] ?? 0 })).filter(({ count }) => count > 0).sort((a, b) => b.count - a.count),
    sessionsByHour: hours,
    sessionsByOperator: [...byOperator]
      .map(([operatorId, tally]) => ({ operatorId, ...tally.counts() }))
      .sort((a, b) => b.sessions - a.sessions || a.operatorId - b.operatorId)
      .map(({ operatorId, sessions, avgWaitAnswer, likes: liked, dislikes: disliked }) => ({ operatorId, count: sessions, avgWaitAnswer, positiveRate: share(liked, liked + disliked) })),
  }
}

type Tally = ReturnType<typeof createTally>

function createTally() {
  const wait = createMean()
  let sessions = 0
  let likes = 0
  let dislikes = 0
  return {
    add: (seconds: number | null, vote: Vote): void => {
      sessions += 1
      wait.add(seconds)
      if (vote === 'like') likes += 1
      else if (vote === 'dislike') dislikes += 1
    },
    counts: () => ({ sessions, likes, dislikes, avgWaitAnswer: wait.value() }),
  }
}

function tallyOf(tallies: Map<number, Tally>, key: number): Tally {
  const found = tallies.get(key)
  if (found !== undefined) return found
  const fresh = createTally()
  tallies.set(key, fresh)
  return fresh
}

/** One decimal; unknown values are left out; nothing to average gives 0. */
function createMean() {
  let sum = 0
  let known = 0
  return {
    add: (value: number | null): void => {
      if (value === null) return
      sum += value
      known += 1
    },
    value: () => (known === 0 ? 0 : Math.round((sum / known) * 10) / 10),
  }
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
  for (const index of openSessions(store)) {
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
  const hour = Math.floor(((now + minutesAhead(state.timeZone, now) * 60) % 86_400) / 3600)
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
    lastActivityDate: isoDate(lastActive, state.timeZone),
  }
}
