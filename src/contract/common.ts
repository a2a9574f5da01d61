import { z } from 'zod'
import { errorCodes } from './result.ts'

/** The portal's session id. */
export const sessionIdSchema = z.number().int().positive()

/** UTC epoch milliseconds. */
export const instantSchema = z.number().int()

export const errorSchema = z.strictObject({ code: z.enum(errorCodes), message: z.string() })

export const emptySchema = z.strictObject({})
