import { nowSeconds } from './portal-state.ts'
import { portalText } from './portal-text.ts'
import type { PortalState } from './portal-state.ts'
import type { CloseReason, Vote } from './types.ts'

/** How long a finished session waits for a rating: what lines show as FULL_CLOSE_TIME. Seconds. */
export const VOTE_WAIT = 600

/** The first finish on a line that asks for a rating only asks for it; the second one closes. */
export function finishSession(state: PortalState, index: number, byId: number): void {
  const { store } = state
  if (!store.line(index).asksForVote || store.vote(index) !== 'none' || store.isAwaitingVote(index)) {
    closeSession(state, index, { reason: 'operator', at: nowSeconds(state), byId })
    return
  }
  const at = nowSeconds(state)
  state.commit({ type: 'askVote', at, id: store.id(index), until: at + VOTE_WAIT, text: portalText(state, index, 'askVote', {}) })
}

export function markSpam(state: PortalState, index: number, byId: number): void {
  closeSession(state, index, { reason: 'spam', at: nowSeconds(state), byId })
}

/**
 * A rating ends the waiting for it, where the line is set up so. After the close it opens the session again, for as long
 * as a finish waits, unless it is too late: then it is refused and false comes back.
 */
export function castVote(state: PortalState, index: number, vote: Vote, { at = nowSeconds(state), stars }: { readonly at?: number; readonly stars?: number } = {}): boolean {
  const { store } = state
  const id = store.id(index)
  if (!takesVote(state, index, at)) return false
  const reason = store.closeReason(index)
  const isLate = store.columns.get('closed', index) !== 0
  // In a chat that has a newer session there is nothing to open.
  if (isLate && store.latestOfClient(store.columns.get('client', index)) === index) {
    state.commit({ type: 'reopen', at, id, until: at + VOTE_WAIT, text: portalText(state, index, 'lateVote', {}) })
  }
  state.commit({ type: 'vote', at, id, vote, ...(stars === undefined ? {} : { stars }) })
  if (store.isAwaitingVote(index) && store.line(index).closesOnVote) {
    closeSession(state, index, { reason: reason ?? 'operator', at, byId: store.columns.get('operator', index) })
  }
  return true
}

/** Open sessions take a rating always, closed ones until DATE_CLOSE_VOTE. */
export function takesVote({ store }: Pick<PortalState, 'store'>, index: number, at: number): boolean {
  const { voteTimeLimit } = store.line(index)
  const closed = store.columns.get('closed', index)
  return closed === 0 || voteTimeLimit === 0 || at <= closed + voteTimeLimit
}

/** Closes the sessions whose wait for a rating is over by now (epoch seconds), each as of the moment it ended. */
export function closeOverdue(state: PortalState, now = nowSeconds(state)): void {
  for (const [index, at] of state.store.overdue(now).toSorted((a, b) => a[1] - b[1] || a[0] - b[0])) {
    closeSession(state, index, { reason: 'operator', at, byId: state.store.columns.get('operator', index) })
  }
}

type Closing = { readonly reason: CloseReason; readonly at: number; readonly byId: number }

function closeSession(state: PortalState, index: number, { reason, at, byId }: Closing): void {
  const text = portalText(state, index, reason === 'spam' ? 'closedAsSpam' : 'closedByOperator', { operatorId: byId })
  state.commit({ type: 'close', at, id: state.store.id(index), reason, text })
}
