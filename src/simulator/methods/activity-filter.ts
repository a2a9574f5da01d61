import { readDate } from './v2-params.ts'
import { toText } from '../rest/php.ts'
import { isLike, operatorNames } from './record-filter.ts'
import { activityFields } from './activity-fields.ts'
import type { Field } from './activity-fields.ts'
import type { PortalState } from '../portal-state.ts'

export type Condition = { readonly field: Field; readonly name: string; readonly operator: string; readonly wanted: readonly string[] }

/** Unknown fields and the serialized ones say nothing, as in the CRM. */
export function readConditions(filter: Readonly<Record<string, unknown>>): readonly Condition[] {
  return Object.entries(filter).flatMap(([key, value]) => {
    const operator = operatorNames.find((sign) => key.startsWith(sign)) ?? ''
    const name = key.slice(operator.length).toUpperCase()
    const field = Object.hasOwn(activityFields, name) ? activityFields[name] : undefined
    return field === undefined ? [] : [{ field, name, operator, wanted: (Array.isArray(value) ? value : [value]).map(toText) }]
  })
}

export function compileCondition(state: PortalState, { field, operator, wanted }: Condition): (index: number) => boolean {
  const isNegative = operator.startsWith('!')
  const sign = operator.replace('!', '')
  const matches = field.kind === 'text' || sign.includes('%') ? textTest(sign, wanted) : numberTest(sign, field.kind === 'date' ? wanted.map((item) => toSeconds(state, item)) : wanted.map(Number))
  return (index) => matches(field.value(state, index)) !== isNegative
}

type Test = (value: number | string | null) => boolean

function textTest(sign: string, wanted: readonly string[]): Test {
  const words = wanted.map((word) => word.toLowerCase())
  const [first = ''] = words
  return (value) => {
    const text = value === null ? '' : String(value).toLowerCase()
    if (sign === '%') return words.some((word) => text.includes(word))
    if (sign.includes('%')) return isLike([text], words)
    if (sign === '' || sign === '=' || sign === '@') return words.includes(text)
    return isOnSide(sign, text < first ? -1 : text > first ? 1 : 0)
  }
}

function numberTest(sign: string, wanted: readonly number[]): Test {
  const [first = Number.NaN] = wanted
  const set = new Set(wanted)
  return (value) => (sign === '' || sign === '=' || sign === '@' ? set.has(Number(value)) : isOnSide(sign, Number(value) - first))
}

/** What cannot be compared lies on no side. */
function isOnSide(sign: string, difference: number): boolean {
  if (sign === '>') return difference > 0
  if (sign === '<') return difference < 0
  return sign === '>=' ? difference >= 0 : difference <= 0
}

/** What is no date is no moment, and every comparison with it is false. */
function toSeconds({ timeZone }: PortalState, value: string): number {
  return readDate(value, timeZone) ?? Number.NaN
}

/** The sessions that conditions on ever-growing fields leave: first (included) to end (excluded). */
export function rangeOf(state: PortalState, conditions: readonly Condition[]): { readonly first: number; readonly end: number } {
  let first = 0
  let end = state.store.size()
  for (const { field, operator, wanted } of conditions) {
    const [only, ...others] = wanted
    if (field.isOrdered === undefined || only === undefined || others.length > 0) continue
    const bound = field.kind === 'date' ? toSeconds(state, only) : Number(only)
    if (Number.isNaN(bound)) continue
    const reaching = (limit: number) => firstWhere(first, end, (index) => Number(field.value(state, index)) >= limit)
    if (operator === '>' || operator === '>=') first = reaching(operator === '>' ? bound + 1 : bound)
    else if (operator === '<' || operator === '<=') end = reaching(operator === '<' ? bound : bound + 1)
    else if (operator === '' || operator === '=' || operator === '@') [first, end] = [reaching(bound), reaching(bound + 1)]
  }
  return { first, end }
}

function firstWhere(first: number, end: number, isReached: (index: number) => boolean): number {
  let low = first
  let high = end
  while (low < high) {
    const middle = (low + high) >> 1
    if (isReached(middle)) high = middle
    else low = middle + 1
  }
  return low
}
