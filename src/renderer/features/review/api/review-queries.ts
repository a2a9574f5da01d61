import { queryOptions, useMutation, useQueryClient, type QueryClient } from '@tanstack/react-query'
import type { Input } from '#contract/contract.ts'
import { call, on } from '#renderer/bridge/index.ts'
import { forgetDialogRows } from '#renderer/data/dialog-rows.ts'
import { refresh } from '#renderer/data/refresh.ts'

export const reviewQuery = () => queryOptions({ queryKey: ['review'], queryFn: () => call('review.state', {}) })

export function followReview(client: QueryClient): void {
  on('review.changed', () => void refresh(client, { queryKey: reviewQuery().queryKey }))
}

/** What this window has seen of the dialogs must not show through a blind queue. */
function forgetSeen(client: QueryClient): void {
  forgetDialogRows(client)
  client.removeQueries({ queryKey: ['transcripts'] })
  void client.resetQueries({ queryKey: ['dialogs'] })
}

export function useStartReview() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (asked: Input<'review.start'>) => call('review.start', asked),
    onSuccess: queue => {
      if (queue.blind !== 'off') forgetSeen(client)
      client.setQueryData(reviewQuery().queryKey, queue)
    },
  })
}

export function useEndReview() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: () => call('review.end', {}),
    onSuccess: () => client.setQueryData(reviewQuery().queryKey, null),
  })
}

export function useNextInQueue() {
  return useMutation({ mutationFn: (after: number | null) => call('review.next', { after }) })
}

export function useSkip() {
  return useMutation({ mutationFn: (skip: Input<'review.skip'>) => call('review.skip', skip) })
}
