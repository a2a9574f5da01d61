import { useElementSize } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useTable } from '@tanstack/react-table'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useEffectEvent, useImperativeHandle, useMemo, useRef, type KeyboardEvent, type MouseEvent, type Ref } from 'react'
import { useTranslation } from 'react-i18next'
import type { DialogColumn, DialogRow, DialogSort } from '#contract/dialogs.ts'
import { isSelected, type Selection } from '#renderer/features/bulk/model/selection.ts'
import { portalReportQuery } from '#renderer/features/portal/api/portal-queries.ts'
import { useFormat, useLanguage } from '#renderer/i18n/use-words.ts'
import { dialogIndexQuery, type DialogList } from '../api/dialog-queries.ts'
import { useDialogIds } from '../hooks/use-dialog-ids.ts'
import { useDialogRows } from '../hooks/use-dialog-rows.ts'
import { useScrollAnchor } from '../hooks/use-scroll-anchor.ts'
import { columnWidths, isRoomy } from '../model/column-widths.ts'
import { createColumns, features } from '../model/columns.tsx'
import { DialogTableHead } from './DialogTableHead.tsx'
import { DialogTableRow, rowElementId } from './DialogTableRow.tsx'
import styles from './DialogTable.module.css'

type Props = {
  readonly list: DialogList
  readonly columns: readonly DialogColumn[]
  readonly selectedId: number | null
  readonly onSort: (sort: DialogSort) => void
  readonly selection: Selection
  readonly onClick: (id: number, index: number, event: MouseEvent) => void
  readonly onKeyDown: (event: KeyboardEvent<HTMLDivElement>, pageRows: number) => void
  /** The first rows are on screen. */
  readonly onPainted: () => void
  readonly ref: Ref<DialogTableHandle>
}

export type DialogTableHandle = {
  readonly focus: () => void
  readonly scrollTo: (index: number) => void
}

const ROW_HEIGHT = 32
const HEAD_HEIGHT = 29
/** By so many columns at once. */
const SORTED_COLUMNS = 3
/** A block of ids is asked for this long before its rows are due: rows can only follow their ids. */
const AHEAD_ROWS = 250

export function DialogTable({ list, columns, selectedId, selection, onSort, onClick, onKeyDown, onPainted, ref }: Props) {
  const { t } = useTranslation()
  const format = useFormat()
  const language = useLanguage()
  const source = useQuery(portalReportQuery()).data?.source ?? 'statistics'
  const scrollRef = useRef<HTMLDivElement>(null)
  // Measured inside the scrolling box: its own size would count the room that the scroll bar takes.
  const { ref: rulerRef, width } = useElementSize()
  const total = useQuery(dialogIndexQuery(list, 0)).data?.total ?? 0

  const virtual = useVirtualizer({
    count: total, getScrollElement: () => scrollRef.current, estimateSize: () => ROW_HEIGHT,
    overscan: 12, scrollPaddingStart: HEAD_HEIGHT,
  })
  useImperativeHandle(ref, () => ({
    focus: () => scrollRef.current?.focus({ preventScroll: true }),
    scrollTo: index => virtual.scrollToIndex(index, { align: 'auto' }),
  }), [virtual])
  const widths = columnWidths(columns, width)
  const items = virtual.getVirtualItems()
  const first = items[0]?.index ?? 0
  const last = items.at(-1)?.index ?? 0

  const ids = useDialogIds(list, first - AHEAD_ROWS, Math.min(last + AHEAD_ROWS, Math.max(0, total - 1)))
  const rows = useDialogRows(ids, total, first, last)
  useScrollAnchor({ list, ids, rowHeight: ROW_HEIGHT, offset: virtual.scrollOffset ?? 0, scrollRef })

  const data = items.flatMap(({ index }) => rows.get(ids.at(index) ?? 0) ?? [])
  const columnDefs = useMemo(
    () => createColumns(columns, { t, format, language, source, now: Date.now() }),
    [columns, t, format, language, source],
  )
  const sorting = [list.sort, ...list.sort.thenBy ?? []].map(({ column, direction }) => ({ id: column, desc: direction === 'desc' }))
  const table = useTable({
    features, columns: columnDefs, data, getRowId: (row: DialogRow) => String(row.id),
    manualSorting: true, enableSortingRemoval: false, enableMultiSort: true, maxMultiSortColCount: SORTED_COLUMNS, state: { sorting },
    onSortingChange: update => {
      const next = typeof update === 'function' ? update(sorting) : update
      // Ids of columns come from DialogColumn names.
      const [first, ...rest] = next.map(({ id, desc }) => ({ column: id as DialogColumn, direction: desc ? 'desc' as const : 'asc' as const }))
      if (first) onSort(rest.length === 0 ? first : { ...first, thenBy: rest })
    },
  })
  const { rowsById } = table.getRowModel()
  const heads = table.getHeaderGroups()[0]?.headers ?? []
  const activeId = selectedId !== null && rowsById[String(selectedId)] ? rowElementId(selectedId) : undefined

  const painted = data.length > 0
  const tellPainted = useEffectEvent(onPainted)
  useEffect(() => {
    if (painted) tellPainted()
  }, [painted])

  function click(event: MouseEvent): void {
    const row = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-id]') : null
    if (row) onClick(Number(row.dataset['id']), Number(row.getAttribute('aria-rowindex')) - 2, event)
  }

  return (
    <div
      ref={scrollRef} className={styles.scroll} role="grid" tabIndex={0} data-dialog-grid="" aria-label={t('list.grid')} aria-multiselectable aria-rowcount={total + 1}
      aria-colcount={columns.length} aria-activedescendant={activeId} aria-busy={ids.stale} data-narrow={!isRoomy(width) || undefined}
      onKeyDown={event => onKeyDown(event, Math.floor((event.currentTarget.clientHeight - HEAD_HEIGHT) / ROW_HEIGHT) - 1)}
    >
      <div ref={rulerRef} className={styles.ruler} role="presentation" />
      <div className={styles.sheet} style={{ '--tracks': widths.map(px => `${px}px`).join(' '), 'width': widths.reduce((sum, px) => sum + px, 0) }} role="presentation">
        <DialogTableHead
          heads={heads.map(({ column: head }) => ({
            id: head.id, sorts: head.getCanSort(), sorted: head.getIsSorted(), place: head.getSortIndex(), toggle: adding => head.toggleSorting(undefined, adding),
          }))}
          several={sorting.length > 1}
        />
        <div className={styles.body} style={{ height: virtual.getTotalSize() }} role="presentation" onClick={click}>
          {items.map(({ index, start }) => {
            const id = ids.at(index)
            const row = id === undefined ? undefined : rowsById[String(id)]
            return row
              ? (
                <DialogTableRow
                  key={index} row={row} index={index} top={start} open={id === selectedId} marked={isSelected(selection, row.original.id)} columns={columnDefs}
                />
              )
              : <Placeholder key={index} index={index} top={start} name={t('list.loadingRow')} />
          })}
        </div>
      </div>
    </div>
  )
}

/** Keeps the height of a row that has not arrived. */
function Placeholder({ index, top, name }: { readonly index: number; readonly top: number; readonly name: string }) {
  return (
    <div role="row" aria-rowindex={index + 2} className={styles.row} style={{ transform: `translateY(${top}px)` }}>
      <div role="gridcell" className={styles.pending} aria-label={name}><i /><i /><i /></div>
    </div>
  )
}
