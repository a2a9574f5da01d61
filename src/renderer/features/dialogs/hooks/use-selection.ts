import { useEffect, useEffectEvent, useLayoutEffect, useRef, type RefObject } from 'react'
import type { DialogList } from '../api/dialog-queries.ts'
import type { DialogTableHandle } from '../components/DialogTable.tsx'
import { useDialogSeeker } from './use-dialog-ids.ts'

type Options = {
  readonly list: DialogList
  readonly total: number | null
  readonly selectedId: number | null
  readonly openFirst: boolean
  readonly tableRef: RefObject<DialogTableHandle | null>
  /** `nextIds`: where the reader probably goes from there, soonest first. */
  readonly onSelect: (id: number, nextIds: readonly number[]) => void
}

const AHEAD = [1, 2, 3]

/** Moving by rows while the selection itself is a dialog: it stays the same dialog when the list changes under it. */
export function useSelection({ list, total, selectedId, openFirst, tableRef, onSelect }: Options) {
  const seeker = useDialogSeeker(list)
  // Where the dialog stood when last seen. Once rated it leaves «To review», and the one that moved up there is next.
  const lastIndex = useRef(0)

  useLayoutEffect(() => {
    const index = selectedId === null ? null : seeker.indexOf(selectedId)
    if (index !== null) lastIndex.current = index
  })

  // Also for a dialog that was opened from elsewhere: an alert, a link, the start of the program.
  const hasRows = total !== null && total > 0
  useLayoutEffect(() => {
    const index = selectedId === null || !hasRows ? null : seeker.indexOf(selectedId)
    if (index !== null) tableRef.current?.scrollTo(index)
  }, [selectedId, hasRows, seeker, tableRef])

  function choose(id: number, index: number, direction: 1 | -1 = 1): void {
    lastIndex.current = index
    onSelect(id, AHEAD.map(steps => seeker.peek(index + steps * direction)).filter(next => next !== undefined))
  }

  async function move(step: number): Promise<void> {
    if (total === null || total === 0) return
    const from = selectedId === null ? -1 : seeker.indexOf(selectedId) ?? (step > 0 ? lastIndex.current - 1 : lastIndex.current)
    const index = Math.min(Math.max(from + step, 0), total - 1)
    const id = await seeker.idAt(index)
    if (id !== undefined) choose(id, index, step > 0 ? 1 : -1)
  }

  const openFirstDialog = useEffectEvent(() => void move(1))
  const due = openFirst && total !== null && total > 0 && selectedId === null
  useEffect(() => {
    if (due) openFirstDialog()
  }, [due])

  return { move, choose }
}
