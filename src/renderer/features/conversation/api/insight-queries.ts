import { queryOptions, type QueryClient } from '@tanstack/react-query'
import { call, on } from '#renderer/bridge/index.ts'
import { refresh } from '#renderer/data/refresh.ts'

const evidenceKey = ['evidence'] as const
const journalKey = ['journal'] as const
const skipsKey = ['skips'] as const
const ofClientKey = ['dialogs', 'ofClient'] as const
const KEPT_MS = 60_000

export function evidenceQuery(sessionId: number) {
  return queryOptions({ queryKey: [...evidenceKey, sessionId], queryFn: () => call('insights.evidence', { sessionId }), gcTime: KEPT_MS })
}

export function journalQuery(sessionId: number) {
  return queryOptions({ queryKey: [...journalKey, sessionId], queryFn: () => call('ratings.journal', { sessionId }), gcTime: KEPT_MS })
}

export function skipsQuery(sessionId: number) {
  return queryOptions({ queryKey: [...skipsKey, sessionId], queryFn: () => call('review.skips', { sessionId }), gcTime: KEPT_MS })
}

/** Other dialogs of the same client, latest first. */
export function ofClientQuery(sessionId: number) {
  return queryOptions({ queryKey: [...ofClientKey, sessionId], queryFn: () => call('dialogs.ofClient', { sessionId }), gcTime: KEPT_MS })
}

/** Any dialog may be one of the client's; what is shown is one dialog's at a time. */
export function followInsights(client: QueryClient): void {
  on('transcripts.changed', ({ sessionId }) => void refresh(client, { queryKey: [...evidenceKey, sessionId] }))
  on('outbox.changed', () => {
    void refresh(client, { queryKey: journalKey })
    // A refusal tells of a right that is missing.
    void refresh(client, { queryKey: ['right'] })
  })
  on('review.changed', () => void refresh(client, { queryKey: skipsKey }))
  on('portal.changed', () => void refresh(client, { queryKey: ['right'] }))
  on('dialogs.changed', ({ quiet }) => { if (quiet !== true) void refresh(client, { queryKey: ofClientKey }) })
}
