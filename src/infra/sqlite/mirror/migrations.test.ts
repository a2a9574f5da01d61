import { expect, test } from 'vitest'
import { openDb } from '../db.ts'
import { migrate } from '../migrate.ts'
import { sql } from '../sql.ts'
import { mirrorFile } from './mirror-file.ts'
import { createSessionRepository } from './session-repository.ts'
import { createSyncRepository } from './sync-repository.ts'

const start = Date.UTC(2026, 10, 20, 9)

/** A copy as the first version left it: three sessions, two of them read, and its place in the history. */
function openFirstVersion(cursor: object) {
  const db = openDb(':memory:', mirrorFile)
  migrate(db, { ...mirrorFile, migrations: mirrorFile.migrations.slice(0, 1), backup: () => '' })
  for (const [id, closedAt] of [[1, start], [2, start], [3, null]] as const) {
    db.run(sql`
      INSERT INTO session (id, chat_id, line_id, source, client_id, user_code, status, created_at, closed_at, transfers, message_count)
      VALUES (${id}, 9, 1, 'livechat', 5, '', 'closed', ${start - 1000}, ${closedAt}, 0, 3)
    `)
  }
  db.run(sql`INSERT INTO transcript (session_id, fetched_at, messages) VALUES (1, ${start + 1}, '[]'), (2, ${start - 1}, '[]'), (3, ${start}, '[]')`)
  db.run(sql`INSERT INTO sync_state (name, value) VALUES ('cursor', ${JSON.stringify(cursor)})`)
  expect(migrate(db, { ...mirrorFile, backup: () => '/dev/null' })).toEqual({ ok: true, value: null })
  return db
}

test('a copy of the first version goes on where it was', () => {
  const db = openFirstVersion({
    startedAt: start, expected: 500, history: { to: start - 5000, floor: 100, offset: 400 }, ratings: { to: start - 7000, floor: 100, spanMs: 50 },
    currentTo: start + 5, recheckTo: start - 9000, reconciledAt: start + 6,
  })
  expect(createSyncRepository(db).load()).toEqual({
    source: 'statistics', startedAt: start, expected: 500, history: { from: 100, to: start - 5000, mark: 0 }, loadedSince: start - 5000,
    ratings: { from: 100, to: start - 7000, spanMs: 50 }, currentTo: start + 5, recheck: null, repair: null, reconciledAt: start + 6, lastReconcile: null,
  })
  // Read after its close; read before it; still open.
  const sessions = createSessionRepository(db)
  expect([1, 2, 3].map(id => sessions.reading(id)?.readState)).toEqual([start, null, null])
  expect(sessions.unread({ since: 0, limit: 10, except: [] }).map(({ id }) => id)).toEqual([2])
})

test('so does one whose history was complete', () => {
  const db = openFirstVersion({ startedAt: start, expected: 500, history: null, ratings: null, currentTo: start, recheckTo: null, reconciledAt: start })
  expect(createSyncRepository(db).load()).toMatchObject({ history: null, ratings: null, loadedSince: 0, expected: 500 })
})
