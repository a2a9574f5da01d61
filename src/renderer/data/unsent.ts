import { queryOptions } from '@tanstack/react-query'
import { call } from '#renderer/bridge/index.ts'

export const unsentSummaryQuery = () => queryOptions({ queryKey: ['unsent', 'summary'], queryFn: () => call('outbox.summary', {}) })
