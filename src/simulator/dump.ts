import { isoOrNull } from './portal-state.ts'
import { sessionRow } from './methods/session-rows.ts'
import type { PortalState } from './portal-state.ts'

/** One answer holds so many rows at most. */
export const LARGEST_DUMP = 5000

export type DumpRange = {
  /** Session ids, both included. */
  readonly from: number
  readonly to: number
  readonly limit: number
}

/**
 * What the portal really holds, whoever may see it: the fields of `Session.list` and what no list tells. Rows by rising
 * id; `next` = where the following part begins, null at the end. Deleted sessions are left out.
 */
export function dumpSessions(state: PortalState, { from, to, limit }: DumpRange): { readonly rows: readonly Record<string, unknown>[]; readonly next: number | null } {
  const { store } = state
  const rows: Record<string, unknown>[] = []
  const firstId = store.id(0)
  for (let index = Math.max(0, from - firstId); index < Math.min(store.size(), to - firstId + 1); index += 1) {
    if (store.isGone(index)) continue
    if (rows.length === limit) return { rows, next: store.id(index) }
    rows.push(dumpRow(state, index))
  }
  return { rows, next: null }
}

export function dumpRow(state: PortalState, index: number): Record<string, unknown> {
  const { store, timeZone } = state
  return {
    ...sessionRow(state, index),
    dateVote: isoOrNull(store.columns.get('voted', index), timeZone),
    voteHeadStored: store.columns.get('voteHead', index),
    clientName: store.client(index).name,
    isAwaitingVote: store.isAwaitingVote(index),
  }
}
