import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { Resolution } from '#contract/ratings.ts'
import { call, CallError } from '#renderer/bridge/index.ts'
import { patchDialogRow } from './dialog-rows.ts'

/** Ends a conflict. What was seen goes along, so that nothing newer is replaced unseen. */
export function useResolveRating() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (resolution: Resolution) => call('ratings.resolve', resolution),
    onSuccess: row => { patchDialogRow(client, row) },
  })
}

/** Theirs had changed again: the conflict goes on with what stands there now. */
export function isNewConflict(error: unknown): boolean {
  return error instanceof CallError && error.code === 'rating-conflict'
}
