import { useState, type KeyboardEvent, type MouseEvent } from 'react'
import { bulkLimit } from '#contract/bulk.ts'
import { createSelection, selectedCount, useSelection } from '#renderer/features/bulk/model/selection.ts'
import type { DialogList } from '../api/dialog-queries.ts'
import { useDialogSeeker } from './use-dialog-ids.ts'

type Options = {
  readonly list: DialogList
  readonly total: number | null
  /** The dialog that is open. */
  readonly selectedId: number | null
}

type Held = Pick<MouseEvent | KeyboardEvent, 'ctrlKey' | 'metaKey' | 'shiftKey'>

/** Which dialogs are selected for an action, beside the one that is open. They are held by number, whatever a refresh brings. */
export function useMarks({ list, total, selectedId }: Options) {
  const seeker = useDialogSeeker(list)
  const [store] = useState(createSelection)
  const selection = useSelection(store)
  const none = selectedCount(selection, total ?? 0) === 0

  /** All from where the range began to here. */
  async function extendTo(id: number, index: number): Promise<void> {
    if (store.anchor() === null && selectedId !== null) store.startAt(selectedId)
    const anchor = store.anchor()
    const begin = anchor === null ? null : seeker.indexOf(anchor)
    if (begin === null) return store.toggle(id)
    const first = Math.max(Math.min(begin, index), Math.max(begin, index) - bulkLimit + 1)
    const ids = await Promise.all(Array.from({ length: Math.abs(Math.max(begin, index) - first) + 1 }, (_, step) => seeker.idAt(first + step)))
    store.extendTo(ids.filter(found => found !== undefined))
  }

  /** False for a plain click, which is for opening. */
  function click(id: number, index: number, { ctrlKey, metaKey, shiftKey }: Held): boolean {
    if (shiftKey) {
      void extendTo(id, index)
      return true
    }
    if (ctrlKey || metaKey) {
      // The row that was clicked before belongs to it: «this one and that one».
      const before = store.anchor() ?? selectedId
      if (none && before !== null && before !== id) store.toggle(before)
      store.toggle(id)
      return true
    }
    store.startAt(id)
    return false
  }

  /** The reader moved on by keys. What is selected stays; without anything the next range begins here. */
  function moved(id: number, index: number, extending: boolean): void {
    if (extending) void extendTo(id, index)
    else if (none) store.startAt(id)
  }

  /** True when the key was one of the selection's. */
  function key(event: KeyboardEvent): boolean {
    const withControl = event.ctrlKey || event.metaKey
    if (withControl && !event.shiftKey && !event.altKey && event.code === 'KeyA') store.selectAll()
    else if (!withControl && !event.altKey && event.key === ' ' && selectedId !== null) store.toggle(selectedId)
    else if (event.key === 'Escape' && !none) store.clear()
    else return false
    return true
  }

  return { store, selection, click, moved, key }
}
