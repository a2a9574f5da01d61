import { FlexRender } from '@tanstack/react-table'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import type { DialogColumn, Snippet } from '#contract/dialogs.ts'
import { isLowRating } from '#renderer/ui/ClientRating.tsx'
import { numberLike, type TableRow } from '../model/columns.tsx'
import { stuckAt } from './DialogTableHead.tsx'
import { FoundLine } from './FoundLine.tsx'
import styles from './DialogTable.module.css'

type Props = {
  /** Undefined until it is here. */
  readonly row: TableRow | undefined
  readonly index: number
  /** Distance from the top of the list, px. */
  readonly top: number
  /** Open beside the list. */
  readonly open: boolean
  /** Its menu is open. */
  readonly asked: boolean
  /** Selected for an action. */
  readonly marked: boolean
  /** Changes when columns or their words do. */
  readonly columns: readonly { readonly id?: string }[]
  /** So many columns from the left stay in sight. */
  readonly stuck: number
  /** The list is that of a search: a line below the cells shows what was found. */
  readonly searched: boolean
  /** Undefined until it is here. */
  readonly found: Snippet | undefined
}

export const DialogTableRow = memo(function DialogTableRow({ row, index, top, open, asked, marked, columns, stuck, searched, found }: Props) {
  const { t } = useTranslation()
  const shared = { className: styles.row, 'aria-rowindex': index + 2, style: { transform: `translateY(${top}px)` } }
  // Columns are made from DialogColumn names, so an id of theirs is one.
  const cellAt = (id: string, at: number) => ({
    role: 'gridcell', className: styles.cell, 'data-end': numberLike.has(id as DialogColumn) || undefined,
    'data-stuck': at < stuck || undefined, 'data-edge': at === stuck - 1 || undefined, style: stuckAt(at, stuck),
  })
  // Its cells are there before what is in them: dragging the scroll bar, that spares making them in every frame.
  if (row === undefined) return (
    <div role="row" {...shared} data-pending="">
      {columns.map(({ id = '' }, at) => <div key={id} {...cellAt(id, at)} aria-label={at === 0 ? t('list.loadingRow') : undefined} />)}
    </div>
  )
  const dialog = row.original
  const marks = [
    isLowRating(dialog.clientRating, dialog.clientRatingScale) && t('row.low'),
    dialog.alertState === 'open' && t('row.openAlert'),
    dialog.ratingState !== null && t(`row.${dialog.ratingState}`),
  ]
  const name = t('row.name', { client: dialog.clientName ?? t('row.noName'), id: dialog.id })
  const cells = row.getAllCells()
  return (
    <div
      role="row" {...shared} id={rowElementId(dialog.id)} data-id={dialog.id} aria-selected={open || marked}
      data-open={open || undefined} data-asked={asked || undefined} data-marked={marked || undefined}
      aria-label={[name, ...marks].filter(mark => mark !== false).join(', ')}
    >
      {cells.map((cell, at) => <div key={cell.column.id} {...cellAt(cell.column.id, at)}><FlexRender cell={cell} /></div>)}
      {searched && <FoundLine found={found} span={cells.length} />}
    </div>
  )
  // The table makes new row objects on every scroll step; the dialog inside stays the same object.
}, (before, after) => before.row?.original === after.row?.original && before.columns === after.columns && before.stuck === after.stuck
  && before.searched === after.searched && before.found === after.found
  && before.open === after.open && before.asked === after.asked && before.marked === after.marked && before.top === after.top && before.index === after.index)

export function rowElementId(dialogId: number): string {
  return `dialog-row-${dialogId}`
}
