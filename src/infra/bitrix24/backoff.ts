import type { Clock } from '#core/ports.ts'
import type { Priority } from '#core/portal/portal.ts'

const baseMs = 1000
const capMs = 5 * 60_000
/** So many refusals in a row are no burst of our own any more: somebody else fills the portal's bucket. */
const lastingAfter = 5
/** A person, or a rating on its way, asks again after this long even while the rest waits. It is also the probe that ends the pause. */
const patientMs = 5000

/** Full jitter: several desks behind one address must not come back together. */
export function jitter(attempt: number, random: () => number): number {
  return random() * Math.min(capMs, baseMs * 2 ** attempt)
}

export type Backoff = {
  /** The portal said "too many requests" to a call started at `startedAt`. */
  readonly refused: (startedAt: number, retryAfterMs: number | null) => void
  readonly succeeded: (startedAt: number) => void
  readonly waitFor: (priority: Priority) => number
  /** Refusal follows refusal: calls should go one by one until the first success. */
  readonly isLasting: () => boolean
}

/** The pause of the whole portal after `QUERY_LIMIT_EXCEEDED`. */
export function createBackoff(now: Clock, random: () => number): Backoff {
  let streak = 0
  let pausedAt = Number.NEGATIVE_INFINITY
  let pausedUntil = Number.NEGATIVE_INFINITY

  return {
    refused: (startedAt, retryAfterMs) => {
      // Calls that were already under way tell the same news again: it must not lengthen the pause.
      if (startedAt <= pausedAt) return
      pausedAt = now()
      pausedUntil = pausedAt + Math.max(jitter(streak, random), retryAfterMs ?? 0)
      streak += 1
    },
    succeeded: startedAt => {
      if (startedAt > pausedAt) streak = 0
    },
    waitFor: priority => {
      const until = priority === 'user' || priority === 'outbox' ? Math.min(pausedUntil, pausedAt + patientMs) : pausedUntil
      return Math.max(0, until - now())
    },
    isLasting: () => streak >= lastingAfter,
  }
}
