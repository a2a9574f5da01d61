import { useQueries, useQueryClient } from '@tanstack/react-query'
import type { DialogRow } from '#contract/dialogs.ts'
import { dialogRowsQuery } from '#renderer/data/dialog-rows.ts'
import { CHUNK_SIZE } from '../api/dialog-queries.ts'
import type { DialogIds } from './use-dialog-ids.ts'

type Options = {
  readonly ids: DialogIds
  readonly total: number
  /** The visible span. */
  readonly first: number
  readonly last: number
  /** One more chunk at both ends, so that slow scrolling never waits. */
  readonly isAhead: boolean
}

/** Rows of the visible span by id, in whole chunks. */
export function useDialogRows({ ids, total, first, last, isAhead }: Options): ReadonlyMap<number, DialogRow> {
  const client = useQueryClient()
  const ahead = isAhead ? 1 : 0
  const from = Math.max(0, Math.floor(first / CHUNK_SIZE) - ahead)
  const to = Math.min(Math.floor(last / CHUNK_SIZE) + ahead, Math.floor((total - 1) / CHUNK_SIZE))
  const chunks = Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => from + i)
  // What is on screen is asked for first.
  const isVisible = (chunk: number): boolean => chunk >= Math.floor(first / CHUNK_SIZE) && chunk <= Math.floor(last / CHUNK_SIZE)
  return useQueries({
    queries: [...chunks.filter(isVisible), ...chunks.filter(chunk => !isVisible(chunk))].map(chunk => dialogRowsQuery(client, chunkIds(ids, chunk, total))),
    combine: collect,
  })
}

/** The known ids of one chunk of the list. */
function chunkIds(ids: DialogIds, chunk: number, total: number): number[] {
  const result: number[] = []
  for (let index = chunk * CHUNK_SIZE; index < Math.min((chunk + 1) * CHUNK_SIZE, total); index += 1) {
    const id = ids.at(index)
    if (id !== undefined) result.push(id)
  }
  return result
}

/** The ids on screen, in the same chunks while the list scrolls on. */
export function visibleChunks(ids: DialogIds, total: number, first: number, last: number): number[][] {
  const chunks: number[][] = []
  for (let chunk = Math.floor(first / CHUNK_SIZE); chunk <= Math.floor(last / CHUNK_SIZE); chunk += 1) chunks.push(chunkIds(ids, chunk, total))
  return chunks
}

// Outside the hook: a stable `combine` runs only when a result changed.
function collect(results: readonly { readonly data: DialogRow[] | undefined }[]): ReadonlyMap<number, DialogRow> {
  return new Map(results.flatMap(({ data }) => data ?? []).map(row => [row.id, row]))
}
