import { queryOptions, type QueryClient } from '@tanstack/react-query'
import { call, on } from '#renderer/bridge/index.ts'
import { refresh } from '#renderer/data/refresh.ts'

const TRANSCRIPTS_KEPT_MS = 10 * 60_000

export function transcriptQuery(sessionId: number) {
  return queryOptions({
    queryKey: ['transcripts', sessionId], queryFn: () => call('transcripts.get', { sessionId }), gcTime: TRANSCRIPTS_KEPT_MS,
  })
}

export function followTranscripts(client: QueryClient): void {
  on('transcripts.changed', ({ sessionId }) => void refresh(client, { queryKey: transcriptQuery(sessionId).queryKey }))
}
