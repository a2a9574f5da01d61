import { columnOrigin, type DialogColumn, type DialogRow, type Hideable } from '#contract/dialogs.ts'
import type { SourceKind } from '#contract/portal.ts'
import { isRead } from '#renderer/data/is-read.ts'

/** Why a cell has nothing to show, where that is no answer: nobody tells it, this source does not, not yet, on purpose, or not to this user. */
export type Absence = 'untold' | 'source' | 'unread' | 'hidden' | 'rights'

const hiddenColumns: Readonly<Record<Hideable, readonly DialogColumn[]>> = {
  clientRating: ['clientRating', 'ratedAt', 'alertState'], operator: ['operator', 'department'],
}

/** Null when the row's value is the answer, be it "none". */
export function absence(column: DialogColumn, row: DialogRow, source: SourceKind): Absence | null {
  if (row.hidden.some(what => hiddenColumns[what].includes(column))) return 'hidden'
  const origin = columnOrigin(column, source)
  if (origin === 'untold' || origin === 'source') return origin
  if (row.review === 'hidden' && (column === 'supervisorRating' || column === 'supervisorComment')) return 'rights'
  // By nobody, as far as is known: the rating itself comes with the conversation.
  if (column === 'review' && row.review === 'none' && !row.marked) return absence('supervisorRating', row, source)
  // Evidence is looked for in every conversation that is read; before that it is null.
  if (columnOrigin(column, 'statistics') === 'reading') return valueOf(column, row) === null && row.evidence === null ? 'unread' : null
  return columnOrigin(column, 'crm') === 'reading' && !isRead(row) ? 'unread' : null
}

function valueOf(column: DialogColumn, row: DialogRow): unknown {
  return column in row ? row[column as keyof DialogRow] : null
}
