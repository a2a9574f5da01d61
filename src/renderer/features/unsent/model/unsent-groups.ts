import { isParked, type RatingState } from '#contract/dialogs.ts'
import type { OutboxSummary, UnsentRating } from '#contract/ratings.ts'

/** What waits for the supervisor comes first. */
const order = ['conflict', 'refused', 'needs-sign-in', 'held', 'sending', 'queued'] as const satisfies readonly RatingState[]

export type UnsentGroup = { readonly state: RatingState; readonly ratings: readonly UnsentRating[] }

/** By state, oldest first in each. */
export function unsentGroups(ratings: readonly UnsentRating[]): readonly UnsentGroup[] {
  return order
    .map(state => ({ state, ratings: ratings.filter(rating => rating.state === state).toSorted((a, b) => a.createdAt - b.createdAt) }))
    .filter(group => group.ratings.length > 0)
}

/** Whether sending it now makes sense: a conflict is decided, a held one waits on purpose. */
export function canRetry(state: RatingState): boolean {
  return state === 'queued' || state === 'refused' || state === 'needs-sign-in'
}

/** As `canRetry`, of all of them. */
export function canRetryAny(states: OutboxSummary['states']): boolean {
  return order.some(state => canRetry(state) && states[state] > 0)
}

/** One that is on its way cannot be called back, a held one is taken back instead, and a conflict is ended by its own choices. */
export function canDiscard(state: RatingState): boolean {
  return state === 'queued' || state === 'refused' || state === 'needs-sign-in'
}

/** `trouble`: the supervisor has to do something. */
export function toneOf(state: RatingState): 'trouble' | 'quiet' {
  return isParked(state) ? 'trouble' : 'quiet'
}

/** Seconds as coarse as a status line needs them: whole minutes, from an hour on whole hours. Null below a minute. */
export function coarseAge(sinceMs: number, now: number): number | null {
  const seconds = Math.floor((now - sinceMs) / 1_000)
  const unit = seconds >= 3_600 ? 3_600 : 60
  return seconds < 60 ? null : Math.floor(seconds / unit) * unit
}
