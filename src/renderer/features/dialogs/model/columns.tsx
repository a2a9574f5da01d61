import { createColumnHelper, rowSortingFeature, tableFeatures, type Row } from '@tanstack/react-table'
import type { TFunction } from 'i18next'
import type { Language } from '#contract/channels.ts'
import { columnGroups, columnOrigin, type DialogColumn, type DialogRow } from '#contract/dialogs.ts'
import type { SourceKind } from '#contract/portal.ts'
import type { Format } from '#renderer/i18n/format.ts'
import { DialogCell } from '../components/DialogCell.tsx'

// No sorted or filtered row model: the engine sorts and filters, the table lays out what is visible.
export const features = tableFeatures({ rowSortingFeature })

export type TableRow = Row<typeof features, DialogRow>

export type CellWords = {
  readonly t: TFunction
  readonly format: Format
  readonly language: Language
  /** Decides what is written as today's. */
  readonly now: number
  /** Decides what can be told at all. */
  readonly source: SourceKind
}

/** By so many columns at once. */
export const SORTED_COLUMNS = 3

/** Numbers and dates stand at the right edge, and the first click sorts them from the largest. */
export const numberLike: ReadonlySet<DialogColumn> = new Set<DialogColumn>(['id', ...columnGroups.dates, ...columnGroups.times])
const largestFirst: ReadonlySet<DialogColumn> = new Set([...numberLike, 'clientRating', 'supervisorRating', 'ownRating'])

// What an accessor gives only tells the table that the column can sort; the engine does it.
const helper = createColumnHelper<typeof features, DialogRow>()

export function createColumns(ids: readonly DialogColumn[], words: CellWords) {
  return helper.columns(ids.map(id => helper.accessor(row => row.id, {
    id,
    header: words.t(`columnHead.${id}`),
    cell: ({ row }) => <DialogCell column={id} row={row.original} words={words} />,
    sortDescFirst: largestFirst.has(id),
    enableSorting: !['untold', 'source'].includes(columnOrigin(id, words.source)),
  })))
}
