import type { DialogRow, DialogSort } from '#contract/dialogs.ts'
import type { KnownSession, PortalRating, ToldByHistory, WalkPosition } from '../portal/portal.ts'
import type { SearchedTexts } from '../search/snippets.ts'
import type { ResolvedFilter } from './period.ts'

/** A row as the local copy alone knows it; the ledger adds the state of our own rating and of the alert. */
export type StoredRow = Omit<DialogRow, 'ratingState' | 'ratingError' | 'alertState' | 'marked' | 'flagged' | 'hidden'>

export type PortalVote = { readonly rating: number | null; readonly comment: string | null }

/** What is known of a conversation's reading. `stateAt` stands for the session's present state; null while nothing dates it. */
export type Reading = {
  readonly id: number
  readonly closedAt: number | null
  readonly stateAt: number | null
  /** The state that the last reading covers; null when there was none, or a rating has come since. */
  readonly readState: number | null
}

/** What the ledger knows of sessions and the list filters by. */
export type LedgerFacts = {
  readonly unsent: readonly { readonly sessionId: number; readonly rating: number; readonly comment: string }[]
  readonly ownRatings: ReadonlyMap<number, number>
  readonly alerts: ReadonlyMap<number, 'open' | 'acknowledged' | null>
  readonly marked: Iterable<number>
  readonly flagged: Iterable<number>
}

export type UnreadQuery = { readonly since: number; readonly limit: number; readonly except: readonly number[] }

export type UnreadChanges = UnreadQuery & {
  /** Without running dialogs that were read before: each of them changes with every message. */
  readonly isSettled?: boolean
}

export type UnreadRunning = { readonly readBefore: number; readonly limit: number; readonly except: readonly number[] }

/** The local copy of the portal's sessions. Writes answer the ids whose rows changed. */
export type SessionStore = {
  readonly index: (query: { readonly filter: ResolvedFilter; readonly sort: DialogSort; readonly offset: number; readonly limit: number }) => { readonly ids: number[]; readonly total: number }
  readonly count: (filter: ResolvedFilter) => number
  /** The whole list in order: what an export promises and then writes. */
  readonly allIds: (filter: ResolvedFilter, sort: DialogSort) => number[]
  /** These, in the order of a list; unknown ids are left out. */
  readonly inOrder: (ids: readonly number[], sort: DialogSort) => number[]
  /** In the order of `ids`; unknown ids are left out. */
  readonly rows: (ids: readonly number[]) => StoredRow[]
  /** The client's other sessions, latest first. */
  readonly ofClient: (id: number, limit: number) => number[]
  /** Who serves or served each of them. */
  readonly operatorsOf: (ids: readonly number[]) => ReadonlyMap<number, number | null>
  readonly size: () => number
  readonly has: (id: number) => boolean
  /** Sessions that the local copy holds as not closed. */
  readonly openIds: () => number[]
  /** Channel codes that occur. */
  readonly sources: () => string[]
  /** Keys that a source does not tell stay as they are, and so does all where the portal's record is older than the one seen. */
  readonly upsert: (sessions: readonly KnownSession[]) => number[]
  /** Each source dates changes in its own way: those of another are no measure, nor are those of records that no list shows any more. */
  readonly forgetChanges: (ids?: readonly number[]) => void
  /** Writes what the conversation tells of its session; answers whether that was news. */
  readonly applyTold: (id: number, told: ToldByHistory) => boolean
  readonly reading: (id: number) => Reading | null
  /** The conversation was read, or refused, in this state of the session. */
  readonly markRead: (id: number, stateAt: number | null) => void
  /** Sessions that changed since then and were not read in their present state, latest change first. */
  readonly unread: (query: UnreadChanges) => Reading[]
  /** Those of them that a client disliked since then, latest first. */
  readonly unreadLow: (query: UnreadQuery) => Reading[]
  /** Ids of running dialogs of which nothing tells when they change, and that were not read since then: longest unread first, never read before all. */
  readonly unreadRunning: (query: UnreadRunning) => number[]
  /** A walk through the local copy: the next sessions of [from, to), newest first. `mark`: only ids below it at `to`. */
  readonly newestIn: (position: WalkPosition, limit: number) => { readonly id: number; readonly createdAt: number }[]
  readonly applyRatings: (ratings: readonly PortalRating[]) => number[]
  readonly portalVote: (id: number) => PortalVote | null
  readonly setPortalVote: (id: number, vote: PortalVote) => void
  /** The rating and comment shown until the portal confirms them; null gives way to the portal's. */
  readonly setPending: (id: number, rating: number | null, comment?: string | null) => void
  /** The last rating of our own, sent or not. */
  readonly setOwnRating: (id: number, rating: number | null) => void
  /** Null: there is no alert any more. */
  readonly setAlertStates: (states: LedgerFacts['alerts']) => void
  /** Marked as reviewed, or not any more; flagged likewise. */
  readonly setMarked: (ids: readonly number[], marked: boolean) => void
  readonly setFlagged: (ids: readonly number[], flagged: boolean) => void
  /** Finished by the operator, as an action has told; the next reading of the conversation tells it anew. */
  readonly setClosing: (id: number) => void
  /** Makes the copy agree with the whole ledger, also about sessions that are not here yet. */
  readonly followLedger: (facts: LedgerFacts) => void
  /** Conversations that a search can look in, of all. */
  readonly searchable: () => { readonly read: number; readonly of: number }
  /** What a search looks in, in the order of `ids`. */
  readonly searchedTexts: (ids: readonly number[]) => SearchedTexts[]
  /** Makes some sessions of an older version searchable, and measures their conversations. Answers how many it found; 0: done. */
  readonly digestSome: (limit: number) => number
  /** Clients seen in sessions whose names were never asked for. */
  readonly namelessClients: (limit: number) => number[]
  /** A null name means that the portal knows none. */
  readonly setClientNames: (names: ReadonlyMap<number, string | null>) => number[]
  /** Names the session's client, if nothing else has. */
  readonly nameClient: (sessionId: number, name: string) => number[]
}
