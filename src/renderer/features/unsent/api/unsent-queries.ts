import { queryOptions, type QueryClient } from '@tanstack/react-query'
import { call, on } from '#renderer/bridge/index.ts'

export function unsentSummaryQuery() {
  return queryOptions({ queryKey: ['unsent', 'summary'], queryFn: () => call('outbox.summary', {}) })
}

export function unsentListQuery() {
  return queryOptions({ queryKey: ['unsent', 'list'], queryFn: () => call('outbox.list', {}) })
}

export function followUnsent(client: QueryClient): void {
  on('outbox.changed', summary => {
    client.setQueryData(unsentSummaryQuery().queryKey, summary)
    void client.invalidateQueries({ queryKey: unsentListQuery().queryKey })
  })
}
