import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { Rating } from '#contract/ratings.ts'
import { call } from '#renderer/bridge/index.ts'
import { patchDialogRow } from '#renderer/data/dialog-rows.ts'
import { useTellFailure } from '#renderer/data/use-tell-failure.ts'

/** Done means kept on this computer; the portal's word comes later, in the row. `onKept` is told whichever account is on screen by then. */
export function useSubmitRating(onKept: (wish: Rating) => void) {
  const client = useQueryClient()
  return useMutation({
    async mutationFn(wish: Rating) {
      const row = await call('ratings.submit', wish)
      onKept(wish)
      return row
    },
    onSuccess: row => patchDialogRow(client, row),
  })
}

export function useRetryRating() {
  return useMutation({ mutationFn: (sessionId: number) => call('ratings.retry', { sessionId }), onError: useTellFailure() })
}
