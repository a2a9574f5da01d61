import { failures, RestError } from './rest-error.ts'
import type { Rng } from '../rng.ts'

/** Hold an answer back; they add up, and go together with any other fault. */
const delayModes = ['slow'] as const
/** Spoil a whole HTTP exchange; one of them at a time. */
const exchangeModes = [
  'offline',
  'html',
  'badGateway',
  'redirect',
  'limit',
  'overload',
  'serverError',
  'expiredToken',
  'truncated',
  'reset',
  'lostReply',
  'contentType',
  'trickle',
  'duplicateBody',
  'previousReply',
  'padded',
] as const
/** Make one method call fail: in a batch the others still succeed. */
const refusalModes = ['tariff', 'noscope', 'accessDenied', 'operationLimit', 'error'] as const
export const faultModes = ['none', ...delayModes, ...exchangeModes, ...refusalModes, 'wrongType', 'shift'] as const
export type FaultMode = (typeof faultModes)[number]

/** The name by which faults are aimed at the issue of tokens, which those for all methods leave alone. */
export const TOKEN_ENDPOINT = 'oauth.token'

/** The name by which faults are aimed at downloads of files. */
export const DOWNLOAD = 'disk.download'

export type Fault = {
  readonly mode: FaultMode
  /** Only this method (any case), called by itself or in a batch; null = all of them. */
  readonly method: string | null
  /** So many chances are let pass first. */
  readonly after: number
  /** How many more times; null = until changed. */
  readonly times: number | null
  /** For `slow`: how long answers are held back, at least; for `trickle`: the pause between two pieces of an answer. */
  readonly ms: number
  /** For `slow`: how long at most; the delays lie anywhere in between. */
  readonly maxMs: number
  /** For `reset`: how much of the body still arrives; for `padded`: how much follows it. */
  readonly bytes: number
  /** For `redirect`: where to. */
  readonly url: string
  /** For `error`: what the portal answers. */
  readonly code: string
  readonly status: number
  /** For `wrongType`: any JSON that takes the place of the result. */
  readonly value: unknown
  /** For `shift`: how many rows come and go at the head of a list before a later page of it is answered. */
  readonly appear: number
  readonly disappear: number
}

export const noFault: Fault = { mode: 'none', method: null, after: 0, times: null, ms: 0, maxMs: 0, bytes: 0, url: '', code: '', status: 400, value: '', appear: 0, disappear: 0 }

export type Faults = ReturnType<typeof createFaults>

type Waiting = { readonly fault: Fault; after: number; times: number | null }

/** Bad behaviour on demand. Several faults may be waiting: an exchange or a call meets the first one that is aimed at it. */
export function createFaults(rng: Rng) {
  let waiting: readonly Waiting[] = []
  const struck = new Map<FaultMode, number>()

  /** Uses up one chance of the fault; false = it lets this one pass. */
  function strikes(entry: Waiting): boolean {
    if (entry.after > 0) {
      entry.after -= 1
      return false
    }
    if (entry.times !== null) entry.times -= 1
    if (entry.times !== null && entry.times <= 0) waiting = waiting.filter((other) => other !== entry)
    struck.set(entry.fault.mode, (struck.get(entry.fault.mode) ?? 0) + 1)
    return true
  }

  function aimed(modes: readonly FaultMode[], names: readonly string[]): readonly Waiting[] {
    return waiting.filter(({ fault }) => modes.includes(fault.mode) && names.some((name) => isAimedAt(fault, name)))
  }

  function take(modes: readonly FaultMode[], names: readonly string[]): Fault | null {
    return aimed(modes, names).find(strikes)?.fault ?? null
  }

  function delay(names: readonly string[]): number {
    return aimed(delayModes, names)
      .filter(strikes)
      .reduce((sum, { fault: { ms, maxMs } }) => sum + rng.between(ms, Math.max(ms, maxMs)), 0)
  }

  return {
    clear: (): void => {
      waiting = []
    },
    add: (fault: Fault): void => {
      if (fault.mode !== 'none') waiting = [...waiting, { fault, after: fault.after, times: fault.times }]
    },
    waiting: (): readonly Fault[] => waiting.map(({ fault, after, times }) => ({ ...fault, after, times })),
    /** How often each kind has struck. */
    struck: (): ReadonlyMap<FaultMode, number> => struck,
    /** `names` are the method called and, for a batch, the methods inside it. The delay is in milliseconds. */
    forExchange: (names: readonly string[]): { readonly delay: number; readonly fault: Fault | null } => ({ delay: delay(names), fault: take(exchangeModes, names) }),
    /** Throws when this call is to fail. */
    beforeCall: (name: string): void => {
      const fault = take(refusalModes, [name])
      if (fault !== null) throw refusal(fault, name)
    },
    /** What the portal sends as the result of the call. */
    resultOf: (name: string, result: unknown): unknown => {
      const fault = take(['wrongType'], [name])
      return fault === null ? result : fault.value
    },
    shiftFor: (name: string): Fault | null => take(['shift'], [name]),
  }
}

function isAimedAt({ mode, method }: Fault, name: string): boolean {
  const lower = name.toLowerCase()
  if (mode === 'tariff' && !lower.startsWith('imopenlines.v2.')) return false
  if (mode === 'noscope' && !lower.startsWith('imopenlines.')) return false
  return method === null ? lower !== TOKEN_ENDPOINT : method.toLowerCase() === lower
}

function refusal({ mode, code, status }: Fault, name: string): RestError {
  if (mode === 'tariff') return failures.tariff()
  if (mode === 'noscope') return failures.insufficientScope()
  if (mode === 'operationLimit') return failures.operationTimeLimit()
  if (mode === 'error') return new RestError(code, 'Injected by the demo portal', status)
  return failures.accessDenied(name.toLowerCase().startsWith('imopenlines.') ? 400 : 403)
}

/** The faults of a whole exchange that are an ordinary refusal. */
export function exchangeRefusal(fault: Fault | null): RestError | null {
  if (fault?.mode === 'limit') return failures.queryLimit()
  if (fault?.mode === 'overload') return failures.overload()
  if (fault?.mode === 'serverError') return failures.serverError()
  return fault?.mode === 'expiredToken' ? failures.expiredToken() : null
}
