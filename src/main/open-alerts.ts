import type { Alert } from '#contract/alerts.ts'
import type { Engine } from '#engine/engine-api.ts'

export type OpenAlerts = { readonly count: number; readonly newestSessionId: number | null }

/** The open alerts as they are now; none when nobody is signed in. */
export async function readOpenAlerts(dispatch: Engine['dispatch']): Promise<OpenAlerts> {
  const reply = await dispatch('alerts.list', {})
  if (!reply.ok) return { count: 0, newestSessionId: null }
  // The cast is safe: the engine answers by the contract.
  const alerts = (reply.value as readonly Alert[]).filter(({ state }) => state === 'open')
  const newest = alerts.toSorted((a, b) => b.detectedAt - a.detectedAt)[0]
  return { count: alerts.length, newestSessionId: newest?.sessionId ?? null }
}
