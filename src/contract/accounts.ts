import { z } from 'zod'

export const accountSchema = z.strictObject({
  id: z.string(),
  kind: z.enum(['webhook', 'demo']),
  /** Shown, never used as identity. */
  host: z.string(),
  userId: z.number().int(),
  userName: z.string(),
  /** The portal's zone as an offset from UTC in minutes; reports are drawn in it. */
  zoneMinutes: z.number().int(),
  /** Whether the sign-in survives a restart. */
  remembered: z.boolean(),
})
export type Account = z.output<typeof accountSchema>

export const webhookSignInSchema = z.strictObject({
  /** `https://portal/rest/<user>/<secret>/` as copied from the portal. */
  url: z.string().trim().max(2000),
  /** Keep the secret on this computer. */
  remember: z.boolean().default(true),
})
