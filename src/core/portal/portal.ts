import type { CloseReason, SessionStatus } from '#contract/dialogs.ts'
import type { Department, Line, Operator } from '#contract/directory.ts'
import type { PortalReport, SourceKind } from '#contract/portal.ts'
import type { Result } from '#contract/result.ts'
import type { Message, Picture } from '#contract/transcripts.ts'

/** Who waits for the answer. The portal's request budget is handed out in this order. */
export const priorities = ['user', 'outbox', 'alerts', 'visible', 'background'] as const
export type Priority = (typeof priorities)[number]

export type PortalIdentity = {
  /** The portal's own id, which outlives a change of its address; null where only applications are told. */
  readonly memberId: string | null
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

/**
 * What a source told of a session. A key that is absent is something this source cannot tell, and leaves what is known
 * untouched; null is the portal's own "none".
 */
export type KnownSession = Pick<PortalSession, 'id' | 'lineId' | 'source' | 'status' | 'createdAt'> & Partial<PortalSession> & {
  /**
   * When the portal last touched its record, in whole seconds; null or absent where no source tells. Where it is told, a row
   * older than the one kept comes from an abandoned record and says nothing; a row of the same moment may be different, but
   * its operator is the one whom a history read since has corrected.
   */
  readonly changedAt?: number | null
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
  /** Dated by the nearest message of the conversation, and told as stars where the list only has two words. */
  readonly isApproximate?: boolean
}

/** A place in a walk through the sessions created in [from, to), newest first. Plain data: it is stored between runs. */
export type WalkPosition = {
  readonly from: number
  readonly to: number
  /** The source's own mark inside the window; 0 at its newest end. */
  readonly mark: number
}

export type SessionPages = {
  /** Newest first. */
  readonly sessions: readonly KnownSession[]
  /** Null when the window is exhausted. */
  readonly next: WalkPosition | null
}

export type CurrentState = {
  /** Created, or where the source can tell changed, since `createdFrom`. */
  readonly created: readonly KnownSession[]
  /** Everything that is not closed now. */
  readonly open: readonly KnownSession[]
  /** Closed since `closedFrom`. */
  readonly closed: readonly KnownSession[]
  /** Client ratings given since `ratedFrom`. */
  readonly ratings: readonly PortalRating[]
  /** The portal's clock when it answered. */
  readonly portalNow: number
}

/** Longest window of one query. */
export const maxWindowMs = 366 * 86_400_000

/** A line as the portal describes it; `crm`: whether its dialogs become CRM records, null when not told. */
export type PortalLine = Line & { readonly crm: boolean | null }

/** Where sessions come from: one port, an adapter for each generation of portals. */
export type SessionSource = {
  readonly kind: SourceKind
  /** Creation time of the oldest session that the caller can see; null when there is none. */
  readonly oldestCreatedAt: () => Promise<Result<number | null>>
  /** Number of sessions created in [from, to), at most `maxWindowMs` long; null where the source cannot count. */
  readonly countCreated: (from: number, to: number) => Promise<Result<number | null>>
  /** The next stretch of a walk, as much as one request carries. Windows of any length. In the background unless told otherwise. */
  readonly walk: (position: WalkPosition, priority?: Priority) => Promise<Result<SessionPages>>
  /**
   * Client ratings given in [from, to); `complete` is false when the window holds more than the portal can list. Null
   * where ratings are only told by each dialog's history.
   */
  readonly ratedBetween: ((from: number, to: number) => Promise<Result<{ readonly ratings: readonly PortalRating[]; readonly complete: boolean }>>) | null
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
  /** Finished by the operator; the portal still waits for the client's rating, or for its own last word. False where it does not say. */
  readonly isClosing: boolean
  /** The client's name as the channel gave it. */
  readonly clientName: string | null
  /** What the messages tell of the session itself; the truth only where the session list does not tell it. */
  readonly told: ToldByHistory
}

/**
 * `closedAt` is null while the chat holds the session. Where a closed dialog simply leaves the list of its source (`recent`),
 * a date here is the only word of the close.
 */
export type ToldByHistory = Partial<Pick<PortalSession,
  'operatorId' | 'clientId' | 'chatId' | 'userCode' | 'closedAt' | 'firstAnswerAt' | 'operatorAnswerAt' | 'clientRating' | 'waitAnswer' | 'messageCount'>> & {
  /**
   * When the client rated, as far as the messages show; null when not rated. Between the answer and the close it may be the
   * date of the request, and become that of the close: one rating, not two.
   */
  readonly ratedAt: number | null
}

/** What became of a dialog after an action: the portal answers `true` before anything is certain, so it is read again. */
export type AfterAction = {
  /** `closing`: finished by the operator, the portal still waits for the client's rating. */
  readonly state: 'open' | 'closing' | 'closed'
  readonly operatorId: number | null
  readonly lineId: number | null
}

export type TransferTarget = { readonly kind: 'operator'; readonly operatorId: number } | { readonly kind: 'line'; readonly lineId: number }

/** What a supervisor can do with a running dialog. Ids are chat ids. Never repeated by themselves. Urgent unless said otherwise. */
export type PortalActions = {
  /** Ends one's own dialog. */
  readonly finish: (chatId: number, priority?: Priority) => Promise<Result<AfterAction>>
  /** Ends anybody's dialog; an unassigned one is first taken by the caller, which clients see. */
  readonly finishAnother: (chatId: number, priority?: Priority) => Promise<Result<AfterAction>>
  readonly markSpam: (chatId: number, priority?: Priority) => Promise<Result<AfterAction>>
  readonly transfer: (chatId: number, target: TransferTarget, priority?: Priority) => Promise<Result<AfterAction>>
  /** Takes the dialog over from its operator. */
  readonly intercept: (chatId: number, priority?: Priority) => Promise<Result<AfterAction>>
  /** Enters the chat beside its operator, visibly. */
  readonly join: (chatId: number, priority?: Priority) => Promise<Result<AfterAction>>
}

/** Pages of the portal, to be opened in the system's browser. */
export type PortalLinks = {
  readonly session: (sessionId: number) => string
  readonly chat: (chatId: number) => string
  /** Null for a kind of record that has no page of its own. */
  readonly crm: (entityType: string, entityId: number) => string | null
}

/** What the portal was found to allow. */
export type PortalFindings = Omit<PortalReport, 'source' | 'chosenByHand' | 'blindSpots' | 'uncoveredLines' | 'checkedAt'>

export type Portal = {
  /** Checks address, secret, scopes and plan, and says who is signed in. */
  readonly identify: () => Promise<Result<PortalIdentity>>
  /** Asks for rights, scopes and methods. Also adopts the request rate that the portal's plan allows. */
  readonly probe: () => Promise<Result<PortalFindings>>
  /** The offset that the portal's last answer had, in minutes: it changes with daylight saving. Null before the first answer. */
  readonly zoneMinutes: () => number | null
  /** One adapter per kind; nothing is sent before it is used. */
  readonly source: (kind: SourceKind) => SessionSource
  readonly operators: () => Promise<Result<readonly Operator[]>>
  readonly lines: () => Promise<Result<readonly PortalLine[]>>
  readonly departments: () => Promise<Result<readonly Department[]>>
  /** Names of clients by their portal user id; unknown ids are absent. Any number of ids. */
  readonly clientNames: (ids: readonly number[]) => Promise<Result<ReadonlyMap<number, string>>>
  readonly history: (sessionId: number, priority: Priority) => Promise<Result<SessionHistory>>
  /** Several at once, in as few requests as possible; each has an outcome of its own. */
  readonly histories: (sessionIds: readonly number[], priority: Priority) => Promise<Result<ReadonlyMap<number, Result<SessionHistory>>>>
  /** A file of a conversation, for somebody who waits for it. What is no picture, or too large for one, is an error. */
  readonly picture: (fileId: number) => Promise<Result<Picture>>
  /** Both fields always travel together: a rating alone would erase the stored comment. */
  readonly rate: (rating: { readonly sessionId: number; readonly rating: number; readonly comment: string }) => Promise<Result<null>>
  readonly actions: PortalActions
  readonly links: PortalLinks
  /** Abandons everything under way; later calls answer `cancelled`. */
  readonly close: () => void
}
