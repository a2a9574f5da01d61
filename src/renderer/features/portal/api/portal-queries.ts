import { queryOptions, useMutation, useQueryClient, type QueryClient } from '@tanstack/react-query'
import type { PortalReport, SourceKind } from '#contract/portal.ts'
import { call, on } from '#renderer/bridge/index.ts'
import { refresh } from '#renderer/data/refresh.ts'

export const portalReportQuery = () => queryOptions({ queryKey: ['portal'], queryFn: () => call('portal.report', {}) })

export function followPortal(client: QueryClient): void {
  // Asked again and not taken from the event: the first answer, that there is none yet, may still be on its way.
  on('portal.changed', () => void refresh(client, { queryKey: portalReportQuery().queryKey }))
}

export function useProbe() {
  const onSuccess = useKeepReport()
  return useMutation({ mutationFn: () => call('portal.probe', {}), onSuccess })
}

export function useChooseSource() {
  const onSuccess = useKeepReport()
  return useMutation({ mutationFn: (source: 'auto' | SourceKind) => call('portal.chooseSource', { source }), onSuccess })
}

function useKeepReport(): (report: PortalReport) => void {
  const client = useQueryClient()
  return report => client.setQueryData(portalReportQuery().queryKey, report)
}
