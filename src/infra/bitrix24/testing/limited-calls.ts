import { ok } from '#contract/result.ts'
import type { Priority } from '#core/portal/portal.ts'
import { ourShare } from '../client.ts'
import { createLimiter, type Attempt, type LimitedCall } from '../limiter.ts'
import { createManualTime } from './manual-time.ts'

export const busy = { code: 'portal-busy', message: 'busy' } as const
export const unreachable = { code: 'portal-unreachable', message: 'gone' } as const
export const blocked = { code: 'portal-blocked', message: 'blocked' } as const
export const done = { kind: 'done', result: ok('done'), times: [] } satisfies Attempt<string>
export const limit = { kind: 'limit', error: busy, retryAfterMs: null } satisfies Attempt<never>

/** A limiter on a clock that stands still, with the usual plan's rate. */
export function limitedCalls({ random = () => 0.5 }: { readonly random?: () => number } = {}) {
  const time = createManualTime()
  const limiter = createLimiter({ now: time.now, timer: time.timer, random, log: () => {}, ...ourShare({ perSecond: 2, burst: 50 }) })
  const started: { readonly name: string; readonly at: number }[] = []

  /** Runs a call whose sendings end as listed; the last one repeats. */
  function run(name: string, priority: Priority, attempts: readonly Attempt<string>[] = [done], more: Partial<LimitedCall<string>> = {}) {
    let sending = 0
    return limiter.run({
      priority, methods: ['m'], repeatable: true,
      send: () => {
        started.push({ name, at: time.now() })
        return Promise.resolve(attempts[Math.min(sending++, attempts.length - 1)] ?? done)
      },
      ...more,
    })
  }

  return { time, limiter, started, run, names: () => started.map(({ name }) => name) }
}
