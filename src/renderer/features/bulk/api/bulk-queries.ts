import { queryOptions, useMutation, useQueryClient, type QueryClient } from '@tanstack/react-query'
import type { BulkAction, BulkRun, Selection } from '#contract/bulk.ts'
import { call, on } from '#renderer/bridge/index.ts'
import { refresh } from '#renderer/data/refresh.ts'
import { useTellFailure } from '#renderer/data/use-tell-failure.ts'

const DAY_MS = 86_400_000

/** What an action would do. Never kept: between two looks a dialog may have ended. */
export function bulkPreviewQuery(selection: Selection, action: BulkAction) {
  return queryOptions({ queryKey: ['bulk', 'preview', selection, action], queryFn: () => call('bulk.preview', { selection, action }), gcTime: 0, staleTime: 0 })
}

export function bulkResultQuery(id: number) {
  return queryOptions({ queryKey: ['bulk', 'result', id], queryFn: () => call('bulk.result', { id }) })
}

/** The run to be told of: the one under way, or what became of the last one; null when that was seen. */
export function shownRunQuery() {
  return queryOptions<BulkRun | null>({
    queryKey: ['bulk', 'shown'],
    queryFn: async () => {
      const [last] = await call('bulk.list', {})
      return last && wantsAttention(last) ? last : null
    },
  })
}

/** On opening the window: under way, or cut short so lately that nobody may have heard of it. */
function wantsAttention({ state, finishedAt }: BulkRun): boolean {
  if (finishedAt === null) return true
  return (state === 'interrupted' || state === 'stopped') && Date.now() - finishedAt < DAY_MS
}

export function followBulk(client: QueryClient): void {
  on('bulk.progress', run => {
    // The latest news wins: a run that waits its turn is shown once it moves.
    client.setQueryData(shownRunQuery().queryKey, run)
    void refresh(client, { queryKey: bulkResultQuery(run.id).queryKey })
  })
}

export function useBulk() {
  const client = useQueryClient()
  const onError = useTellFailure()
  const start = useMutation({ mutationFn: (previewId: string) => call('bulk.start', { previewId }) })
  const links = useMutation({ mutationFn: (previewId: string) => call('bulk.links', { previewId }) })
  const cancel = useMutation({ mutationFn: (id: number) => call('bulk.cancel', { id }), onError })
  const undo = useMutation({ mutationFn: (id: number) => call('bulk.undo', { id }), onError })
  const dismiss = (): void => { client.setQueryData(shownRunQuery().queryKey, null) }
  return { start, links, cancel, undo, dismiss }
}
