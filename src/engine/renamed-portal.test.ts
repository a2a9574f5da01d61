import { expect, test } from 'vitest'
import type { Account } from '#contract/accounts.ts'
import { err, ok } from '#contract/result.ts'
import type { OAuthSecret } from '#infra/accounts/account-secret.ts'
import type { OAuthApplication } from '#infra/bitrix24/oauth/application.ts'
import type { Connection } from './connections.ts'
import { createSignIn, type SignInDeps } from './sign-in.ts'

const account: Account = { id: 'member-1', kind: 'oauth', host: 'new.example', userId: 1, userName: 'A', zoneMinutes: 0, keptBy: 'keyring' }
const secret: OAuthSecret = {
  kind: 'oauth', application: { portal: 'https://old.example', clientId: 'a', clientSecret: 'b' },
  tokens: { accessToken: 'x', refreshToken: 'y', clientEndpoint: 'https://new.example/rest/', memberId: 'member', userId: 1 },
}

/** An account whose portal has been renamed since its address was typed. */
function renamed() {
  const asked: OAuthApplication[] = []
  const identity = { memberId: 'member', userId: 1, userName: 'A', host: 'new.example', zoneMinutes: 0 }
  const connection = { portal: { identify: async () => ok(identity), close() {} }, secret: async () => secret } as unknown as Connection
  const signIn = createSignIn({
    accounts: { admit: async () => ok(account), connectionOf: () => connection },
    connect: () => ok(connection),
    authorizing: {
      async run(application: OAuthApplication) {
        asked.push(application)
        return application.portal === 'https://new.example' ? ok(secret.tokens) : err('sign-in-mismatch', 'The application belongs to new.example')
      },
    },
  } as unknown as SignInDeps) // The rest is not asked.
  return { signIn, asked }
}

test('signing in again goes where the portal is now', async () => {
  const { signIn, asked } = renamed()
  expect(await signIn.again({ id: account.id })).toEqual(ok(account))
  expect(asked).toEqual([{ portal: 'https://new.example', clientId: 'a', clientSecret: 'b' }])
})
