import { z } from 'zod'
import { errorSchema, instantSchema, sessionIdSchema } from './common.ts'
import { ratingStates } from './dialogs.ts'

/** The portal cuts longer comments without saying so. */
export const commentLimit = 10_000

const seenSchema = z.strictObject({ rating: z.number().int().min(1).max(5).nullable(), comment: z.string().nullable() })

export const ratingSchema = z.strictObject({
  sessionId: sessionIdSchema,
  rating: z.number().int().min(1).max(5),
  comment: z.string().trim().max(commentLimit).default(''),
  /**
   * What the form showed when the supervisor began to choose: a different value in the portal is somebody else's and is
   * not to be replaced unseen. Null when nothing was shown; then what the local copy holds counts.
   */
  seen: seenSchema.nullable().default(null),
})
export type Rating = z.output<typeof ratingSchema>

/** What was chosen and typed for a dialog and is not saved yet. */
export const draftSchema = z.strictObject({
  rating: z.number().int().min(1).max(5).nullable(),
  comment: z.string().max(commentLimit),
  /** What the form showed before the first change. */
  seen: seenSchema,
})
export type Draft = z.output<typeof draftSchema>

/** Drafts name their account: the one on screen may change while they are on their way. */
export const draftOfInput = z.strictObject({ accountId: z.string(), sessionId: sessionIdSchema })
export const draftInput = draftOfInput.extend({ draft: draftSchema.nullable() })

/** A rating that the portal has not confirmed yet. */
export const unsentRatingSchema = z.strictObject({
  sessionId: sessionIdSchema,
  clientName: z.string().nullable(),
  rating: z.number().int(),
  comment: z.string(),
  state: z.enum(ratingStates),
  /** Until when a held one can be taken back; null in every other state. */
  sendAfter: instantSchema.nullable(),
  attempts: z.number().int(),
  createdAt: instantSchema,
  error: errorSchema.nullable(),
})
export type UnsentRating = z.output<typeof unsentRatingSchema>

export const outboxSummarySchema = z.strictObject({
  unsent: z.number().int(), failed: z.number().int(), oldestAt: instantSchema.nullable(),
})
export type OutboxSummary = z.output<typeof outboxSummarySchema>

export const journalEvents = ['saved', 'undone', 'sent', 'confirmed', 'failed', 'retried'] as const

/** A line of the journal of our own ratings. */
export const journalLineSchema = z.strictObject({
  at: instantSchema,
  event: z.enum(journalEvents),
  rating: z.number().int().nullable(),
  comment: z.string().nullable(),
  /** What the portal held before. */
  beforeRating: z.number().int().nullable(),
})
export type JournalLine = z.output<typeof journalLineSchema>
