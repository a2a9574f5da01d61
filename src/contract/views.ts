import { z } from 'zod'
import { dialogColumns, dialogSortSchema, type DialogSort } from './columns.ts'
import { oneLineSchema } from './common.ts'
import { anyDialog, dialogFilterSchema, viewFilters, type DialogFilter } from './filters.ts'

export const densities = ['compact', 'normal', 'spacious'] as const
export type Density = (typeof densities)[number]

/** In CSS px. */
export const columnWidthLimits = { min: 40, max: 1200 } as const

/** Widths in CSS px; null: as wide as the room allows. Pinned columns stay in sight when the list scrolls sideways. */
export const viewColumnSchema = z.strictObject({
  column: z.enum(dialogColumns),
  width: z.number().int().min(columnWidthLimits.min).max(columnWidthLimits.max).nullable().default(null),
  pinned: z.boolean().default(false),
})
export type ViewColumn = z.output<typeof viewColumnSchema>

/** Columns from left to right, each at most once. */
export const viewLayoutSchema = z.strictObject({
  columns: z.array(viewColumnSchema).min(1).max(dialogColumns.length)
    .refine(columns => new Set(columns.map(({ column }) => column)).size === columns.length, 'a column twice'),
  density: z.enum(densities).default('normal'),
})
export type ViewLayout = z.output<typeof viewLayoutSchema>

export const viewNameSchema = oneLineSchema(80)

/** What a view shows, without its place in the rail; this is what a link carries. */
export const sharedViewSchema = z.strictObject({
  /** Null: a mere filter. */
  name: viewNameSchema.nullable(),
  filter: dialogFilterSchema,
  sort: dialogSortSchema,
  /** Null: the columns of the settings. */
  layout: viewLayoutSchema.nullable(),
})
export type SharedView = z.output<typeof sharedViewSchema>

export const viewIdSchema = z.string().min(1).max(64)

/** The digit that opens it. */
export const viewShortcutSchema = z.number().int().min(1).max(9)

export const viewSchema = z.strictObject({
  /** A built-in view has its own name here. */
  id: viewIdSchema,
  /** Null: built-in, and called by the words of the screen. */
  name: viewNameSchema.nullable(),
  filter: dialogFilterSchema,
  sort: dialogSortSchema,
  layout: viewLayoutSchema.nullable(),
  shortcut: viewShortcutSchema.nullable(),
})
export type View = z.output<typeof viewSchema>

/** Own views, built-in ones not counted. */
export const viewLimit = 50

export const viewSaveInput = z.strictObject({
  /** Null: a new one, put last. */
  id: viewIdSchema.nullable(),
  name: viewNameSchema,
  filter: dialogFilterSchema,
  sort: dialogSortSchema,
  layout: viewLayoutSchema.nullable(),
  /** Taken from the view that had it. */
  shortcut: viewShortcutSchema.nullable(),
})
export type ViewSave = z.output<typeof viewSaveInput>

/** How a view shows its dialogs, which can be changed for built-in views too. */
export const viewArrangeInput = viewSaveInput.pick({ sort: true, layout: true, shortcut: true }).extend({ id: viewIdSchema })
export type ViewArrange = z.output<typeof viewArrangeInput>

export const viewRenameInput = z.strictObject({ id: viewIdSchema, name: viewNameSchema })
/** Own views only. `before`: the view that it comes to stand above; null puts it last. */
export const viewMoveInput = z.strictObject({ id: viewIdSchema, before: viewIdSchema.nullable() })
export const viewByIdInput = z.strictObject({ id: viewIdSchema })

/** How many dialogs match each view now, by its id. */
export const viewCountsSchema = z.record(viewIdSchema, z.number().int().min(0))
export type ViewCounts = z.output<typeof viewCountsSchema>

export const builtInViewIds = ['review', 'low', 'open', 'waiting', 'disagreements', 'all'] as const
export type BuiltInViewId = (typeof builtInViewIds)[number]

export type BuiltInView = { readonly id: BuiltInViewId; readonly filter: DialogFilter; readonly sort: DialogSort }

const newestFirst = dialogSortSchema.parse({})

/** In the order of the rail; each has its number as shortcut. */
export const builtInViews: readonly BuiltInView[] = [
  { id: 'review', filter: viewFilters.review, sort: newestFirst },
  { id: 'low', filter: viewFilters.low, sort: newestFirst },
  { id: 'open', filter: viewFilters.open, sort: newestFirst },
  // Where nobody has read the conversation yet the client may well be waiting; those come last.
  {
    id: 'waiting', filter: { ...viewFilters.open, generalStatuses: ['waiting', 'unknown'] },
    sort: { column: 'lastMessageAt', direction: 'asc', thenBy: [{ column: 'createdAt', direction: 'asc' }] },
  },
  { id: 'disagreements', filter: { ...anyDialog, disagreements: ['missed', 'unfair'] }, sort: { column: 'closedAt', direction: 'desc' } },
  { id: 'all', filter: viewFilters.all, sort: newestFirst },
]
