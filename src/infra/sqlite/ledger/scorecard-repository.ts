import { filledCardSchema, scorecardSchema } from '#contract/scorecards.ts'
import type { ScorecardStore } from '#core/scorecards/scorecard-store.ts'
import type { WriteDb } from '../db.ts'
import { sql } from '../sql.ts'

type RawCard = { readonly id: string; readonly version: number; readonly name: string; readonly criteria: string; readonly lineIds: string }
type RawAnswers = {
  readonly cardId: string; readonly version: number; readonly name: string; readonly criteria: string; readonly answers: string; readonly answeredAt: number
}

export function createScorecardRepository(db: WriteDb): ScorecardStore {
  return {
    list: () => db.all<RawCard>(sql`SELECT id, version, name, criteria, line_ids AS lineIds FROM scorecard`).flatMap(raw => {
      const card = scorecardSchema.safeParse({ ...raw, criteria: JSON.parse(raw.criteria), lineIds: JSON.parse(raw.lineIds) })
      return card.success ? [card.data] : []
    // SQLite would put all small letters behind the capital ones, and knows no Russian ones.
    }).toSorted((a, b) => a.name.localeCompare(b.name) || (a.id < b.id ? -1 : 1)),
    put: ({ id, version, name, criteria, lineIds }) => {
      db.run(sql`
        INSERT INTO scorecard (id, version, name, criteria, line_ids)
        VALUES (${id}, ${version}, ${name}, ${JSON.stringify(criteria)}, ${JSON.stringify(lineIds)})
        ON CONFLICT (id) DO UPDATE SET
          version = excluded.version, name = excluded.name, criteria = excluded.criteria, line_ids = excluded.line_ids
      `)
    },
    remove: id => { db.run(sql`DELETE FROM scorecard WHERE id = ${id}`) },
    answers(sessionId) {
      const raw = db.get<RawAnswers>(sql`
        SELECT card_id AS cardId, version, name, criteria, answers, answered_at AS answeredAt FROM scorecard_answers WHERE session_id = ${sessionId}
      `)
      const filled = filledCardSchema.safeParse(raw && { ...raw, criteria: JSON.parse(raw.criteria), answers: JSON.parse(raw.answers) })
      return filled.success ? filled.data : null
    },
    putAnswers(sessionId, { cardId, version, name, criteria, answers, answeredAt }) {
      db.run(sql`
        INSERT INTO scorecard_answers (session_id, card_id, version, name, criteria, answers, answered_at)
        VALUES (${sessionId}, ${cardId}, ${version}, ${name}, ${JSON.stringify(criteria)}, ${JSON.stringify(answers)}, ${answeredAt})
        ON CONFLICT (session_id) DO UPDATE SET
          card_id = excluded.card_id, version = excluded.version, name = excluded.name, criteria = excluded.criteria,
          answers = excluded.answers, answered_at = excluded.answered_at
      `)
    },
    together: work => db.transaction(work),
  }
}
