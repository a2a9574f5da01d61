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
  files: z.array(z.strictObject({
    /** The portal's; absent in copies from before it was kept. */
    id: z.number().int().positive().optional(),
    name: z.string(), type: z.string(), size: z.number().int(),
  })),
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

/** What a face may draw. Nothing here can hold a script, as SVG can. */
export const pictureTypes = ['image/png', 'image/jpeg', 'image/gif', 'image/webp'] as const
export type PictureType = (typeof pictureTypes)[number]

/** `index`: the file's place in its message. */
export const pictureInput = z.strictObject({ sessionId: sessionIdSchema, messageId: z.number().int(), index: z.number().int().min(0).max(1000) })

/** The type is what the bytes are, whatever the file is called; `data` is base64. */
export const pictureSchema = z.strictObject({ type: z.enum(pictureTypes), data: z.string() })
export type Picture = z.output<typeof pictureSchema>
