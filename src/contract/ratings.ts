import { z } from 'zod'
import { errorSchema, instantSchema, sessionIdSchema } from './common.ts'
import { ratingStates } from './dialogs.ts'

/** The portal cuts longer comments without saying so. */
export const commentLimit = 10_000

export const ratingSchema = z.strictObject({
  sessionId: sessionIdSchema,
  rating: z.number().int().min(1).max(5),
  comment: z.string().trim().max(commentLimit).default(''),
  /**
   * What the form showed when the supervisor began to choose: a different value in the portal is somebody else's and is
   * not to be replaced unseen. Null when nothing was shown; then what the local copy holds counts.
   */
  seen: z.strictObject({ rating: z.number().int().min(1).max(5).nullable(), comment: z.string().nullable() }).nullable().default(null),
})
export type Rating = z.output<typeof ratingSchema>

/** A rating that the portal has not confirmed yet. */
export const unsentRatingSchema = z.strictObject({
  sessionId: sessionIdSchema,
  clientName: z.string().nullable(),
  rating: z.number().int(),
  comment: z.string(),
  state: z.enum(ratingStates),
  attempts: z.number().int(),
  createdAt: instantSchema,
  error: errorSchema.nullable(),
})
export type UnsentRating = z.output<typeof unsentRatingSchema>

export const outboxSummarySchema = z.strictObject({
  unsent: z.number().int(), failed: z.number().int(), oldestAt: instantSchema.nullable(),
})
export type OutboxSummary = z.output<typeof outboxSummarySchema>
