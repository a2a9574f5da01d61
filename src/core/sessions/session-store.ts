import type { DialogRow, DialogSort } from '#contract/dialogs.ts'
import type { PortalRating, PortalSession } from '../portal/portal.ts'
import type { ResolvedFilter } from './period.ts'

/** A row as the local copy alone knows it; the ledger adds the state of our own rating and of the alert. */
export type StoredRow = Omit<DialogRow, 'ratingState' | 'ratingError' | 'alertState'>

export type PortalVote = { readonly rating: number | null; readonly comment: string | null }

/** The local copy of the portal's sessions. Writes answer the ids whose rows changed. */
export type SessionStore = {
  readonly index: (query: { readonly filter: ResolvedFilter; readonly sort: DialogSort; readonly offset: number; readonly limit: number }) => { readonly ids: number[]; readonly total: number }
  readonly count: (filter: ResolvedFilter) => number
  /** The whole list in order: what an export promises and then writes. */
  readonly allIds: (filter: ResolvedFilter, sort: DialogSort) => number[]
  /** In the order of `ids`; unknown ids are left out. */
  readonly rows: (ids: readonly number[]) => StoredRow[]
  readonly size: () => number
  readonly has: (id: number) => boolean
  /** Sessions that the local copy holds as not closed. */
  readonly openIds: () => number[]
  /** Channel codes that occur. */
  readonly sources: () => string[]
  readonly upsert: (sessions: readonly PortalSession[]) => number[]
  readonly applyRatings: (ratings: readonly PortalRating[]) => number[]
  readonly portalVote: (id: number) => PortalVote | null
  readonly setPortalVote: (id: number, vote: PortalVote) => void
  /** The rating shown until the portal confirms it; null gives way to the portal's. */
  readonly setPending: (id: number, rating: number | null) => void
  /** Clients seen in sessions whose names were never asked for. */
  readonly namelessClients: (limit: number) => number[]
  /** A null name means that the portal knows none. */
  readonly setClientNames: (names: ReadonlyMap<number, string | null>) => number[]
}
