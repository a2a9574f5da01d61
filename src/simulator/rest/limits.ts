const WINDOW_SECONDS = 600
const BUCKETS = 10
const BUCKET_SECONDS = WINDOW_SECONDS / BUCKETS
/** Cheaper calls are not registered at all. Seconds. */
const SMALLEST_COST = 0.1

export type Rate = { readonly drainPerSecond: number; readonly burst: number }

/** The leaky buckets in front of the portal, one for each source address: +1 per HTTP request, drained at a steady rate. */
export function createLeakyBucket({ drainPerSecond, burst }: Rate, clock: () => number) {
  const buckets = new Map<string, { readonly level: number; readonly measuredAt: number }>()

  return {
    /** False = the request must be refused with 503. */
    admit: (address: string): boolean => {
      const now = clock()
      const { level, measuredAt } = buckets.get(address) ?? { level: 0, measuredAt: now }
      const drained = Math.max(0, level - ((now - measuredAt) / 1000) * drainPerSecond)
      const isAdmitted = drained + 1 <= burst
      buckets.set(address, { level: isAdmitted ? drained + 1 : drained, measuredAt: now })
      return isAdmitted
    },
  }
}

export type OperatingMeter = ReturnType<typeof createOperatingMeter>

/** Execution time per method over the last ten minutes, kept in one-minute buckets. */
export function createOperatingMeter(limitSeconds: number, clock: () => number) {
  const spent = new Map<string, Map<number, number>>()

  function buckets(method: string): Map<number, number> {
    const current = Math.floor(clock() / 1000 / BUCKET_SECONDS)
    const own = spent.get(method) ?? new Map<number, number>()
    spent.set(method, own)
    for (const bucket of own.keys()) if (bucket <= current - BUCKETS) own.delete(bucket)
    return own
  }

  function operating(method: string): number {
    return [...buckets(method).values()].reduce((sum, cost) => sum + cost, 0)
  }

  return {
    operating,
    isBlocked: (method: string) => operating(method) > limitSeconds,
    add: (method: string, seconds: number): void => {
      if (seconds < SMALLEST_COST) return
      const own = buckets(method)
      const current = Math.floor(clock() / 1000 / BUCKET_SECONDS)
      own.set(current, (own.get(current) ?? 0) + seconds)
    },
    /** Unix time when the oldest minute leaves the window. */
    resetAt: (method: string): number => {
      const oldest = Math.min(...buckets(method).keys(), Math.floor(clock() / 1000 / BUCKET_SECONDS))
      return (oldest + BUCKETS) * BUCKET_SECONDS
    },
  }
}
