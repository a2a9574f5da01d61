import { queryOptions, useMutation, useQueryClient, type QueryClient } from '@tanstack/react-query'
import { call, on } from '#renderer/bridge/index.ts'
import { patchDialogRow } from '#renderer/data/dialog-rows.ts'
import { refresh } from '#renderer/data/refresh.ts'
import { unsentListQuery, unsentSummaryQuery } from '#renderer/data/unsent.ts'

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
  return useMutation({ mutationFn: () => call('ratings.retryAll', {}) })
}

export function useDiscard() {
  const client = useQueryClient()
  return useMutation({ mutationFn: (sessionId: number) => call('ratings.discard', { sessionId }), onSuccess: row => patchDialogRow(client, row) })
}

export function useTakeBack() {
  const client = useQueryClient()
  return useMutation({ mutationFn: (sessionId: number) => call('ratings.undo', { sessionId }), onSuccess: row => patchDialogRow(client, row) })
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
