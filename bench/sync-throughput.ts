import { setTimeout as pause } from 'node:timers/promises'
import { report } from './report.ts'
import { duringSync, limits } from './sync-run.ts'

const seconds = 100
/** Limit errors count from here on: until then others may have filled the portal's bucket. */
const graceSeconds = 60

/** How much of what the portal permits is used while there is work: the first sync, then conversations in the background. */
export function syncThroughput(): Promise<boolean> {
  return duringSync(async ({ engine, control, elapsed, listedAfter }) => {
    const { elapsedMs } = await control.stats()
    const began = elapsedMs - elapsed() * 1000
    await pause(seconds * 1000 - elapsed() * 1000)
    const { exchanges, refusals } = await control.stats()
    const permitted = limits.burst + limits.perSecond * elapsed()
    const { sessions: held } = await engine.get('sync.state', {})
    const listed = listedAfter()
    const late = refusals.filter(({ afterMs }) => afterMs - began > graceSeconds * 1000)
    const results = [
      report({ name: 'sync-throughput permitted rate', value: exchanges / permitted, unit: 'share', atLeast: 0.9, n: exchanges }),
      report({ name: 'sync-throughput limit errors after a minute', value: late.length, unit: 'errors', bar: 0, n: refusals.length }),
      report({ name: 'sync-throughput sessions', value: held / (listed ?? elapsed()), unit: 'per second', atLeast: 500, n: held }),
    ]
    return results.every(Boolean)
  })
}
