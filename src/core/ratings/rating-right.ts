import type { PortalReport } from '#contract/portal.ts'
import type { RatingRight } from '#contract/ratings.ts'
import type { ErrorCode } from '#contract/result.ts'
import type { OutboxStore } from './outbox-store.ts'

const nothingKnown: RatingRight = { state: 'unknown', reason: null, scope: null, granter: null }
const denied: RatingRight = { state: 'refused', reason: 'missing-right', scope: null, granter: 'administrator' }

/**
 * Whether a dialog may be rated, as far as is known before anything is sent. What stands in everybody's way comes first; then
 * what the dialog's own conversation told (`canRate`); then the portal's refusal of an earlier rating.
 */
export function ratingRight({ report, canRate, refusal }: {
  readonly report: Pick<PortalReport, 'abilities'> | null; readonly canRate: boolean | null; readonly refusal: ErrorCode | null
}): RatingRight {
  const rate = report?.abilities.find(({ ability }) => ability === 'rate')
  if (rate && rate.state !== 'works' && rate.state !== 'unknown') return { state: 'refused', reason: rate.state, scope: rate.scope, granter: rate.granter }
  if (canRate === false) return denied
  if (canRate === true) return { ...nothingKnown, state: 'allowed' }
  return refusal === 'no-rights' ? denied : nothingKnown
}

/** When the portal last refused a rating that is still listed, by this computer's clock; 0 where it did not. */
export function lastRefusedAt(outbox: Pick<OutboxStore, 'list' | 'journal'>): number {
  const refused = outbox.list().filter(({ error }) => error?.code === 'no-rights')
  return Math.max(0, ...refused.map(({ sessionId }) => outbox.journal(sessionId).findLast(({ event }) => event === 'refused')?.at ?? 0))
}
