import { useMutation, useQueryClient } from '@tanstack/react-query'
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
