import { useLayoutEffect, useRef, type RefObject } from 'react'
import type { DialogList } from '../api/dialog-queries.ts'
import type { DialogIds } from './use-dialog-ids.ts'

type Options = {
  readonly list: DialogList
  readonly ids: DialogIds
  /** CSS px. */
  readonly rowHeight: number
  /** As last heard. Asking the element after every step would force a layout each time. */
  readonly offset: number
  readonly scrollRef: RefObject<HTMLDivElement | null>
}

type Anchor = { readonly list: DialogList; readonly index: number; readonly id: number }

/** New dialogs beyond this many rows are not looked for. */
const REACH = 200

/**
 * Holds the first visible row where it is when dialogs appear or vanish above it, or rows get another height: nothing
 * moves by itself while somebody reads. At the very top new dialogs come into view. Another list starts at its top.
 */
export function useScrollAnchor({ list, ids, rowHeight, offset, scrollRef }: Options): void {
  const anchor = useRef<Anchor | null>(null)
  const shown = useRef(list)
  const heightBefore = useRef(rowHeight)
  useLayoutEffect(() => {
    const element = scrollRef.current
    if (!element) return
    const scale = rowHeight / heightBefore.current
    heightBefore.current = rowHeight
    if (shown.current !== list) {
      shown.current = list
      anchor.current = null
      // Even setting what it is makes the browser lay out the page.
      if (offset > 0) element.scrollTop = 0
      return
    }
    const held = anchor.current
    let top = offset * scale
    if (held?.list === list && offset > 0 && ids.at(held.index) !== held.id) top += (distanceTo(held, ids) ?? 0) * rowHeight
    if (top !== offset) element.scrollTop = top
    const index = Math.floor(top / rowHeight)
    const id = ids.at(index)
    anchor.current = id === undefined ? null : { list, index, id }
  })
}

function distanceTo({ index, id }: Anchor, ids: DialogIds): number | null {
  for (let distance = 1; distance <= REACH; distance += 1) {
    if (ids.at(index + distance) === id) return distance
    if (index >= distance && ids.at(index - distance) === id) return -distance
  }
  return null
}
