import { z } from 'zod'
import { errorSchema, instantSchema } from './common.ts'
import { selectionSchema } from './bulk.ts'
import { dialogColumns, dialogFilterSchema, dialogSortSchema } from './dialogs.ts'

export const exportScopes = ['list', 'selection'] as const

export const exportInput = z.strictObject({
  filter: dialogFilterSchema,
  sort: dialogSortSchema,
  columns: z.array(z.enum(dialogColumns)).min(1),
  /** Null: the whole list of the filter. Otherwise these dialogs alone, whether or not the filter still shows them. */
  selection: selectionSchema.nullable().default(null),
})
export type ExportInput = z.output<typeof exportInput>

export const exportRunSchema = z.strictObject({
  id: z.number().int(),
  state: z.enum(['running', 'done', 'failed', 'cancelled']),
  /** What was asked for: a whole list, or what was selected. */
  scope: z.enum(exportScopes),
  /** Rows written so far, and how many it held at the start. */
  rows: z.number().int(),
  total: z.number().int(),
  /** Where the file lies, or will lie once it is complete. */
  path: z.string(),
  startedAt: instantSchema,
  finishedAt: instantSchema.nullable(),
  error: errorSchema.nullable(),
})
export type ExportRun = z.output<typeof exportRunSchema>
