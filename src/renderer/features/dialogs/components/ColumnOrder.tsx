import { useLayoutEffect, useRef, useState, type DragEvent, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { DialogColumn } from '#contract/dialogs.ts'
import type { ViewColumn } from '#contract/views.ts'
import { Icon } from '#renderer/ui/icons.tsx'
import { withMoved, withPinned } from '../model/column-order.ts'
import styles from './FilterBar.module.css'

type Props = {
  readonly columns: readonly ViewColumn[]
  readonly onChange: (columns: readonly ViewColumn[]) => void
}

const steps: Readonly<Record<string, number>> = { ArrowUp: -1, ArrowDown: 1 }

/** The shown columns from left to right; dragged, or moved with Alt and an arrow. Pinned ones come first. */
export function ColumnOrder({ columns, onChange }: Props) {
  const { t } = useTranslation()
  const [dragged, setDragged] = useState<DialogColumn | null>(null)
  const [said, setSaid] = useState('')
  const listRef = useRef<HTMLOListElement>(null)
  const moved = useRef<DialogColumn | null>(null)

  // The browser takes the focus from an element that moves within its list.
  useLayoutEffect(() => {
    if (moved.current !== null) listRef.current?.querySelector<HTMLElement>(`[data-column="${moved.current}"]`)?.focus()
    moved.current = null
  }, [columns])

  function move(column: DialogColumn, place: number): void {
    const next = withMoved(columns, column, place)
    moved.current = column
    setSaid(t('list.columnPlace', { column: t(`column.${column}`), place: next.findIndex(shown => shown.column === column) + 1, of: next.length }))
    onChange(next)
  }

  function onKeyDown(event: KeyboardEvent, column: DialogColumn, place: number): void {
    const step = steps[event.key]
    if (step === undefined) return
    event.preventDefault()
    if (event.altKey) return move(column, place + step)
    const neighbour = columns[place + step]?.column
    if (neighbour !== undefined) listRef.current?.querySelector<HTMLElement>(`[data-column="${neighbour}"]`)?.focus()
  }

  function drop(event: DragEvent, place: number): void {
    event.preventDefault()
    if (dragged !== null) move(dragged, place)
    setDragged(null)
  }

  return (
    <div className={styles.order}>
      <p className={styles.hint} id="columns-order">{t('list.columnsOrder')}</p>
      <ol ref={listRef} className={styles.options} data-tall="" aria-labelledby="columns-order">
        {columns.map(({ column, pinned }, place) => (
          <li key={column} className={styles.ordered} onDragOver={event => event.preventDefault()} onDrop={event => drop(event, place)}>
            <button
              type="button" className={styles.movable} data-column={column} data-dragged={dragged === column || undefined} draggable
              aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown" onKeyDown={event => onKeyDown(event, column, place)}
              onDragStart={event => { event.dataTransfer.effectAllowed = 'move'; setDragged(column) }} onDragEnd={() => setDragged(null)}
            >
              {t(`column.${column}`)}
            </button>
            <button
              type="button" className={styles.pin} aria-pressed={pinned} aria-label={t('list.pinColumn', { column: t(`column.${column}`) })} title={t(pinned ? 'head.unpin' : 'head.pin')}
              onClick={() => onChange(withPinned(columns, column, !pinned))}
            >
              <Icon name="pin" size={13} solid={pinned} />
            </button>
          </li>
        ))}
      </ol>
      <p className={styles.hint}>{t('list.columnsOrderText')}</p>
      <p className="visually-hidden" role="status">{said}</p>
    </div>
  )
}
