import { queryOptions, type QueryClient } from '@tanstack/react-query'
import type { DialogFilter, DialogSort, Snippet } from '#contract/dialogs.ts'
import { call } from '#renderer/bridge/index.ts'
import { putDialogRows } from '#renderer/data/dialog-rows.ts'

/** Ids travel in blocks: a list of a million would be 8 MB of JSON. */
export const BLOCK_SIZE = 500
/** Rows are asked for so many at a time. */
export const CHUNK_SIZE = 100

export type DialogList = { readonly filter: DialogFilter; readonly sort: DialogSort }

export const dialogKeys = {
  index: ['dialogs', 'index'],
  list: ({ filter, sort }: DialogList) => ['dialogs', 'index', filter, sort] as const,
  counts: ['dialogs', 'counts'],
} as const

/** The block's ids in list order, and how many dialogs match in all. With the first block come the rows that are shown first. */
export function dialogIndexQuery(list: DialogList, block: number) {
  return queryOptions({
    queryKey: [...dialogKeys.list(list), block] as const,
    queryFn: async ({ client, signal }) => {
      const { rows, ...index } = await call('dialogs.index', { ...list, offset: block * BLOCK_SIZE, limit: BLOCK_SIZE, rows: block === 0 ? CHUNK_SIZE : 0 })
      // Asked for anew meanwhile: that answer is the newer one.
      if (!signal.aborted) putDialogRows(client, rows)
      return index
    },
    // The old list stays until the new one is here; only the same block may stand in, another one holds other rows.
    placeholderData: (previous, query) => query?.queryKey[4] === block ? previous : undefined,
  })
}

const snippetsKey = (text: string) => ['dialogs', 'snippets', text] as const
/** Scrolling through all that was found must not keep all of it. */
const SNIPPETS_KEPT_MS = 60_000

/** Where the words of a search stand in these dialogs. When a new dialog shifts the list, what is known of the others stays. */
export function snippetsQuery(client: QueryClient, text: string, ids: readonly number[]) {
  return queryOptions({
    queryKey: [...snippetsKey(text), ids] as const,
    queryFn: () => call('dialogs.snippets', { text, ids: [...ids] }),
    enabled: ids.length > 0,
    gcTime: SNIPPETS_KEPT_MS,
    placeholderData: () => {
      const known = client.getQueriesData<Snippet[]>({ queryKey: snippetsKey(text) }).flatMap(([, snippets]) => snippets ?? [])
      const wanted = new Set(ids)
      return known.filter(({ id }) => wanted.has(id))
    },
  })
}
