import { sortRows } from '../orders.ts'
import { createdRange } from './session-filters.ts'
import type { Store } from '../store.ts'
import type { SessionFilter, Test } from './session-filters.ts'
import type { Page } from './v2-params.ts'

export type SessionOrder = 'dateCreate' | 'dateClose' | 'waitAnswer' | 'waitClose'

export type Sorting = { readonly order: SessionOrder; readonly descending: boolean }

/** Rows found and whether there are more behind them. */
export type Found = { readonly items: readonly number[]; readonly hasNextPage: boolean }

/** A stretch of an order: places from `first` (included) to `end` (excluded); null = the order of creation, where place and row are one. */
type Stretch = { readonly rows: Int32Array | null; readonly first: number; readonly end: number }

/** Up to so many matching rows are collected and sorted; where more match, following the order finds a page sooner. */
const MOST_SORTED = 30_000

/** One page of the matching rows, without ever sorting them all: a million rows are answered within milliseconds. */
export function findPage(store: Store, filter: SessionFilter, { order, descending }: Sorting, page: Page, mostSorted = MOST_SORTED): Found {
  const created: Stretch = { rows: null, ...createdRange(store, filter.created) }
  const closed = filter.closed === null ? null : stretchOf(store, 'dateClose', filter.closed.from, filter.closed.to)
  const ordered = order === 'dateCreate' ? created : order === 'dateClose' && closed !== null ? closed : stretchOf(store, order, -Infinity, Infinity)
  const narrow = closed !== null && length(closed) < length(created) ? closed : created
  const testsIn = ({ rows }: Stretch) => (rows === null ? filter.tests : [...filter.tests, (index: number) => index >= created.first && index < created.end])
  const matching = length(narrow) < length(ordered) ? collect(narrow, testsIn(narrow), mostSorted) : null
  if (matching === null) return follow(ordered, testsIn(ordered), page, descending)
  const key = order === 'dateCreate' ? () => 0 : store.orders[order].key
  const rows = sortRows(matching.length, (place) => matching[place] ?? 0, key, store.size())
  return follow({ rows, first: 0, end: rows.length }, [], page, descending)
}

/** The rated sessions of a period, the latest rating first. */
export function findRated(store: Store, tests: readonly Test[], { from, to }: { readonly from: number; readonly to: number }, page: Page): Found {
  return follow(stretchOf(store, 'dateVote', Math.max(1, from), to), tests, page, true)
}

/** Sessions that are not closed, by number. */
export function openSessions(store: Store): readonly number[] {
  const { rows, first, end } = stretchOf(store, 'dateClose', 0, 0)
  return rows === null ? [] : [...rows.subarray(first, end)].filter((index) => !store.isGone(index))
}

export function matches(index: number, tests: readonly Test[]): boolean {
  for (const test of tests) if (!test(index)) return false
  return true
}

function stretchOf(store: Store, order: Exclude<SessionOrder, 'dateCreate'> | 'dateVote', from: number, to: number): Stretch {
  const { rows, countBelow } = store.orders[order]
  const end = countBelow(to + 1)
  return { rows: rows(), first: Math.min(end, countBelow(from)), end }
}

function length({ first, end }: Stretch): number {
  return end - first
}

/** Null = more than `most` rows match. */
function collect({ rows, first, end }: Stretch, tests: readonly Test[], most: number): number[] | null {
  const found: number[] = []
  for (let place = first; place < end; place += 1) {
    const index = rows === null ? place : (rows[place] ?? 0)
    if (!matches(index, tests)) continue
    if (found.length === most) return null
    found.push(index)
  }
  return found
}

/** Stops one row after the page is full. */
function follow({ rows, first, end }: Stretch, tests: readonly Test[], { offset, limit }: Page, descending: boolean): Found {
  const items: number[] = []
  let seen = 0
  for (let n = 0; n < end - first; n += 1) {
    const place = descending ? end - 1 - n : first + n
    const index = rows === null ? place : (rows[place] ?? 0)
    if (!matches(index, tests)) continue
    seen += 1
    if (seen > offset + limit) return { items, hasNextPage: true }
    if (seen > offset) items.push(index)
  }
  return { items, hasNextPage: false }
}
