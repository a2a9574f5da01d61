import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { DialogRow } from '#contract/dialogs.ts'
import type { Rating } from '#contract/ratings.ts'
import { call } from '#renderer/bridge/index.ts'
import { patchDialogRow } from '#renderer/data/dialog-rows.ts'

/** Done means kept on this computer; the portal's word comes later, in the row. */
export function useSubmitRating(onKept: (wish: Rating) => void) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (wish: Rating) => call('ratings.submit', wish),
    onSuccess: (row, wish) => {
      patchDialogRow(client, row)
      onKept(wish)
    },
  })
}

export function useRetryRating() {
  return useMutation({ mutationFn: (sessionId: number) => call('ratings.retry', { sessionId }) })
}

/** What the row shows as theirs is what is to be replaced, and nothing else. */
export function useReplaceTheirs() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ id, portalRating, portalComment }: DialogRow) => (
      call('ratings.resolve', { choice: 'mine', sessionId: id, seen: { rating: portalRating, comment: portalComment } })),
    onSuccess: row => { patchDialogRow(client, row) },
  })
}
