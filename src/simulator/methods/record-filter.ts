import { toText } from '../rest/php.ts'

type Row = Readonly<Record<string, unknown>>
type Operator = (value: readonly string[], wanted: readonly string[]) => boolean

/** Longest first, so that `>=` is not taken for `>`. */
const operators: readonly (readonly [string, Operator])[] = [
  ['!=%', (value, wanted) => !isLike(value, wanted)],
  ['!%=', (value, wanted) => !isLike(value, wanted)],
  ['!@', (value, wanted) => !isAnyOf(value, wanted)],
  ['!%', (value, wanted) => !contains(value, wanted)],
  ['!=', (value, wanted) => !isAnyOf(value, wanted)],
  ['=%', isLike],
  ['%=', isLike],
  ['>=', (value, wanted) => compare(value, wanted) >= 0],
  ['<=', (value, wanted) => compare(value, wanted) <= 0],
  ['>', (value, wanted) => compare(value, wanted) > 0],
  ['<', (value, wanted) => compare(value, wanted) < 0],
  ['@', isAnyOf],
  ['%', contains],
  ['=', isAnyOf],
  ['!', (value, wanted) => !isAnyOf(value, wanted)],
]

export const operatorNames = operators.map(([sign]) => sign)

/** The classic filter syntax: an operator in front of the field name, `{"@ID":[1,2], "!ACTIVE":"N"}`. Unknown fields are ignored. */
export function compileFilter(filter: Row): (row: Row) => boolean {
  const conditions = Object.entries(filter).map(([key, wanted]) => {
    const [prefix, test] = operators.find(([sign]) => key.startsWith(sign)) ?? ['', isAnyOf]
    return { field: key.slice(prefix.length).toUpperCase(), test, wanted: list(wanted) }
  })
  return (row) => conditions.every(({ field, test, wanted }) => !Object.hasOwn(row, field) || test(list(row[field]), wanted))
}

function list(value: unknown): readonly string[] {
  return (Array.isArray(value) ? value : [value]).map((item) => {
    // Y/N, 1/0 and true/false mean the same in these filters.
    if (item === true || item === 'Y' || item === 'true') return '1'
    if (item === false || item === 'N' || item === 'false') return '0'
    return toText(item)
  })
}

function isAnyOf(value: readonly string[], wanted: readonly string[]): boolean {
  return value.some((item) => wanted.some((other) => other.toLowerCase() === item.toLowerCase()))
}

function contains(value: readonly string[], wanted: readonly string[]): boolean {
  return value.some((item) => wanted.some((part) => item.toLowerCase().includes(part.toLowerCase())))
}

export function isLike(value: readonly string[], wanted: readonly string[]): boolean {
  return value.some((item) =>
    wanted.some((pattern) => {
      const text = item.toLowerCase()
      const core = pattern.toLowerCase().replace(/^%|%$/g, '')
      if (pattern.startsWith('%') && pattern.endsWith('%')) return text.includes(core)
      if (pattern.startsWith('%')) return text.endsWith(core)
      return pattern.endsWith('%') ? text.startsWith(core) : text === core
    }),
  )
}

function compare([value = '']: readonly string[], [wanted = '']: readonly string[]): number {
  const numbers = [Number(value), Number(wanted)] as const
  return Number.isNaN(numbers[0]) || Number.isNaN(numbers[1]) ? value.localeCompare(wanted) : numbers[0] - numbers[1]
}
