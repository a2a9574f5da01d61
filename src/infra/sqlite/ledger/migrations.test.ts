import { expect, test } from 'vitest'
import { openDb } from '../db.ts'
import { migrate } from '../migrate.ts'
import { sql } from '../sql.ts'
import { ledgerFile } from './ledger-file.ts'
import { createOutboxRepository } from './outbox-repository.ts'
import { createScorecardRepository } from './scorecard-repository.ts'

const start = Date.UTC(2026, 10, 20, 9)

test.each([1, 2, 4])('unsent ratings of version %i are all there, with what they were based on and why they failed', version => {
  const db = openDb(':memory:', ledgerFile)
  migrate(db, { ...ledgerFile, migrations: ledgerFile.migrations.slice(0, version), backup: () => '' })
  db.run(sql`
    INSERT INTO outbox (session_id, uuid, rating, comment, base_rating, base_comment, state, attempts, next_at, error_code, error_message, created_at)
    VALUES (1, 'a', 2, 'Late', 4, 'Good', 'queued', 3, ${start + 5}, NULL, NULL, ${start}),
           (2, 'b', 5, '', NULL, NULL, 'failed', 1, ${start}, 'no-rights', 'ACCESS_DENIED', ${start + 1}),
           (3, 'c', 3, '', 2, '', 'failed', 1, ${start}, 'rating-conflict', 'Somebody', ${start + 2}),
           (4, 'd', 1, 'Rude', NULL, NULL, 'failed', 1, ${start}, 'wrong-secret', 'Gone', ${start + 3})
  `)
  expect(migrate(db, { ...ledgerFile, backup: () => '/dev/null' })).toEqual({ ok: true, value: null })

  const unsent = createOutboxRepository(db).byIds([1, 2, 3, 4])
  expect(unsent.get(1)).toMatchObject({ uuid: 'a', rating: 2, comment: 'Late', state: 'queued', attempts: 3, error: null })
  expect(unsent.get(2)).toMatchObject({ uuid: 'b', rating: 5, comment: '', state: 'refused', error: { code: 'no-rights', message: 'ACCESS_DENIED' } })
  // What stood in the conflict was not kept: the portal is looked at again.
  expect(unsent.get(3)).toMatchObject({ uuid: 'c', state: 'queued', base: { rating: 2, comment: '' }, error: null })
  expect(unsent.get(4)).toMatchObject({ uuid: 'd', state: 'needs-sign-in', error: { code: 'wrong-secret' } })
  expect(db.all(sql`SELECT base_rating, base_comment, next_at, created_at, prior FROM outbox WHERE session_id < 3 ORDER BY session_id`)).toEqual([
    { base_rating: 4, base_comment: 'Good', next_at: start + 5, created_at: start, prior: null },
    { base_rating: null, base_comment: null, next_at: start, created_at: start + 1, prior: null },
  ])
})

test('a ledger with data gets scorecards beside what it holds', () => {
  const db = openDb(':memory:', ledgerFile)
  migrate(db, { ...ledgerFile, migrations: ledgerFile.migrations.slice(0, 6), backup: () => '' })
  db.run(sql`INSERT INTO draft (session_id, rating, comment, seen_rating, seen_comment) VALUES (1, 2, 'Late', NULL, NULL)`)
  db.run(sql`INSERT INTO flag (session_id, at) VALUES (1, ${start})`)
  expect(migrate(db, { ...ledgerFile, backup: () => '/dev/null' })).toEqual({ ok: true, value: null })

  const cards = createScorecardRepository(db)
  const criteria = [{ id: 'a', name: 'Greeted', weight: 1, autoFail: false, scale: 'yesNo' as const }]
  cards.put({ id: 'card', version: 1, name: 'Support', criteria, lineIds: [3] })
  const filled = { cardId: 'card', version: 1, name: 'Support', criteria, answers: { a: 1 }, answeredAt: start }
  cards.putAnswers(1, filled)
  expect([cards.list().length, cards.answers(1)]).toEqual([1, filled])
  expect(db.pluck(sql`SELECT comment FROM draft UNION ALL SELECT session_id FROM flag`)).toEqual(['Late', 1])
})
