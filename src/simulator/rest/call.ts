import { noteRefusal } from '../observed.ts'
import { isoDate } from '../portal-state.ts'
import { isOffered, isStatistics } from '../settings.ts'
import { failures } from './rest-error.ts'
import { shiftRows } from './shift.ts'
import type { Answer, Caller, Method } from '../methods/method.ts'
import type { PortalState } from '../portal-state.ts'
import type { Faults } from './faults.ts'
import type { OperatingMeter } from './limits.ts'
import type { Params } from './php.ts'
import type { TimeZone } from '../time-zone.ts'

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
    if (method === undefined || !isOffered(state.settings, method)) throw failures.methodNotFound()
    faults.beforeCall(method.name)
    if (method.scope !== 'basic' && !caller.scopes.includes(method.scope)) throw failures.insufficientScope(caller.viaApplication ? 'access' : 'webhook')
    if (!state.settings.statistics && isStatistics(method.name)) throw failures.tariff()
    if (meter.isBlocked(method.name)) {
      const refusal = failures.operationTimeLimit()
      noteRefusal(state.observed, refusal, method.name)
      throw refusal
    }
    shiftRows(faults, state, method, params, caller)
    const start = state.clock() / 1000
    const began = performance.now()
    const answer = method.run(state, params, caller)
    const seconds = (performance.now() - began) / 1000
    meter.add(method.name, operatingCost ?? seconds)
    const time = {
      ...timeOf(start, seconds, state.timeZone),
      operating_reset_at: meter.resetAt(method.name),
      operating: meter.operating(method.name),
    }
    return { ...answer, result: faults.resultOf(method.name, answer.result), time }
  }
}

export function timeOf(start: number, seconds: number, timeZone: TimeZone): Record<string, unknown> {
  return {
    start,
    finish: start + seconds,
    duration: seconds,
    processing: seconds,
    date_start: isoDate(Math.floor(start), timeZone),
    date_finish: isoDate(Math.floor(start + seconds), timeZone),
  }
}

export function count<K>(counts: Map<K, number>, key: K): void {
  counts.set(key, (counts.get(key) ?? 0) + 1)
}
