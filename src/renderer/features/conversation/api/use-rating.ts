import { useMutation, useQueryClient } from '@tanstack/react-query'
import { call } from '#renderer/bridge/index.ts'
import { patchDialogRow } from '#renderer/data/dialog-rows.ts'

type Wish = { readonly sessionId: number; readonly rating: number; readonly comment: string }

/** Done means kept on this computer; the portal's word comes later, in the row. */
export function useSubmitRating(onKept: (wish: Wish) => void) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (wish: Wish) => call('ratings.submit', wish),
    onSuccess: (row, wish) => {
      patchDialogRow(client, row)
      onKept(wish)
    },
  })
}

export function useRetryRating() {
  return useMutation({ mutationFn: (sessionId: number) => call('ratings.retry', { sessionId }) })
}

export function useOpenInPortal() {
  return useMutation({ mutationFn: (sessionId: number) => call('dialogs.openInPortal', { sessionId }) })
}
