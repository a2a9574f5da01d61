import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { reportList, type Question } from './list-times.ts'
import { fillMirror } from './sample-mirror.ts'

const sessions = 200_000
const rounds = 15
const now = Date.UTC(2026, 10, 20, 12)

/** What supervisors, leads and auditors really ask, from no filter at all to five conditions at once. */
const combinations: readonly Question[] = [
  [{}, {}, 0],
  [{}, { column: 'client', direction: 'asc' }, 0],
  [{}, { column: 'supervisorRating', direction: 'desc' }, 0],
  [{}, { column: 'operator', direction: 'asc' }, 0],
  [{}, { column: 'waitAnswer', direction: 'desc' }, 0],
  [{}, { column: 'messageCount', direction: 'asc' }, 0],
  [{ statuses: ['closed'], supervisorRatings: [0], marked: ['no'], period: { kind: 'preset', field: 'closed', preset: 'last7' } }, { column: 'closedAt' }, 0],
  [{ clientRatings: ['dislike'], period: { kind: 'preset', field: 'rated', preset: 'last30' } }, { column: 'ratedAt' }, 0],
  [{ statuses: ['new', 'answered', 'paused'] }, { column: 'waitAnswer', direction: 'desc' }, 0],
  [{ clientRatings: ['dislike'] }, { column: 'client', direction: 'asc' }, 0],
  [{ clientRatings: ['like', 'dislike'], sources: ['telegrambot', 'avito'] }, { column: 'waitClose', direction: 'desc' }, 0],
  [{ operatorIds: [10, 11, 12, 13, 14] }, { column: 'createdAt', direction: 'asc' }, 0],
  [{ operatorIds: [0] }, { column: 'line', direction: 'asc' }, 0],
  [{ lineIds: [2, 3], statuses: ['closed'] }, { column: 'transfers', direction: 'desc' }, 0],
  [{ text: 'сафронова' }, {}, 0],
  [{ text: 'ива' }, { column: 'client', direction: 'desc' }, 0],
  [{ text: 'нет такого имени' }, { column: 'operator', direction: 'asc' }, 0],
  [{ supervisorRatings: [1, 2] }, { column: 'supervisorRating', direction: 'asc' }, 0],
  [{ period: { kind: 'preset', field: 'created', preset: 'last90' } }, { column: 'source', direction: 'asc' }, 0],
  [{ statuses: ['closed'], sources: ['livechat', 'telegrambot'], lineIds: [1, 2, 3], clientRatings: ['none'], supervisorRatings: [0], text: 'анна' }, { column: 'waitAnswer', direction: 'asc' }, 0],
]

/** Any filter and order over 200 000 sessions: the first 100 rows and the count. */
export async function listQuery(): Promise<boolean> {
  const folder = mkdtempSync(join(tmpdir(), 'linewatch-bench-'))
  const db = fillMirror(join(folder, 'mirror.db'), sessions, now)
  try {
    return reportList('list-query', db, combinations, { now, rounds, bar: 50 })
  } finally {
    db.close()
    rmSync(folder, { recursive: true })
  }
}
