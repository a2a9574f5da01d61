import type { Alert } from '#contract/alerts.ts'
import type { Engine } from '#engine/engine-api.ts'

/** How many alerts are open now; none when nobody is signed in. */
export async function countOpenAlerts(dispatch: Engine['dispatch']): Promise<number> {
  const reply = await dispatch('alerts.list', {})
  // The cast is safe: the engine answers by the contract.
  return reply.ok ? (reply.value as readonly Alert[]).filter(({ state }) => state === 'open').length : 0
}
