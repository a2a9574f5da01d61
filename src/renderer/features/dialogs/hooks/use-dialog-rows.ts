import { useQueries, useQueryClient } from '@tanstack/react-query'
import type { DialogRow } from '#contract/dialogs.ts'
import { dialogRowsQuery } from '#renderer/data/dialog-rows.ts'
import type { DialogIds } from './use-dialog-ids.ts'

const CHUNK_SIZE = 100

/** Rows around the visible span by id. Whole chunks, and one more at both ends, so that slow scrolling never waits. */
export function useDialogRows(ids: DialogIds, total: number, first: number, last: number): ReadonlyMap<number, DialogRow> {
  const client = useQueryClient()
  const from = Math.max(0, Math.floor(first / CHUNK_SIZE) - 1)
  const to = Math.min(Math.floor(last / CHUNK_SIZE) + 1, Math.floor((total - 1) / CHUNK_SIZE))
  return useQueries({
    queries: Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => dialogRowsQuery(client, chunkIds(ids, from + i, total))),
    combine: collect,
  })
}

function chunkIds(ids: DialogIds, chunk: number, total: number): number[] {
  const result: number[] = []
  for (let index = chunk * CHUNK_SIZE; index < Math.min((chunk + 1) * CHUNK_SIZE, total); index += 1) {
    const id = ids.at(index)
    if (id !== undefined) result.push(id)
  }
  return result
}

// Outside the hook: a stable `combine` runs only when a result changed.
function collect(results: readonly { readonly data: DialogRow[] | undefined }[]): ReadonlyMap<number, DialogRow> {
  return new Map(results.flatMap(({ data }) => data ?? []).map(row => [row.id, row]))
}
