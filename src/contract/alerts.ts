import { z } from 'zod'
import { instantSchema, sessionIdSchema } from './common.ts'

/** One new low rating by a client. */
export const alertSchema = z.strictObject({
  id: z.number().int(),
  sessionId: sessionIdSchema,
  clientRating: z.number().int(),
  /** When the client rated, by the portal; null when the portal does not tell. */
  ratedAt: instantSchema.nullable(),
  detectedAt: instantSchema,
  state: z.enum(['open', 'acknowledged']),
  clientName: z.string().nullable(),
  operatorName: z.string().nullable(),
  lineName: z.string().nullable(),
  source: z.string(),
  waitAnswer: z.number().int().nullable(),
})
export type Alert = z.output<typeof alertSchema>

/** What a click on a notification brings to the front. */
export const targetSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('dialog'), accountId: z.string(), sessionId: sessionIdSchema }),
  /** Of one account; null is the one on screen. */
  z.strictObject({ kind: z.literal('alerts'), accountId: z.string().nullable() }),
])
export type Target = z.output<typeof targetSchema>

/** A notification that the face itself has to show, because the desktop's service could not. */
export const notificationSchema = z.strictObject({
  title: z.string(), body: z.string(), target: targetSchema.nullable(),
})
export type NotificationText = z.output<typeof notificationSchema>
