import { createHash } from 'node:crypto'
import { activityId, hasActivity, isJustTouched } from './activity.ts'
import type { PortalEvent } from './events.ts'
import type { PortalState } from './portal-state.ts'

/** Events of the CRM that an application can have kept for it. */
export const activityEvents = ['ONCRMACTIVITYADD', 'ONCRMACTIVITYUPDATE', 'ONCRMACTIVITYDELETE'] as const

export type QueuedEvent = {
  readonly id: number
  readonly name: string
  readonly activityId: number
  readonly messageId: string
  /** Epoch seconds of the latest time it happened. */
  at: number
  /** The process that reserved it; empty = free. */
  processId: string
  failed: boolean
}

export type OfflineQueue = ReturnType<typeof createOfflineQueue>

/** The queue of the one application: built from the portal's events alone, so the journal rebuilds it. */
export function createOfflineQueue(state: Pick<PortalState, 'store' | 'directory' | 'anchor'>) {
  const bound = new Set<string>()
  let rows: QueuedEvent[] = []
  let serial = 0

  function put(name: string, index: number, at: number): void {
    if (!bound.has(name)) return
    const messageId = createHash('md5').update(`${name}/${activityId(index)}`).digest('hex')
    const waiting = rows.find((row) => row.messageId === messageId && row.processId === '')
    // One row per event and object: the number stays, only the time moves on.
    if (waiting !== undefined) {
      waiting.at = at
      return
    }
    serial += 1
    rows.push({ id: serial, name, activityId: activityId(index), messageId, at, processId: '', failed: false })
  }

  function handle({ act, ids, processId }: Extract<PortalEvent, { type: 'queue' }>): void {
    if (act === 'drop') rows = rows.filter(({ id }) => !ids.includes(id))
    for (const row of rows) {
      if (!ids.includes(row.id)) continue
      if (act === 'reserve') row.processId = processId
      else row.failed = true
    }
  }

  return {
    rows: (): readonly QueuedEvent[] => rows,
    /** To be told of every event after it was applied. */
    observe: (event: PortalEvent): void => {
      if (event.type === 'bind') bound.add(event.name)
      else if (event.type === 'queue') handle(event)
      else if (bound.size > 0) {
        const index = event.id - state.store.id(0)
        if (event.type === 'remove') put('ONCRMACTIVITYDELETE', index, event.at)
        if (!hasActivity(state, index)) return
        if (event.type === 'open') put('ONCRMACTIVITYADD', index, event.at)
        else if (event.type === 'vote' || (event.type !== 'headVote' && event.type !== 'join' && isJustTouched(state, index))) put('ONCRMACTIVITYUPDATE', index, event.at)
      }
    },
  }
}
