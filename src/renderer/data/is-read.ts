import type { DialogRow } from '#contract/dialogs.ts'

/** False where the source tells ratings, counts and waits only with the conversation, and that has not been read yet: no dialog is without a message. */
export function isRead({ messageCount, clientRating, supervisorRating }: Pick<DialogRow, 'messageCount' | 'clientRating' | 'supervisorRating'>): boolean {
  return messageCount > 0 || clientRating !== null || supervisorRating !== null
}
