import { createDirectoryRepository } from '#infra/sqlite/mirror/directory-repository.ts'
import { mirrorFile } from '#infra/sqlite/mirror/mirror-file.ts'
import { createSessionRepository } from '#infra/sqlite/mirror/session-repository.ts'
import { createSyncRepository } from '#infra/sqlite/mirror/sync-repository.ts'
import { openFile } from '#infra/sqlite/open-file.ts'
import type { WriteDb } from '#infra/sqlite/db.ts'
import { createRandom, sampleNames, sampleRatings, sampleSessions } from './sample-sessions.ts'

const rowsPerCommit = 5000

/** Fills a mirror through the product's own repositories, so that what is measured is what the product stores. */
export function fillMirror(path: string, count: number, now: number): WriteDb {
  const opened = openFile(path, mirrorFile)
  if (!opened.ok) throw new Error(opened.error.message)
  const db = opened.value
  const random = createRandom(20_261_120)
  createDirectoryRepository(db).replace({
    operators: Array.from({ length: 40 }, (_, i) => ({ id: 10 + i, name: `Operator ${String.fromCodePoint(1040 + (i * 7) % 32)}${i}`, position: '', active: true, departmentIds: [101 + (i % 4)] })),
    lines: Array.from({ length: 6 }, (_, i) => ({ id: 1 + i, name: `Line ${i + 1}`, active: true })),
    departments: [{ id: 100, name: 'All', parentId: null }, ...Array.from({ length: 4 }, (_, i) => ({ id: 101 + i, name: `Department ${i + 1}`, parentId: i % 2 === 0 ? 100 : null }))],
  })
  const repository = createSessionRepository(db)
  const sessions = sampleSessions(count, now, random)
  const names = [...sampleNames(sessions, random)]
  for (let i = 0; i < names.length; i += rowsPerCommit) repository.setClientNames(new Map(names.slice(i, i + rowsPerCommit)))
  const ratings = sampleRatings(sessions)
  for (let i = 0; i < ratings.length; i += rowsPerCommit) repository.applyRatings(ratings.slice(i, i + rowsPerCommit))
  for (let i = 0; i < sessions.length; i += rowsPerCommit) repository.upsert(sessions.slice(i, i + rowsPerCommit))
  createSyncRepository(db).save({
    source: 'statistics', startedAt: now, expected: count, history: null, loadedSince: 0, ratings: null, currentTo: now, recheck: null,
    repair: null, reconciledAt: now, lastReconcile: null,
  })
  return db
}
