import { queryOptions, useMutation, useQueryClient, type QueryClient } from '@tanstack/react-query'
import type { Alert } from '#contract/alerts.ts'
import { call, on } from '#renderer/bridge/index.ts'
import { refresh } from '#renderer/data/refresh.ts'

/** The contract's limit for one acknowledgement. */
const ACKNOWLEDGE_LIMIT = 1_000

export function alertsQuery() {
  return queryOptions({ queryKey: ['alerts'], queryFn: () => call('alerts.list', {}) })
}

export function openAlertCount(alerts: readonly Alert[]): number {
  return alerts.filter(({ state }) => state === 'open').length
}

export function followAlerts(client: QueryClient): void {
  const { queryKey } = alertsQuery()
  const readAgain = (): void => { void refresh(client, { queryKey }) }
  on('alerts.changed', readAgain)
  // Who the client is may be learnt later than that he is displeased.
  on('dialogs.changed', ({ ids, all }) => {
    const changed = new Set(ids)
    // What is being read may have been worked out before the change.
    const isReading = client.isFetching({ queryKey }) > 0
    if (all || isReading || client.getQueryData(queryKey)?.some(({ sessionId }) => changed.has(sessionId))) readAgain()
  })
}

/** Whoever opens the dialog from a notification has seen its alert. */
export async function acknowledgeDialog(client: QueryClient, sessionId: number): Promise<void> {
  const alerts = await client.fetchQuery({ ...alertsQuery(), staleTime: 0 })
  const ids = alerts.filter(alert => alert.sessionId === sessionId && alert.state === 'open').map(({ id }) => id)
  if (ids.length > 0) await call('alerts.acknowledge', { ids })
}

export function useAcknowledge() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: async (ids: readonly number[]) => {
      for (let from = 0; from < ids.length; from += ACKNOWLEDGE_LIMIT) {
        await call('alerts.acknowledge', { ids: ids.slice(from, from + ACKNOWLEDGE_LIMIT) })
      }
    },
    onSettled: () => refresh(client, { queryKey: alertsQuery().queryKey }),
  })
}
