import { createColumnHelper, rowSortingFeature, tableFeatures, type Row } from '@tanstack/react-table'
import type { TFunction } from 'i18next'
import { channelName, type Language } from '#contract/channels.ts'
import type { DialogColumn, DialogRow } from '#contract/dialogs.ts'
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
}

/** Numbers and dates stand at the right edge, and the first click sorts them from the largest. */
export const numberLike: ReadonlySet<DialogColumn> = new Set([
  'id', 'waitAnswer', 'waitClose', 'messageCount', 'transfers', 'createdAt', 'closedAt', 'ratedAt',
])
const largestFirst: ReadonlySet<DialogColumn> = new Set([...numberLike, 'clientRating', 'supervisorRating'])

const helper = createColumnHelper<typeof features, DialogRow>()

export function createColumns(ids: readonly DialogColumn[], words: CellWords) {
  return helper.columns(ids.map(id => helper.accessor(row => sortValue(id, row, words.language), {
    id,
    header: words.t(`columnHead.${id}`),
    cell: ({ row }) => <DialogCell column={id} row={row.original} words={words} />,
    sortDescFirst: largestFirst.has(id),
  })))
}

/** Only tells the table that the column can sort; the engine does it. */
function sortValue(column: DialogColumn, row: DialogRow, language: Language): string | number | null {
  switch (column) {
    case 'client': return row.clientName
    case 'operator': return row.operatorName
    case 'source': return channelName(row.source, language)
    case 'line': return row.lineName
    default: return row[column]
  }
}
