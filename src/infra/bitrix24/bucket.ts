import type { Clock } from '#core/ports.ts'

export type BucketOptions = {
  /** How many calls drain away per second. */
  readonly perSecond: number
  /** How many calls fit in at once. */
  readonly burst: number
  readonly now: Clock
}

export type Bucket = {
  readonly setRate: (rate: { readonly perSecond: number; readonly burst: number }) => void
  readonly take: () => void
  /** The portal says that it is full, whatever we counted: others may share the address. */
  readonly fill: () => void
  /** Milliseconds until one more call fits below `ceiling` (at most `burst`). */
  readonly waitFor: (ceiling: number) => number
}

/** The portal's leaky bucket as seen from here: every call adds one, the level drains steadily. */
export function createBucket({ now, ...rate }: BucketOptions): Bucket {
  let { perSecond, burst } = rate
  let level = 0
  let measuredAt = now()

  function drain(): void {
    const at = now()
    // A clock set back must not refill the bucket nor freeze it.
    level = Math.max(0, level - (Math.max(0, at - measuredAt) / 1000) * perSecond)
    measuredAt = at
  }

  return {
    setRate: changed => {
      drain()
      perSecond = changed.perSecond
      burst = changed.burst
    },
    take: () => {
      drain()
      level += 1
    },
    fill: () => {
      drain()
      level = burst
    },
    waitFor: ceiling => {
      drain()
      const excess = level + 1 - Math.min(ceiling, burst)
      // Rounded up, so that a timer that fires on time finds the room it was set for.
      return excess <= 1e-6 ? 0 : Math.ceil((excess / perSecond) * 1000)
    },
  }
}
