import type { AppError } from '#contract/result.ts'
import type { JournalLine, OutboxSummary, Rating } from '#contract/ratings.ts'
import type { RatingState } from '#contract/dialogs.ts'
import type { PortalVote } from '../sessions/session-store.ts'

export type OutboxEntry = {
  readonly sessionId: number
  readonly uuid: string
  readonly rating: number
  readonly comment: string
  /** What the portal held when the supervisor chose; a different value at sending time is somebody else's. */
  readonly base: PortalVote
  readonly state: RatingState
  readonly attempts: number
  /** Not to be sent before this instant; a held one can be taken back until then. */
  readonly nextAt: number
  readonly error: AppError | null
  readonly createdAt: number
}

export type JournalEvent = JournalLine['event']

/** Our own ratings until the portal confirms them, and their history for good. */
export type OutboxStore = {
  readonly get: (sessionId: number) => OutboxEntry | null
  readonly list: () => OutboxEntry[]
  /** By session id, for the sessions asked for. */
  readonly byIds: (ids: readonly number[]) => ReadonlyMap<number, OutboxEntry>
  readonly summary: () => OutboxSummary
  /** Every step that our ratings of this session went through, oldest first. */
  readonly journal: (sessionId: number) => JournalLine[]
  /** The last rating of ours that the portal has confirmed, by session; of all sessions without `ids`. */
  readonly confirmedRatings: (ids?: readonly number[]) => ReadonlyMap<number, number>
  /** One commit: the entry (replacing an unsent one of the same session), its journal line, the draft's end, and the queue's item. */
  readonly hold: (entry: { readonly rating: Rating; readonly uuid: string; readonly base: PortalVote; readonly at: number; readonly sendAfter: number }) => void
  /**
   * Takes a held entry back. What it had replaced, if that was to be sent already, waits to be sent again: it may have
   * reached the portal, and is looked at before it is sent. False when nothing is held any more.
   */
  readonly undo: (sessionId: number, at: number) => boolean
  /** A held one is to be sent now. */
  readonly release: (entry: OutboxEntry) => void
  readonly nextDue: (now: number) => OutboxEntry | null
  readonly earliest: () => number | null
  readonly markSending: (entry: OutboxEntry, at: number) => void
  /** Will be tried again by itself at `nextAt`. */
  readonly postpone: (entry: OutboxEntry, error: AppError, nextAt: number) => void
  /** Parked until the supervisor decides. */
  readonly fail: (entry: OutboxEntry, error: AppError, at: number) => void
  /** `base`: what the portal holds now; the supervisor has seen it and sends all the same. */
  readonly requeue: (entry: OutboxEntry, base: PortalVote, at: number) => void
  /** The portal holds it (`now`); a newer unsent rating of the same session builds on that from here on. */
  readonly confirm: (entry: OutboxEntry, seen: { readonly before: PortalVote; readonly now: PortalVote; readonly at: number }) => void
  /** After a crash: what was on its way is looked at again. */
  readonly recover: () => void
}
