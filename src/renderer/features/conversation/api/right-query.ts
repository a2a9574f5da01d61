import { queryOptions } from '@tanstack/react-query'
import { call } from '#renderer/bridge/index.ts'

const KEPT_MS = 60_000

/** Whether this dialog may be rated, before anything is typed. `canRate`: what its conversation told, by which the answer changes. */
export function rightQuery(sessionId: number, canRate: boolean | null) {
  return queryOptions({ queryKey: ['right', sessionId, canRate], queryFn: () => call('ratings.right', { sessionId }), gcTime: KEPT_MS })
}
