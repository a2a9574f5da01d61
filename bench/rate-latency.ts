import { setTimeout as pause } from 'node:timers/promises'
import { percentile, report } from './report.ts'
import { duringSync } from './sync-run.ts'

const rounds = 30
/** A rating is three requests, and the portal takes two a second. */
const everyMs = 3_000

/** A supervisor rates a dialog every three seconds of a first sync: from "save" until the portal was seen to hold it, without the time to take it back. */
export function rateLatency(): Promise<boolean> {
  return duringSync(async ({ engine, control }) => {
    const rated = new Set<number>()
    const times: number[] = []
    while (times.length < rounds) {
      const next = pause(everyMs)
      const { ids } = await engine.get('dialogs.index', {
        filter: { statuses: ['closed'], supervisorRatings: [0] }, sort: {}, limit: 2 * rounds,
      })
      const sessionId = ids.find(id => !rated.has(id))
      if (sessionId !== undefined) {
        rated.add(sessionId)
        const started = performance.now()
        const confirmed = engine.next('outbox.changed', ({ unsent }) => unsent === 0)
        await engine.get('ratings.submit', { sessionId, rating: 4, comment: 'Polite' })
        await confirmed
        times.push(performance.now() - started)
      }
      await next
    }
    const { refusals, writes } = await control.stats()
    const results = [
      report({ name: 'rate-latency', value: percentile(times, 0.95), unit: 'ms p95', bar: 2000, n: times.length }),
      report({ name: 'rate-latency writes', value: Object.values(writes).reduce((sum, count) => sum + count, 0), unit: 'writes', bar: rounds, n: rounds }),
      report({ name: 'rate-latency limit errors', value: refusals.length, unit: 'errors', bar: 0, n: refusals.length }),
    ]
    return results.every(Boolean)
  })
}
