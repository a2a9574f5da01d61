import { dialogFilterSchema, dialogSortSchema } from '#contract/dialogs.ts'
import { resolveFilter } from '#core/sessions/period.ts'
import type { WriteDb } from '#infra/sqlite/db.ts'
import { createSessionRepository } from '#infra/sqlite/mirror/session-repository.ts'
import { percentile } from './report.ts'

/** A filter, an order, and how far down the list. */
export type Question = readonly [Parameters<typeof dialogFilterSchema.parse>[0], Parameters<typeof dialogSortSchema.parse>[0], number]

/** Milliseconds for a page of 100 rows and the count, of every question in every round. */
export function listTimes(db: WriteDb, questions: readonly Question[], { now, rounds }: { readonly now: number; readonly rounds: number }): number[] {
  const repository = createSessionRepository(db)
  const all = questions.map(question => {
    const [filterInput, sortInput, offset] = question
    const filter = resolveFilter(dialogFilterSchema.parse(filterInput), now, 180)
    const sort = dialogSortSchema.parse(sortInput)
    const times: number[] = []
    for (let round = 0; round < rounds; round++) {
      const started = performance.now()
      const { ids } = repository.index({ filter, sort, offset, limit: 100 })
      repository.rows(ids)
      times.push(performance.now() - started)
    }
    return { name: JSON.stringify(question), times }
  })
  if (process.env['BENCH_DETAIL']) {
    for (const { name, times } of all.toSorted((a, b) => percentile(b.times, 0.95) - percentile(a.times, 0.95))) console.error(percentile(times, 0.95).toFixed(1), name)
  }
  return all.flatMap(({ times }) => times)
}
