import { useMutation, useQueryClient, type QueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Account, ListedAccount } from '#contract/accounts.ts'
import { call, CallError, on } from '#renderer/bridge/index.ts'
import { refresh } from '#renderer/data/refresh.ts'
import { accountsKey, accountsQuery, showAccount } from '#renderer/data/session.ts'
import { useErrorWords } from '#renderer/i18n/use-words.ts'
import { useRouteStore } from '#renderer/route/use-route.ts'
import { showToast } from '#renderer/ui/toast.ts'

export function followAccounts(client: QueryClient): void {
  on('accounts.changed', () => void refresh(client, { queryKey: accountsQuery().queryKey }))
}

/** Leads to the account's lists, or to the screen that unlocks it. */
export function useGoToAccount(): (listed: ListedAccount) => void {
  const client = useQueryClient()
  const routes = useRouteStore()
  const { t } = useTranslation()
  const words = useErrorWords()
  const change = useMutation({
    mutationKey: accountsKey,
    mutationFn: (id: string) => call('account.switch', { id }),
    onSuccess: account => showAccount(client, routes, account),
    onError: (error, id) => {
      if (error instanceof CallError && error.code === 'sign-in-locked') return routes.go({ screen: 'accounts', accountId: id })
      const { what, next } = words(error)
      showToast({ id: 'account-switch', title: t('accounts.switchFailed'), message: `${what} ${next}`, tone: 'low', stay: 'long', closeLabel: t('app.close') })
    },
  })
  return ({ account, state }) => {
    if (state === 'locked') routes.go({ screen: 'accounts', accountId: account.id })
    else change.mutate(account.id)
  }
}

type Unlock = { readonly id: string; readonly passphrase: string | null }

export function useUnlock() {
  const client = useQueryClient()
  const routes = useRouteStore()
  return useMutation({
    mutationKey: accountsKey,
    mutationFn: (input: Unlock) => call('account.unlock', input),
    onSuccess: account => {
      void refresh(client, { queryKey: accountsQuery().queryKey })
      showAccount(client, routes, account)
    },
  })
}

type SignOut = { readonly account: Account; readonly wipe: boolean; readonly evenUnsent: boolean }

export function useSignOut() {
  const client = useQueryClient()
  const routes = useRouteStore()
  return useMutation({
    mutationKey: accountsKey,
    mutationFn: async ({ account, wipe, evenUnsent }: SignOut) => {
      await call('account.signOut', { id: account.id, wipe, evenUnsent })
      // Another account may have taken its place on the screen.
      return call('account.current', {})
    },
    onSuccess: current => {
      void refresh(client, { queryKey: accountsQuery().queryKey })
      showAccount(client, routes, current)
    },
  })
}
