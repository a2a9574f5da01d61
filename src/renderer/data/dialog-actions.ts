import type { BulkAction } from '#contract/bulk.ts'
import type { DialogLink, DialogRow } from '#contract/dialogs.ts'
import type { PortalReport } from '#contract/portal.ts'

type Kind = BulkAction['kind']
type Facts = Pick<DialogRow, 'status' | 'chatId' | 'marked'>

/** What can be done with one dialog now. `row`: null while it is not known; `report`: null before the portal was asked. */
export function offeredActions(row: Facts | null, report: Pick<PortalReport, 'abilities'> | null): readonly Kind[] {
  if (row === null) return ['copyLinks']
  const here: readonly Kind[] = [row.marked ? 'unmarkReviewed' : 'markReviewed', 'copyLinks']
  const isOver = row.status === 'closed' || row.status === 'spam'
  return isOver || row.chatId === 0 || !mayAct(report) ? here : ['finish', 'spam', 'transfer', ...here]
}

/** Also where only a try would show it. */
function mayAct(report: Pick<PortalReport, 'abilities'> | null): boolean {
  const state = report?.abilities.find(({ ability }) => ability === 'actions')?.state ?? 'unknown'
  return state === 'works' || state === 'unknown'
}

/** Pages that the portal has about it. */
export function offeredLinks({ chatId, crmEntityType, crmEntityId }: Pick<DialogRow, 'chatId' | 'crmEntityType' | 'crmEntityId'>): readonly DialogLink[] {
  return ['history', ...(chatId === 0 ? [] : ['chat'] as const), ...(crmEntityType === null || crmEntityId === null ? [] : ['crm'] as const)]
}
