import type { AppError, ErrorCode } from '#contract/result.ts'
import type { PortalVote } from '../sessions/session-store.ts'
import type { OutboxEntry } from './outbox-store.ts'

export type Decision = 'confirmed' | 'send' | 'conflict' | 'refused'

/** What to do with an unsent rating, given what the portal holds now. `ours`: values of our own that may stand there. */
export function decideBeforeSending({ entry, held, canRate, ours }: {
  readonly entry: OutboxEntry; readonly held: PortalVote; readonly canRate: boolean | null; readonly ours: readonly PortalVote[]
}): Decision {
  if (isSame(held, entry)) return 'confirmed'
  if (canRate === false) return 'refused'
  // A list may hide the rating, so an empty base means "unknown" rather than "none"; where nothing stands nothing is lost.
  if (isNothing(held) || isSame(held, entry.base) || ours.some(own => isSame(held, own))) return 'send'
  return 'conflict'
}

export type Outcome = 'confirmed' | 'not-kept' | 'conflict'

/** What became of a rating that was sent: what the portal holds now decides, whatever it answered. */
export function judgeAfterSending({ entry, before, now, ours }: {
  readonly entry: OutboxEntry; readonly before: PortalVote; readonly now: PortalVote; readonly ours: readonly PortalVote[]
}): Outcome {
  if (isSame(now, entry)) return 'confirmed'
  return isNothing(now) || isSame(now, before) || ours.some(own => isSame(now, own)) ? 'not-kept' : 'conflict'
}

export function isSame(a: PortalVote, b: PortalVote): boolean {
  return a.rating === b.rating && (a.comment ?? '') === (b.comment ?? '')
}

/** A comment can stand there without a rating. */
export function isNothing({ rating, comment }: PortalVote): boolean {
  return rating === null && (comment ?? '') === ''
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

/** Where an unsent rating waits after an error. */
export function stateAfter({ code }: AppError): 'queued' | 'needs-sign-in' | 'refused' {
  if (isPassing(code)) return 'queued'
  return endsSignIn(code) ? 'needs-sign-in' : 'refused'
}

const firstDelayMs = 2000
const longestDelayMs = 5 * 60_000

/** Full jitter, so that several desks do not knock together. `random` is in [0, 1). */
export function retryDelayMs(attempts: number, random: number): number {
  const ceiling = Math.min(longestDelayMs, firstDelayMs * 2 ** Math.min(attempts, 10))
  return Math.round(firstDelayMs / 2 + random * ceiling)
}
