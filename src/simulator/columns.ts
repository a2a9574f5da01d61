/** One number per session and field: a million sessions take about 40 MB, and a filter is a loop over plain numbers. */
const layout = {
  /** Epoch seconds; 0 = has not happened. */
  created: Uint32Array,
  closed: Uint32Array,
  firstAnswer: Uint32Array,
  operatorAnswer: Uint32Array,
  voted: Uint32Array,
  client: Uint32Array,
  /** User id; 0 = nobody. */
  operator: Uint16Array,
  /** Line id. */
  line: Uint16Array,
  messages: Uint16Array,
  /** Indexes into the lists of types.ts; `reason` and `crm` are one higher, 0 = none. */
  channel: Uint8Array,
  status: Uint8Array,
  reason: Uint8Array,
  vote: Uint8Array,
  crm: Uint8Array,
  transfers: Uint8Array,
  /** 1 = deleted: nobody finds it any more. */
  gone: Uint8Array,
  /** As stored by the portal: 0 = none, and nothing checks the range of a negative mark. */
  voteHead: Int16Array,
} as const

export type ColumnName = keyof typeof layout
export type Columns = {
  readonly size: () => number
  readonly get: (name: ColumnName, index: number) => number
  readonly set: (name: ColumnName, index: number, value: number) => void
  /** The numbers themselves, for loops over many rows. Not to be kept: adding a row may replace the array. */
  readonly raw: (name: ColumnName) => ArrayLike<number>
  /** Calls back with the row whenever one of the fields is set. */
  readonly watch: (names: readonly ColumnName[], listener: (index: number) => void) => void
  /** Adds an empty row and gives its index. */
  readonly append: () => number
}

export function createColumns(expected: number): Columns {
  const names = Object.keys(layout) as ColumnName[]
  let capacity = Math.max(64, expected)
  let size = 0
  const listeners: Partial<Record<ColumnName, ((index: number) => void)[]>> = {}
  const data = Object.fromEntries(names.map((name) => [name, new layout[name](capacity)])) as Record<ColumnName, Uint32Array | Uint16Array | Uint8Array | Int16Array>

  function grow(): void {
    capacity = Math.ceil(capacity * 1.5)
    for (const name of names) {
      const wider = new layout[name](capacity)
      wider.set(data[name])
      data[name] = wider
    }
  }

  return {
    size: () => size,
    get: (name, index) => data[name][index] ?? 0,
    set: (name, index, value) => {
      data[name][index] = value
      const interested = listeners[name]
      if (interested !== undefined) for (const listener of interested) listener(index)
    },
    raw: (name) => data[name],
    watch: (watched, listener) => {
      for (const name of watched) listeners[name] = [...(listeners[name] ?? []), listener]
    },
    append: () => {
      if (size === capacity) grow()
      size += 1
      return size - 1
    },
  }
}
