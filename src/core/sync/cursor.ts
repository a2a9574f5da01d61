/** One stretch of time walked backwards, newest first. Instants are UTC epoch milliseconds of the portal's clock. */
export type Walk = {
  /** Everything created in [to, the walk's start) is here. */
  readonly to: number
  readonly floor: number
  /** Position inside the newest unread second range; only moves when one second holds more than a batch. */
  readonly offset: number
}

/** `spanMs`: length of the next window, halved whenever one held more than the portal can list. */
export type RatingWalk = { readonly to: number; readonly floor: number; readonly spanMs: number }

export type SyncCursor = {
  /** When the first sync began, by the portal's clock. */
  readonly startedAt: number
  /** Dialogs that the portal counted when the first sync began. */
  readonly expected: number | null
  /** What is left of the first sync; null once history is complete. */
  readonly history: Walk | null
  /** The same for the dates of old client ratings, which sessions do not carry. */
  readonly ratings: RatingWalk | null
  /** Up to here the portal has been asked what changed. */
  readonly currentTo: number
  /** Rolling second look at recent weeks, for changes that no list announces. */
  readonly recheckTo: number | null
  /** When counts were last compared with the portal's. */
  readonly reconciledAt: number
}
