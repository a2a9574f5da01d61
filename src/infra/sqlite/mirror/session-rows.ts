import { evidenceKinds } from '#contract/insights.ts'
import type { StoredRow } from '#core/sessions/session-store.ts'
import type { ReadDb } from '../db.ts'
import { inIds, sql, type Sql } from '../sql.ts'
import { detailedStatus, generalStatus, reviewer, waitTaken } from './session-columns.ts'

const untold = { waitOperatorClose: null, queuedAt: null, operatorClosedAt: null, page: null, formFilled: null, historyRequested: null } as const

type RawRow = Omit<StoredRow, 'kpiFirstAnswer' | 'spam' | 'pinned' | 'evidence' | keyof typeof untold> & {
  readonly kpiFirstAnswer: 0 | 1 | null
  readonly evidenceMask: number | null
}

/** In the order of `ids`; unknown ids are left out. */
export function rowsOf(db: ReadDb, ids: readonly number[]): StoredRow[] {
  const byId = new Map(db.all<RawRow>(rowsQuery(ids)).map(row => [row.id, row]))
  return ids.flatMap(id => {
    const row = byId.get(id)
    return row ? [toRow(row)] : []
  })
}

function toRow({ kpiFirstAnswer, evidenceMask, ...rest }: RawRow): StoredRow {
  return {
    ...rest, ...untold,
    spam: rest.status === 'spam', pinned: rest.status === 'paused',
    kpiFirstAnswer: kpiFirstAnswer === null ? null : kpiFirstAnswer === 1,
    evidence: evidenceMask === null ? null : evidenceKinds.filter((_, bit) => (evidenceMask & (1 << bit)) !== 0),
  }
}

function rowsQuery(ids: readonly number[]): Sql {
  return sql`
    SELECT s.id, s.chat_id AS chatId, c.name AS clientName, s.status, ${generalStatus} AS generalStatus,
           ${detailedStatus} AS detailedStatus, s.close_reason AS closeReason, s.direction,
           s.operator_id AS operatorId, o.name AS operatorName, o.department, s.line_id AS lineId, l.name AS lineName, s.source,
           s.client_rating AS clientRating,
           iif(EXISTS (SELECT 1 FROM session WHERE line_id = s.line_id AND client_rating BETWEEN 2 AND 4), 5, 2) AS clientRatingScale, s.rated_at AS ratedAt,
           s.supervisor_rating AS supervisorRating, COALESCE(s.pending_comment, s.portal_comment) AS supervisorComment,
           s.portal_rating AS portalRating, s.portal_comment AS portalComment, ${reviewer} AS review, s.own_rating AS ownRating,
           s.evidence AS evidenceMask, s.wait_answer AS waitAnswer, ${waitTaken} AS waitTaken, s.wait_close AS waitClose,
           s.dialog_time AS dialogTime, s.first_reply AS firstReply, s.bot_time AS botTime, s.total_reply AS totalReply,
           s.average_reply AS averageReply, s.longest_reply AS longestReply, s.kpi_first_answer AS kpiFirstAnswer,
           s.message_count AS messageCount, s.transfers, s.created_at AS createdAt, s.first_answer_at AS firstAnswerAt,
           s.operator_answer_at AS operatorAnswerAt, s.last_message_at AS lastMessageAt, s.closed_at AS closedAt,
           s.changed_at AS changedAt, s.crm_entity_type AS crmEntityType, s.crm_entity_id AS crmEntityId
      FROM session AS s
      LEFT JOIN client   AS c ON c.id = s.client_id
      LEFT JOIN operator AS o ON o.id = s.operator_id
      LEFT JOIN line     AS l ON l.id = s.line_id
     WHERE s.id IN ${inIds(ids)}
  `
}
