import { hasActivity, responsibleId } from '../activity.ts'
import { isRecord, toInt, toText } from '../rest/php.ts'
import { reachedUsers, rightsOf } from '../rights.ts'
import { activityFields, activityRow } from './activity-fields.ts'
import { compileCondition, rangeOf, readConditions } from './activity-filter.ts'
import { method } from './method.ts'
import { upperKeys } from './users.ts'
import type { Params } from '../rest/php.ts'
import type { PortalState } from '../portal-state.ts'
import type { Answer, Caller } from './method.ts'

const PAGE = 50

export const activityMethods = [method('crm.activity.list', 'crm', listActivities)]

type Order = readonly { readonly name: string; readonly direction: 1 | -1 }[]

/** The activities of sessions: the demo company keeps no others in its CRM. */
function listActivities(state: PortalState, params: Params, { userId }: Caller): Answer {
  const { FILTER: filter, ORDER: order, SELECT: select, START: start } = upperKeys(params)
  const names = Array.isArray(select) ? select.map((name) => toText(name).toUpperCase()) : []
  const from = toInt(start)
  const skipped = Math.max(0, from)
  const { items, total } = find(state, userId, isRecord(filter) ? filter : {}, readOrder(order), from < 0 ? PAGE : null, skipped)
  const result = items.map((index) => activityRow(state, index, names))
  if (from < 0) return { result }
  return { result, total, ...(skipped + PAGE < total ? { next: skipped + PAGE } : {}) }
}

/** `enough` = how many rows the caller takes without asking for their number; null = all are counted. */
function find(state: PortalState, userId: number, filter: Readonly<Record<string, unknown>>, order: Order, enough: number | null, skipped: number) {
  const conditions = readConditions(filter)
  const { first, end } = rangeOf(state, conditions)
  const tests = [(index: number) => hasActivity(state, index), ...rightTests(state, userId), ...conditions.map((condition) => compileCondition(state, condition))]
  const [leading] = order
  const isOrdered = leading !== undefined && activityFields[leading.name]?.isOrdered === true
  const isBackwards = isOrdered && leading.direction < 0
  const found: number[] = []
  for (let n = 0; n < end - first; n += 1) {
    const index = isBackwards ? end - 1 - n : first + n
    if (!tests.every((test) => test(index))) continue
    found.push(index)
    // Sessions lie in the order wanted: the first ones found are the answer.
    if (isOrdered && enough !== null && found.length === enough) break
  }
  const sorted = isOrdered ? found : sortedBy(state, found, order)
  return { items: sorted.slice(skipped, skipped + PAGE), total: found.length }
}

/** The right to a record, asked of many rows: whom it reaches is found out once. */
function rightTests(state: PortalState, userId: number): readonly ((index: number) => boolean)[] {
  const reached = reachedUsers(state, rightsOf(userId).crm, userId)
  return reached === null ? [] : [(index) => reached.has(responsibleId(state, index))]
}

/** By the start unless told otherwise. The order of a single ordered field is that of the sessions. */
function readOrder(order: unknown): Order {
  const wanted = isRecord(order) ? Object.entries(order) : []
  const known = wanted.flatMap(([name, direction]) =>
    Object.hasOwn(activityFields, name.toUpperCase()) ? [{ name: name.toUpperCase(), direction: toText(direction).toUpperCase() === 'DESC' ? (-1 as const) : (1 as const) }] : [],
  )
  return known.length === 0 ? [{ name: 'START_TIME', direction: 1 }] : known
}

function sortedBy(state: PortalState, found: readonly number[], order: Order): readonly number[] {
  const keyed = found.map((index) => ({ index, keys: order.map(({ name }) => activityFields[name]?.value(state, index) ?? '') }))
  keyed.sort((a, b) => {
    for (const [at, { direction }] of order.entries()) {
      const [left = '', right = ''] = [a.keys[at], b.keys[at]]
      if (left !== right) return (left < right ? -1 : 1) * direction
    }
    return a.index - b.index
  })
  return keyed.map(({ index }) => index)
}
