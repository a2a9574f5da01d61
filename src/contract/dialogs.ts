import { z } from 'zod'
import { errorSchema, instantSchema, sessionIdSchema } from './common.ts'
import { dialogSortSchema } from './columns.ts'
import {
  closeReasons, detailedStatuses, dialogFilterSchema, directions, generalStatuses, reviewers, sessionStatuses,
} from './filters.ts'
import { evidenceKinds } from './insights.ts'

export * from './columns.ts'
export * from './filters.ts'

export const dialogIndexInput = z.strictObject({
  filter: dialogFilterSchema,
  sort: dialogSortSchema,
  offset: z.number().int().min(0).default(0),
  limit: z.number().int().min(1).max(1000).default(500),
  /** So many of the block's first rows come along: what is on screen first need not be asked for once more. */
  rows: z.number().int().min(0).max(100).default(0),
})

export const snippetsInput = z.strictObject({ ids: z.array(sessionIdSchema).max(200), text: z.string().max(200) })

/** Where the words of a search stand, in pieces in order; `mark`: a piece that was looked for. */
export const snippetSchema = z.strictObject({
  id: sessionIdSchema,
  fragments: z.array(z.strictObject({
    place: z.enum(['client', 'comment', 'message']),
    parts: z.array(z.strictObject({ text: z.string(), mark: z.boolean() })),
  })),
})
export type Snippet = z.output<typeof snippetSchema>

/**
 * State of our own rating on its way to the portal; null when nothing is waiting, and once the portal was seen to hold it.
 * `held`: can still be taken back. `conflict`: somebody else's rating is there, and the supervisor decides. `refused`: the
 * portal does not take it. `needs-sign-in`: goes on by itself after the next sign-in.
 */
export const ratingStates = ['held', 'queued', 'sending', 'conflict', 'refused', 'needs-sign-in'] as const
export type RatingState = (typeof ratingStates)[number]

/** Whether it waits for the supervisor and not for time. */
export function isParked(state: RatingState | null): boolean {
  return state === 'conflict' || state === 'refused' || state === 'needs-sign-in'
}

const seconds = z.number().int().nullable()
const instant = instantSchema.nullable()

/** What a blind review hides: the client's rating with all that tells of it, and who served the client. */
export const hideable = ['clientRating', 'operator'] as const
export type Hideable = (typeof hideable)[number]

/** Null is "none" or "not known"; which of them, `columnOrigin` and the reading tell. Times are whole seconds. */
export const dialogRowSchema = z.strictObject({
  id: sessionIdSchema,
  chatId: z.number().int(),
  clientName: z.string().nullable(),
  status: z.enum(sessionStatuses),
  generalStatus: z.enum(generalStatuses).nullable(),
  detailedStatus: z.enum(detailedStatuses).nullable(),
  closeReason: z.enum(closeReasons).nullable(),
  spam: z.boolean(),
  direction: z.enum(directions).nullable(),
  operatorId: z.number().int().nullable(),
  operatorName: z.string().nullable(),
  /** Names of the operator's departments, in order. */
  department: z.string().nullable(),
  lineId: z.number().int(),
  lineName: z.string().nullable(),
  source: z.string(),
  /** 1..5 on `clientRatingScale`; on scale 2 a like is 5 and a dislike is 1. Null when the client did not rate. */
  clientRating: z.number().int().min(1).max(5).nullable(),
  clientRatingScale: z.union([z.literal(2), z.literal(5)]),
  ratedAt: instant,
  /** The supervisor's rating as shown: our own unsent one if there is any, else the portal's. */
  supervisorRating: z.number().int().min(1).max(5).nullable(),
  supervisorComment: z.string().nullable(),
  /** What the portal holds, whatever of ours is still unsent. */
  portalRating: z.number().int().min(1).max(5).nullable(),
  portalComment: z.string().nullable(),
  ratingState: z.enum(ratingStates).nullable(),
  ratingError: errorSchema.nullable(),
  /** By whom it was rated; `hidden` where the portal does not show it. */
  review: z.enum(reviewers),
  /** The last rating of our own, sent or not. */
  ownRating: z.number().int().min(1).max(5).nullable(),
  /** What may have displeased the client; null until the conversation was read. */
  evidence: z.array(z.enum(evidenceKinds)).nullable(),
  /** From the start to the first answer; null when nobody answered. */
  waitAnswer: seconds,
  /** From the start until an operator took it. */
  waitTaken: seconds,
  /** From the start until the operator closed it: no source tells it. */
  waitOperatorClose: z.null(),
  /** From the start to the close. */
  waitClose: seconds,
  /** From the first message to the last. */
  dialogTime: seconds,
  /** From the client's first message to the operator's answer, or to the close without one. */
  firstReply: seconds,
  /** From the bot's first message until an operator came in. */
  botTime: seconds,
  /** All waits of the client for an operator's answer; their mean; the longest of them. */
  totalReply: seconds,
  averageReply: seconds,
  longestReply: seconds,
  /** Whether the line's first-answer target was met; null where the line has no target. */
  kpiFirstAnswer: z.boolean().nullable(),
  messageCount: z.number().int(),
  transfers: z.number().int(),
  createdAt: instantSchema,
  queuedAt: z.null(),
  firstAnswerAt: instant,
  operatorAnswerAt: instant,
  lastMessageAt: instant,
  operatorClosedAt: z.null(),
  closedAt: instant,
  changedAt: instant,
  crmEntityType: z.string().nullable(),
  crmEntityId: z.number().int().nullable(),
  page: z.null(),
  formFilled: z.null(),
  historyRequested: z.null(),
  /** To its operator. */
  pinned: z.boolean(),
  alertState: z.enum(['open', 'acknowledged']).nullable(),
  /** By this user, on this computer: looked through without a rating; put by. */
  marked: z.boolean(),
  flagged: z.boolean(),
  /** Left out on purpose until this user has rated the dialog: its fields are null then. */
  hidden: z.array(z.enum(hideable)),
})
export type DialogRow = z.output<typeof dialogRowSchema>

/** A block of ids in list order, and how many dialogs match in all. */
export const dialogIndexSchema = z.strictObject({
  ids: z.array(sessionIdSchema),
  rows: z.array(dialogRowSchema),
  total: z.number().int().min(0),
  /** Dialogs of a blind review, all of which this list is without: whether they belong to it would tell what is hidden. */
  withheld: z.number().int().min(0),
  /**
   * Of a search: in how many conversations it could look, how many there are, and whether there is anything to show below
   * a dialog, which there is not where words are only left out. Null where no word was looked for.
   */
  searchable: z.strictObject({ read: z.number().int().min(0), of: z.number().int().min(0), shows: z.boolean() }).nullable(),
})
export type DialogIndex = z.output<typeof dialogIndexSchema>

/** Pages of the portal about a dialog: the kept conversation, its chat, and its CRM record. */
export const dialogLinks = ['history', 'chat', 'crm'] as const
export type DialogLink = (typeof dialogLinks)[number]
