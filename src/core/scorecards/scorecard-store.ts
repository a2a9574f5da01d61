import type { FilledCard, Scorecard } from '#contract/scorecards.ts'

export type ScorecardStore = {
  /** By name. What another version wrote and this one cannot read is kept and not listed. */
  readonly list: () => Scorecard[]
  readonly put: (card: Scorecard) => void
  readonly remove: (id: string) => void
  readonly answers: (sessionId: number) => FilledCard | null
  readonly putAnswers: (sessionId: number, filled: FilledCard) => void
  /** One commit for several changes. */
  readonly together: <T>(work: () => T) => T
}
