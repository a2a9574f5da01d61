import { detailedStatuses, reviewers, type DialogColumn, type RangeField, type UntoldColumn } from '#contract/dialogs.ts'
import type { TimeRange } from '#core/sessions/period.ts'
import { sql, type Sql } from '../sql.ts'


/** The supervisor's rating as shown. */
export const shownRating = sql`COALESCE(pending_rating, portal_rating)`
/** 1 to 5; 0 is not rated, -1 hidden. */
export const ratingCode = sql`COALESCE(pending_rating, portal_rating, -rating_hidden, 0)`

export const detailedStatus = sql`
  CASE WHEN status IN ('closed', 'spam') THEN status WHEN status = 'new' THEN iif(transfers > 0, 'queued', 'new') ELSE stage END
`

export const generalStatus = sql`
  CASE WHEN status IN ('closed', 'spam') THEN 'closed' WHEN status = 'new' THEN 'waiting' WHEN stage IN ('answered', 'closing') THEN 'answered'
    ELSE iif(stage IS NULL, NULL, 'waiting') END
`

export const reviewer = sql`
  CASE WHEN own_rating IS NOT NULL THEN 'me' WHEN ${shownRating} IS NOT NULL THEN 'others' WHEN rating_hidden = 1 THEN 'hidden' ELSE 'none' END
`

/** From the start until an operator took the dialog, in seconds. */
export const waitTaken = sql`MAX(0, operator_answer_at - created_at) / 1000`

/** A conversation that was not read has no number of messages: no dialog is without one. */
const messages = sql`NULLIF(message_count, 0)`

/** States sort in the order of the contract, not of their letters. */
function placeOf(value: Sql, names: readonly string[]): Sql {
  return sql`NULLIF(instr(${`,${names.join(',')},`}, ',' || ${value} || ','), 0)`
}

export const sortExpressions: Readonly<Record<Exclude<DialogColumn, UntoldColumn>, Sql>> = {
  id: sql`id`,
  client: sql`client_key`,
  generalStatus: placeOf(generalStatus, ['waiting', 'answered', 'closed']),
  detailedStatus: placeOf(detailedStatus, detailedStatuses),
  status: sql`status`,
  closeReason: sql`close_reason`,
  spam: sql`status = 'spam'`,
  operator: sql`(SELECT key FROM operator WHERE id = operator_id)`,
  department: sql`(SELECT department_key FROM operator WHERE id = operator_id)`,
  source: sql`source`,
  line: sql`(SELECT key FROM line WHERE id = line_id)`,
  direction: sql`direction`,
  crmEntityType: sql`crm_entity_type`,
  pinned: sql`status = 'paused'`,
  clientRating: sql`client_rating`,
  supervisorRating: shownRating,
  supervisorComment: sql`commented IS TRUE`,
  review: placeOf(reviewer, reviewers),
  ownRating: sql`own_rating`,
  ratingState: sql`pending_rating IS NOT NULL`,
  alertState: sql`alert_state`,
  evidence: sql`evidence`,
  kpiFirstAnswer: sql`kpi_first_answer`,
  createdAt: sql`created_at`,
  firstAnswerAt: sql`first_answer_at`,
  operatorAnswerAt: sql`operator_answer_at`,
  lastMessageAt: sql`last_message_at`,
  closedAt: sql`closed_at`,
  changedAt: sql`changed_at`,
  ratedAt: sql`rated_at`,
  waitAnswer: sql`wait_answer`,
  waitTaken,
  waitClose: sql`wait_close`,
  dialogTime: sql`dialog_time`,
  firstReply: sql`first_reply`,
  botTime: sql`bot_time`,
  totalReply: sql`total_reply`,
  averageReply: sql`average_reply`,
  longestReply: sql`longest_reply`,
  messageCount: sql`message_count`,
  transfers: sql`transfers`,
}

/** Where a list's own index is on a column that the narrow ones do without. */
export const walkedExpressions: Partial<Readonly<Record<DialogColumn, Sql>>> = {
  operator: sql`operator_key`, line: sql`line_key`, supervisorRating: sql`supervisor_rating`,
}

/** Those with an index of their own, which gives a whole list in order. */
export const orderIndexed: ReadonlySet<DialogColumn> = new Set<DialogColumn>([
  'id', 'client', 'status', 'operator', 'source', 'line', 'clientRating', 'supervisorRating', 'createdAt', 'firstAnswerAt', 'operatorAnswerAt',
  'lastMessageAt', 'closedAt', 'changedAt', 'ratedAt', 'waitAnswer', 'waitClose', 'dialogTime', 'averageReply', 'longestReply', 'messageCount',
  'transfers',
])

export const periodColumns: Readonly<Record<TimeRange['field'], Sql>> = {
  created: sql`created_at`, closed: sql`closed_at`, rated: sql`rated_at`, firstAnswer: sql`first_answer_at`,
  operatorAnswer: sql`operator_answer_at`, lastMessage: sql`last_message_at`, changed: sql`changed_at`,
}

export const rangeColumns: Readonly<Record<RangeField, Sql>> = {
  waitAnswer: sql`wait_answer`, waitTaken, waitClose: sql`wait_close`, dialogTime: sql`dialog_time`, firstReply: sql`first_reply`,
  botTime: sql`bot_time`, totalReply: sql`total_reply`, averageReply: sql`average_reply`, longestReply: sql`longest_reply`,
  messageCount: messages, transfers: sql`transfers`,
}
