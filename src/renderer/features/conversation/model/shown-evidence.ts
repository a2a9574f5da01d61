import type { Evidence } from '#contract/insights.ts'

const MOST = 4
/** Fainter signs are noise beside stronger ones. */
const FAINTEST = 0.3

/** The causes worth a reader's time; `evidence` comes likeliest first. */
export function shownEvidence(evidence: readonly Evidence[]): readonly Evidence[] {
  return evidence.filter(({ strength }) => strength >= FAINTEST).slice(0, MOST)
}
