import { departments } from '../data/company.ts'
import { isoDate, nowSeconds } from '../portal-state.ts'
import { createRng } from '../rng.ts'
import { RestError } from '../rest/rest-error.ts'
import { isRecord, phpMap, toInt, toText } from '../rest/php.ts'
import { method } from './method.ts'
import { compileFilter } from './record-filter.ts'
import { userCard } from './user-cards.ts'
import type { Params } from '../rest/php.ts'
import type { Answer } from './method.ts'
import type { PortalState } from '../portal-state.ts'
import type { Staff } from '../types.ts'

const PAGE = 50

export const userMethods = [
  method('user.get', 'user', getUsers),
  method('user.current', 'user', (state, _, caller) => {
    const person = state.directory.person(caller.userId)
    return { result: person === undefined ? [] : userRow(state, person) }
  }),
  method('department.get', 'department', getDepartments),
  method('im.user.list.get', 'im', (state, params, caller) => ({ result: listMessengerUsers(state, params, caller.userId) })),
]

function getUsers(state: PortalState, params: Params): Answer {
  const upper = upperKeys(params)
  const nested = upper['FILTER']
  // Old callers put conditions beside the service keys instead of into FILTER.
  const { FILTER: _, SORT: sort, ORDER: order, START: start, SELECT: __, AUTH: ___, ADMIN_MODE: ____, IMAGE_RESIZE: _____, ...loose } = upper
  const { NAME_SEARCH: search, ...filter } = { ...loose, ...(isRecord(nested) ? nested : {}) }
  const matches = compileFilter(filter)
  const words = toText(search).toLowerCase()
  const rows = state.directory.staff
    .map((person) => userRow(state, person))
    .filter((row) => matches(row) && (words === '' || `${String(row['NAME'])} ${String(row['LAST_NAME'])} ${String(row['WORK_POSITION'])}`.toLowerCase().includes(words)))
  return page(sorted(rows, toText(sort), toText(order)), start)
}

function getDepartments(_: PortalState, params: Params): Answer {
  const { SORT: sort, ORDER: order, START: start, AUTH: _auth, ...filter } = upperKeys(params)
  const matches = compileFilter(filter)
  const rows = departments
    .map((item) => ({ ID: String(item.id), NAME: item.name, SORT: 500, PARENT: item.parent, UF_HEAD: item.head }))
    .filter(matches)
    .map(({ PARENT: parent, UF_HEAD: head, ...row }) => ({
      ...row,
      // The root has no parent field at all.
      ...(parent === null ? {} : { PARENT: String(parent) }),
      ...(head === null ? {} : { UF_HEAD: String(head) }),
    }))
  return page(sorted(rows, toText(sort), toText(order)), start)
}

export function userRow(state: PortalState, person: Staff): Record<string, unknown> {
  const now = nowSeconds(state)
  const active = state.directory.isEmployed(person, now)
  const rng = createRng(state.store.context.seed, 'user', person.id)
  const lastLogin = active ? now - rng.between(600, 30_000) : state.anchor - (person.dismissedDaysAgo ?? 0) * 86_400
  return {
    ID: String(person.id),
    ACTIVE: active,
    NAME: person.firstName,
    LAST_NAME: person.lastName,
    SECOND_NAME: '',
    EMAIL: `user${person.id}@orion.example`,
    LAST_LOGIN: isoDate(lastLogin, state.timeZone),
    DATE_REGISTER: isoDate(state.anchor - person.hiredDaysAgo * 86_400, state.timeZone),
    TIME_ZONE: '',
    IS_ONLINE: active && rng.chance(0.6) ? 'Y' : 'N',
    TIMESTAMP_X: {},
    LAST_ACTIVITY_DATE: {},
    PERSONAL_GENDER: person.gender,
    PERSONAL_BIRTHDAY: '',
    PERSONAL_CITY: '',
    WORK_PHONE: '',
    WORK_POSITION: person.position,
    UF_EMPLOYMENT_DATE: '',
    UF_DEPARTMENT: [person.departmentId],
    USER_TYPE: 'employee',
  }
}

function listMessengerUsers(state: PortalState, params: Params, callerId: number): unknown {
  const upper = upperKeys(params)
  const wanted = upper['ID'] ?? [callerId]
  if (!Array.isArray(wanted)) throw new RestError('INVALID_FORMAT', 'A wrong format for the ID field is passed')
  const cards = wanted.map((id) => [String(toInt(id)), userCard(state, toInt(id))] as const)
  if (upper['RESULT_TYPE'] === 'array') return cards.map(([, card]) => card).filter((card) => card !== null)
  return phpMap(Object.fromEntries(cards))
}

export function sorted(rows: readonly Record<string, unknown>[], sort: string, order: string): readonly Record<string, unknown>[] {
  const field = sort === '' ? 'ID' : sort.toUpperCase()
  const direction = order.toUpperCase() === 'DESC' ? -1 : 1
  const compare = (a: unknown, b: unknown) => (field === 'ID' ? toInt(a) - toInt(b) : toText(a).localeCompare(toText(b)))
  return rows.toSorted((a, b) => compare(a[field], b[field]) * direction)
}

/** Classic paging: 50 rows from `start`; `start: -1` asks for no counting. */
export function page(rows: readonly unknown[], start: unknown): Answer {
  const from = toInt(start)
  if (from < 0) return { result: rows.slice(0, PAGE) }
  const next = from + PAGE
  return { result: rows.slice(from, next), total: rows.length, ...(next < rows.length ? { next } : {}) }
}

export function upperKeys(params: Params): Record<string, unknown> {
  return Object.fromEntries(Object.entries(params).map(([key, value]) => [key.toUpperCase(), value]))
}
