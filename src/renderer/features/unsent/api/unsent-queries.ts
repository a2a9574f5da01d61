import { queryOptions, useMutation, useQueryClient, type QueryClient } from '@tanstack/react-query'
import type { UnsentRating } from '#contract/ratings.ts'
import { call, on } from '#renderer/bridge/index.ts'
import { patchDialogRow } from '#renderer/data/dialog-rows.ts'
import { refresh } from '#renderer/data/refresh.ts'
import { useTellFailure } from '#renderer/data/use-tell-failure.ts'
import { unsentListQuery, unsentSummaryQuery } from '#renderer/data/unsent.ts'
import { useDrafts } from '#renderer/features/conversation/model/drafts.ts'

export function followUnsent(client: QueryClient): void {
  on('outbox.changed', summary => {
    client.setQueryData(unsentSummaryQuery().queryKey, summary)
    void refresh(client, { queryKey: unsentListQuery().queryKey })
  })
}

export function useRetryOne() {
  return useMutation({ mutationFn: (sessionId: number) => call('ratings.retry', { sessionId }) })
}

export function useRetryAll() {
  return useMutation({ mutationFn: () => call('ratings.retryAll', {}), onError: useTellFailure() })
}

export function useDiscard() {
  const client = useQueryClient()
  return useMutation({ mutationFn: (sessionId: number) => call('ratings.discard', { sessionId }), onSuccess: row => patchDialogRow(client, row) })
}

/** What was chosen and typed stands in the form again, also when what asked for it is gone by the time of the answer. */
export function useTakeBack() {
  const client = useQueryClient()
  const drafts = useDrafts()
  return useMutation({
    async mutationFn({ sessionId, rating, comment }: UnsentRating) {
      const row = await call('ratings.undo', { sessionId })
      drafts.set(sessionId, { rating, comment, seen: { rating: row.supervisorRating, comment: row.supervisorComment } })
      return row
    },
    onSuccess: row => patchDialogRow(client, row),
  })
}

/** What came of a damaged ledger; null once it was acknowledged. */
export function restoredQuery() {
  return queryOptions({ queryKey: ['ledger', 'restored'], queryFn: () => call('ledger.restored', {}) })
}

export function useAcknowledge() {
  const client = useQueryClient()
  return useMutation({ mutationFn: () => call('ledger.acknowledge', {}), onSuccess: () => { client.setQueryData(restoredQuery().queryKey, null) } })
}

export function useExportJournal() {
  return useMutation({ mutationFn: () => call('journal.export', {}) })
}

export function useRevealJournal() {
  return useMutation({ mutationFn: () => call('journal.reveal', {}) })
}
