import { failures } from './rest-error.ts'

export const faultModes = [
  'none',
  'offline',
  'html',
  'tariff',
  'noscope',
  'slow',
  'accessDenied',
  'limit',
  'truncated',
  'reset',
  'lostReply',
  'contentType',
  'trickle',
  'redirect',
  'operationLimit',
] as const
export type FaultMode = (typeof faultModes)[number]

export type Fault = {
  readonly mode: FaultMode
  /** Only this method (any case); null = all of them. */
  readonly method: string | null
  /** For `slow`: how long answers are held back; for `trickle`: the pause between two pieces of an answer. */
  readonly ms: number
  /** For `reset`: how much of the body still arrives. */
  readonly bytes: number
  /** For `redirect`: where to. */
  readonly url: string
  /** How many more times; null = until changed. */
  readonly times: number | null
}

/** Faults of one method call: in a batch the others still succeed. All the rest spoil a whole HTTP exchange. */
const callModes: readonly FaultMode[] = ['none', 'tariff', 'noscope', 'accessDenied', 'operationLimit']

export const noFault: Fault = { mode: 'none', method: null, ms: 0, bytes: 0, url: '', times: null }

export type Faults = ReturnType<typeof createFaults>

/** Bad behaviour on demand; one fault at a time. */
export function createFaults() {
  let fault = noFault

  function isAimedAt(name: string): boolean {
    return fault.method === null || fault.method.toLowerCase() === name.toLowerCase()
  }

  function spend(): void {
    if (fault.times === null) return
    fault = fault.times <= 1 ? { ...fault, mode: 'none', times: null } : { ...fault, times: fault.times - 1 }
  }

  return {
    set: (next: Fault): void => {
      fault = next
    },
    /** `names` are the method called and, for a batch, the methods inside it. */
    forExchange: (names: readonly string[]): Fault | null => {
      if (callModes.includes(fault.mode) || !names.some(isAimedAt)) return null
      const current = fault
      spend()
      return current
    },
    /** Throws when this call is to fail. */
    beforeCall: (name: string): void => {
      const lower = name.toLowerCase()
      if (!isAimedAt(lower)) return
      const isOurs = lower.startsWith('imopenlines.')
      if (fault.mode === 'tariff' && lower.startsWith('imopenlines.v2.')) {
        spend()
        throw failures.tariff()
      }
      if (fault.mode === 'noscope' && isOurs) {
        spend()
        throw failures.insufficientScope()
      }
      if (fault.mode === 'accessDenied') {
        spend()
        throw failures.accessDenied(isOurs ? 400 : 403)
      }
      if (fault.mode === 'operationLimit') {
        spend()
        throw failures.operationTimeLimit()
      }
    },
  }
}
