import type { CloseReason } from '#contract/dialogs.ts'
import type { Message } from '#contract/transcripts.ts'
import { evidenceIn } from '#core/insights/evidence.ts'
import { foldText, withoutMarks } from '#core/search/search-query.ts'
import { measure } from '#core/transcripts/metrics.ts'
import type { WriteDb } from '../db.ts'
import { inIds, sql } from '../sql.ts'
import { evidenceMask } from './session-filter.ts'

type Told = {
  readonly closedAt: number | null; readonly takenAt: number | null; readonly closeReason: CloseReason | null
  readonly kpi: 0 | 1 | null; readonly transfers: number; readonly nextCreatedAt: number | null
}

type Texts = { readonly id: number; readonly client: string | null; readonly comment: string | null; readonly messages: string | null }

type Read = { readonly messages: readonly Message[]; readonly canRate: boolean | null; readonly isClosing: boolean }

/** A word that nobody types, so that no phrase runs from one message into the next. */
const apart = ' \u{E000} '

const texts = sql`
  SELECT s.id, c.name AS client, COALESCE(s.pending_comment, s.portal_comment) AS comment, t.messages
    FROM session AS s
    LEFT JOIN client     AS c ON c.id = s.client_id
    LEFT JOIN transcript AS t ON t.session_id = s.id
`

/** Writes what these messages tell of their session, so that it filters and sorts. For use inside a transaction. */
export function writeMetrics(db: WriteDb, id: number, { messages, canRate, isClosing }: Read): void {
  const told = db.get<Told>(sql`
    SELECT closed_at AS closedAt, operator_answer_at AS takenAt, close_reason AS closeReason, kpi_first_answer AS kpi, transfers,
           (SELECT MIN(created_at) FROM session AS later
             WHERE later.client_id = session.client_id AND session.client_id > 0 AND later.created_at > session.created_at) AS nextCreatedAt
      FROM session WHERE id = ${id}
  `)
  if (!told) return
  const { kpi, ...rest } = told
  const m = measure({ messages, isClosing, ...rest })
  const kinds = evidenceIn(messages, { ...rest, kpiFirstAnswer: kpi === null ? null : kpi === 1 }).map(({ kind }) => kind)
  db.run(sql`
    UPDATE session
       SET direction = ${m.direction}, stage = ${m.stage}, last_message_at = ${m.lastMessageAt}, dialog_time = ${m.dialogTime},
           first_reply = ${m.firstReply}, bot_time = ${m.botTime}, total_reply = ${m.totalReply}, average_reply = ${m.averageReply},
           longest_reply = ${m.longestReply}, evidence = ${evidenceMask(kinds)}, rating_hidden = ${canRate === null ? null : Number(!canRate)}
     WHERE id = ${id}
  `)
}

/** Writes what of these sessions can be searched. For use inside the transaction that changed it. */
export function writeSearch(db: WriteDb, ids: readonly number[]): void {
  for (const { id, client, comment, messages } of db.all<Texts>(sql`${texts} WHERE s.id IN ${inIds(ids)}`)) {
    const said = messagesOf(messages).map(({ text }) => foldText(withoutMarks(text))).join(apart)
    const [name, note] = [foldText(client ?? ''), foldText(comment ?? '')]
    db.run(sql`DELETE FROM search WHERE rowid = ${id}`)
    if (said + name + note !== '') db.run(sql`INSERT INTO search (rowid, client, comment, message) VALUES (${id}, ${name}, ${note}, ${said})`)
    db.run(sql`UPDATE session SET indexed = ${messages === null ? 0 : 1} WHERE id = ${id}`)
    const key = note === '' ? null : note
    // Apart from the above: each of the narrow indexes would be written anew for it.
    db.run(sql`UPDATE session SET comment_key = ${key}, commented = ${key === null ? null : 1} WHERE id = ${id} AND comment_key IS NOT ${key}`)
  }
}

/** Of those, the ones whose words have changed since they were last written. */
export function writeChangedSearch(db: WriteDb, ids: readonly number[]): void {
  const stale = db.pluck<number>(sql`SELECT id FROM session WHERE id IN ${inIds(ids)} AND indexed IS NULL`)
  if (stale.length > 0) writeSearch(db, stale)
}

/** Does both for some of the sessions that an older version has left without. Answers how many it found. */
export function digestSome(db: WriteDb, limit: number): number {
  const ids = db.pluck<number>(sql`SELECT id FROM session WHERE indexed IS NULL LIMIT ${limit}`)
  const read = db.all<{ id: number; canRate: 0 | 1 | null; messages: string }>(sql`
    SELECT session_id AS id, can_rate AS canRate, messages FROM transcript WHERE session_id IN ${inIds(ids)}
  `)
  for (const { id, canRate, messages } of read) {
    writeMetrics(db, id, { messages: messagesOf(messages), canRate: canRate === null ? null : canRate === 1, isClosing: false })
  }
  writeSearch(db, ids)
  return ids.length
}

/** As people wrote them, in the order of `ids`. */
export function searchedTexts(db: WriteDb, ids: readonly number[]) {
  const found = new Map(db.all<Texts>(sql`${texts} WHERE s.id IN ${inIds(ids)}`).map(row => [row.id, row]))
  return ids.flatMap(id => {
    const row = found.get(id)
    return row ? [{ ...row, messages: messagesOf(row.messages).map(({ text }) => text) }] : []
  })
}

/** Written by the transcript repository from checked messages. */
function messagesOf(stored: string | null): readonly Message[] {
  return stored === null ? [] : JSON.parse(stored) as Message[]
}
