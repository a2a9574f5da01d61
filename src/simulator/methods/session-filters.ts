import { channels, closeReasons, statuses, votes } from '../types.ts'
import { kpiFirstAnswer, waitAnswer, waitClose } from './session-rows.ts'
import { invalidFilter, readChoice, readFlag, readInt, readIntList, readPeriod, readTextList } from './v2-params.ts'
import type { ColumnName, Columns } from '../columns.ts'
import type { Params } from '../rest/php.ts'
import type { Store } from '../store.ts'
import type { Period } from './v2-params.ts'

/** Lines, operators and channels are kept in sixteen bits at most. */
const LARGEST_CODE = 65_535

export type Test = (index: number) => boolean

/** Line, operator and channel: the filters that every statistics method over sessions knows. Deleted sessions match none. */
export function commonTests({ columns, hasGone }: Store, params: Params): Test[] {
  const tests: Test[] = []
  const lineIds = readIntList(params, 'configId', 'configIdList')
  const operatorIds = readIntList(params, 'operatorId', 'operatorIdList')
  const sources = readTextList(params, 'source', 'sourceList')
  if (hasGone()) tests.push(equals(columns, 'gone', 0))
  if (lineIds !== null) tests.push(isOneOf(columns, 'line', lineIds))
  if (operatorIds !== null) tests.push(isOneOf(columns, 'operator', operatorIds))
  if (sources !== null) tests.push(isOneOf(columns, 'channel', new Set([...sources].map((source) => channels.findIndex((channel) => channel === source)))))
  return tests
}

export type SessionFilter = {
  readonly tests: readonly Test[]
  readonly created: Period
  /** What is known beforehand of the moment of closing, which is 0 for open sessions; the tests hold it too. */
  readonly closed: { readonly from: number; readonly to: number } | null
  readonly hasFullPeriod: boolean
}

/** Every filter of `Session.list`, refused as a whole if any part of it is wrong. */
export function sessionFilter(store: Store, params: Params): SessionFilter {
  const { columns, context } = store
  const tests = commonTests(store, params)
  const created = readPeriod(params, 'dateCreateFrom', 'dateCreateTo', context.timeZone)
  const closed = readPeriod(params, 'dateCloseFrom', 'dateCloseTo', context.timeZone)
  const hasFullPeriod = isFull(created) || isFull(closed)
  const closedPeriod = closed.from === null && closed.to === null ? null : { from: Math.max(1, closed.from ?? 1), to: closed.to ?? Infinity }
  if (closedPeriod !== null) {
    const { from, to } = closedPeriod
    const moments = columns.raw('closed')
    tests.push((index) => (moments[index] ?? 0) >= from && (moments[index] ?? 0) <= to)
  }

  const status = readChoice(params, 'status', statuses)
  const reason = readChoice(params, 'closeReason', closeReasons)
  if (status !== null && reason !== null) throw invalidFilter('status and closeReason cannot be used together')
  if (status !== null) tests.push(equals(columns, 'status', statuses.indexOf(status)))
  if (reason !== null) tests.push(equals(columns, 'reason', closeReasons.indexOf(reason) + 1))

  const vote = readChoice(params, 'vote', [...votes, 'any'])
  if (vote === 'any') tests.push(isAbove(columns, 'vote', 0))
  else if (vote !== null) tests.push(equals(columns, 'vote', votes.indexOf(vote)))

  const kpi = readFlag(params, 'kpiFirstAnswer')
  if (kpi !== null && !hasFullPeriod) throw invalidFilter('kpiFirstAnswer requires a full period')
  if (kpi !== null) tests.push((index) => kpiFirstAnswer(store, index) === kpi)

  pushPresence(tests, readFlag(params, 'hasVoteHead'), isAbove(columns, 'voteHead', 0))
  pushPresence(tests, readFlag(params, 'hasCrm'), isAbove(columns, 'crm', 0))
  pushRange(tests, readInt(params, 'waitAnswerFrom'), readInt(params, 'waitAnswerTo'), (index) => waitAnswer(store, index))
  pushRange(tests, readInt(params, 'waitCloseFrom'), readInt(params, 'waitCloseTo'), (index) => waitClose(store, index))
  const isOpen = status === 'new' || status === 'answered' || status === 'paused'
  return { tests, created, closed: closedPeriod ?? (isOpen ? { from: 0, to: 0 } : null), hasFullPeriod }
}

export function isWithin(seconds: number, { from, to }: Period): boolean {
  return (from === null || seconds >= from) && (to === null || seconds <= to)
}

/** Sessions are stored in order of creation, so a creation period is a range of indexes: from (included) to (excluded). */
export function createdRange(store: Store, { from, to }: Period): { readonly first: number; readonly end: number } {
  return {
    first: from === null ? 0 : firstIndex(store, (created) => created >= from),
    end: to === null ? store.size() : firstIndex(store, (created) => created > to),
  }
}

export function pushPresence(tests: Test[], wanted: boolean | null, isPresent: Test): void {
  if (wanted !== null) tests.push((index) => isPresent(index) === wanted)
}

function pushRange(tests: Test[], from: number | null, to: number | null, value: (index: number) => number | null): void {
  if (from === null && to === null) return
  tests.push((index) => {
    const seconds = value(index)
    return seconds !== null && isWithin(seconds, { from, to })
  })
}

function equals(columns: Columns, name: ColumnName, code: number): Test {
  const values = columns.raw(name)
  return (index) => values[index] === code
}

function isAbove(columns: Columns, name: ColumnName, bound: number): Test {
  const values = columns.raw(name)
  return (index) => (values[index] ?? 0) > bound
}

function isOneOf(columns: Columns, name: ColumnName, wanted: ReadonlySet<number>): Test {
  const values = columns.raw(name)
  const isWanted = new Uint8Array(LARGEST_CODE + 1)
  for (const code of wanted) if (code >= 0 && code <= LARGEST_CODE) isWanted[code] = 1
  return (index) => isWanted[values[index] ?? 0] === 1
}

function isFull({ from, to }: Period): boolean {
  return from !== null && to !== null
}

function firstIndex(store: Store, isReached: (created: number) => boolean): number {
  let low = 0
  let high = store.size()
  while (low < high) {
    const middle = (low + high) >> 1
    if (isReached(store.columns.get('created', middle))) high = middle
    else low = middle + 1
  }
  return low
}
