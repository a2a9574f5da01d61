import type { Draft } from '#contract/ratings.ts'

/** What is chosen and typed and not saved yet. */
export type DraftStore = {
  readonly get: (sessionId: number) => Draft | null
  /** Null forgets it. */
  readonly put: (sessionId: number, draft: Draft | null) => void
}
