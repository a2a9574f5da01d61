import { queryOptions, type QueryClient } from '@tanstack/react-query'
import type { Account } from '#contract/accounts.ts'
import { call } from '#renderer/bridge/index.ts'
import { isDoor, placeInAccount } from '#renderer/route/route.ts'
import type { RouteStore } from '#renderer/route/route-store.ts'
import { forgetDialogRows } from './dialog-rows.ts'

// What more than one feature reads about the program and the sign-in. Events keep it current, see app/follow-engine.ts.

export const appInfoQuery = () => queryOptions({ queryKey: ['app', 'info'], queryFn: () => call('app.info', {}) })

export const settingsQuery = () => queryOptions({ queryKey: ['settings'], queryFn: () => call('settings.get', {}) })

export const accountQuery = () => queryOptions({ queryKey: ['account'], queryFn: () => call('account.current', {}) })

/** Also of the mutations that lead from one account to another. */
export const accountsKey = ['accounts'] as const

export const accountsQuery = () => queryOptions({ queryKey: [...accountsKey, 'list'], queryFn: () => call('account.list', {}) })

export const directoryQuery = () => queryOptions({ queryKey: ['directory'], queryFn: () => call('directory.get', {}) })

export const syncStateQuery = () => queryOptions({ queryKey: ['sync'], queryFn: () => call('sync.state', {}) })

/** What is known whoever is signed in. */
const lasting = new Set(['app', 'settings', 'account', 'accounts'])

/**
 * Another portal's data must not be seen for a moment, so all of it goes before the new account is shown. So does what
 * an answer still on its way would do to the screen: it is about dialogs and reports of the account that asked.
 */
export function setAccount(client: QueryClient, account: Account | null): 'same' | 'other' {
  const { queryKey } = accountQuery()
  const change = client.getQueryData(queryKey)?.id === account?.id ? 'same' : 'other'
  if (change === 'other') {
    client.removeQueries({ predicate: query => !lasting.has(String(query.queryKey[0])) })
    for (const mutation of client.getMutationCache().getAll()) {
      const { mutationKey, scope } = mutation.options
      // The scope stays: by it those that wait behind this one have their turn, and end.
      if (!lasting.has(String(mutationKey?.[0]))) mutation.setOptions(scope === undefined ? {} : { scope })
    }
    forgetDialogRows(client)
  }
  client.setQueryData(queryKey, account)
  return change
}

/**
 * Puts an account on screen, or none. Reached twice for every change, by the answer to a call and by the event, in either
 * order: only the first one moves, so that the second does not undo where somebody has gone meanwhile.
 */
export function showAccount(client: QueryClient, routes: Pick<RouteStore, 'get' | 'go'>, account: Account | null): void {
  const change = setAccount(client, account)
  const place = routes.get()
  if (change === 'other' || (account !== null && isDoor(place))) routes.go(placeInAccount(place), 'replace')
}
