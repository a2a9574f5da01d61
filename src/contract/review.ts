import { z } from 'zod'
import { instantSchema, sessionIdSchema } from './common.ts'
import { dialogFilterSchema, dialogSortSchema } from './dialogs.ts'

/** What a reviewer does not get to see before the own rating: the client's rating, or that and who served the client. */
export const blindModes = ['off', 'rating', 'operator'] as const
export type BlindMode = (typeof blindModes)[number]

/** Longer queues are cut; nobody reviews more in one go. */
export const queueLimit = 1_000
export const seedLimit = 0xffff_ffff

export const sampleSchema = z.strictObject({
  /** The same seed over the same dialogs chooses the same ones. */
  seed: z.number().int().min(0).max(seedLimit),
  size: z.number().int().min(1).max(queueLimit),
  /** So many of each operator come first, as far as the size goes; what is left over is chosen among all. */
  perOperator: z.number().int().min(1).max(100).nullable().default(null),
})
export type Sample = z.output<typeof sampleSchema>

export const reviewStartInput = z.strictObject({
  filter: dialogFilterSchema,
  sort: dialogSortSchema,
  /** Null takes the list as it is, in its order. */
  sample: sampleSchema.nullable().default(null),
  blind: z.enum(blindModes).default('off'),
})
export type ReviewStart = z.output<typeof reviewStartInput>

/** Why a dialog is in the queue: the whole list is, its operator’s quota, or by chance among the rest. */
export const pickReasons = ['list', 'quota', 'random'] as const
export type PickReason = (typeof pickReasons)[number]

export const reviewItemSchema = z.strictObject({
  sessionId: sessionIdSchema,
  state: z.enum(['waiting', 'rated', 'skipped']),
  skipReason: z.string().nullable(),
  reason: z.enum(pickReasons),
  /** With which it was to come into the queue, 0..1. */
  probability: z.number().min(0).max(1),
})
export type ReviewItem = z.output<typeof reviewItemSchema>

export const reviewQueueSchema = z.strictObject({
  id: z.number().int(),
  startedAt: instantSchema,
  sample: sampleSchema.nullable(),
  blind: z.enum(blindModes),
  /** How many dialogs the list held when the queue was made. */
  matched: z.number().int(),
  items: z.array(reviewItemSchema),
  rated: z.number().int(),
  skipped: z.number().int(),
  /** Empty while names are hidden. `quota`: how many were wanted; more than `total` where the operator has not got as many. */
  operators: z.array(z.strictObject({
    operatorId: z.number().int().nullable(), name: z.string().nullable(), rated: z.number().int(), total: z.number().int(),
    quota: z.number().int().nullable(),
  })),
})
export type ReviewQueue = z.output<typeof reviewQueueSchema>

/** Where to go on: the next one to review, and those after it; null when every dialog is done. */
export const reviewPlaceSchema = z.strictObject({ sessionId: sessionIdSchema.nullable(), nextIds: z.array(sessionIdSchema) })
export type ReviewPlace = z.output<typeof reviewPlaceSchema>

export const skipSchema = z.strictObject({ at: instantSchema, reason: z.string() })
export type Skip = z.output<typeof skipSchema>

export const skipInput = z.strictObject({ sessionId: sessionIdSchema, reason: z.string().trim().min(1).max(200) })

export const commentTemplateSchema = z.strictObject({ name: z.string().trim().min(1).max(60), text: z.string().trim().min(1).max(2_000) })
export type CommentTemplate = z.output<typeof commentTemplateSchema>

const causeSchema = z.string().trim().min(1).max(40)

export const reviewSettingsSchema = z.strictObject({
  /** What 1..5 mean, in this order; an empty one is said in the program’s own words. */
  anchors: z.array(z.string().trim().max(60)).length(5).default(['', '', '', '', '']),
  /** Null for the program’s own. */
  templates: z.array(commentTemplateSchema).max(50).nullable().default(null),
  /** Causes offered for ratings up to 2; they go into the comment as hashtags. Null for the program’s own. */
  causes: z.array(causeSchema).max(9).nullable().default(null),
  lowNeedsComment: z.boolean().default(true),
  blind: z.enum(blindModes).default('off'),
  /** Seconds that a saved rating is held back and can be taken back. */
  holdSeconds: z.number().int().min(0).max(60).default(8),
})
export type ReviewSettings = z.output<typeof reviewSettingsSchema>
