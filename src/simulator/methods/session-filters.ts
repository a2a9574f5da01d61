import { channels, closeReasons, statuses, votes } from '../types.ts'
import { kpiFirstAnswer, waitAnswer, waitClose } from './session-rows.ts'
import { invalidFilter, readChoice, readFlag, readInt, readIntList, readPeriod, readTextList } from './v2-params.ts'
import type { ColumnName } from '../columns.ts'
import type { Params } from '../rest/php.ts'
import type { Store } from '../store.ts'
import type { Period } from './v2-params.ts'

export type Test = (index: number) => boolean

/** Line, operator and channel: the filters that every statistics method over sessions knows. */
export function commonTests(store: Store, params: Params): Test[] {
  const tests: Test[] = []
  const lineIds = readIntList(params, 'configId', 'configIdList')
  const operatorIds = readIntList(params, 'operatorId', 'operatorIdList')
  const sources = readTextList(params, 'source', 'sourceList')
  if (lineIds !== null) tests.push((index) => lineIds.has(store.columns.get('line', index)))
  if (operatorIds !== null) tests.push((index) => operatorIds.has(store.columns.get('operator', index)))
  if (sources !== null) {
    const codes = new Set([...sources].map((source) => channels.findIndex((channel) => channel === source)))
    tests.push((index) => codes.has(store.columns.get('channel', index)))
  }
  return tests
}

export type SessionFilter = { readonly tests: readonly Test[]; readonly created: Period; readonly hasFullPeriod: boolean }

/** Every filter of `Session.list`, refused as a whole if any part of it is wrong. */
export function sessionFilter(store: Store, params: Params): SessionFilter {
  const { columns, context } = store
  const tests = commonTests(store, params)
  const created = readPeriod(params, 'dateCreateFrom', 'dateCreateTo', context.timeZoneMinutes)
  const closed = readPeriod(params, 'dateCloseFrom', 'dateCloseTo', context.timeZoneMinutes)
  const hasFullPeriod = isFull(created) || isFull(closed)
  if (closed.from !== null || closed.to !== null) tests.push((index) => columns.get('closed', index) !== 0 && isWithin(columns.get('closed', index), closed))

  const status = readChoice(params, 'status', statuses)
  const reason = readChoice(params, 'closeReason', closeReasons)
  if (status !== null && reason !== null) throw invalidFilter('status and closeReason cannot be used together')
  if (status !== null) tests.push(equals(store, 'status', statuses.indexOf(status)))
  if (reason !== null) tests.push(equals(store, 'reason', closeReasons.indexOf(reason) + 1))

  const vote = readChoice(params, 'vote', [...votes, 'any'])
  if (vote === 'any') tests.push((index) => columns.get('vote', index) !== 0)
  else if (vote !== null) tests.push(equals(store, 'vote', votes.indexOf(vote)))

  const kpi = readFlag(params, 'kpiFirstAnswer')
  if (kpi !== null && !hasFullPeriod) throw invalidFilter('kpiFirstAnswer requires a full period')
  if (kpi !== null) tests.push((index) => kpiFirstAnswer(store, index) === kpi)

  pushPresence(tests, readFlag(params, 'hasVoteHead'), (index) => columns.get('voteHead', index) > 0)
  pushPresence(tests, readFlag(params, 'hasCrm'), (index) => columns.get('crm', index) !== 0)
  pushRange(tests, readInt(params, 'waitAnswerFrom'), readInt(params, 'waitAnswerTo'), (index) => waitAnswer(store, index))
  pushRange(tests, readInt(params, 'waitCloseFrom'), readInt(params, 'waitCloseTo'), (index) => waitClose(store, index))
  return { tests, created, hasFullPeriod }
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

function equals({ columns }: Store, name: ColumnName, code: number): Test {
  return (index) => columns.get(name, index) === code
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
