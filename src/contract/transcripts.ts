import { z } from 'zod'
import { instantSchema, sessionIdSchema } from './common.ts'

export const authorKinds = ['client', 'operator', 'bot', 'system'] as const

export const messageSchema = z.strictObject({
  id: z.number().int(),
  at: instantSchema,
  authorKind: z.enum(authorKinds),
  authorId: z.number().int(),
  authorName: z.string(),
  /** The portal's BBCode as received; a face renders it to elements and never to HTML. */
  text: z.string(),
  files: z.array(z.strictObject({ name: z.string(), type: z.string(), size: z.number().int() })),
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
