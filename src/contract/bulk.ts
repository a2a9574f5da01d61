import { z } from 'zod'
import { errorSchema, instantSchema, sessionIdSchema } from './common.ts'
import { dialogFilterSchema } from './filters.ts'

/** Dialogs that one run takes at most; the rest is left out and counted. */
export const bulkLimit = 10_000

/** Named dialogs, or all that match a filter when it is asked, but for some. */
export const selectionSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('ids'), ids: z.array(sessionIdSchema).min(1).max(bulkLimit) }),
  z.strictObject({ kind: z.literal('filter'), filter: dialogFilterSchema, except: z.array(sessionIdSchema).max(bulkLimit) }),
])
export type Selection = z.output<typeof selectionSchema>

export const transferTargetSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('operator'), operatorId: z.number().int().positive() }),
  z.strictObject({ kind: z.literal('line'), lineId: z.number().int().positive() }),
])

/** `markReviewed` and `unmarkReviewed` stay on this computer; `copyLinks` changes nothing and has no run. */
export const bulkActionSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('finish') }),
  z.strictObject({ kind: z.literal('spam') }),
  z.strictObject({ kind: z.literal('transfer'), target: transferTargetSchema }),
  z.strictObject({ kind: z.literal('markReviewed') }),
  z.strictObject({ kind: z.literal('unmarkReviewed') }),
  z.strictObject({ kind: z.literal('copyLinks') }),
])
export type BulkAction = z.output<typeof bulkActionSchema>

/**
 * Why an action leaves a dialog alone. `already`: it is where the action would bring it. `no-chat`: its chat is not known
 * yet. `gone`: not in the local copy. `over-limit`: more than one run takes.
 */
export const bulkObstacles = ['closed', 'already', 'no-chat', 'no-rights', 'gone', 'over-limit'] as const
export type BulkObstacle = (typeof bulkObstacles)[number]

export const bulkPreviewInput = z.strictObject({ selection: selectionSchema, action: bulkActionSchema })
export type BulkPreviewInput = z.output<typeof bulkPreviewInput>

/** What would be done. Exactly these dialogs are acted on when it is started, whatever joins the list meanwhile. */
export const bulkPreviewSchema = z.strictObject({
  previewId: z.string(),
  /** Selected dialogs; those that the action applies to; why not to the others. */
  selected: z.number().int(),
  applies: z.number().int(),
  leftOut: z.array(z.strictObject({ obstacle: z.enum(bulkObstacles), count: z.number().int() })),
  /** Dialogs without an operator: to close one, the portal first gives it to the caller, which its client sees. */
  unassigned: z.number().int(),
  undoable: z.boolean(),
})
export type BulkPreview = z.output<typeof bulkPreviewSchema>

export const byPreviewInput = z.strictObject({ previewId: z.string() })

/**
 * `interrupted`: the program ended meanwhile. `stopped`: the portal could not be asked any further. `undone`: all that it
 * did was taken back.
 */
export const bulkStates = ['waiting', 'running', 'done', 'cancelled', 'interrupted', 'stopped', 'undone'] as const

/**
 * `closing`: the portal still waits for the client's rating. `refused`: nothing was changed. `unknown`: it was sent, and
 * whether the portal acted is not known. `skipped`: by then there was nothing left to do.
 */
export const bulkRowStates = ['waiting', 'sending', 'done', 'closing', 'refused', 'unknown', 'skipped', 'undone'] as const
export type BulkRowState = (typeof bulkRowStates)[number]

export const bulkRunSchema = z.strictObject({
  id: z.number().int(),
  action: bulkActionSchema,
  state: z.enum(bulkStates),
  total: z.number().int(),
  /** Dialogs by what became of them; together the total. */
  rows: z.record(z.enum(bulkRowStates), z.number().int()),
  startedAt: instantSchema,
  finishedAt: instantSchema.nullable(),
  error: errorSchema.nullable(),
  undoable: z.boolean(),
})
export type BulkRun = z.output<typeof bulkRunSchema>

export const bulkRowSchema = z.strictObject({
  sessionId: sessionIdSchema,
  state: z.enum(bulkRowStates),
  obstacle: z.enum(bulkObstacles).nullable(),
  error: errorSchema.nullable(),
})
export type BulkRow = z.output<typeof bulkRowSchema>

/** Rows that want to be looked at come first, then in the order in which they were taken. */
export const bulkResultSchema = z.strictObject({ run: bulkRunSchema, rows: z.array(bulkRowSchema) })
