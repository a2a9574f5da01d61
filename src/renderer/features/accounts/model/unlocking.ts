import type { Account } from '#contract/accounts.ts'

/** What a locked account waits for: its passphrase, a key store that opens, the demo portal, or a new sign-in. */
export type Unlocking = 'passphrase' | 'store' | 'demo' | 'sign-in'

export function unlockingOf({ kind, keptBy }: Account): Unlocking {
  if (kind === 'demo') return 'demo'
  if (keptBy === 'passphrase') return 'passphrase'
  return keptBy === 'session' ? 'sign-in' : 'store'
}
