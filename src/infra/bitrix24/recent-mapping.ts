import type { SessionStatus } from '#contract/dialogs.ts'
import type { KnownSession } from '#core/portal/portal.ts'
import type { RecentItem } from './schemas.ts'
import { readUserCode } from './user-code.ts'

/** From here on the operator has taken the dialog. */
const firstTaken = 10
const firstClosed = 60
const spam = 65

/** A row of the messenger's list; null when it is no open line's dialog. */
export function toRecentSession({ chat_id: chatId, chat, lines, date_update: changedAt }: RecentItem): KnownSession | null {
  const code = chat === null ? null : readUserCode(chat.entity_id)
  if (chat === null || lines === null || code === null) return null
  const data = chat.entity_data_1
  const createdAt = lines.date_create ?? data?.startedAt ?? chat.date_create
  if (createdAt === null) return null
  const status = toStatus(lines.status, data?.isPinned === true)
  const isOpen = status !== 'closed' && status !== 'spam'
  const id = chatId ?? chat.id
  return {
    id: lines.id,
    lineId: data?.lineId ?? code.lineId,
    source: code.source,
    userCode: code.text,
    ...(code.clientId === null ? {} : { clientId: code.clientId }),
    ...(id === null ? {} : { chatId: id }),
    status,
    createdAt,
    // A close takes the owner away, and its date is only told by the history.
    ...(isOpen ? { operatorId: chat.owner > 0 ? chat.owner : null, closedAt: null } : {}),
    ...(changedAt === null ? {} : { changedAt }),
    ...(data === null ? {} : { crmEntityType: data.crm?.type ?? null, crmEntityId: data.crm?.id ?? null }),
  }
}

/** The messenger has numbers where the statistics have words. */
function toStatus(code: number, isPinned: boolean): SessionStatus {
  if (code === spam) return 'spam'
  if (code >= firstClosed) return 'closed'
  if (isPinned) return 'paused'
  return code < firstTaken ? 'new' : 'answered'
}
