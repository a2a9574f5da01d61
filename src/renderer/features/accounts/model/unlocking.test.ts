import { expect, test } from 'vitest'
import type { Account } from '#contract/accounts.ts'
import { unlockingOf } from './unlocking.ts'

const account: Account = { id: 'vega-1', kind: 'oauth', host: 'vega', userId: 1, userName: 'Anna', zoneMinutes: 0, keptBy: 'keyring' }

test('a locked account waits for what keeps its sign-in', () => {
  const keepers = ['passphrase', 'keyring', 'system', 'file', 'session'] as const
  expect(keepers.map(keptBy => unlockingOf({ ...account, keptBy }))).toEqual(['passphrase', 'store', 'store', 'store', 'sign-in'])
  expect(unlockingOf({ ...account, kind: 'demo', keptBy: 'none' })).toBe('demo')
})
