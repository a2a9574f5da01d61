import type { ListedAccount } from '#contract/accounts.ts'
import type { Engine } from '#engine/engine-api.ts'

/** `accountId`: where they are; the account on screen when it has some, null when nobody has. */
export type OpenAlerts = { readonly count: number; readonly accountId: string | null }

/** The alerts that are open now, of all accounts together. */
export async function countOpenAlerts(dispatch: Engine['dispatch']): Promise<OpenAlerts> {
  const reply = await dispatch('account.list', {})
  // The cast is safe: the engine answers by the contract.
  const waiting = reply.ok ? (reply.value as readonly ListedAccount[]).filter(({ openAlerts }) => openAlerts !== null && openAlerts > 0) : []
  const where = waiting.find(({ current }) => current) ?? waiting[0]
  return { count: waiting.reduce((sum, { openAlerts }) => sum + (openAlerts ?? 0), 0), accountId: where?.account.id ?? null }
}
