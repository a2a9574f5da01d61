import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { Account } from '#contract/accounts.ts'
import { call } from '#renderer/bridge/index.ts'
import { setAccount } from '#renderer/data/session.ts'

type Webhook = { readonly url: string; readonly remember: boolean }

export function useSignIn() {
  const client = useQueryClient()
  const onSuccess = (account: Account) => setAccount(client, account)
  return {
    webhook: useMutation({ mutationFn: (input: Webhook) => call('account.signInWebhook', input), onSuccess }),
    demo: useMutation({ mutationFn: () => call('account.signInDemo', {}), onSuccess }),
  }
}
