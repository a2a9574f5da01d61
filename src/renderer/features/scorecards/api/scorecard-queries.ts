import { mutationOptions, queryOptions, useMutation, useQueryClient, type QueryClient } from '@tanstack/react-query'
import type { FilledCard, ScorecardSave } from '#contract/scorecards.ts'
import { call, on } from '#renderer/bridge/index.ts'
import { refresh } from '#renderer/data/refresh.ts'

export const scorecardsQuery = () => queryOptions({ queryKey: ['scorecards', 'list'], queryFn: () => call('scorecards.list', {}) })

export const answersQuery = (sessionId: number) => queryOptions({
  queryKey: ['scorecards', 'answers', sessionId], queryFn: () => call('scorecards.answers', { sessionId }),
})

export function followScorecards(client: QueryClient): void {
  on('scorecards.changed', () => void refresh(client, { queryKey: scorecardsQuery().queryKey }))
}

export function useSaveScorecard() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (card: ScorecardSave) => call('scorecards.save', card),
    onSuccess: () => refresh(client, { queryKey: scorecardsQuery().queryKey }),
  })
}

export function useRemoveScorecard() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (id: string) => call('scorecards.remove', { id }),
    onSuccess: () => refresh(client, { queryKey: scorecardsQuery().queryKey }),
  })
}

export function useFill(sessionId: number) {
  return useMutation(fillOptions(useQueryClient(), sessionId))
}

/** Kept as it is given and shown at once; what could not be kept is taken back. */
export function fillOptions(client: QueryClient, sessionId: number) {
  const { queryKey } = answersQuery(sessionId)
  const filling = ['scorecards', 'fill', sessionId]
  return mutationOptions({
    mutationKey: filling,
    // One after another: the last answer is the one that stays.
    scope: { id: filling.join() },
    mutationFn: ({ cardId, version, answers }: FilledCard) => call('scorecards.fill', { sessionId, cardId, version, answers }),
    onMutate: async filled => {
      // Read back before this one was given.
      await client.cancelQueries({ queryKey })
      client.setQueryData(queryKey, filled)
    },
    onSettled: () => client.isMutating({ mutationKey: filling }) === 1 ? refresh(client, { queryKey }) : undefined,
  })
}
