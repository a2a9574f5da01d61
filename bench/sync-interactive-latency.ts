import { setTimeout as pause } from 'node:timers/promises'
import { percentile, report } from './report.ts'
import { duringSync } from './sync-run.ts'

const rounds = 90
const dayMs = 86_400_000
/** The background reads what is younger. */
const unreadForDays = 40

/** A supervisor opens a dialog that was never read, every second of a first sync. */
export function syncInteractiveLatency(): Promise<boolean> {
  return duringSync(async ({ engine, control }) => {
    const opened = new Set<number>()
    const times: number[] = []
    const to = Date.now() - unreadForDays * dayMs
    const filter = { period: { kind: 'range', field: 'created', from: null, to } } as const
    while (times.length < rounds) {
      const nextSecond = pause(1000)
      const { ids } = await engine.get('dialogs.index', { filter, sort: {}, limit: 2 * rounds })
      const sessionId = ids.find(id => !opened.has(id))
      if (sessionId !== undefined) {
        opened.add(sessionId)
        const started = performance.now()
        await engine.get('transcripts.get', { sessionId })
        times.push(performance.now() - started)
      }
      await nextSecond
    }
    const { refusals } = await control.stats()
    const results = [
      report({ name: 'sync-interactive-latency', value: percentile(times, 0.95), unit: 'ms p95', bar: 2000, n: times.length }),
      report({ name: 'sync-interactive-latency limit errors', value: refusals.length, unit: 'errors', bar: 0, n: refusals.length }),
    ]
    return results.every(Boolean)
  })
}
