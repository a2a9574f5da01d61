import { queryOptions, type QueryClient } from '@tanstack/react-query'
import { call, on } from '#renderer/bridge/index.ts'
import { refresh } from '#renderer/data/refresh.ts'
import { unsentSummaryQuery } from '#renderer/data/unsent.ts'

export function unsentListQuery() {
  return queryOptions({ queryKey: ['unsent', 'list'], queryFn: () => call('outbox.list', {}) })
}

export function followUnsent(client: QueryClient): void {
  on('outbox.changed', summary => {
    client.setQueryData(unsentSummaryQuery().queryKey, summary)
    void refresh(client, { queryKey: unsentListQuery().queryKey })
  })
}
