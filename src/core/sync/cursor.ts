import type { SourceKind } from '#contract/portal.ts'
import type { Reconciliation } from '#contract/sync.ts'
import type { WalkPosition } from '../portal/portal.ts'

/** Old client ratings in [from, to), newest first. `spanMs`: length of the next window, halved whenever one held too much. */
export type RatingWalk = { readonly from: number; readonly to: number; readonly spanMs: number }

/** Months found short of sessions by the daily comparison, and how far their repair has come. */
export type Repair = {
  readonly windows: readonly WalkPosition[]
  /** Months compared. */
  readonly months: number
  /** Sessions that were missing and are here now. */
  readonly found: number
  /** Sessions here that the portal does not count. */
  readonly surplus: number
}

/** Where the sync stands. Instants are UTC epoch milliseconds of the portal's clock. */
export type SyncCursor = {
  /** Where the sessions come from; another source is looked at from the beginning. */
  readonly source: SourceKind
  /** When the first sync began. */
  readonly startedAt: number
  /** Dialogs that the portal counted when the first sync began; null where it does not count. */
  readonly expected: number | null
  /** What is left of the first sync; null once history is complete. */
  readonly history: WalkPosition | null
  /** Everything created since then is here. */
  readonly loadedSince: number
  /** The same for the dates of old client ratings, where a source lists them. */
  readonly ratings: RatingWalk | null
  /** Up to here the portal has been asked what changed. */
  readonly currentTo: number
  /** Rolling second look at recent weeks, for changes that no list announces. */
  readonly recheck: WalkPosition | null
  readonly repair: Repair | null
  /** When counts were last compared with the portal's. */
  readonly reconciledAt: number
  readonly lastReconcile: Reconciliation | null
}
