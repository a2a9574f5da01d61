import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { reportList, type Question } from './list-times.ts'
import { fillMirror } from './sample-mirror.ts'

const sessions = 1_000_000
const rounds = 7
const now = Date.UTC(2026, 10, 20, 12)

const last7 = { kind: 'preset', field: 'closed', preset: 'last7' } as const
const last30 = { kind: 'preset', field: 'rated', preset: 'last30' } as const
const last90 = { kind: 'preset', field: 'created', preset: 'last90' } as const
const unrated = { statuses: ['closed' as const], supervisorRatings: [0], marked: ['no' as const], period: last7 }

/** Fifty of them: filter, order, and how far down the list. */
const questions: readonly Question[] = [
  [{}, {}, 0], [{}, {}, 500_000], [{}, { column: 'client', direction: 'asc' }, 0], [{}, { column: 'client', direction: 'asc' }, 300_000],
  [{}, { column: 'supervisorRating' }, 0], [{}, { column: 'operator', direction: 'asc' }, 900_000], [{}, { column: 'waitAnswer' }, 0],
  [{}, { column: 'longestReply' }, 0], [{}, { column: 'lastMessageAt' }, 0], [{}, { column: 'messageCount', direction: 'asc' }, 10_000],
  [unrated, { column: 'closedAt' }, 0], [unrated, { column: 'operator', direction: 'asc', thenBy: [{ column: 'waitAnswer', direction: 'desc' }] }, 2000],
  [{ ...unrated, not: ['operatorIds'], operatorIds: [11, 12] }, { column: 'waitAnswer' }, 0],
  [{ clientRatings: ['dislike'], period: last30 }, { column: 'ratedAt' }, 0], [{ clientRatings: ['dislike'], period: last30, reviewers: ['none'] }, {}, 200],
  [{ clientRatings: ['dislike'] }, { column: 'client', direction: 'asc' }, 0], [{ clientRatings: ['dislike'] }, {}, 20_000],
  [{ clientRatings: ['like'], sources: ['telegrambot', 'avito'] }, { column: 'waitClose' }, 0],
  [{ disagreements: ['missed', 'unfair'] }, {}, 0], [{ disagreements: ['missed'] }, { column: 'operator', direction: 'asc' }, 100],
  [{ statuses: ['new', 'answered', 'paused'] }, { column: 'waitAnswer' }, 0], [{ statuses: ['new', 'answered', 'paused'], generalStatuses: ['waiting'] }, {}, 0],
  [{ operatorIds: [10, 11, 12] }, { column: 'createdAt', direction: 'asc' }, 0], [{ operatorIds: [13], kpi: ['breached'] }, { column: 'waitAnswer' }, 500],
  [{ departmentIds: [100], period: last90 }, {}, 0], [{ departmentIds: [101], period: last90 }, { column: 'department', direction: 'asc' }, 5000],
  [{ supervisorRatings: [1, 2] }, { column: 'supervisorRating', direction: 'asc' }, 0], [{ supervisorRatings: [1, 2], comments: ['yes'] }, {}, 1000],
  [{ period: last90 }, { column: 'source', direction: 'asc' }, 0], [{ period: last90, evidence: ['silence', 'unanswered'] }, { column: 'longestReply' }, 0],
  [{ period: last90, ranges: { waitAnswer: { min: 600, max: null } } }, { column: 'waitAnswer' }, 0],
  [{ period: last90, ranges: { transfers: { min: 1, max: null } } }, {}, 3000], [{ period: { ...last90, field: 'lastMessage' }, ranges: { longestReply: { min: 300, max: null } } }, {}, 0],
  [{ period: { ...last90, preset: 'yesterday' }, lineIds: [2, 3], statuses: ['closed'] }, { column: 'transfers' }, 0],
  [{ period: { ...last90, preset: 'thisMonth' }, comment: 'вежливо' }, {}, 0], [{ alerts: ['open'] }, {}, 0],
  [{ lineIds: [2], statuses: ['closed'], sources: ['livechat'], clientRatings: ['none'], supervisorRatings: [0] }, { column: 'waitAnswer' }, 0],
  [{}, {}, 900_000], [{}, { column: 'client', direction: 'asc' }, 900_000], [{}, { column: 'waitAnswer', thenBy: [{ column: 'createdAt', direction: 'asc' }] }, 0],
  [{ statuses: ['closed'] }, {}, 900_000], [{ clientRatings: ['none'] }, { column: 'waitClose' }, 700_000],
  [{ flagged: ['yes'] }, {}, 0], [{ marked: ['yes'] }, { column: 'operator', direction: 'asc' }, 0], [{ ...unrated, flagged: ['no'] }, { column: 'closedAt' }, 0],
  [{ marked: ['no'], flagged: ['no'] }, {}, 0], [{ detailedStatuses: ['unknown'] }, { column: 'detailedStatus' }, 0],
  [{ spam: ['no'] }, {}, 0], [{ text: 'сафронова' }, {}, 0], [{ text: 'гришина анна', period: last90 }, { column: 'client', direction: 'asc' }, 100],
]

/** Any filter, order and place in the list over a million sessions: a page of 100 rows and the count. */
export async function listQuery1m(): Promise<boolean> {
  const folder = mkdtempSync(join(tmpdir(), 'linewatch-bench-'))
  const db = fillMirror(join(folder, 'mirror.db'), sessions, now)
  try {
    return reportList('list-query-1m', db, questions, { now, rounds, bar: 150 })
  } finally {
    db.close()
    rmSync(folder, { recursive: true })
  }
}
