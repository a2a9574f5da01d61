import { RestError } from './rest-error.ts'
import { isRecord, isTruthy, parseQuery, phpMap, toText } from './php.ts'
import type { Params } from './php.ts'
import type { Call } from './call.ts'
import type { Caller } from '../methods/method.ts'

const MOST_CALLS = 50
const REFERENCE = /\$(result|next|total|time|error)((?:\[[^[\]]+\])+)/gi

type Outcome = Record<'result' | 'error' | 'total' | 'next' | 'time', Record<string, unknown>>

/** Names of the methods inside a batch, for faults aimed at one method. */
export function batchedMethods(params: Params): readonly string[] {
  return commands(params).map(([, command]) => splitCommand(command).name)
}

/** Runs up to 50 calls in order; later ones may refer to the results of earlier ones. */
export function runBatch(params: Params, caller: Caller, call: Call): Record<string, unknown> {
  const outcome: Outcome = { result: {}, error: {}, total: {}, next: {}, time: {} }
  // The flag is only tested for emptiness, so the text "false" halts.
  const halts = isTruthy(params['halt'])
  for (const [at, [key, command]] of commands(params).entries()) {
    try {
      if (at >= MOST_CALLS) throw new RestError('ERROR_BATCH_LENGTH_EXCEEDED', 'Max batch length exceeded')
      runOne(outcome, key, command)
    } catch (error) {
      if (!(error instanceof RestError)) throw error
      outcome.error[key] = error.body()
      if (halts) break
    }
  }
  return {
    result: phpMap(outcome.result),
    result_error: phpMap(outcome.error),
    result_total: phpMap(outcome.total),
    result_next: phpMap(outcome.next),
    result_time: phpMap(outcome.time),
  }

  function runOne(into: Outcome, key: string, command: string): void {
    const { name, query } = splitCommand(command)
    if (name.toLowerCase() === 'batch') throw new RestError('ERROR_BATCH_METHOD_NOT_ALLOWED', 'Method is not allowed for batch usage', 405)
    const answer = call(name, substituted(parseQuery(query), into), caller)
    into.result[key] = answer.result
    into.time[key] = answer.time
    if (answer.total !== undefined) into.total[key] = answer.total
    if (answer.next !== undefined) into.next[key] = answer.next
  }
}

function commands(params: Params): readonly (readonly [string, string])[] {
  const cmd = params['cmd']
  const entries = Array.isArray(cmd) || isRecord(cmd) ? Object.entries(cmd) : []
  return entries.map(([key, command]) => [key, toText(command)] as const)
}

function splitCommand(command: string): { readonly name: string; readonly query: string } {
  const mark = command.indexOf('?')
  return mark < 0 ? { name: command, query: '' } : { name: command.slice(0, mark), query: command.slice(mark + 1) }
}

function substituted(params: Record<string, unknown>, outcome: Outcome): Record<string, unknown> {
  return Object.fromEntries(Object.entries(params).map(([key, value]) => [inText(key, outcome), inValue(value, outcome)]))
}

function inValue(value: unknown, outcome: Outcome): unknown {
  if (Array.isArray(value)) return value.map((item) => inValue(item, outcome))
  if (isRecord(value)) return substituted(value, outcome)
  if (typeof value !== 'string') return value
  const whole = [...value.matchAll(REFERENCE)]
  // A value that is nothing but a reference keeps the type of what it points at, arrays included.
  const [only] = whole
  return whole.length === 1 && only !== undefined && only[0] === value ? resolve(only[1], only[2], outcome) : inText(value, outcome)
}

function inText(text: string, outcome: Outcome): string {
  return text.replace(REFERENCE, (_, kind: string, path: string) => toText(resolve(kind, path, outcome)))
}

/**
 * Walks `[key][0][ID]`. Where an element is missing the walk stops and gives the node reached so far,
 * so `$result[a][49][ID]` over a short page is the whole page: callers must expect it.
 */
function resolve(kind = '', path = '', outcome: Outcome): unknown {
  const [first = '', ...rest] = [...path.matchAll(/\[([^[\]]+)\]/g)].map((match) => match[1] ?? '')
  // Safe: the expression admits only the five names of Outcome.
  const answers = outcome[kind.toLowerCase() as keyof Outcome]
  if (!Object.hasOwn(answers, first)) return null
  let node = answers[first]
  for (const key of rest) {
    if (typeof node !== 'object' || node === null || !Object.hasOwn(node, key)) break
    // Safe: checked to be an object that owns the key.
    node = (node as Record<string, unknown>)[key]
  }
  return node
}
