import { dialogFilterSchema, dialogSortSchema } from '#contract/dialogs.ts'
import { resolveFilter } from '#core/sessions/period.ts'
import type { WriteDb } from '#infra/sqlite/db.ts'
import { createSessionRepository } from '#infra/sqlite/mirror/session-repository.ts'
import { percentile, reportTimes } from './report.ts'

/** A filter, an order, and how far down the list. */
export type Question = readonly [Parameters<typeof dialogFilterSchema.parse>[0], Parameters<typeof dialogSortSchema.parse>[0], number]

/** How long a page of 100 rows and the count take. On a busy machine the CPU time tells what is ours. */
type Taken = { readonly wall: number; readonly cpu: number }

/** Asks every question in every round, and holds the 95th percentile to the bar, in milliseconds. */
export function reportList(name: string, db: WriteDb, questions: readonly Question[], { now, rounds, bar }: { readonly now: number; readonly rounds: number; readonly bar: number }): boolean {
  const repository = createSessionRepository(db)
  const all = questions.map(question => {
    const [filterInput, sortInput, offset] = question
    const filter = resolveFilter(dialogFilterSchema.parse(filterInput), now, 180)
    const sort = dialogSortSchema.parse(sortInput)
    const times = Array.from({ length: rounds }, () => timed(() => {
      const { ids } = repository.index({ filter, sort, offset, limit: 100 })
      repository.rows(ids)
    }))
    return { question, times }
  })
  const p95 = (times: readonly Taken[]): number => percentile(times.map(({ cpu }) => cpu), 0.95)
  const slowestFirst = all.toSorted((a, b) => p95(b.times) - p95(a.times))
  if (process.env['BENCH_DETAIL']) {
    for (const { question, times } of slowestFirst) console.error(p95(times).toFixed(1), JSON.stringify(question))
  }
  const every = all.flatMap(({ times }) => times)
  return reportTimes(name, every.map(({ wall }) => wall), bar, { cpuP95: p95(every), cpuP95OfSlowest: p95(slowestFirst[0]?.times ?? []) })
}

function timed(work: () => void): Taken {
  const [cpu, started] = [process.cpuUsage(), performance.now()]
  work()
  const wall = performance.now() - started
  const { user, system } = process.cpuUsage(cpu)
  return { wall, cpu: (user + system) / 1000 }
}
