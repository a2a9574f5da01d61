import { z } from 'zod'
import { instantSchema, sessionIdSchema } from './common.ts'

export const authorKinds = ['client', 'operator', 'bot', 'system'] as const

/** What a line of the portal's own tells: by its mark where the portal sets one, else by its words. */
export const messageEvents = [
  'assigned', 'queued', 'transferred', 'took-over', 'joined', 'pinned', 'rating-asked', 'closed', 'auto-closed', 'marked-spam', 'reopened',
] as const
export type MessageEvent = (typeof messageEvents)[number]

export const messageSchema = z.strictObject({
  id: z.number().int(),
  at: instantSchema,
  authorKind: z.enum(authorKinds),
  authorId: z.number().int(),
  authorName: z.string(),
  /** The portal's BBCode as received; a face renders it to elements and never to HTML. */
  text: z.string(),
  files: z.array(z.strictObject({ name: z.string(), type: z.string(), size: z.number().int() })),
  /** Absent where a message is no such line, and in copies from before these were told. */
  event: z.enum(messageEvents).optional(),
  /** The client's rating, 1..5, on the one message that tells when it was given. */
  clientRating: z.number().int().min(1).max(5).optional(),
})
export type Message = z.output<typeof messageSchema>

export const transcriptSchema = z.strictObject({
  sessionId: sessionIdSchema,
  fetchedAt: instantSchema,
  /** Oldest first. */
  messages: z.array(messageSchema),
  /** Whether the signed-in user may rate this dialog; null when the portal did not say. */
  canRate: z.boolean().nullable(),
})
export type Transcript = z.output<typeof transcriptSchema>
