import type { Keep, Keeping } from '#contract/accounts.ts'

/** The contract's bound. */
export const shortestPassphrase = 8
export const longestPassphrase = 200

/** What is chosen on screen about keeping a sign-in; `stay` counts where there is a key store, `way` where there is none. */
export type KeepDraft = {
  readonly stay: boolean
  readonly way: 'session' | 'passphrase'
  readonly passphrase: string
  readonly repeat: string
}

export const freshKeep: KeepDraft = { stay: true, way: 'session', passphrase: '', repeat: '' }

export type KeepProblem = 'short' | 'differs'

export function keepProblem({ way, passphrase, repeat }: KeepDraft, store: Keeping['store']): KeepProblem | null {
  if (store !== null || way !== 'passphrase') return null
  if (passphrase.length < shortestPassphrase) return 'short'
  return passphrase === repeat ? null : 'differs'
}

/** Holds only where there is no `keepProblem`. */
export function toKeep({ stay, way, passphrase }: KeepDraft, store: Keeping['store']): Keep {
  if (store !== null) return { kind: stay ? 'store' : 'session' }
  return way === 'passphrase' ? { kind: 'passphrase', passphrase } : { kind: 'session' }
}
