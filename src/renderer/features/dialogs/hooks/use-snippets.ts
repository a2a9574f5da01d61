import { useQueries, useQueryClient } from '@tanstack/react-query'
import type { Snippet } from '#contract/dialogs.ts'
import { snippetsQuery } from '../api/dialog-queries.ts'

/** What the search found in these dialogs, of which a few at a time are on screen. Null: nothing is searched for. */
export function useSnippets(text: string | null, chunks: readonly (readonly number[])[]): ReadonlyMap<number, Snippet> {
  const client = useQueryClient()
  return useQueries({
    queries: text === null ? [] : chunks.map(ids => snippetsQuery(client, text, ids)),
    combine: collect,
  })
}

// Outside the hook: a stable `combine` runs only when a result changed.
function collect(results: readonly { readonly data: Snippet[] | undefined }[]): ReadonlyMap<number, Snippet> {
  return new Map(results.flatMap(({ data }) => data ?? []).map(snippet => [snippet.id, snippet]))
}
