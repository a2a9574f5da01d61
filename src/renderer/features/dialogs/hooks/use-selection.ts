import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useEffectEvent, useLayoutEffect, useRef, type RefObject } from 'react'
import { dialogRowsQuery } from '#renderer/data/dialog-rows.ts'
import type { DialogList } from '../api/dialog-queries.ts'
import type { DialogTableHandle } from '../components/DialogTable.tsx'
import { useDialogSeeker } from './use-dialog-ids.ts'

type Options = {
  readonly list: DialogList
  readonly total: number | null
  readonly selectedId: number | null
  readonly openFirst: boolean
  readonly tableRef: RefObject<DialogTableHandle | null>
  readonly onSelect: SelectDialog
}

/**
 * `nextIds`: where the reader probably goes from there, soonest first. `from`: the dialog that was open when this one
 * began to be looked for; who has opened another one meanwhile stays there.
 */
export type SelectDialog = (id: number, nextIds: readonly number[], from?: number | null) => void

const AHEAD = [1, 2, 3]
/** Rated dialogs are passed in steps of so many, and so many at most. */
const STEP = 20
const PASSED_AT_MOST = 1_000

/** Moving by rows while the selection itself is a dialog: it stays the same dialog when the list changes under it. */
export function useSelection({ list, total, selectedId, openFirst, tableRef, onSelect }: Options) {
  const client = useQueryClient()
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

  function choose(id: number, index: number): void {
    lastIndex.current = index
    onSelect(id, nextTo(index, 1))
  }

  function nextTo(index: number, direction: 1 | -1): number[] {
    return AHEAD.map(steps => seeker.peek(index + steps * direction)).filter(next => next !== undefined)
  }

  /** Where it went; null where there is nothing to go to. */
  async function move(step: number): Promise<{ readonly id: number; readonly index: number } | null> {
    if (total === null || total === 0) return null
    const from = selectedId === null ? -1 : seeker.indexOf(selectedId) ?? (step > 0 ? lastIndex.current - 1 : lastIndex.current)
    const index = Math.min(Math.max(from + step, 0), total - 1)
    const id = await seeker.idAt(index)
    if (id === undefined) return null
    onSelect(id, nextTo(index, step > 0 ? 1 : -1), selectedId)
    return { id, index }
  }

  /** The next dialog that has no rating yet; false at the end of the list. */
  async function moveToUnreviewed(): Promise<boolean> {
    const from = selectedId === null ? 0 : (seeker.indexOf(selectedId) ?? lastIndex.current - 1) + 1
    for (let first = from; first < Math.min(total ?? 0, from + PASSED_AT_MOST); first += STEP) {
      const places = Array.from({ length: Math.min(STEP, (total ?? 0) - first) }, (_, step) => first + step)
      const ids = await Promise.all(places.map(seeker.idAt))
      const known = ids.filter(id => id !== undefined)
      const rows = await client.fetchQuery({ ...dialogRowsQuery(client, known), staleTime: 0 })
      const next = rows.find(row => row.supervisorRating === null && row.id !== selectedId)
      if (next !== undefined) {
        onSelect(next.id, nextTo(first + ids.indexOf(next.id), 1), selectedId)
        return true
      }
    }
    return false
  }

  const openFirstDialog = useEffectEvent(() => void move(1))
  const due = openFirst && total !== null && total > 0 && selectedId === null
  useEffect(() => {
    if (due) openFirstDialog()
  }, [due])

  return { move, moveToUnreviewed, choose }
}
