import { castVote } from '../closing.ts'
import { lines } from '../data/company.ts'
import { rateable } from '../live.ts'
import { nowSeconds } from '../portal-state.ts'
import type { Caller, Method } from '../methods/method.ts'
import type { PortalState } from '../portal-state.ts'
import type { Faults } from './faults.ts'
import type { Params } from './php.ts'

/** The lists that are walked by offset, and under which names they give what they list. */
const lists: Readonly<Record<string, readonly [rows: string, id: string]>> = {
  'imopenlines.v2.Session.list': ['sessions', 'id'],
  'imopenlines.v2.Session.Rating.list': ['ratings', 'sessionId'],
}

/**
 * Between two pages of a walk other people open, rate and delete sessions: for real, so whatever a caller makes of the
 * shifted offsets can be held against what the portal has afterwards. New rows and deleted ones are at the list's head.
 */
export function shiftRows(faults: Faults, state: PortalState, { name, run }: Method, params: Params, caller: Caller): void {
  const list = lists[name]
  if (list === undefined || !(Number(params['offset']) > 0)) return
  const fault = faults.shiftFor(name)
  if (fault === null) return
  const at = nowSeconds(state)
  if (fault.disappear > 0) {
    const { result } = run(state, { ...params, offset: 0, limit: fault.disappear }, caller)
    for (const id of idsOf(result, list)) state.commit({ type: 'remove', at, id })
  }
  if (name.endsWith('Rating.list')) for (const index of rateable(state).slice(0, fault.appear)) castVote(state, index, 'dislike')
  else for (let n = 0; n < fault.appear; n += 1) openSession(state, at)
}

function idsOf(result: unknown, [rows, id]: readonly [string, string]): readonly number[] {
  // Safe: these are the portal's own lists.
  return ((result as Record<string, readonly Record<string, number>[]>)[rows] ?? []).map((row) => row[id] ?? 0)
}

function openSession(state: PortalState, at: number): void {
  const { store } = state
  const [line] = lines
  if (line === undefined) return
  const id = store.id(store.size())
  state.commit({ type: 'open', at, id, lineId: line.id, channel: 'livechat', client: store.clientCount(), scripted: false })
  state.commit({ type: 'say', at, id, by: 'client', text: 'Здравствуйте!', operatorId: 0 })
}
