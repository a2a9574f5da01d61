import { Menu } from '@mantine/core'
import { useLayoutEffect, useRef, useState, type CSSProperties, type KeyboardEvent, type MouseEvent, type PointerEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { DialogColumn, DialogSort } from '#contract/dialogs.ts'
import type { ViewColumn } from '#contract/views.ts'
import { followPointer } from '../hooks/follow-pointer.ts'
import { useHeadDrag } from '../hooks/use-head-drag.ts'
import { allowedWidth, withMoved, withWidth } from '../model/column-order.ts'
import { numberLike } from '../model/columns.tsx'
import { HeadMenu } from './HeadMenu.tsx'
import styles from './DialogTableHead.module.css'

export type Head = ViewColumn & {
  readonly sorts: boolean
  readonly sorted: false | 'asc' | 'desc'
  /** Among the sorted ones, from 0. */
  readonly place: number
  /** Sorts by it, or the other way round. `adding`: after the columns that sort already. */
  readonly toggle: (adding: boolean) => void
  readonly sort: (direction: DialogSort['direction']) => void
  readonly leaveSort: () => void
}

type Props = {
  readonly heads: readonly Head[]
  /** CSS px, one for each head. */
  readonly widths: readonly number[]
  /** So many from the left stay in sight. */
  readonly stuck: number
  readonly onColumns: (columns: readonly ViewColumn[]) => void
  /** Shows these widths while one of them is being changed. */
  readonly onWidths: (widths: readonly number[]) => void
  /** The keyboard goes back to the rows. */
  readonly onLeave: () => void
}

const ariaSort: Readonly<Record<DialogSort['direction'], 'ascending' | 'descending'>> = { asc: 'ascending', desc: 'descending' }
const keys = 'Alt+ArrowDown Alt+ArrowLeft Alt+ArrowRight Shift+ArrowLeft Shift+ArrowRight'
const steps: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1 }
const WIDTH_STEP_PX = 16

/** One stop of the Tab key; arrows go from head to head. */
export function DialogTableHead({ heads, widths, stuck, onColumns, onWidths, onLeave }: Props) {
  const { t } = useTranslation()
  const headRef = useRef<HTMLDivElement>(null)
  const [current, setCurrent] = useState<DialogColumn | null>(null)
  const moved = useRef<DialogColumn | null>(null)
  const stepped = useRef<{ readonly column: DialogColumn; readonly width: number } | null>(null)
  const columns = heads.map(({ column, width, pinned }) => ({ column, width, pinned }))
  const { drag, begin } = useHeadDrag({ columns, headRef, onMove: onColumns })
  const target = heads.find(({ column }) => column === current) ?? heads[0]
  const several = heads.filter(({ sorted }) => sorted !== false).length

  // The browser takes the focus from an element that moves among its neighbours.
  useLayoutEffect(() => {
    if (moved.current !== null) focusHead(headRef.current, moved.current)
    moved.current = null
  }, [heads])

  function onKeyDown(event: KeyboardEvent<HTMLElement>, { column }: Head, index: number): void {
    const step = steps[event.key]
    if (step !== undefined && event.altKey) {
      moved.current = column
      onColumns(withMoved(columns, column, index + step))
    } else if (step !== undefined && event.shiftKey) widen(column, index, step * WIDTH_STEP_PX)
    else if (step !== undefined) focusHead(headRef.current, heads[index + step]?.column ?? column)
    else if (event.key === 'ArrowDown' && event.altKey) openMenu(event.currentTarget)
    else if (event.key === 'ArrowDown' || event.key === 'Escape') onLeave()
    else return
    event.preventDefault()
  }

  /** As with the pointer, the width is kept when the key is let go. */
  function widen(column: DialogColumn, index: number, by: number): void {
    const from = stepped.current?.column === column ? stepped.current.width : widths[index] ?? 0
    const width = allowedWidth(from + by)
    stepped.current = { column, width }
    onWidths(widths.with(index, width))
  }

  function keepStepped(): void {
    if (stepped.current !== null) onColumns(withWidth(columns, stepped.current.column, stepped.current.width))
    stepped.current = null
  }

  function resize(event: PointerEvent, column: DialogColumn, index: number): void {
    if (event.button !== 0) return
    event.stopPropagation()
    const from = event.clientX
    const before = widths[index] ?? 0
    let width = before
    followPointer(event, {
      move({ clientX }) {
        width = allowedWidth(before + clientX - from)
        onWidths(widths.with(index, width))
      },
      drop() {
        if (width !== before) onColumns(withWidth(columns, column, width))
      },
      cancel: () => onWidths(widths),
    })
  }

  return (
    <Menu position="bottom-start" offset={2}>
      <Menu.ContextMenu>
        <div
          ref={headRef} role="row" aria-rowindex={1} className={styles.head} onMouseDown={keepKeyboard}
          onBlur={keepStepped} onKeyUp={event => { if (event.key === 'Shift') keepStepped() }}
          onContextMenu={event => setCurrent(columnAt(event.target) ?? target?.column ?? null)}
        >
          {heads.map((head, index) => {
            const { column, sorts, sorted, place } = head
            return (
              <div
                key={column} role="columnheader" className={styles.headCell} data-column={column} data-end={numberLike.has(column) || undefined}
                data-stuck={index < stuck || undefined} data-edge={index === stuck - 1 || undefined} style={stuckAt(index, stuck)}
                data-dragged={drag?.column === column || undefined} data-drop={dropSide(drag, column)}
                aria-sort={sorted === false ? undefined : ariaSort[sorted]} aria-label={t(`column.${column}`)}
                onPointerDown={event => begin(event, column)}
              >
                <button
                  type="button" tabIndex={column === target?.column ? 0 : -1} className={styles.sort} data-sorted={sorted || undefined} aria-disabled={!sorts}
                  aria-keyshortcuts={keys} title={t(sorts ? 'list.sortHint' : 'list.headHint', { column: t(`column.${column}`) })}
                  onClick={event => { if (sorts) head.toggle(event.shiftKey) }} onFocus={() => setCurrent(column)} onKeyDown={event => onKeyDown(event, head, index)}
                >
                  <span>{t(`columnHead.${column}`)}</span>
                  {sorted !== false && <span className={styles.arrow} aria-hidden="true">{sorted === 'asc' ? '↑' : '↓'}{several > 1 && place + 1}</span>}
                </button>
                <span
                  className={styles.handle} aria-hidden="true" onPointerDown={event => resize(event, column, index)}
                  onDoubleClick={() => onColumns(withWidth(columns, column, null))}
                />
              </div>
            )
          })}
        </div>
      </Menu.ContextMenu>
      {target && <HeadMenu head={target} columns={columns} several={several} onColumns={onColumns} onHidden={onLeave} />}
    </Menu>
  )
}

/** For the first `stuck` cells of a row: where they stop when the list scrolls sideways. */
export function stuckAt(index: number, stuck: number): CSSProperties | undefined {
  return index < stuck ? { left: `var(--left-${index})` } : undefined
}

/** A click on a head leaves the keyboard to the rows; the keys of the head are reached with Tab. */
function keepKeyboard(event: MouseEvent<HTMLElement>): void {
  event.preventDefault()
  event.currentTarget.closest<HTMLElement>('[role=grid]')?.focus({ preventScroll: true })
}

function openMenu(head: HTMLElement): void {
  const { left, bottom } = head.getBoundingClientRect()
  head.dispatchEvent(new globalThis.MouseEvent('contextmenu', { bubbles: true, cancelable: true, clientX: left, clientY: bottom }))
}

function focusHead(row: HTMLElement | null, column: DialogColumn): void {
  row?.querySelector<HTMLElement>(`[data-column="${column}"] button`)?.focus()
}

function columnAt(target: EventTarget): DialogColumn | null {
  // Heads are made from DialogColumn names.
  return target instanceof Element ? (target.closest<HTMLElement>('[data-column]')?.dataset['column'] ?? null) as DialogColumn | null : null
}

/** On which side of a head the dragged column would come to stand. */
function dropSide(drag: ReturnType<typeof useHeadDrag>['drag'], column: DialogColumn): 'before' | 'after' | undefined {
  if (drag === null) return undefined
  const place = drag.next.findIndex(shown => shown.column === drag.column)
  if (drag.next[place + 1]?.column === column) return 'before'
  return place === drag.next.length - 1 && drag.next[place - 1]?.column === column ? 'after' : undefined
}
