import type { CloseReason, SessionStatus } from '#contract/dialogs.ts'
import type { Department, Line, Operator } from '#contract/directory.ts'
import type { Result } from '#contract/result.ts'
import type { Message } from '#contract/transcripts.ts'

/** Who waits for the answer. The portal's request budget is handed out in this order. */
export const priorities = ['user', 'outbox', 'alerts', 'visible', 'background'] as const
export type Priority = (typeof priorities)[number]

export type PortalIdentity = {
  readonly userId: number
  readonly userName: string
  /** Host and port as shown to people. */
  readonly host: string
  /** Offset of the portal's clock from UTC, in minutes. */
  readonly zoneMinutes: number
}

/** A session as the portal reports it. Instants are UTC epoch milliseconds, waits are seconds. */
export type PortalSession = {
  readonly id: number
  readonly lineId: number
  readonly source: string
  readonly operatorId: number | null
  readonly clientId: number
  readonly userCode: string
  readonly chatId: number
  readonly status: SessionStatus
  readonly closeReason: CloseReason | null
  readonly createdAt: number
  readonly closedAt: number | null
  readonly firstAnswerAt: number | null
  readonly operatorAnswerAt: number | null
  /** 5 like, 1 dislike, null not rated; 2..4 only on a five-star line. */
  readonly clientRating: number | null
  /** Null also when plan or rights hide it: never read null as "not reviewed" without a rights check. */
  readonly supervisorRating: number | null
  readonly supervisorComment: string | null
  readonly crmEntityType: string | null
  readonly crmEntityId: number | null
  readonly waitAnswer: number | null
  readonly waitClose: number | null
  readonly kpiFirstAnswer: boolean | null
  readonly transfers: number
  readonly messageCount: number
}

/** A client's rating by its own date, which the session itself does not carry. */
export type PortalRating = {
  readonly sessionId: number
  readonly lineId: number
  readonly operatorId: number | null
  readonly source: string
  readonly clientRating: number
  /** Null where the portal does not tell. */
  readonly ratedAt: number | null
}

export type SessionPages = {
  /** Newest first. */
  readonly sessions: readonly PortalSession[]
  /** Offset of the next page, or null when the window is exhausted. */
  readonly nextOffset: number | null
}

export type CurrentState = {
  /** Created since `createdFrom`. */
  readonly created: readonly PortalSession[]
  /** Everything that is not closed now. */
  readonly open: readonly PortalSession[]
  /** Closed since `closedFrom`. */
  readonly closed: readonly PortalSession[]
  /** Client ratings given since `ratedFrom`. */
  readonly ratings: readonly PortalRating[]
  /** The portal's clock when it answered. */
  readonly portalNow: number
}

/** The portal's reach per query: a larger window has to be split by time. */
export const maxOffset = 10_000
/** Longest window of one query. */
export const maxWindowMs = 366 * 86_400_000

/** Where sessions come from. `imopenlines.v2.*` today; older portals get another adapter behind the same port. */
export type SessionSource = {
  /** Creation time of the oldest session that the caller can see; null when there is none. */
  readonly oldestCreatedAt: () => Promise<Result<number | null>>
  /** Number of sessions created in [from, to); at most `maxWindowMs` long. */
  readonly countCreated: (from: number, to: number) => Promise<Result<number>>
  /** Up to `pages` pages of sessions created in [from, to), newest first, starting at `offset` (at most `maxOffset`). */
  readonly createdBetween: (from: number, to: number, offset: number, pages: number) => Promise<Result<SessionPages>>
  /** Client ratings given in [from, to); `complete` is false when the window holds more than the portal can list. */
  readonly ratedBetween: (from: number, to: number) => Promise<Result<{ readonly ratings: readonly PortalRating[]; readonly complete: boolean }>>
  /** What changed, in as few requests as possible. All lists are complete. */
  readonly current: (since: { readonly createdFrom: number; readonly closedFrom: number; readonly ratedFrom: number; readonly until: number }) => Promise<Result<CurrentState>>
}

export type SessionHistory = {
  readonly sessionId: number
  /** Oldest first. */
  readonly messages: readonly Message[]
  /** `canVoteHead`; null when the portal does not say. */
  readonly canRate: boolean | null
  readonly supervisorRating: number | null
  readonly supervisorComment: string | null
  /** The client's name as the channel gave it. */
  readonly clientName: string | null
}

export type Portal = {
  /** Checks address, secret, scopes and plan, and says who is signed in. */
  readonly identify: () => Promise<Result<PortalIdentity>>
  readonly sessions: SessionSource
  readonly operators: () => Promise<Result<readonly Operator[]>>
  readonly lines: () => Promise<Result<readonly Line[]>>
  readonly departments: () => Promise<Result<readonly Department[]>>
  /** Names of clients by their portal user id; unknown ids are absent. Any number of ids. */
  readonly clientNames: (ids: readonly number[]) => Promise<Result<ReadonlyMap<number, string>>>
  readonly history: (sessionId: number, priority: Priority) => Promise<Result<SessionHistory>>
  /** Both fields always travel together: a rating alone would erase the stored comment. */
  readonly rate: (rating: { readonly sessionId: number; readonly rating: number; readonly comment: string }) => Promise<Result<null>>
  /** The portal's page of a session; null when the portal has none. */
  readonly sessionUrl: (sessionId: number) => string
  /** Abandons everything under way; later calls answer `cancelled`. */
  readonly close: () => void
}
