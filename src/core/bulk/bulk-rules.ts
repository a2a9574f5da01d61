import type { BulkAction, BulkObstacle } from '#contract/bulk.ts'
import type { ErrorCode } from '#contract/result.ts'
import type { DialogAction } from '../sessions/action-service.ts'
import type { StoredRow } from '../sessions/session-store.ts'

/** What is done to dialogs through the portal. */
export type PortalAction = Extract<BulkAction, { readonly kind: 'finish' | 'spam' | 'transfer' }>

export function isPortalAction(action: BulkAction): action is PortalAction {
  return action.kind === 'finish' || action.kind === 'spam' || action.kind === 'transfer'
}

/** What is noted on this computer alone, and can be taken back. */
export type MarkAction = Extract<BulkAction, { readonly kind: 'markReviewed' | 'unmarkReviewed' }>

export function isMarkAction(action: BulkAction): action is MarkAction {
  return action.kind === 'markReviewed' || action.kind === 'unmarkReviewed'
}

/** Why the action would do nothing for this dialog; null when it applies. */
export function obstacleFor(action: PortalAction, row: Pick<StoredRow, 'status' | 'chatId' | 'operatorId' | 'lineId'>): BulkObstacle | null {
  if (row.status === 'closed' || row.status === 'spam') return 'closed'
  if (row.chatId === 0) return 'no-chat'
  if (action.kind !== 'transfer') return null
  const { target } = action
  const isThere = target.kind === 'operator' ? row.operatorId === target.operatorId : row.lineId === target.lineId
  return isThere ? 'already' : null
}

/** Own dialogs are ended by another method than those of others. */
export function dialogAction(action: PortalAction, operatorId: number | null, userId: number): DialogAction {
  switch (action.kind) {
    case 'finish': return { kind: operatorId === userId ? 'finish' : 'finishAnother' }
    case 'spam': return { kind: 'markSpam' }
    case 'transfer': return { kind: 'transfer', target: action.target }
  }
}

/** The portal may have acted although it did not say so. */
export function isUnclear(code: ErrorCode): boolean {
  return code === 'portal-unreachable' || code === 'cancelled' || code === 'not-a-portal'
}

const farAway: ReadonlySet<ErrorCode> = new Set(['portal-unreachable', 'portal-busy', 'portal-blocked', 'not-a-portal'])

/** Whether the portal stands in the way and not the dialog. */
export function isFarAway(code: ErrorCode): boolean {
  return farAway.has(code)
}
