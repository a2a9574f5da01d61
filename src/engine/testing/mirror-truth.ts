import { openDb } from '#infra/sqlite/db.ts'
import { sql } from '#infra/sqlite/sql.ts'

/** A session in the words of the mirror; instants are epoch milliseconds. */
export type Row = Readonly<Record<string, string | number | null>>
export type Rows = ReadonlyMap<number, Row>

/** The rows of an account's `mirror.db` as they lie on the disk, whoever else has the file open. */
export function mirrorRows(path: string): Rows {
  const db = openDb(path, { synchronous: 'normal', cacheMegabytes: 8 })
  try {
    const rows = db.all<Row & { readonly id: number }>(sql`
      SELECT session.id, line_id AS lineId, source, operator_id AS operatorId, client_id AS clientId, user_code AS userCode,
             chat_id AS chatId, status, close_reason AS closeReason, created_at AS createdAt, closed_at AS closedAt,
             first_answer_at AS firstAnswerAt, operator_answer_at AS operatorAnswerAt, client_rating AS clientRating,
             rated_at AS ratedAt, portal_rating AS supervisorRating, COALESCE(portal_comment, '') AS supervisorComment,
             pending_rating AS unsentRating, crm_entity_type AS crmEntityType, crm_entity_id AS crmEntityId,
             wait_answer AS waitAnswer, wait_close AS waitClose, kpi_first_answer AS kpiFirstAnswer, transfers,
             message_count AS messageCount, client.name AS clientName
        FROM session LEFT JOIN client ON client.id = session.client_id
    `)
    return new Map(rows.map(row => [row.id, row]))
  } finally {
    db.close()
  }
}

/** What the mirror should hold, from the demo portal's own `dump`. */
export function portalRows(dump: readonly Readonly<Record<string, unknown>>[]): Rows {
  return new Map(dump.map(held => {
    const row = {
      id: number(held['id']), lineId: number(held['configId']), source: text(held['source']), operatorId: number(held['operatorId']),
      clientId: number(held['userId']), userCode: text(held['userCode']), chatId: number(held['chatId']), status: text(held['status']),
      closeReason: text(held['closeReason']) || null, createdAt: instant(held['dateCreate']), closedAt: instant(held['dateClose']),
      firstAnswerAt: instant(held['dateFirstAnswer']), operatorAnswerAt: instant(held['dateOperatorAnswer']),
      clientRating: held['vote'] === 'like' ? 5 : held['vote'] === 'dislike' ? 1 : null, ratedAt: instant(held['dateVote']),
      supervisorRating: number(held['voteHead']), supervisorComment: text(held['commentHead']) ?? '', unsentRating: null,
      crmEntityType: text(held['crmEntityType']), crmEntityId: number(held['crmEntityId']), waitAnswer: number(held['waitAnswer']),
      waitClose: number(held['waitClose']), kpiFirstAnswer: number(held['kpiFirstAnswer']), transfers: number(held['queueTransfers']),
      messageCount: number(held['messageCount']), clientName: text(held['clientName']),
    }
    return [row.id ?? 0, row]
  }))
}

function number(value: unknown): number | null {
  return value === null ? null : Number(value)
}

function text(value: unknown): string | null {
  return typeof value === 'string' ? value : null
}

function instant(value: unknown): number | null {
  return typeof value === 'string' ? Date.parse(value) : null
}

const mostShown = 10

export type Comparison = {
  /** Those to be compared; all unless told. */
  readonly fields?: readonly string[]
  /** Sessions that the portal has deleted; the mirror may keep them. */
  readonly deleted?: ReadonlySet<number>
}

/** Where the mirror differs from the portal, a line each, the first ones only; empty when they agree. */
export function differences(portal: Rows, mirror: Rows, { fields, deleted = new Set() }: Comparison = {}): readonly string[] {
  const found: string[] = []
  for (const [id, truth] of portal) {
    const row = mirror.get(id)
    if (row === undefined) {
      found.push(`${id}: missing`)
      continue
    }
    for (const field of fields ?? Object.keys(truth)) {
      if (row[field] !== truth[field]) found.push(`${id}: ${field} is ${String(row[field])}, the portal has ${String(truth[field])}`)
    }
  }
  for (const id of mirror.keys()) if (!portal.has(id) && !deleted.has(id)) found.push(`${id}: not in the portal`)
  return found.length <= mostShown ? found : [...found.slice(0, mostShown), `and ${found.length - mostShown} more`]
}
