import { useMutation, useQueryClient } from '@tanstack/react-query'
import { call } from '#renderer/bridge/index.ts'
import { patchDialogRow } from '#renderer/data/dialog-rows.ts'
import { useTellFailure } from '#renderer/data/use-tell-failure.ts'

export function useFlag() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (wish: { readonly sessionId: number; readonly flagged: boolean }) => call('review.flag', wish),
    onSuccess: row => patchDialogRow(client, row),
    onError: useTellFailure(),
  })
}
