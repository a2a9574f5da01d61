import { useElementSize } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useTable } from '@tanstack/react-table'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useCallback, useEffect, useEffectEvent, useImperativeHandle, useMemo, useRef, useState, type KeyboardEvent, type MouseEvent, type Ref } from 'react'
import { useTranslation } from 'react-i18next'
import type { DialogColumn, DialogRow, DialogSort } from '#contract/dialogs.ts'
import type { ViewColumn, ViewLayout } from '#contract/views.ts'
import { isSelected, type Selection } from '#renderer/features/bulk/model/selection.ts'
import { portalReportQuery } from '#renderer/features/portal/api/portal-queries.ts'
import { useFormat, useLanguage } from '#renderer/i18n/use-words.ts'
import { dialogIndexQuery, type DialogList } from '../api/dialog-queries.ts'
import { useDialogIds } from '../hooks/use-dialog-ids.ts'
import { useDialogRows, visibleChunks } from '../hooks/use-dialog-rows.ts'
import { useNewOnTop } from '../hooks/use-new-on-top.ts'
import { useScrollAnchor } from '../hooks/use-scroll-anchor.ts'
import { useSnippets } from '../hooks/use-snippets.ts'
import { inOrder } from '../model/column-order.ts'
import { columnWidths, isRoomy, sheetVariables, stuckCount } from '../model/column-widths.ts'
import { createColumns, features, SORTED_COLUMNS } from '../model/columns.tsx'
import { rowHeight } from '../model/row-height.ts'
import { createRowWindow } from '../model/row-window.ts'
import { DialogTableHead, type Head } from './DialogTableHead.tsx'
import { DialogTableRow, rowElementId } from './DialogTableRow.tsx'
import { NewRows } from './NewRows.tsx'
import styles from './DialogTable.module.css'

type Props = {
  readonly list: DialogList
  readonly layout: ViewLayout
  readonly onColumns: (columns: readonly ViewColumn[]) => void
  readonly selectedId: number | null
  /** Whose menu is open. */
  readonly askedId: number | null
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

const HEAD_HEIGHT = 29
/** A block of ids is asked for this long before its rows are due: rows can only follow their ids. */
const AHEAD_ROWS = 250
const OVERSCAN_ROWS = 6

export function DialogTable({ list: asked, layout, onColumns, selectedId, askedId, selection, onSort, onClick, onKeyDown, onPainted, ref }: Props) {
  const { t } = useTranslation()
  const format = useFormat()
  const language = useLanguage()
  const source = useQuery(portalReportQuery()).data?.source ?? 'statistics'
  const scrollRef = useRef<HTMLDivElement>(null)
  const sheetRef = useRef<HTMLDivElement>(null)
  // Measured inside the scrolling box: its own size would count the room that the scroll bar takes.
  const { ref: rulerRef, width } = useElementSize()
  const index = useQuery(dialogIndexQuery(asked, 0))
  // The list before stays, row for row, until the first block of the next one is here.
  const [list, setList] = useState(asked)
  if (list !== asked && !index.isPlaceholderData) setList(asked)
  const total = index.data?.total ?? 0
  const height = rowHeight(layout.density, index.data?.searchable?.shows ?? false, total)
  const searched = height.hasFound

  const [rowWindow] = useState(createRowWindow)
  // From one jump to the next nothing around the window is worth making or reading: it would never be seen.
  const [jumping, setJumping] = useState(false)
  const virtual = useVirtualizer({
    count: total, getScrollElement: () => scrollRef.current, estimateSize: () => height.row,
    // Another function when rows get another height: that is when they are laid out anew.
    getItemKey: useCallback((row: number) => row * height.row, [height.row]),
    overscan: jumping ? 0 : OVERSCAN_ROWS, scrollPaddingEnd: HEAD_HEIGHT, rangeExtractor: rowWindow.extract,
  })
  useImperativeHandle(ref, () => ({
    focus: () => scrollRef.current?.focus({ preventScroll: true }),
    scrollTo: index => virtual.scrollToIndex(index, { align: 'auto' }),
  }), [virtual])
  const columns = useMemo(() => inOrder(layout.columns), [layout])
  const widths = columnWidths(columns, width)
  const stuck = stuckCount(columns, widths, width)
  const items = virtual.getVirtualItems()
  const first = items[0]?.index ?? 0
  const last = items.at(-1)?.index ?? 0

  const jumps = virtual.isScrolling && rowWindow.hasJumped()
  if (jumps !== jumping) setJumping(jumps)

  const ahead = jumping ? 0 : AHEAD_ROWS
  const ids = useDialogIds(list, first - ahead, Math.min(last + ahead, Math.max(0, total - 1)))
  const rows = useDialogRows({ ids, total, first, last, isAhead: !jumping })
  useScrollAnchor({ list, ids, rowHeight: height.row, offset: virtual.scrollOffset ?? 0, scrollRef })
  const snippets = useSnippets(searched ? list.filter.text : null, visibleChunks(ids, total, first, last))
  const newOnTop = useNewOnTop({ list, ids: index.isPlaceholderData ? undefined : index.data?.ids, atTop: (virtual.scrollOffset ?? 0) <= 0 })

  const data = items.flatMap(({ index }) => rows.get(ids.at(index) ?? 0) ?? [])
  const columnDefs = useMemo(
    () => createColumns(columns.map(({ column }) => column), { t, format, language, source, now: Date.now() }),
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
  const heads = table.getHeaderGroups()[0]?.headers.flatMap(({ column: head }, at): Head[] => {
    const column = columns[at]
    return column === undefined ? [] : [{
      ...column, sorts: head.getCanSort(), sorted: head.getIsSorted(), place: head.getSortIndex(),
      // One too many would push out the first, by which the list is sorted above all.
      toggle: adding => { if (!adding || head.getIsSorted() !== false || sorting.length < SORTED_COLUMNS) head.toggleSorting(undefined, adding) }, sort: direction => head.toggleSorting(direction === 'desc', false), leaveSort: head.clearSorting,
    }]
  }) ?? []
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

  /** The browser would select the text up to here. */
  function keepText(event: MouseEvent): void {
    if (!event.shiftKey && !event.ctrlKey && !event.metaKey) return
    event.preventDefault()
    scrollRef.current?.focus({ preventScroll: true })
  }

  /** Straight to the browser: rows need not be made again for every step of a pointer. */
  function showWidths(shown: readonly number[]): void {
    for (const [name, value] of Object.entries(sheetVariables(shown, stuck))) sheetRef.current?.style.setProperty(name, value)
  }

  function showTop(): void {
    virtual.scrollToIndex(0)
    scrollRef.current?.focus({ preventScroll: true })
  }

  return (
    <div className={styles.frame}>
      <div
        ref={scrollRef} className={styles.scroll} role="grid" tabIndex={0} data-dialog-grid="" aria-label={t('list.grid')} aria-multiselectable aria-rowcount={total + 1}
        aria-colcount={columns.length} aria-activedescendant={activeId} aria-busy={list !== asked} data-narrow={!isRoomy(width) || undefined} data-density={layout.density} data-layered={stuck > 0 || searched || undefined}
        style={{ '--row-height': `${height.row}px`, '--cells-height': `${height.cells}px`, '--list-width': `${width}px` }}
        onKeyDown={event => {
          // Heads have keys of their own.
          if (event.target === event.currentTarget) onKeyDown(event, Math.floor((event.currentTarget.clientHeight - HEAD_HEIGHT) / height.row) - 1)
        }}
      >
        <div ref={rulerRef} className={styles.ruler} role="presentation" />
        <div ref={sheetRef} className={styles.sheet} style={sheetVariables(widths, stuck)} role="presentation">
          <DialogTableHead
            heads={heads} widths={widths} stuck={stuck} onColumns={onColumns} onWidths={showWidths} onLeave={() => scrollRef.current?.focus({ preventScroll: true })}
          />
          <div className={styles.body} style={{ height: virtual.getTotalSize() }} role="presentation" onMouseDown={keepText} onClick={click}>
            {items.map(({ index: at, start }) => {
              const id = ids.at(at)
              const row = id === undefined ? undefined : rowsById[String(id)]
              return (
                <DialogTableRow
                  key={rowWindow.keyOf(at)} row={row} index={at} top={start} open={row !== undefined && id === selectedId} asked={row !== undefined && id === askedId}
                  marked={row !== undefined && isSelected(selection, row.original.id)} columns={columnDefs} stuck={stuck} searched={searched} found={row && snippets.get(row.original.id)}
                />
              )
            })}
          </div>
        </div>
      </div>
      <NewRows count={newOnTop} onShow={showTop} />
    </div>
  )
}
