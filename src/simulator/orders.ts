import type { ColumnName, Columns } from './columns.ts'

/** A change to more rows than this share of them is settled by sorting anew. */
const MANY = 1 / 8

export type Order = {
  readonly key: (index: number) => number
  /** All rows by rising key, ties by row. Not to be kept: the next change of the store may rewrite it. */
  readonly rows: () => Int32Array
  /** How many rows have a key below this one: the place in `rows` of the first that has not. */
  readonly countBelow: (key: number) => number
}

export type Orders = Readonly<Record<'dateClose' | 'dateVote' | 'waitAnswer' | 'waitClose', Order>>

/** The orders that lists are asked for beside that of creation; what has not happened sorts first. */
export function createOrders(columns: Columns): Orders {
  const wait = (name: 'operatorAnswer' | 'closed') => (index: number) => {
    const at = columns.get(name, index)
    return at === 0 ? -1 : at - columns.get('created', index)
  }
  return {
    dateClose: createOrder(columns, ['created', 'closed'], (index) => columns.get('closed', index)),
    dateVote: createOrder(columns, ['created', 'voted'], (index) => columns.get('voted', index)),
    waitAnswer: createOrder(columns, ['created', 'operatorAnswer'], wait('operatorAnswer')),
    waitClose: createOrder(columns, ['created', 'closed'], wait('closed')),
  }
}

/** So many rows by rising key, ties by row; `span` = how many rows there can be. */
export function sortRows(count: number, rowAt: (place: number) => number, key: (index: number) => number, span: number): Int32Array {
  // Key and row as one exact number, for the fast sort of plain numbers: good for five million rows until 2038.
  const keyed = new Float64Array(count)
  for (let place = 0; place < count; place += 1) keyed[place] = (key(rowAt(place)) + 1) * span + rowAt(place)
  keyed.sort()
  const rows = new Int32Array(count)
  for (let place = 0; place < count; place += 1) rows[place] = (keyed[place] ?? 0) % span
  return rows
}

/**
 * Rows sorted by a whole number ≥ -1 that follows from the watched fields. Sorted at the first question; rows that have
 * changed since are only noted, and put in their new places at the next one. Every row is added by setting `created`.
 */
function createOrder(columns: Columns, watched: readonly ColumnName[], key: (index: number) => number): Order {
  /** Null until somebody asks. May be longer than the rows in it. */
  let sorted: Int32Array | null = null
  let size = 0
  const moved = new Set<number>()
  columns.watch(watched, (index) => {
    if (sorted !== null) moved.add(index)
  })

  function settled(): Int32Array {
    if (sorted === null || moved.size > columns.size() * MANY) sorted = sortRows(columns.size(), (place) => place, key, columns.size())
    else if (moved.size > 0) sorted = putMoved(sorted)
    size = columns.size()
    moved.clear()
    return sorted
  }

  /** Takes the moved rows out in one pass and puts them in again from the last to the first, shifting what lies between. */
  function putMoved(old: Int32Array): Int32Array {
    const isMoved = new Uint8Array(columns.size())
    for (const index of moved) isMoved[index] = 1
    let rows = old
    let end = 0
    for (let n = 0; n < size; n += 1) {
      // Safe: n is inside the array.
      const index = rows[n] as number
      if (isMoved[index] === 0) rows[end++] = index
    }
    if (rows.length < end + moved.size) {
      rows = new Int32Array(Math.ceil((end + moved.size) * 1.1))
      rows.set(old.subarray(0, end))
    }
    const coming = [...moved].sort((a, b) => key(a) - key(b) || a - b)
    for (const [before, index] of [...coming.entries()].reverse()) {
      const at = placeOf(rows, end, key(index), index)
      rows.copyWithin(at + before + 1, at, end)
      rows[at + before] = index
      end = at
    }
    return rows
  }

  /** The first place among the first `end` whose row does not sort before this key and row. */
  function placeOf(rows: Int32Array, end: number, wanted: number, row: number): number {
    let low = 0
    let high = end
    while (low < high) {
      const middle = (low + high) >> 1
      const index = rows[middle] ?? 0
      if ((key(index) - wanted || index - row) < 0) low = middle + 1
      else high = middle
    }
    return low
  }

  return {
    key,
    rows: () => settled().subarray(0, size),
    countBelow: (wanted) => placeOf(settled(), size, wanted, -1),
  }
}
