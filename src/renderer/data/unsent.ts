import { queryOptions } from '@tanstack/react-query'
import { call } from '#renderer/bridge/index.ts'

export const unsentSummaryQuery = () => queryOptions({ queryKey: ['unsent', 'summary'], queryFn: () => call('outbox.summary', {}) })

export const unsentListQuery = () => queryOptions({ queryKey: ['unsent', 'list'], queryFn: () => call('outbox.list', {}) })
