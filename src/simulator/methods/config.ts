import { lines } from '../data/company.ts'
import { nowSeconds } from '../portal-state.ts'
import { RestError } from '../rest/rest-error.ts'
import { isRecord, phpMap, toInt, toText } from '../rest/php.ts'
import { compileFilter } from './record-filter.ts'
import { lineFields } from './line-fields.ts'
import { method } from './method.ts'
import type { Params } from '../rest/php.ts'
import type { PortalState } from '../portal-state.ts'
import type { Line } from '../types.ts'

export const configMethods = [
  method('imopenlines.config.list.get', 'imopenlines', (state, params) => ({ result: listLines(state, params) })),
  method('imopenlines.config.path.get', 'imopenlines', (state) => ({ result: { SERVER_ADDRESS: state.url(), PUBLIC_PATH: '/contact_center/' } })),
  method('imopenlines.revision.get', 'imopenlines', () => ({ result: { rest: 2, web: 1, mobile: 1 } })),
  method('imopenlines.config.get', 'imopenlines', (state, params) => ({ result: oneLine(state, params) })),
]

function listLines(state: PortalState, params: Params): unknown {
  const wanted = section(params['PARAMS'])
  const options = section(params['OPTIONS'])
  const { select, order, filter } = { select: wanted['select'], order: wanted['order'], filter: wanted['filter'] }
  if ([select, order, filter].some((part) => part !== undefined && (typeof part !== 'object' || part === null))) {
    throw new RestError('INVALID_FORMAT', 'A wrong format of the parameters select, order or filter is passed')
  }
  const matches = compileFilter(isRecord(filter) ? filter : {})
  const limit = Math.min(200, toInt(wanted['limit']) || 50)
  const offset = Math.max(0, toInt(wanted['offset']))
  const rows = lines.filter((line) => matches(lineFields(line)))
  const direction = isRecord(order) && toText(Object.values(order)[0]).toUpperCase() === 'DESC' ? -1 : 1
  rows.sort((a, b) => (a.id - b.id) * direction)
  return rows.slice(offset, offset + limit).map((line) => ({
    ...picked(lineFields(line), Array.isArray(select) ? select.map(toText) : []),
    ...(options['QUEUE'] === 'Y' ? queueOf(state, line) : {}),
    ...(options['CONFIG_QUEUE'] === 'Y' ? { CONFIG_QUEUE: operators(state, line).map((person) => ({ ENTITY_ID: String(person.id), ENTITY_TYPE: 'user' })) } : {}),
  }))
}

function oneLine(state: PortalState, params: Params): unknown {
  const id = toInt(params['CONFIG_ID'])
  if (id === 0) throw new RestError('CONFIG_ID_EMPTY', 'Config id is not specified or has a wrong format')
  const line = lines.find((item) => item.id === id)
  if (line === undefined) return false
  if (params['WITH_QUEUE'] === 'N') return lineFields(line)
  const queue = operators(state, line)
  return {
    ...lineFields(line),
    QUEUE: queue.map((person) => String(person.id)),
    QUEUE_FULL: phpMap(
      Object.fromEntries(queue.map((person, at) => [String(person.id), { ID: String(200 + line.id * 20 + at), SORT: String(at), USER_ID: String(person.id), DEPARTMENT_ID: '0', ...noPersonalFields }])),
    ),
    QUEUE_USERS_FIELDS: queueOf(state, line).QUEUE_USERS_FIELDS,
    QUEUE_ONLINE: 'Y',
  }
}

/** Lines show their operators under the real names, so these overriding fields stay empty. */
const noPersonalFields = { USER_NAME: null, USER_WORK_POSITION: null, USER_AVATAR: null, USER_AVATAR_ID: '0' }

function queueOf(state: PortalState, line: Line) {
  const queue = operators(state, line)
  return {
    QUEUE: queue.map((person) => person.id),
    QUEUE_USERS_FIELDS: phpMap(Object.fromEntries(queue.map((person) => [String(person.id), noPersonalFields]))),
  }
}

function operators(state: PortalState, line: Line) {
  return state.directory.queue(line.id, nowSeconds(state))
}

function picked(fields: Readonly<Record<string, unknown>>, names: readonly string[]): Record<string, unknown> {
  if (names.length === 0 || names.includes('*')) return { ...fields }
  return Object.fromEntries(names.filter((name) => Object.hasOwn(fields, name)).map((name) => [name, fields[name]]))
}

/** PHP sends an empty map as `[]`. */
function section(value: unknown): Record<string, unknown> {
  return isRecord(value) ? value : {}
}
