import { nowSeconds } from '../portal-state.ts'
import { RestError } from '../rest/rest-error.ts'
import { isTruthy, toInt, toText } from '../rest/php.ts'
import { wrongOperator } from './open-line-chat.ts'
import type { Params } from '../rest/php.ts'
import type { PortalState } from '../portal-state.ts'

export type Target = { readonly toId: number; readonly toLineId: number; readonly viaQueue: boolean }

/** TRANSFER_ID is a user id or "queue" with a line id glued to it; USER_ID and QUEUE_ID are the same two, spelled out. */
export function transferTarget(state: PortalState, params: Params, index: number): Target {
  const { TRANSFER_ID: either, USER_ID: userId, QUEUE_ID: queueId } = params
  if (either === undefined && userId !== undefined) return toUser(state, required(userId, 'USER_ID'), index)
  if (either === undefined && queueId !== undefined) return toQueue(state, required(queueId, 'QUEUE_ID'), index)
  const wanted = required(either, 'TRANSFER_ID')
  const queue = /^queue(\d+)$/.exec(wanted)
  return queue === null ? toUser(state, wanted, index) : toQueue(state, queue[1] ?? '', index)
}

function required(value: unknown, name: string): string {
  if (!isTruthy(value)) throw new RestError(`${name}_EMPTY`, `${name.replace('_', ' ')} can't be empty`)
  return toText(value)
}

function toUser({ store, directory, clock }: PortalState, wanted: string, index: number): Target {
  const person = directory.person(toInt(wanted))
  if (person === undefined || !directory.isEmployed(person, nowSeconds({ clock }))) throw wrongOperator()
  return { toId: person.id, toLineId: store.columns.get('line', index), viaQueue: false }
}

function toQueue(state: PortalState, wanted: string, index: number): Target {
  const target = nextInQueue(state, index, toInt(wanted))
  if (target === null) throw wrongOperator()
  return target
}

/** The queue gives the dialog to whoever has the fewest, but not back to where it came from; null = there is nobody else. */
export function nextInQueue({ store, directory, clock }: PortalState, index: number, lineId: number): Target | null {
  const current = store.columns.get('operator', index)
  const load = new Map(directory.queue(lineId, nowSeconds({ clock })).map((person) => [person.id, 0]))
  load.delete(current)
  for (let other = 0; other < store.size(); other += 1) {
    const operatorId = store.columns.get('operator', other)
    const count = store.columns.get('closed', other) === 0 ? load.get(operatorId) : undefined
    if (count !== undefined) load.set(operatorId, count + 1)
  }
  const [freest] = [...load].toSorted((a, b) => a[1] - b[1] || a[0] - b[0])
  return freest === undefined ? null : { toId: freest[0], toLineId: lineId, viaQueue: true }
}
