import { z } from 'zod'
import { errorCodes } from './result.ts'

/** The portal's session id. */
export const sessionIdSchema = z.number().int().positive()

/** UTC epoch milliseconds. */
export const instantSchema = z.number().int()

export const errorSchema = z.strictObject({ code: z.enum(errorCodes), message: z.string() })

/** One line, and nothing that could turn its letters round in a list. */
export function oneLineSchema(limit: number) {
  return z.string().trim().min(1).max(limit).regex(/^[^\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u202A-\u202E\u2066-\u2069]+$/u, 'control characters')
}

export const emptySchema = z.strictObject({})
