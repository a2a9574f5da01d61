import { choice, ControlError, text, whole } from '../control-params.ts'
import { faultModes, noFault } from './faults.ts'
import type { Fault } from './faults.ts'
import type { Params } from './php.ts'

/** What a fault may be told: its mode, and any of its numbers that differ from the usual ones. */
export type FaultInput = Pick<Fault, 'mode'> & Partial<Omit<Fault, 'mode'>>

const numbers = ['after', 'ms', 'maxMs', 'bytes', 'status', 'appear', 'disappear'] as const

/** Reads a fault from the control door; throws `ControlError`. */
export function readFault(params: Params): Fault {
  const mode = choice(params['mode'], faultModes, 'mode')
  const method = params['method'] === undefined || params['method'] === null ? null : text(params['method'], 'method')
  if (mode === 'accessDenied' && method === null) throw new ControlError('accessDenied needs a method')
  const url = mode === 'redirect' ? text(params['url'], 'url') : ''
  if (url !== '' && !URL.canParse(url)) throw new ControlError('url is not a URL')
  const code = mode === 'error' ? text(params['code'], 'code') : ''
  const given = Object.fromEntries(numbers.filter((name) => params[name] !== undefined).map((name) => [name, natural(params[name], name)]))
  const times = params['times'] === undefined || params['times'] === null ? null : natural(params['times'], 'times')
  const value = params['value'] === undefined ? noFault.value : params['value']
  const fault: Fault = { ...noFault, ...given, mode, method, url, code, times, value }
  if (mode === 'shift' && fault.appear + fault.disappear === 0) throw new ControlError('shift needs appear or disappear')
  return fault
}

/** `slow,ms=200,maxMs=900,method=batch`, as on the command line; throws `ControlError`. */
export function parseFault(words: string): Fault {
  const [mode = '', ...rest] = words.split(',')
  const pairs = rest.map((pair) => {
    const [name = '', ...value] = pair.split('=')
    const joined = value.join('=')
    return [name, /^\d+$/.test(joined) ? Number(joined) : joined] as const
  })
  const unknown = pairs.find(([name]) => !Object.hasOwn(noFault, name) || name === 'mode')
  if (unknown !== undefined) throw new ControlError(`--fault knows no ${unknown[0]}`)
  return readFault({ ...Object.fromEntries(pairs), mode })
}

function natural(value: unknown, name: string): number {
  const number = whole(value, name)
  if (number < 0) throw new ControlError(`${name} must not be negative`)
  return number
}
