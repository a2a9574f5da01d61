import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { Account } from '#contract/accounts.ts'
import type { Input } from '#contract/contract.ts'
import { call, CallError } from '#renderer/bridge/index.ts'
import { markSignedIn } from '#renderer/data/signed-in.ts'
import { accountsKey, showAccount } from '#renderer/data/session.ts'
import { useRouteStore } from '#renderer/route/use-route.ts'

export function useSignIn() {
  const client = useQueryClient()
  const routes = useRouteStore()
  const shown = {
    mutationKey: accountsKey,
    onSuccess(account: Account) {
      markSignedIn(client, account.id)
      showAccount(client, routes, account)
    },
  }

  const webhook = useMutation({ mutationFn: (input: Input<'account.signInWebhook'>) => call('account.signInWebhook', input), ...shown })
  const oauth = useMutation({ mutationFn: (input: Input<'account.signInOAuth'>) => call('account.signInOAuth', input), ...shown })
  const again = useMutation({ mutationFn: (id: string) => call('account.signInAgain', { id }), ...shown })
  const demo = useMutation({ mutationFn: () => call('account.signInDemo', {}), ...shown })
  const failures = [webhook.error, oauth.error, again.error, demo.error]
  return {
    webhook, oauth, again, demo,
    busy: webhook.isPending || oauth.isPending || again.isPending || demo.isPending,
    failure: failures.find(error => error !== null && !isCancelled(error)) ?? null,
    reset(): void {
      webhook.reset()
      oauth.reset()
      again.reset()
      demo.reset()
    },
  }
}

function isCancelled(error: unknown): boolean {
  return error instanceof CallError && error.code === 'cancelled'
}
