import { queryOptions, useQuery, type QueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { call, on } from '#renderer/bridge/index.ts'
import { refresh } from '#renderer/data/refresh.ts'
import { followInsights } from './insight-queries.ts'

const TRANSCRIPTS_KEPT_MS = 10 * 60_000
/** So long a dialog that may not be rated is taken for one: the right may have been given since. */
const REFUSAL_HOLDS_MS = 60_000

export function transcriptQuery(sessionId: number) {
  return queryOptions({
    queryKey: ['transcripts', sessionId], queryFn: () => call('transcripts.get', { sessionId }), gcTime: TRANSCRIPTS_KEPT_MS,
    staleTime: ({ state }) => (state.data?.canRate === false ? REFUSAL_HOLDS_MS : Infinity),
  })
}

/** The next one is here when it is opened, the ones behind it in the local copy. A failure is told when they are opened. */
export function useTranscriptsAhead(ids: readonly number[]): void {
  const [nextId, ...others] = ids
  useQuery({ ...transcriptQuery(nextId ?? 0), enabled: nextId !== undefined, notifyOnChangeProps: [] })
  const wanted = others.join()
  useEffect(() => {
    if (wanted !== '') call('transcripts.prefetch', { sessionIds: wanted.split(',').map(Number) }).catch(() => {})
  }, [wanted])
}

export function followTranscripts(client: QueryClient): void {
  followInsights(client)
  on('transcripts.changed', ({ sessionId }) => void refresh(client, { queryKey: transcriptQuery(sessionId).queryKey }))
  let refused = 0
  on('outbox.changed', ({ states }) => {
    // What conversations tell of the right to rate may be out of date.
    if (states.refused > refused) void refresh(client, { queryKey: ['transcripts'] })
    refused = states.refused
  })
}
