import { FlexRender } from '@tanstack/react-table'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import { isLowRating } from '#renderer/ui/ClientRating.tsx'
import { numberLike, type TableRow } from '../model/columns.tsx'
import type { DialogColumn } from '#contract/dialogs.ts'
import styles from './DialogTable.module.css'

type Props = {
  readonly row: TableRow
  readonly index: number
  /** Distance from the top of the list, px. */
  readonly top: number
  /** Open beside the list. */
  readonly open: boolean
  /** Selected for an action. */
  readonly marked: boolean
  /** Changes when columns or their words do. */
  readonly columns: unknown
}

export const DialogTableRow = memo(function DialogTableRow({ row, index, top, open, marked }: Props) {
  const { t } = useTranslation()
  const dialog = row.original
  const marks = [
    isLowRating(dialog.clientRating, dialog.clientRatingScale) && t('row.low'),
    dialog.alertState === 'open' && t('row.openAlert'),
    dialog.ratingState !== null && t(`row.${dialog.ratingState}`),
  ]
  const name = t('row.name', { client: dialog.clientName ?? t('row.noName'), id: dialog.id })
  return (
    <div
      role="row" id={rowElementId(dialog.id)} data-id={dialog.id} aria-rowindex={index + 2} aria-selected={open || marked}
      data-open={open || undefined} data-marked={marked || undefined}
      aria-label={[name, ...marks].filter(mark => mark !== false).join(', ')} className={styles.row} style={{ transform: `translateY(${top}px)` }}
    >
      {row.getAllCells().map(cell => (
        // Columns are made from DialogColumn names, so an id of theirs is one.
        <div key={cell.id} role="gridcell" className={styles.cell} data-end={numberLike.has(cell.column.id as DialogColumn) || undefined}>
          <FlexRender cell={cell} />
        </div>
      ))}
    </div>
  )
  // The table makes new row objects on every scroll step; the dialog inside stays the same object.
}, (before, after) => before.row.original === after.row.original && before.columns === after.columns
  && before.open === after.open && before.marked === after.marked && before.top === after.top && before.index === after.index)

export function rowElementId(dialogId: number): string {
  return `dialog-row-${dialogId}`
}
