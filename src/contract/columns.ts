import { z } from 'zod'
import type { SourceKind } from './portal.ts'

/** Columns of the list, by group, in their default order. Those that somebody can tell sort; see `columnOrigin`. */
export const columnGroups = {
  general: ['id', 'client', 'generalStatus', 'detailedStatus', 'status', 'closeReason', 'spam', 'operator', 'department', 'source', 'line', 'direction'],
  crm: ['crmEntityType', 'page', 'formFilled', 'historyRequested', 'pinned'],
  ratings: ['clientRating', 'supervisorRating', 'supervisorComment', 'review', 'ownRating', 'ratingState', 'alertState', 'evidence', 'kpiFirstAnswer'],
  dates: [
    'createdAt', 'queuedAt', 'firstAnswerAt', 'operatorAnswerAt', 'lastMessageAt', 'operatorClosedAt', 'closedAt', 'changedAt', 'ratedAt',
  ],
  times: [
    'waitAnswer', 'waitTaken', 'waitOperatorClose', 'waitClose', 'dialogTime', 'firstReply', 'botTime', 'totalReply', 'averageReply',
    'longestReply', 'messageCount', 'transfers',
  ],
} as const

export const dialogColumns = [
  ...columnGroups.general, ...columnGroups.crm, ...columnGroups.ratings, ...columnGroups.dates, ...columnGroups.times,
] as const
export type DialogColumn = (typeof dialogColumns)[number]

export const defaultColumns: readonly DialogColumn[] = [
  'client', 'operator', 'source', 'line', 'status', 'clientRating', 'supervisorRating', 'waitAnswer', 'createdAt',
]

/** No method of the portal tells these; the list shows them as not available. They neither sort nor filter. */
export const untoldColumns = ['page', 'formFilled', 'historyRequested', 'queuedAt', 'operatorClosedAt', 'waitOperatorClose'] as const satisfies readonly DialogColumn[]
export type UntoldColumn = (typeof untoldColumns)[number]

const byReading: ReadonlySet<DialogColumn> = new Set([
  'generalStatus', 'detailedStatus', 'direction', 'evidence', 'lastMessageAt', 'dialogTime', 'firstReply', 'botTime', 'totalReply', 'averageReply',
  'longestReply',
])
const byReadingWithoutStatistics: ReadonlySet<DialogColumn> = new Set([
  'clientRating', 'supervisorRating', 'supervisorComment', 'ratedAt', 'waitAnswer', 'waitTaken', 'messageCount', 'firstAnswerAt', 'operatorAnswerAt',
])
const byStatisticsAlone: ReadonlySet<DialogColumn> = new Set(['closeReason', 'spam', 'transfers', 'kpiFirstAnswer'])
const byOurselves: ReadonlySet<DialogColumn> = new Set(['review', 'ownRating', 'ratingState', 'alertState'])

/**
 * Who tells a column: the portal's `list`, the conversation once it was read (`reading`), our own ledger (`ourselves`),
 * nobody with this `source`, or nobody at all (`untold`).
 */
export type ColumnOrigin = 'list' | 'reading' | 'ourselves' | 'source' | 'untold'

export function columnOrigin(column: DialogColumn, source: SourceKind): ColumnOrigin {
  if (untoldColumns.some(untold => untold === column)) return 'untold'
  if (byOurselves.has(column)) return 'ourselves'
  if (byReading.has(column)) return 'reading'
  if (source === 'statistics') return column === 'changedAt' ? 'source' : 'list'
  if (byStatisticsAlone.has(column)) return 'source'
  if (column === 'pinned' && source === 'crm') return 'source'
  return byReadingWithoutStatistics.has(column) ? 'reading' : 'list'
}

const sortKeySchema = z.strictObject({
  column: z.enum(dialogColumns).default('createdAt'),
  direction: z.enum(['asc', 'desc']).default('desc'),
})

/** Sorted by `column`; equal ones by what `thenBy` names. */
export const dialogSortSchema = sortKeySchema.extend({ thenBy: z.array(sortKeySchema).max(2).optional() })
export type SortKey = z.output<typeof sortKeySchema>
export type DialogSort = z.output<typeof dialogSortSchema>
