import { grantedScopes } from '../methods/service.ts'
import { isoDate } from '../portal-state.ts'
import { failures } from './rest-error.ts'
import type { Answer, Caller, Method } from '../methods/method.ts'
import type { PortalState } from '../portal-state.ts'
import type { Faults } from './faults.ts'
import type { OperatingMeter } from './limits.ts'
import type { Params } from './php.ts'

export type Call = (name: string, params: Params, caller: Caller) => Answer & { readonly time: Record<string, unknown> }

type Deps = {
  readonly state: PortalState
  readonly find: (name: string) => Method | undefined
  readonly faults: Faults
  readonly meter: OperatingMeter
  /** Seconds booked for a call; null = the time it really took. */
  readonly operatingCost: number | null
}

/** One method call with everything around it: existence, scope, injected faults, operating budget, `time`. */
export function createCall({ state, find, faults, meter, operatingCost }: Deps): Call {
  return (name, params, caller) => {
    const method = find(name)
    count(state.observed.requests, method?.name ?? name.toLowerCase())
    if (method === undefined) throw failures.methodNotFound()
    faults.beforeCall(method.name)
    if (method.scope !== 'basic' && !grantedScopes.includes(method.scope)) throw failures.insufficientScope()
    if (meter.isBlocked(method.name)) throw failures.operationTimeLimit()
    const start = state.clock() / 1000
    const began = performance.now()
    const answer = method.run(state, params, caller)
    const seconds = (performance.now() - began) / 1000
    meter.add(method.name, operatingCost ?? seconds)
    const time = {
      ...timeOf(start, seconds, state.timeZoneMinutes),
      operating_reset_at: meter.resetAt(method.name),
      operating: meter.operating(method.name),
    }
    return { ...answer, time }
  }
}

export function timeOf(start: number, seconds: number, timeZoneMinutes: number): Record<string, unknown> {
  return {
    start,
    finish: start + seconds,
    duration: seconds,
    processing: seconds,
    date_start: isoDate(Math.floor(start), timeZoneMinutes),
    date_finish: isoDate(Math.floor(start + seconds), timeZoneMinutes),
  }
}

export function count<K>(counts: Map<K, number>, key: K): void {
  counts.set(key, (counts.get(key) ?? 0) + 1)
}
