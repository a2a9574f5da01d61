import type { AppError, ErrorCode } from '#contract/result.ts'
import type { PortalVote } from '../sessions/session-store.ts'
import type { OutboxEntry } from './outbox-store.ts'

export type Decision = 'confirmed' | 'send' | AppError

/** What to do with an unsent rating, given what the portal holds now. */
export function decideBeforeSending({ entry, held, canRate }: {
  readonly entry: OutboxEntry; readonly held: PortalVote; readonly canRate: boolean | null
}): Decision {
  if (same(held, { rating: entry.rating, comment: entry.comment })) return 'confirmed'
  if (canRate === false) return { code: 'no-rights', message: 'The portal does not let this user rate this dialog' }
  // A list may hide the rating, so an empty base means "unknown" rather than "none".
  if (held.rating === null || same(held, entry.base)) return 'send'
  // Our own earlier attempt, or a retry after somebody else's value was shown, has this as its base.
  return { code: 'rating-conflict', message: `Another supervisor rated ${held.rating} in the meantime` }
}

function same(a: PortalVote, b: PortalVote): boolean {
  return a.rating === b.rating && (a.comment ?? '') === (b.comment ?? '')
}

const passing: ReadonlySet<ErrorCode> = new Set(['portal-unreachable', 'portal-busy', 'not-a-portal'])

/** Whether time alone may mend it; anything else waits for the supervisor. */
export function isPassing(code: ErrorCode): boolean {
  return passing.has(code)
}

const signInEnded: ReadonlySet<ErrorCode> = new Set([
  'sign-in-expired', 'wrong-secret', 'no-app-access', 'missing-scope', 'plan-without-rest', 'portal-moved', 'portal-deleted',
])

/** Whether the sign-in stands in the way and not the rating. */
export function endsSignIn(code: ErrorCode): boolean {
  return signInEnded.has(code)
}

const firstDelayMs = 2000
const longestDelayMs = 5 * 60_000

/** Full jitter, so that several desks do not knock together. `random` is in [0, 1). */
export function retryDelayMs(attempts: number, random: number): number {
  const ceiling = Math.min(longestDelayMs, firstDelayMs * 2 ** Math.min(attempts, 10))
  return Math.round(firstDelayMs / 2 + random * ceiling)
}
