import { queryOptions, type QueryClient } from '@tanstack/react-query'
import { call, on } from '#renderer/bridge/index.ts'

// Under `accounts`: they hold whoever is signed in.

export const keepingQuery = () => queryOptions({ queryKey: ['accounts', 'keeping'], queryFn: () => call('account.keeping', {}) })

export const authorizingQuery = () => queryOptions({ queryKey: ['accounts', 'authorizing'], queryFn: () => call('account.authorizing', {}) })

export function followSignIn(client: QueryClient): void {
  on('account.authorizing', authorizing => client.setQueryData(authorizingQuery().queryKey, authorizing))
}
