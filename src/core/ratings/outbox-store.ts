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
  /** In a conflict, what the portal held when it was found; else null. */
  readonly theirs: PortalVote | null
  readonly state: RatingState
  /** How often it was tried. */
  readonly attempts: number
  /** Not to be sent before this instant; a held one can be taken back until then. */
  readonly nextAt: number
  readonly error: AppError | null
  readonly createdAt: number
}

export type JournalEvent = JournalLine['event']

export type StoredLine = JournalLine & { readonly id: number; readonly sessionId: number }

/** Our own ratings until the portal confirms them, and their history for good. */
export type OutboxStore = {
  readonly get: (sessionId: number) => OutboxEntry | null
  readonly list: () => OutboxEntry[]
  /** By session id, for the sessions asked for. */
  readonly byIds: (ids: readonly number[]) => ReadonlyMap<number, OutboxEntry>
  readonly summary: () => OutboxSummary
  /** Every step that our ratings of this session went through, oldest first. */
  readonly journal: (sessionId: number) => JournalLine[]
  /** Of all sessions, oldest first, a stretch at a time. */
  readonly journalAfter: (id: number, limit: number) => StoredLine[]
  /** The last rating of ours that the portal has confirmed, by session; of all sessions without `ids`. */
  readonly confirmedRatings: (ids?: readonly number[]) => ReadonlyMap<number, number>
  /** Values of our own that may stand in the portal: the one it last held for certain, and what was sent since. */
  readonly ours: (sessionId: number) => PortalVote[]
  /**
   * One commit: the entry (replacing an unsent one of the same session), its journal line, the draft's end, and the queue's item.
   * `event`: how the choice came about.
   */
  readonly hold: (entry: {
    readonly rating: Rating; readonly uuid: string; readonly base: PortalVote; readonly at: number; readonly sendAfter: number
    readonly event: Extract<JournalEvent, 'saved' | 'replaced' | 'merged'>
  }) => void
  /**
   * Takes a held entry back. What it had replaced, if that was to be sent already, waits to be sent again: it may have
   * reached the portal, and is looked at before it is sent. False when nothing is held any more.
   */
  readonly undo: (sessionId: number, at: number) => boolean
  /** Gives the entry up for good, with what it had replaced. */
  readonly drop: (entry: OutboxEntry, event: Extract<JournalEvent, 'discarded' | 'keptTheirs'>, theirs: PortalVote | null, at: number) => void
  /** A held one is to be sent now. */
  readonly release: (entry: OutboxEntry) => void
  readonly nextDue: (now: number) => OutboxEntry | null
  readonly earliest: () => number | null
  /** `held`: what the portal held right before. */
  readonly markSending: (entry: OutboxEntry, held: PortalVote, at: number) => void
  /** Will be tried again by itself at `nextAt`. `wasSent`: it may have arrived all the same. */
  readonly postpone: (entry: OutboxEntry, error: AppError, when: { readonly at: number; readonly nextAt: number; readonly wasSent: boolean }) => void
  /** Waits until the supervisor decides, or has signed in. */
  readonly park: (entry: OutboxEntry, state: Extract<RatingState, 'refused' | 'needs-sign-in'>, error: AppError, at: number) => void
  /** Somebody else's rating stands in the portal. */
  readonly conflict: (entry: OutboxEntry, theirs: PortalVote, at: number) => void
  /** What was seen of theirs is not the latest. */
  readonly renewConflict: (entry: OutboxEntry, theirs: PortalVote) => void
  /** Sends it again, on the same base. */
  readonly requeue: (entry: OutboxEntry, at: number) => void
  /** Nothing that is queued waits any longer. */
  readonly hurry: (at: number) => void
  /** The portal holds it (`now`); a newer unsent rating of the same session builds on that from here on. */
  readonly confirm: (entry: OutboxEntry, seen: { readonly before: PortalVote; readonly now: PortalVote; readonly at: number }) => void
  /** After a crash: what was on its way is looked at again. */
  readonly recover: () => void
}
