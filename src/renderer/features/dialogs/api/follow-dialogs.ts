import type { QueryClient } from '@tanstack/react-query'
import { on } from '#renderer/bridge/index.ts'
import { invalidateDialogRows } from '#renderer/data/dialog-rows.ts'
import { refresh } from '#renderer/data/refresh.ts'
import { dialogKeys } from './dialog-queries.ts'

/** A first sync changes the list hundreds of times a second; the eye needs one. */
const REFRESH_MS = 1_000
/** Conversations of the past come in for hours. */
const QUIET_REFRESH_MS = 10_000

export function followDialogs(client: QueryClient): void {
  let waiting: Set<number> | 'all' = new Set()
  let lastAt = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  let dueAt = Infinity

  function readAgain(): void {
    dueAt = Infinity
    lastAt = Date.now()
    const changed = waiting
    waiting = new Set()
    void refresh(client, { queryKey: dialogKeys.index })
    void refresh(client, { queryKey: dialogKeys.counts })
    invalidateDialogRows(client, changed)
  }

  on('dialogs.changed', ({ ids, all, quiet = false }) => {
    if (all) waiting = 'all'
    else if (waiting !== 'all') for (const id of ids) waiting.add(id)
    const at = Math.max(Date.now(), lastAt + (quiet ? QUIET_REFRESH_MS : REFRESH_MS))
    if (at >= dueAt) return
    clearTimeout(timer)
    dueAt = at
    timer = setTimeout(readAgain, at - Date.now())
  })
}
