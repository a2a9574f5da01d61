import type { BlindMode, ReviewItem, ReviewStart, Sample, Skip } from '#contract/review.ts'
import type { Pick } from './sample.ts'

export type StoredItem = ReviewItem & { readonly operatorId: number | null }

export type StoredQueue = {
  readonly id: number
  readonly startedAt: number
  readonly sample: Sample | null
  readonly blind: BlindMode
  readonly matched: number
  /** In review order. */
  readonly items: readonly StoredItem[]
}

/** Queues stay for good, with what was chosen why, what was skipped why; at most one has not ended. Ratings are noted by the outbox. */
export type ReviewStore = {
  readonly current: () => StoredQueue | null
  /** Ends the one before in the same commit. */
  readonly start: (queue: { readonly asked: ReviewStart; readonly matched: number; readonly picks: readonly Pick[]; readonly at: number }) => void
  /** False where that dialog is not waiting in the queue. */
  readonly skip: (sessionId: number, reason: string, at: number) => boolean
  /** Of this dialog in any queue, latest first. */
  readonly skips: (sessionId: number) => Skip[]
  readonly end: (at: number) => void
  readonly flag: (sessionId: number, flagged: boolean, at: number) => void
  /** Those among `ids` that are flagged; all that are, without ids. */
  readonly flagged: (ids?: readonly number[]) => ReadonlySet<number>
}
