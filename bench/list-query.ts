import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { dialogFilterSchema, dialogSortSchema } from '#contract/dialogs.ts'
import { resolveFilter } from '#core/sessions/period.ts'
import { createSessionRepository } from '#infra/sqlite/mirror/session-repository.ts'
import { percentile, report } from './report.ts'
import { fillMirror } from './sample-mirror.ts'

const sessions = 200_000
const rounds = 15
const now = Date.UTC(2026, 10, 20, 12)

type FilterInput = Parameters<typeof dialogFilterSchema.parse>[0]
type SortInput = Parameters<typeof dialogSortSchema.parse>[0]

/** What supervisors, leads and auditors really ask, from no filter at all to five conditions at once. */
const combinations: readonly (readonly [FilterInput, SortInput])[] = [
  [{}, {}],
  [{}, { column: 'client', direction: 'asc' }],
  [{}, { column: 'supervisorRating', direction: 'desc' }],
  [{}, { column: 'operator', direction: 'asc' }],
  [{}, { column: 'waitAnswer', direction: 'desc' }],
  [{}, { column: 'messageCount', direction: 'asc' }],
  [{ statuses: ['closed'], supervisorRatings: [0], period: { kind: 'preset', field: 'closed', preset: 'last7' } }, { column: 'closedAt' }],
  [{ clientRatings: ['dislike'], period: { kind: 'preset', field: 'rated', preset: 'last30' } }, { column: 'ratedAt' }],
  [{ statuses: ['new', 'answered', 'paused'] }, { column: 'waitAnswer', direction: 'desc' }],
  [{ clientRatings: ['dislike'] }, { column: 'client', direction: 'asc' }],
  [{ clientRatings: ['like', 'dislike'], sources: ['telegrambot', 'avito'] }, { column: 'waitClose', direction: 'desc' }],
  [{ operatorIds: [10, 11, 12, 13, 14] }, { column: 'createdAt', direction: 'asc' }],
  [{ operatorIds: [0] }, { column: 'line', direction: 'asc' }],
  [{ lineIds: [2, 3], statuses: ['closed'] }, { column: 'transfers', direction: 'desc' }],
  [{ text: 'сафронова' }, {}],
  [{ text: 'ива' }, { column: 'client', direction: 'desc' }],
  [{ text: 'нет такого имени' }, { column: 'operator', direction: 'asc' }],
  [{ supervisorRatings: [1, 2] }, { column: 'supervisorRating', direction: 'asc' }],
  [{ period: { kind: 'preset', field: 'created', preset: 'last90' } }, { column: 'source', direction: 'asc' }],
  [{ statuses: ['closed'], sources: ['livechat', 'telegrambot'], lineIds: [1, 2, 3], clientRatings: ['none'], supervisorRatings: [0], text: 'анна' }, { column: 'waitAnswer', direction: 'asc' }],
]

/** Any filter and order over 200 000 sessions: the first 100 rows and the count. */
export async function listQuery(): Promise<boolean> {
  const folder = mkdtempSync(join(tmpdir(), 'linewatch-bench-'))
  const db = fillMirror(join(folder, 'mirror.db'), sessions, now)
  try {
    const repository = createSessionRepository(db)
    const times: number[] = []
    const worst: { name: string; ms: number }[] = []
    for (const [filterInput, sortInput] of combinations) {
      const filter = resolveFilter(dialogFilterSchema.parse(filterInput), now, 180)
      const sort = dialogSortSchema.parse(sortInput)
      const own: number[] = []
      for (let round = 0; round < rounds; round++) {
        const started = performance.now()
        const { ids } = repository.index({ filter, sort, offset: 0, limit: 100 })
        repository.rows(ids)
        own.push(performance.now() - started)
      }
      times.push(...own)
      worst.push({ name: JSON.stringify([filterInput, sortInput]), ms: percentile(own, 0.95) })
    }
    if (process.env['BENCH_DETAIL']) for (const { name, ms } of worst.sort((a, b) => b.ms - a.ms)) console.error(ms.toFixed(1), name)
    return report({ name: 'list-query', value: percentile(times, 0.95), unit: 'ms p95', bar: 50, n: times.length })
  } finally {
    db.close()
    rmSync(folder, { recursive: true })
  }
}
