import type { PortalReport } from '#contract/portal.ts'
import type { RatingRight } from '#contract/ratings.ts'
import type { ErrorCode } from '#contract/result.ts'

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
