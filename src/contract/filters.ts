import { z } from 'zod'
import { instantSchema } from './common.ts'
import { evidenceKinds } from './insights.ts'

/** The portal's own session states (`imopenlines.v2.Session.list`); `new` is queued or missed, `paused` is pinned to its operator. */
export const sessionStatuses = ['new', 'answered', 'paused', 'closed', 'spam'] as const
export type SessionStatus = (typeof sessionStatuses)[number]

export const closeReasons = ['operator', 'auto', 'spam', 'client', 'replyLimit'] as const
export type CloseReason = (typeof closeReasons)[number]

/** Whose turn it is. An open dialog whose conversation was not read yet has none that is known. */
export const generalStatuses = ['waiting', 'answered', 'closed'] as const
export type GeneralStatus = (typeof generalStatuses)[number]

/** The portal's nine stages, in the order of a dialog's life. `queued`: sent on to a queue; `taken`: the operator pressed Answer. */
export const detailedStatuses = ['new', 'queued', 'taken', 'waiting', 'askedAgain', 'answered', 'closing', 'closed', 'spam'] as const
export type DetailedStatus = (typeof detailedStatuses)[number]

/** Who began: the client, or the operator. */
export const directions = ['in', 'out'] as const
export type Direction = (typeof directions)[number]

/** On the binary scale a like is stored as 5 and a dislike as 1; stars are split as the portal does, 3 and above is a like. */
export const clientRatingKinds = ['like', 'dislike', 'none'] as const
/** Filter values for the client's rating: kinds, or the number itself. */
export const clientRatingValues = [...clientRatingKinds, '1', '2', '3', '4', '5'] as const

/** Filter values for the supervisor's rating beside 1..5. Hidden: the portal lets the signed-in user neither rate nor see it. */
export const notRated = 0
export const hiddenRating = -1

/** `missed`: the client was content and the supervisor was not; `unfair`: the other way round; `none`: one of the two is missing. */
export const disagreements = ['missed', 'unfair', 'agree', 'none'] as const
export type Disagreement = (typeof disagreements)[number]

/** `unknown` where the source cannot tell, or has not yet. */
export const presences = ['yes', 'no', 'unknown'] as const
/** The line's first-answer target; `none`: it has no target, or nobody tells. */
export const kpiOutcomes = ['met', 'breached', 'none'] as const
/** By whom the dialog was rated; reviewed by anyone is `me` or `others`. `hidden` as above. A mark without a rating is `marked`. */
export const reviewers = ['me', 'others', 'none', 'hidden'] as const
export type Reviewer = (typeof reviewers)[number]
export const alertStates = ['open', 'acknowledged', 'none'] as const

export const periodFields = ['created', 'closed', 'rated', 'firstAnswer', 'operatorAnswer', 'lastMessage', 'changed'] as const
export const periodPresets = ['today', 'yesterday', 'last7', 'last30', 'last90', 'thisMonth', 'lastMonth'] as const

/**
 * Periods are half-open [from, to), and open to a side that is null; open to both, any such date will do, and turned round
 * there must be none. A preset is resolved by the engine in the report zone at the time of the question.
 */
export const periodSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('preset'), field: z.enum(periodFields), preset: z.enum(periodPresets) }),
  z.strictObject({
    kind: z.literal('range'), field: z.enum(periodFields), from: instantSchema.nullable(), to: instantSchema.nullable(),
  }),
])
export type Period = z.output<typeof periodSchema>

/** Numbers that can be bounded; times in whole seconds. A dialog that has no such number, or none that is known, is in no range. */
export const rangeFields = [
  'waitAnswer', 'waitTaken', 'waitClose', 'dialogTime', 'firstReply', 'botTime', 'totalReply', 'averageReply', 'longestReply',
  'messageCount', 'transfers',
] as const
export type RangeField = (typeof rangeFields)[number]

/** Both ends belong to it; null leaves that side open. Open to both, any such number will do, and turned round there must be none. */
export const rangeSchema = z.strictObject({ min: z.number().int().min(0).nullable(), max: z.number().int().min(0).nullable() })
export type Range = z.output<typeof rangeSchema>

/** Conditions that are lists of values. */
export const listFields = [
  'statuses', 'generalStatuses', 'detailedStatuses', 'closeReasons', 'operatorIds', 'departmentIds', 'lineIds', 'sources', 'directions',
  'clientRatings', 'supervisorRatings', 'disagreements', 'comments', 'kpi', 'spam', 'pinned', 'crm', 'form', 'reviewers', 'marked', 'flagged', 'alerts', 'unsent',
  'evidence',
] as const
export type ListField = (typeof listFields)[number]

/** Conditions that can be turned round by naming them in `not`. */
export const turnableFields = [...listFields, ...rangeFields, 'period', 'comment'] as const
export type TurnableField = (typeof turnableFields)[number]

function listOf<const T extends readonly string[]>(values: T) {
  return z.array(z.enum(values)).max(values.length).default([])
}

/** Conditions combine with AND; the values of one list with OR. An empty list means "any", also when it is named in `not`. */
export const dialogFilterSchema = z.strictObject({
  statuses: listOf(sessionStatuses),
  generalStatuses: listOf([...generalStatuses, 'unknown']),
  detailedStatuses: listOf([...detailedStatuses, 'unknown']),
  /** `none`: still open, or nobody tells. */
  closeReasons: listOf([...closeReasons, 'none']),
  /** 0 stands for "no operator". */
  operatorIds: z.array(z.number().int().min(0)).max(1000).default([]),
  /** With all departments below them. 0 stands for operators without a department, and for no operator. */
  departmentIds: z.array(z.number().int().min(0)).max(1000).default([]),
  lineIds: z.array(z.number().int()).max(1000).default([]),
  /** Channel codes such as `telegrambot`. */
  sources: z.array(z.string().max(64)).max(100).default([]),
  directions: listOf([...directions, 'unknown']),
  clientRatings: listOf(clientRatingValues),
  /** `notRated`, `hiddenRating` or 1..5. */
  supervisorRatings: z.array(z.number().int().min(hiddenRating).max(5)).max(7).default([]),
  disagreements: listOf(disagreements),
  /** Whether there is a supervisor's comment, the portal's or our own unsent one. */
  comments: listOf(['yes', 'no']),
  kpi: listOf(kpiOutcomes),
  spam: listOf(['yes', 'no']),
  pinned: listOf(['yes', 'no']),
  crm: listOf(['yes', 'no']),
  form: listOf(presences),
  reviewers: listOf(reviewers),
  /** Marked as reviewed by this user, on this computer; says nothing of ratings. */
  marked: listOf(['yes', 'no']),
  /** Flagged by this user, on this computer. */
  flagged: listOf(['yes', 'no']),
  alerts: listOf(alertStates),
  unsent: listOf(['yes', 'no']),
  /** What may have displeased the client. `none`: looked for and not found; `unknown`: the conversation was not read yet. */
  evidence: listOf([...evidenceKinds, 'none', 'unknown']),
  /** Conditions that mean "is not": exactly the dialogs that the condition alone would leave out. */
  not: z.array(z.enum(turnableFields)).max(turnableFields.length).default([]),
  /** Part of the supervisor's comment, case- and ё-insensitive. */
  comment: z.string().max(200).default(''),
  ranges: z.partialRecord(z.enum(rangeFields), rangeSchema).default({}),
  period: periodSchema.nullable().default(null),
  /**
   * Looked for in client names, messages and comments, case- and ё-insensitive. A word finds the words that begin with
   * it; "words in quotes" are found as they stand; -word leaves out what holds it.
   */
  text: z.string().max(200).default(''),
})
export type DialogFilter = z.output<typeof dialogFilterSchema>

/** The rail's views. Filters live beside their names so that the count and the list can never disagree. */
export const viewNames = ['review', 'low', 'open', 'all'] as const
export type ViewName = (typeof viewNames)[number]

export const anyDialog: DialogFilter = dialogFilterSchema.parse({})

export const viewFilters: Readonly<Record<ViewName, DialogFilter>> = {
  review: {
    ...anyDialog, statuses: ['closed'], supervisorRatings: [notRated], marked: ['no'], period: { kind: 'preset', field: 'closed', preset: 'last7' },
  },
  low: { ...anyDialog, clientRatings: ['dislike'], period: { kind: 'preset', field: 'rated', preset: 'last30' } },
  open: { ...anyDialog, statuses: ['new', 'answered', 'paused'] },
  all: anyDialog,
}
