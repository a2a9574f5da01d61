import { z } from 'zod'
import { errorSchema, instantSchema, sessionIdSchema } from './common.ts'
import { ratingStates, type RatingState } from './dialogs.ts'
import { abilityStates, granters } from './portal.ts'

/** The portal cuts longer comments without saying so. */
export const commentLimit = 10_000

/** A comment may be longer than that while it is being written, as two merged ones are: nobody's words are cut off unseen. */
export const draftCommentLimit = 100_000

/** A rating up to this is a low one, which may have to have a comment: see the review settings. */
export const lowUpTo = 2

const seenSchema = z.strictObject({ rating: z.number().int().min(1).max(5).nullable(), comment: z.string().nullable() })
export type Vote = z.output<typeof seenSchema>

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
  comment: z.string().max(draftCommentLimit),
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
  uuid: z.string(),
  rating: z.number().int(),
  comment: z.string(),
  /** What the portal held when the supervisor chose. */
  base: seenSchema,
  /** In a conflict, what stands in the portal now as far as is known; else null. */
  theirs: seenSchema.nullable(),
  state: z.enum(ratingStates),
  /** Until when a held one can be taken back; null in every other state. */
  sendAfter: instantSchema.nullable(),
  attempts: z.number().int(),
  createdAt: instantSchema,
  error: errorSchema.nullable(),
})
export type UnsentRating = z.output<typeof unsentRatingSchema>

/**
 * Ends a conflict. `theirs`: mine is given up, and the journal says so. `mine`: my rating is to take the place of theirs.
 * `merge`: so is the edited one given here. In every case `seen` is what was shown as theirs: if the portal holds something
 * else by now, the conflict goes on and is shown anew.
 */
export const resolveInput = z.discriminatedUnion('choice', [
  z.strictObject({ choice: z.literal('theirs'), sessionId: sessionIdSchema, seen: seenSchema }),
  z.strictObject({ choice: z.literal('mine'), sessionId: sessionIdSchema, seen: seenSchema }),
  z.strictObject({
    choice: z.literal('merge'), sessionId: sessionIdSchema, seen: seenSchema,
    rating: ratingSchema.shape.rating, comment: ratingSchema.shape.comment,
  }),
])
export type Resolution = z.output<typeof resolveInput>

export const outboxSummarySchema = z.strictObject({
  unsent: z.number().int(),
  /** Those of them that wait for the supervisor: conflicts, refused ones, and those that need a sign-in. */
  attention: z.number().int(),
  states: z.strictObject({
    'held': z.number().int(), 'queued': z.number().int(), 'sending': z.number().int(), 'conflict': z.number().int(),
    'refused': z.number().int(), 'needs-sign-in': z.number().int(),
  } satisfies Record<RatingState, z.ZodType>),
  oldestAt: instantSchema.nullable(),
})
export type OutboxSummary = z.output<typeof outboxSummarySchema>

/**
 * `unclear`: sent, and no answer tells whether it arrived. `paused`: needs a sign-in. `keptTheirs`, `replaced`, `merged`: how a
 * conflict was ended. `restored`: taken over when a damaged ledger was replaced. `failed` is in journals of older versions.
 */
export const journalEvents = [
  'saved', 'undone', 'discarded', 'sent', 'unclear', 'confirmed', 'conflict', 'keptTheirs', 'replaced', 'merged', 'refused', 'paused', 'retried',
  'restored', 'failed',
] as const

/** A line of the journal of our own ratings: the only record of who gave a rating, since the portal keeps none. */
export const journalLineSchema = z.strictObject({
  at: instantSchema,
  event: z.enum(journalEvents),
  /** The same for all lines of one choice. */
  uuid: z.string(),
  rating: z.number().int().nullable(),
  comment: z.string().nullable(),
  /** What the portal held before, or holds instead. */
  beforeRating: z.number().int().nullable(),
  beforeComment: z.string().nullable(),
  /** Error code and English detail for support. */
  detail: z.string().nullable(),
})
export type JournalLine = z.output<typeof journalLineSchema>

export const journalFileSchema = z.strictObject({ path: z.string(), rows: z.number().int() })
export type JournalFile = z.output<typeof journalFileSchema>

/** Whether the form may be used, as far as is known before anything is sent, and what stands in the way. */
export const ratingRightSchema = z.strictObject({
  state: z.enum(['allowed', 'refused', 'unknown']),
  /** Null unless refused. `missing-right` without more is the portal's flat no, about this dialog or its plan. */
  reason: z.enum(abilityStates).nullable(),
  scope: z.string().nullable(),
  granter: z.enum(granters).nullable(),
})
export type RatingRight = z.output<typeof ratingRightSchema>

/** The ledger was damaged, or lacked ratings that the local copy still showed: what came of it. */
export const ledgerRestoreSchema = z.strictObject({
  at: instantSchema,
  /** Date of the copy that was taken; null when there was none. */
  backupAt: instantSchema.nullable(),
  /** Where the damaged files were put; null when none was. */
  keptAt: z.string().nullable(),
  /** Whether all that matters could still be read from the damaged file: then nothing is missing. */
  complete: z.boolean(),
  /** Rows found in the damaged file beyond the copy. */
  recovered: z.number().int(),
  /** Unsent ratings that may or may not have reached the portal: parked as `refused` until the supervisor decides. */
  uncertain: z.array(z.strictObject({ sessionId: sessionIdSchema, rating: z.number().int(), comment: z.string() })),
})
export type LedgerRestore = z.output<typeof ledgerRestoreSchema>
