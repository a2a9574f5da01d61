import { z } from 'zod'
import { errorSchema, instantSchema } from './common.ts'

/** The daily comparison of counts by month with the portal's own. */
export const reconciliationSchema = z.strictObject({
  at: instantSchema,
  months: z.number().int(),
  /** Dialogs that were missing here and have been fetched. */
  repaired: z.number().int(),
  /** Dialogs here beyond those that the portal counts: deleted there, or shown by another source. They stay. */
  surplus: z.number().int(),
})
export type Reconciliation = z.output<typeof reconciliationSchema>

export const syncStateSchema = z.strictObject({
  /** `first`: history is still loading; `live`: everything is here and kept current; `waiting`: will try again by itself. */
  phase: z.enum(['idle', 'first', 'live', 'waiting']),
  /** Dialogs in the local copy. */
  sessions: z.number().int(),
  /** Dialogs the portal said it holds; null while unknown. */
  expected: z.number().int().nullable(),
  /** Everything created since then is here. */
  loadedSince: instantSchema.nullable(),
  lastCheckAt: instantSchema.nullable(),
  /** Null before the first one, and on a portal that does not count. */
  lastReconcile: reconciliationSchema.nullable(),
  error: errorSchema.nullable(),
})
export type SyncState = z.output<typeof syncStateSchema>
