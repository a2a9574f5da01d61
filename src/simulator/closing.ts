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

/** A rating ends the waiting for it, as the lines are set up (VOTE_CLOSING_DELAY). */
export function castVote(state: PortalState, index: number, vote: Vote): void {
  const at = nowSeconds(state)
  const { store } = state
  state.commit({ type: 'vote', at, id: store.id(index), vote })
  if (store.isAwaitingVote(index)) closeSession(state, index, { reason: 'operator', at, byId: store.columns.get('operator', index) })
}

/** Closes the sessions whose wait for a rating is over, as of the moment it ended. */
export function closeOverdue(state: PortalState): void {
  for (const [index, at] of state.store.overdue(nowSeconds(state))) {
    closeSession(state, index, { reason: 'operator', at, byId: state.store.columns.get('operator', index) })
  }
}

type Closing = { readonly reason: CloseReason; readonly at: number; readonly byId: number }

function closeSession(state: PortalState, index: number, { reason, at, byId }: Closing): void {
  const text = portalText(state, index, reason === 'spam' ? 'closedAsSpam' : 'closedByOperator', { operatorId: byId })
  state.commit({ type: 'close', at, id: state.store.id(index), reason, text })
}
