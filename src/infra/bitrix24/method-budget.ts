import type { Clock } from '#core/ports.ts'

/** What a reply's `time` says about one method. */
export type OperatingTime = {
  /** Lower case. */
  readonly method: string
  /** Seconds that the method has used in the portal's ten-minute window. */
  readonly operating: number
  /** Milliseconds from the reply until the oldest part of the window expires. */
  readonly resetInMs: number
}

export type MethodBudget = {
  readonly note: (time: OperatingTime) => void
  /** The portal refused the method. Returns how long it stays paused. */
  readonly block: (method: string, retryAfterMs: number | null) => number
  /** Milliseconds until all these methods are out of the portal's pause. */
  readonly blockedFor: (methods: readonly string[]) => number
  /** Milliseconds that a background call still has to leave to others; 0 when there is budget enough. */
  readonly spacing: (methods: readonly string[]) => number
  readonly started: (methods: readonly string[]) => void
}

type Known = { operating: number; resetAt: number; blockedUntil: number; lastStart: number }

const never = Number.NEGATIVE_INFINITY
const limitSeconds = 480
const carefulFrom = 0.8
const longestGapMs = 30_000
/** One part of the portal's window: what to wait when nothing better is known. */
const windowPartMs = 60_000
const longestBlockMs = 15 * 60_000

/** Keeps each method below the portal's 480 s of work in ten minutes, and out of the way while the portal has paused it. */
export function createMethodBudget(now: Clock): MethodBudget {
  const known = new Map<string, Known>()

  function entry(method: string): Known {
    let found = known.get(method)
    if (found === undefined) {
      found = { operating: 0, resetAt: never, blockedUntil: never, lastStart: never }
      known.set(method, found)
    }
    return found
  }

  function gap({ operating, resetAt }: Known): number {
    // After the reset the number is stale and smaller than it says; the next reply tells.
    if (now() >= resetAt) return 0
    const over = (operating / limitSeconds - carefulFrom) / (1 - carefulFrom)
    return over <= 0 ? 0 : Math.max(1000, Math.min(1, over) * longestGapMs)
  }

  return {
    note: ({ method, operating, resetInMs }) => {
      const of = entry(method)
      of.operating = operating
      of.resetAt = now() + Math.max(0, resetInMs)
    },
    block: (method, retryAfterMs) => {
      const of = entry(method)
      const untilReset = of.resetAt > now() ? of.resetAt - now() : windowPartMs
      const pause = Math.min(longestBlockMs, Math.max(1000, retryAfterMs ?? untilReset))
      of.blockedUntil = Math.max(of.blockedUntil, now() + pause)
      return of.blockedUntil - now()
    },
    blockedFor: methods => Math.max(0, ...methods.map(method => (known.get(method)?.blockedUntil ?? never) - now())),
    spacing: methods => Math.max(0, ...methods.map(method => {
      const of = known.get(method)
      return of === undefined ? 0 : of.lastStart + gap(of) - now()
    })),
    started: methods => {
      for (const method of methods) entry(method).lastStart = now()
    },
  }
}
