import type { QueryClient } from '@tanstack/react-query'
import { on } from '#renderer/bridge/index.ts'
import { refresh } from '#renderer/data/refresh.ts'
import { unsentListQuery, unsentSummaryQuery } from '#renderer/data/unsent.ts'

export function followUnsent(client: QueryClient): void {
  on('outbox.changed', summary => {
    client.setQueryData(unsentSummaryQuery().queryKey, summary)
    void refresh(client, { queryKey: unsentListQuery().queryKey })
  })
}
