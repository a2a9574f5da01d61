import type { QueryClient } from '@tanstack/react-query'
import { on } from '#renderer/bridge/index.ts'
import { invalidateDialogRows } from '#renderer/data/dialog-rows.ts'
import { refresh } from '#renderer/data/refresh.ts'
import { dialogKeys } from './dialog-queries.ts'

/** A first sync changes the list hundreds of times a second; the eye needs one. */
const REFRESH_MS = 1_000

export function followDialogs(client: QueryClient): void {
  let waiting: Set<number> | 'all' = new Set()
  let lastAt = 0
  let timer: ReturnType<typeof setTimeout> | undefined

  function readAgain(): void {
    timer = undefined
    lastAt = Date.now()
    const changed = waiting
    waiting = new Set()
    void refresh(client, { queryKey: dialogKeys.index })
    void refresh(client, { queryKey: dialogKeys.counts })
    invalidateDialogRows(client, changed)
  }

  on('dialogs.changed', ({ ids, all }) => {
    if (all) waiting = 'all'
    else if (waiting !== 'all') for (const id of ids) waiting.add(id)
    timer ??= setTimeout(readAgain, Math.max(0, lastAt + REFRESH_MS - Date.now()))
  })
}
