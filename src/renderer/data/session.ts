import { queryOptions, type QueryClient } from '@tanstack/react-query'
import type { Account } from '#contract/accounts.ts'
import { call } from '#renderer/bridge/index.ts'
import { forgetDialogRows } from './dialog-rows.ts'

// What more than one feature reads about the program and the sign-in. Events keep it current, see app/follow-engine.ts.

export const appInfoQuery = () => queryOptions({ queryKey: ['app', 'info'], queryFn: () => call('app.info', {}) })

export const settingsQuery = () => queryOptions({ queryKey: ['settings'], queryFn: () => call('settings.get', {}) })

export const accountQuery = () => queryOptions({ queryKey: ['account'], queryFn: () => call('account.current', {}) })

export const directoryQuery = () => queryOptions({ queryKey: ['directory'], queryFn: () => call('directory.get', {}) })

export const syncStateQuery = () => queryOptions({ queryKey: ['sync'], queryFn: () => call('sync.state', {}) })

/** What is known whoever is signed in. */
const lasting = new Set(['app', 'settings', 'account'])

/** Another portal's data must not be seen for a moment, so all of it goes before the new sign-in is shown. */
export function setAccount(client: QueryClient, account: Account | null): void {
  const { queryKey } = accountQuery()
  if (client.getQueryData(queryKey)?.id !== account?.id) {
    client.removeQueries({ predicate: query => !lasting.has(String(query.queryKey[0])) })
    forgetDialogRows(client)
  }
  client.setQueryData(queryKey, account)
}
