import { activityEvents } from '../offline-queue.ts'
import { createRng, hexFrom } from '../rng.ts'
import { isoDate, nowSeconds } from '../portal-state.ts'
import { failures, RestError } from '../rest/rest-error.ts'
import { isRecord, isTruthy, toInt, toText } from '../rest/php.ts'
import { rightsOf } from '../rights.ts'
import { method } from './method.ts'
import { compileFilter } from './record-filter.ts'
import { page, upperKeys } from './users.ts'
import type { QueuedEvent } from '../offline-queue.ts'
import type { Params } from '../rest/php.ts'
import type { PortalState } from '../portal-state.ts'
import type { Answer, Caller, Method } from './method.ts'

type Run = (state: PortalState, params: Params, caller: Caller) => Answer

export const offlineEventMethods = [
  forAdministrators('event.bind', 'Offline events binding', bind),
  forAdministrators('event.offline.list', 'Offline events', list),
  forAdministrators('event.offline.get', 'Offline events', take),
  forAdministrators('event.offline.clear', 'Offline events', (state, params) => settle(state, params, 'drop')),
  forAdministrators('event.offline.error', 'Offline events', (state, params) => settle(state, params, 'fail')),
]

/** All of them need the application's token, and an administrator's at that. */
function forAdministrators(name: string, what: string, run: Run): Method {
  return method(name, 'basic', (state, params, caller) => {
    if (!caller.viaApplication) throw failures.applicationOnly()
    if (!rightsOf(caller.userId).admin) throw new RestError('ACCESS_DENIED', `Access denied! ${what} requires administrator access rights`, 403)
    return run(state, upperKeys(params), caller)
  })
}

/** Handlers on the web are taken but never called: nothing leaves this computer. */
function bind(state: PortalState, params: Params, { scopes }: Caller): Answer {
  const name = toText(params['EVENT']).toUpperCase()
  if (!scopes.includes('crm') || !activityEvents.some((known) => known === name)) throw new RestError('ERROR_EVENT_NOT_FOUND', 'Event not found')
  if (toText(params['EVENT_TYPE']).toLowerCase() !== 'offline') {
    if (!isTruthy(params['HANDLER'])) throw new RestError('ERROR_ARGUMENT', "Argument 'HANDLER' is null or empty", 400, { argument: 'HANDLER' })
    return { result: true }
  }
  state.commit({ type: 'bind', at: nowSeconds(state), name })
  return { result: true }
}

function list(state: PortalState, params: Params): Answer {
  const rows = chosen(state, params).map((row) => ({ ...eventRow(state, row), PROCESS_ID: row.processId, ERROR: row.failed ? '1' : '0' }))
  return page(rows, params['START'])
}

/** Hands out free events: gone with `clear`, else reserved for a process that must settle them. */
function take(state: PortalState, params: Params): Answer {
  const limit = toInt(params['LIMIT']) || 50
  const clears = params['CLEAR'] === undefined || isTruthy(params['CLEAR'])
  const free = chosen(state, params).filter((row) => row.processId === '').slice(0, limit)
  const events = free.map((row) => eventRow(state, row))
  const ids = free.map(({ id }) => id)
  const processId = toText(params['PROCESS_ID']) || hexFrom(createRng(state.store.context.seed, 'process', state.clock(), ids[0] ?? 0), 32)
  if (ids.length > 0) state.commit({ type: 'queue', at: nowSeconds(state), act: clears ? 'drop' : 'reserve', ids, processId: clears ? '' : processId })
  return { result: { process_id: clears ? null : processId, events } }
}

function settle(state: PortalState, params: Params, act: 'drop' | 'fail'): Answer {
  const processId = toText(params['PROCESS_ID'])
  if (processId === '') throw new RestError('ERROR_ARGUMENT', "Argument 'process_id' is null or empty", 400, { argument: 'process_id' })
  const [byId, byMessage] = [asTexts(params['ID']), asTexts(params['MESSAGE_ID'])]
  const named = state.offline.rows().filter((row) => row.processId === processId && (byId?.includes(String(row.id)) ?? true) && (byMessage?.includes(row.messageId) ?? true))
  if (named.length > 0) state.commit({ type: 'queue', at: nowSeconds(state), act, ids: named.map(({ id }) => id), processId })
  return { result: true }
}

/** Null = not given, so all are meant. */
function asTexts(value: unknown): readonly string[] | null {
  return Array.isArray(value) ? value.map(toText) : null
}

function chosen(state: PortalState, { FILTER: filter, ORDER: order }: Params): readonly QueuedEvent[] {
  const matches = compileFilter(isRecord(filter) ? filter : {})
  const [field = 'TIMESTAMP_X', direction = 'ASC'] = isRecord(order) ? (Object.entries(order)[0] ?? []).map((part) => toText(part).toUpperCase()) : []
  const found = state.offline.rows().filter((row) => matches({ ...eventRow(state, row), PROCESS_ID: row.processId, ERROR: row.failed ? '1' : '0' }))
  const key = (row: QueuedEvent) => (field === 'ID' ? row.id : row.at)
  return found.toSorted((a, b) => (key(a) - key(b) || a.id - b.id) * (direction === 'DESC' ? -1 : 1))
}

function eventRow({ timeZone }: PortalState, { id, at, name, activityId, messageId }: QueuedEvent): Record<string, unknown> {
  return { ID: String(id), TIMESTAMP_X: isoDate(at, timeZone), EVENT_NAME: name, EVENT_DATA: { FIELDS: { ID: activityId } }, EVENT_ADDITIONAL: false, MESSAGE_ID: messageId }
}
