import { z } from 'zod'
import { errorSchema, instantSchema, sessionIdSchema } from './common.ts'

/** The portal's own session states (`imopenlines.v2.Session.list`); `new` is queued or missed. */
export const sessionStatuses = ['new', 'answered', 'paused', 'closed', 'spam'] as const
export type SessionStatus = (typeof sessionStatuses)[number]

export const closeReasons = ['operator', 'auto', 'spam', 'client', 'replyLimit'] as const
export type CloseReason = (typeof closeReasons)[number]

/** Filter values for the client's rating. On the binary scale a like is stored as 5 and a dislike as 1. */
export const clientRatingKinds = ['like', 'dislike', 'none'] as const

export const periodFields = ['created', 'closed', 'rated'] as const
export const periodPresets = ['today', 'yesterday', 'last7', 'last30', 'last90', 'thisMonth', 'lastMonth'] as const

/** Periods are half-open [from, to). A preset is resolved by the engine in the report zone at the time of the question. */
export const periodSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('preset'), field: z.enum(periodFields), preset: z.enum(periodPresets) }),
  z.strictObject({
    kind: z.literal('range'), field: z.enum(periodFields), from: instantSchema.nullable(), to: instantSchema.nullable(),
  }),
])
export type Period = z.output<typeof periodSchema>

/** An empty list means "any". Conditions combine with AND. */
export const dialogFilterSchema = z.strictObject({
  statuses: z.array(z.enum(sessionStatuses)).max(5).default([]),
  /** 0 stands for "no operator". */
  operatorIds: z.array(z.number().int().min(0)).max(1000).default([]),
  lineIds: z.array(z.number().int()).max(1000).default([]),
  /** Channel codes such as `telegrambot`. */
  sources: z.array(z.string().max(64)).max(100).default([]),
  clientRatings: z.array(z.enum(clientRatingKinds)).max(3).default([]),
  /** 0 stands for "not rated". */
  supervisorRatings: z.array(z.number().int().min(0).max(5)).max(6).default([]),
  period: periodSchema.nullable().default(null),
  /** Words looked for in the client's name, case- and ё-insensitive. */
  text: z.string().max(200).default(''),
})
export type DialogFilter = z.output<typeof dialogFilterSchema>

/** Columns of the list, in their default order. Every one of them sorts. */
export const dialogColumns = [
  'id', 'client', 'status', 'operator', 'source', 'line', 'clientRating', 'supervisorRating', 'waitAnswer', 'waitClose',
  'messageCount', 'transfers', 'createdAt', 'closedAt', 'ratedAt',
] as const
export type DialogColumn = (typeof dialogColumns)[number]

export const defaultColumns: readonly DialogColumn[] = [
  'client', 'operator', 'source', 'line', 'status', 'clientRating', 'supervisorRating', 'waitAnswer', 'createdAt',
]

export const dialogSortSchema = z.strictObject({
  column: z.enum(dialogColumns).default('createdAt'),
  direction: z.enum(['asc', 'desc']).default('desc'),
})
export type DialogSort = z.output<typeof dialogSortSchema>

export const dialogIndexInput = z.strictObject({
  filter: dialogFilterSchema,
  sort: dialogSortSchema,
  offset: z.number().int().min(0).default(0),
  limit: z.number().int().min(1).max(1000).default(500),
})

/** A block of ids in list order, and how many dialogs match in all. */
export const dialogIndexSchema = z.strictObject({ ids: z.array(sessionIdSchema), total: z.number().int().min(0) })
export type DialogIndex = z.output<typeof dialogIndexSchema>

/** State of our own rating on its way to the portal; null when nothing is waiting. */
export const ratingStates = ['queued', 'sending', 'failed'] as const
export type RatingState = (typeof ratingStates)[number]

export const dialogRowSchema = z.strictObject({
  id: sessionIdSchema,
  chatId: z.number().int(),
  clientName: z.string().nullable(),
  status: z.enum(sessionStatuses),
  closeReason: z.enum(closeReasons).nullable(),
  operatorId: z.number().int().nullable(),
  operatorName: z.string().nullable(),
  lineId: z.number().int(),
  lineName: z.string().nullable(),
  source: z.string(),
  /** 1..5 on `clientRatingScale`; on scale 2 a like is 5 and a dislike is 1. Null when the client did not rate. */
  clientRating: z.number().int().min(1).max(5).nullable(),
  clientRatingScale: z.union([z.literal(2), z.literal(5)]),
  ratedAt: instantSchema.nullable(),
  /** The supervisor's rating as shown: our own unsent one if there is any, else the portal's. */
  supervisorRating: z.number().int().min(1).max(5).nullable(),
  supervisorComment: z.string().nullable(),
  /** What the portal holds, whatever of ours is still unsent. */
  portalRating: z.number().int().min(1).max(5).nullable(),
  portalComment: z.string().nullable(),
  ratingState: z.enum(ratingStates).nullable(),
  ratingError: errorSchema.nullable(),
  /** Seconds from the start to the first answer; null when nobody answered. */
  waitAnswer: z.number().int().nullable(),
  /** Seconds from the start to the close. */
  waitClose: z.number().int().nullable(),
  /** Whether the line's first-answer target was met; null where the line has no target. */
  kpiFirstAnswer: z.boolean().nullable(),
  messageCount: z.number().int(),
  transfers: z.number().int(),
  createdAt: instantSchema,
  firstAnswerAt: instantSchema.nullable(),
  closedAt: instantSchema.nullable(),
  crmEntityType: z.string().nullable(),
  crmEntityId: z.number().int().nullable(),
  alertState: z.enum(['open', 'acknowledged']).nullable(),
})
export type DialogRow = z.output<typeof dialogRowSchema>

/** The rail's views. Filters live beside their names so that the count and the list can never disagree. */
export const viewNames = ['review', 'low', 'open', 'all'] as const
export type ViewName = (typeof viewNames)[number]

const anyDialog = dialogFilterSchema.parse({})

export const viewFilters: Readonly<Record<ViewName, DialogFilter>> = {
  review: {
    ...anyDialog, statuses: ['closed'], supervisorRatings: [0], period: { kind: 'preset', field: 'closed', preset: 'last7' },
  },
  low: { ...anyDialog, clientRatings: ['dislike'], period: { kind: 'preset', field: 'rated', preset: 'last30' } },
  open: { ...anyDialog, statuses: ['new', 'answered', 'paused'] },
  all: anyDialog,
}

export const dialogCountsSchema = z.strictObject({
  review: z.number().int(), low: z.number().int(), open: z.number().int(), all: z.number().int(),
})
export type DialogCounts = z.output<typeof dialogCountsSchema>
