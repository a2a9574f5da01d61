import { useState, type PointerEvent as ReactPointerEvent, type RefObject } from 'react'
import type { DialogColumn } from '#contract/dialogs.ts'
import type { ViewColumn } from '#contract/views.ts'
import { placeAt, withMoved } from '../model/column-order.ts'
import { followPointer } from './follow-pointer.ts'

type Options = {
  readonly columns: readonly ViewColumn[]
  readonly headRef: RefObject<HTMLDivElement | null>
  readonly onMove: (columns: readonly ViewColumn[]) => void
}

export type HeadDrag = {
  readonly column: DialogColumn
  /** The order if it were let go now. */
  readonly next: readonly ViewColumn[]
}

/** A press that moves less is a click. */
const THRESHOLD_PX = 5
/** So near to an edge the list scrolls, and so far with every step. */
const EDGE_PX = 24

/** A head that is dragged shows where its column would come to stand; the columns move when it is let go. */
export function useHeadDrag({ columns, headRef, onMove }: Options) {
  const [drag, setDrag] = useState<HeadDrag | null>(null)

  function begin(event: ReactPointerEvent<HTMLElement>, column: DialogColumn): void {
    if (event.button !== 0) return
    const { clientX: from, pointerId, currentTarget: cell } = event
    let next: readonly ViewColumn[] | null = null
    followPointer(event, {
      move({ clientX }) {
        if (next === null && Math.abs(clientX - from) < THRESHOLD_PX) return
        // The click that ends it is then none of the button's.
        cell.setPointerCapture(pointerId)
        scrollAlong(headRef.current, clientX)
        next = withMoved(columns, column, placeAt(middlesOfOthers(headRef.current, column), clientX))
        setDrag({ column, next })
      },
      drop() {
        setDrag(null)
        if (next !== null) onMove(next)
      },
      cancel: () => setDrag(null),
    })
  }

  return { drag, begin }
}

function middlesOfOthers(head: HTMLElement | null, column: DialogColumn): number[] {
  const cells = [...head?.querySelectorAll<HTMLElement>('[data-column]') ?? []]
  return cells.filter(cell => cell.dataset['column'] !== column).map(cell => {
    const { left, width } = cell.getBoundingClientRect()
    return left + width / 2
  })
}

function scrollAlong(head: HTMLElement | null, x: number): void {
  const list = head?.closest('[role=grid]')
  if (!list) return
  const { left, right } = list.getBoundingClientRect()
  if (x > right - EDGE_PX) list.scrollLeft += EDGE_PX
  else if (x < left + EDGE_PX) list.scrollLeft -= EDGE_PX
}
