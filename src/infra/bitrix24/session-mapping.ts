import { closeReasons, sessionStatuses, type CloseReason, type SessionStatus } from '#contract/dialogs.ts'
import type { PortalRating, PortalSession } from '#core/portal/portal.ts'
import type { RatingRecord, SessionRecord } from './schemas.ts'

export function toPortalSession(record: SessionRecord): PortalSession {
  return {
    id: record.id,
    lineId: record.configId,
    source: record.source,
    operatorId: record.operatorId,
    clientId: record.userId,
    userCode: record.userCode,
    chatId: record.chatId,
    status: toStatus(record),
    closeReason: toCloseReason(record.closeReason),
    createdAt: record.dateCreate,
    closedAt: record.dateClose,
    firstAnswerAt: record.dateFirstAnswer,
    operatorAnswerAt: record.dateOperatorAnswer,
    clientRating: toClientRating(record.vote),
    supervisorRating: toSupervisorRating(record.voteHead),
    supervisorComment: record.commentHead,
    crmEntityType: record.crmEntityType,
    crmEntityId: record.crmEntityId,
    waitAnswer: record.waitAnswer,
    waitClose: record.waitClose,
    kpiFirstAnswer: record.kpiFirstAnswer,
    transfers: record.queueTransfers,
    messageCount: record.messageCount,
  }
}

/** Null when the record names no rating after all. */
export function toPortalRating(record: RatingRecord): PortalRating | null {
  const clientRating = toClientRating(record.vote)
  if (clientRating === null) return null
  const { sessionId, configId: lineId, operatorId, source, dateVote: ratedAt } = record
  return { sessionId, lineId, operatorId, source, clientRating, ratedAt }
}

/** The binary scale's words; five-star lines may send the number itself. */
export function toClientRating(vote: unknown): number | null {
  if (vote === 'like') return 5
  if (vote === 'dislike') return 1
  const stars = typeof vote === 'string' || typeof vote === 'number' ? Number(vote) : 0
  return Number.isInteger(stars) && stars >= 1 && stars <= 5 ? stars : null
}

/** 0 is the portal's word for "not rated". */
export function toSupervisorRating(vote: number | null): number | null {
  return vote !== null && vote >= 1 && vote <= 5 ? vote : null
}

/** A state added by a later portal still has to land in the open or in the closed part of the list. */
function toStatus({ status, dateClose }: SessionRecord): SessionStatus {
  return sessionStatuses.find(known => known === status) ?? (dateClose === null ? 'answered' : 'closed')
}

function toCloseReason(reason: string): CloseReason | null {
  return closeReasons.find(known => known === reason) ?? null
}
