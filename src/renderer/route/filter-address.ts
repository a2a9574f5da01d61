import {
  dialogColumns, dialogFilterSchema, listFields, periodFields, periodPresets, rangeFields, turnableFields, type DialogFilter, type DialogSort, type ListField,
  type Period, type SortKey,
} from '#contract/dialogs.ts'

type Key = keyof DialogFilter

/** How conditions are called in the address; those that are not here, by their own key. */
const names: Partial<Record<Key, string>> = {
  statuses: 'status', operatorIds: 'operator', departmentIds: 'department', lineIds: 'line', sources: 'channel', clientRatings: 'client', supervisorRatings: 'rating',
}
const keys = dialogFilterSchema.keyof().options
const numberLists: ReadonlySet<Key> = new Set<Key>(['operatorIds', 'departmentIds', 'lineIds', 'supervisorRatings'])

/** `operator=12,15`, one part for each condition that is not as in `base`. */
export function filterParts(filter: DialogFilter, base: DialogFilter): string[] {
  return keys.filter(key => writeField(filter, key) !== writeField(base, key)).map(key => `${names[key] ?? key}=${writeField(filter, key)}`)
}

/** Never fails: a condition that is not understood stays as in `base`, a value of a list that is not is left out. */
export function readFilter(values: ReadonlyMap<string, string>, base: DialogFilter): DialogFilter {
  let filter = base
  for (const key of keys) {
    const value = values.get(names[key] ?? key)
    if (value === undefined) continue
    const read = dialogFilterSchema.shape[key].safeParse(readField(key, value))
    if (read.success) filter = { ...filter, [key]: read.data }
  }
  return filter
}

/** `waitAnswer.desc,createdAt.asc`: what comes first sorts first. */
export function writeSort({ column, direction, thenBy = [] }: DialogSort): string {
  return [{ column, direction }, ...thenBy].map(key => `${key.column}.${key.direction}`).join(',')
}

/** Null when not all of it is understood: half an order is another order. */
export function readSort(value: string): DialogSort | null {
  const sortKeys = value.split(',').map(readSortKey)
  const [first, ...rest] = sortKeys.filter(key => key !== null)
  if (first === undefined || sortKeys.includes(null) || rest.length > 2) return null
  return rest.length === 0 ? first : { ...first, thenBy: rest }
}

export function wholeNumber(text: string): number | null {
  return /^\d{1,15}$/.test(text) ? Number(text) : null
}

export function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    // A hand-typed address may hold a lone %; it then means itself.
    return text
  }
}

function isList(key: Key): key is ListField {
  return listFields.some(field => field === key)
}

function writeField(filter: DialogFilter, key: Key): string {
  switch (key) {
    case 'period': return writePeriod(filter.period)
    case 'ranges': return writeRanges(filter.ranges)
    case 'text':
    case 'comment': return encodeURIComponent(filter[key])
    default: return filter[key].map(item => encodeURIComponent(item)).join(',')
  }
}

function readField(key: Key, value: string): unknown {
  if (key === 'period') return readPeriod(value)
  if (key === 'ranges') return readRanges(value)
  if (key === 'text' || key === 'comment') return decode(value).slice(0, 200)
  const items = value === '' ? [] : value.split(',').map(decode)
  if (!isList(key)) return known(turnableFields, items)
  const { element } = dialogFilterSchema.shape[key].unwrap()
  const wanted: readonly (string | number)[] = numberLists.has(key) ? items.filter(item => /^-?\d{1,15}$/.test(item)).map(Number) : items
  return [...new Set(wanted)].filter(item => element.safeParse(item).success)
}

function writePeriod(period: Period | null): string {
  if (period === null) return ''
  if (period.kind === 'preset') return `${period.field}.${period.preset}`
  return `${period.field}.${period.from ?? ''}-${period.to ?? ''}`
}

function readPeriod(value: string): Period | null {
  const [fieldName, rest = ''] = value.split('.', 2)
  const field = periodFields.find(name => name === fieldName)
  if (field === undefined) return null
  const preset = periodPresets.find(name => name === rest)
  if (preset !== undefined) return { kind: 'preset', field, preset }
  const ends = readEnds(rest)
  return ends && { kind: 'range', field, from: ends[0], to: ends[1] }
}

/** `waitAnswer.300-,transfers.2-5,botTime.-`: open where there is no end. */
function writeRanges(ranges: DialogFilter['ranges']): string {
  return rangeFields.flatMap(field => {
    const range = ranges[field]
    return range === undefined ? [] : `${field}.${range.min ?? ''}-${range.max ?? ''}`
  }).join(',')
}

function readRanges(value: string): DialogFilter['ranges'] {
  const given = new Map(value.split(',').map(part => {
    const [field = '', ends = ''] = part.split('.', 2)
    return [field, readEnds(ends)] as const
  }))
  return Object.fromEntries(rangeFields.flatMap(field => {
    const ends = given.get(field)
    return ends ? [[field, { min: ends[0], max: ends[1] }]] : []
  }))
}

/** Null when it is no pair of ends. */
function readEnds(text: string): [number | null, number | null] | null {
  const ends = /^(\d{0,15})-(\d{0,15})$/.exec(text)
  return ends && [wholeNumber(ends[1] ?? ''), wholeNumber(ends[2] ?? '')]
}

function readSortKey(text: string): SortKey | null {
  const [columnName, direction] = text.split('.', 2)
  const column = dialogColumns.find(name => name === columnName)
  return column !== undefined && (direction === 'asc' || direction === 'desc') ? { column, direction } : null
}

function known<T extends string>(all: readonly T[], items: readonly string[]): T[] {
  return all.filter(name => items.includes(name))
}
