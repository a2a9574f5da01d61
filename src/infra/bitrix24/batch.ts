import { err, ok, type Result } from '#contract/result.ts'
import type { Priority } from '#core/portal/portal.ts'
import { operatingTimes, readAs, type Client } from './client.ts'
import type { OperatingTime } from './method-budget.ts'
import { toPhpQuery, type ParamMap } from './php-query.ts'
import { batchSchema, type PortalTime } from './schemas.ts'
import { isObject, readRefusal, type Refusal } from './transport.ts'

export type Command = { readonly method: string; readonly params: ParamMap }

export type CommandAnswer = {
  readonly result: unknown
  /** `start` of the next page of a classic list. */
  readonly next: number | null
  readonly total: number | null
}

export type BatchAnswer = {
  /** In the order of the commands. */
  readonly answers: readonly Result<CommandAnswer>[]
  readonly time: PortalTime | null
}

export type BatchOptions = {
  readonly priority: Priority
  readonly signIn?: boolean
  readonly probe?: boolean
  /** Commands take values from earlier ones by `resultOf`; at most one request's worth. They come again together or not at all. */
  readonly chained?: boolean
}

export type Batch = (commands: readonly Command[], options: BatchOptions) => Promise<Result<BatchAnswer>>

/** The portal takes no more in one request. */
export const batchSize = 50
const limitRounds = 3

type SentOnce = { readonly outcomes: readonly Outcome[]; readonly time: PortalTime | null; readonly token: string | null }

type Outcome =
  | { readonly kind: 'answer'; readonly answer: CommandAnswer }
  | { readonly kind: 'refusal'; readonly refusal: Refusal }
  | { readonly kind: 'missing' }

/**
 * Many reads in one request, which counts as one against the rate limit. Sub-calls that met a limit, or a token that
 * expired in the middle, are sent again; every other failure is the command's own answer. Never for writes: who knows
 * which of them were carried out?
 */
export function createBatch(client: Client, timeoutMs: number): Batch {
  let nextKey = 0

  async function sendOnce(commands: readonly Command[], options: BatchOptions): Promise<Result<SentOnce>> {
    // Named keys: with numbers PHP would answer with lists, and a list cannot show what is missing. Keys of its own for each
    // request: an answer to another one, given once more, then answers nothing.
    const firstKey = nextKey
    nextKey += batchSize
    const keyOf = (index: number): string => `c${firstKey + index}`
    const cmd = Object.fromEntries(commands.map(({ method, params }, index) => [keyOf(index), withQuery(method, params, keyOf)]))
    const inner = [...new Set(commands.map(({ method }) => method.toLowerCase()))]
    const sent = await client.call({ method: 'batch', params: { halt: 0, cmd }, inner, timeoutMs, ...options })
    if (!sent.ok) return sent
    const body = readAs(batchSchema, sent.value.result, 'batch', options.signIn)
    if (!body.ok) return body
    const { result, result_error: errors, result_next: next, result_total: total, result_time: times } = body.value
    const worked: OperatingTime[] = []
    const outcomes = commands.map(({ method }, index): Outcome => {
      const key = keyOf(index)
      const time = times[key] ?? null
      if (time !== null) worked.push(...operatingTimes(method.toLowerCase(), time))
      const refusal = key in errors ? readError(errors[key]) : null
      if (refusal !== null) return { kind: 'refusal', refusal }
      if (!(key in result)) return { kind: 'missing' }
      return { kind: 'answer', answer: { result: result[key], next: next[key] ?? null, total: total[key] ?? null } }
    })
    client.limiter.worked(worked)
    return ok({ outcomes, time: sent.value.time, token: sent.value.token })
  }

  async function sendChunk(commands: readonly Command[], options: BatchOptions): Promise<Result<BatchAnswer>> {
    const answers = new Map<Command, Result<CommandAnswer>>()
    let time: PortalTime | null = null
    let open = commands
    let renewed = false
    for (let round = 0; open.length > 0; round += 1) {
      const sent = await sendOnce(open, options)
      if (!sent.ok) {
        if (round === 0) return sent
        // What was answered in the first round stays; the rest learns why its second try failed.
        for (const command of open) answers.set(command, sent)
        break
      }
      time ??= sent.value.time
      const { again, expired } = sortOut(open, sent.value.outcomes, { answers, options, round })
      if (expired.length === 0) client.renewal.accepted()
      else if (!renewed) {
        const asked = await client.renewal.afterExpiry(sent.value.token)
        renewed = true
        if (asked.ok) again.push(...expired)
        else for (const command of expired) answers.set(command, asked)
      }
      // A later link alone would find nothing to take its value from; the caller goes on from the last good one.
      open = options.chained !== true ? again : open[0] !== undefined && again.includes(open[0]) ? open : []
    }
    return ok({ answers: commands.map(command => answers.get(command) ?? missing(command, options)), time })
  }

  /** Notes every final answer; the rest may come again, `expired` only with another token. */
  function sortOut(open: readonly Command[], outcomes: readonly Outcome[], { answers, options, round }: {
    readonly answers: Map<Command, Result<CommandAnswer>>; readonly options: BatchOptions; readonly round: number
  }): { readonly again: Command[]; readonly expired: readonly Command[] } {
    const again: Command[] = []
    const expired: Command[] = []
    for (const [index, command] of open.entries()) {
      const outcome = outcomes[index] ?? { kind: 'missing' }
      if (outcome.kind === 'answer') answers.set(command, ok(outcome.answer))
      else if (outcome.kind === 'missing') answers.set(command, missing(command, options))
      else {
        const method = command.method.toLowerCase()
        const { error, severity } = client.judge({ refusal: outcome.refusal, method, status: null })
        if (severity === 'limit') client.limiter.limited()
        if (severity === 'method-limit') client.limiter.methodLimited(method)
        if (severity === 'expired') expired.push(command)
        const rounds = severity === 'limit' || severity === 'method-limit' ? limitRounds : severity === 'once' ? 1 : 0
        if (round < rounds) again.push(command)
        else answers.set(command, { ok: false, error })
      }
    }
    return { again, expired }
  }

  return async (commands, options) => {
    const answers: Result<CommandAnswer>[] = []
    let time: PortalTime | null = null
    for (let from = 0; from < commands.length; from += batchSize) {
      const sent = await sendChunk(commands.slice(from, from + batchSize), options)
      if (!sent.ok) return sent
      answers.push(...sent.value.answers)
      time ??= sent.value.time
    }
    return ok({ answers, time })
  }
}

/** A value out of an earlier answer of the same request; a path that does not exist yields whatever lies above it. */
export function resultOf(command: number, ...path: readonly (string | number)[]): string {
  return `$result[${command}]${path.map(step => `[${step}]`).join('')}`
}

const reference = new RegExp(`${encodeURIComponent('$result[')}(\\d+)`, 'g')

/** The commands that `resultOf` counts get their keys. */
function withQuery(method: string, params: ParamMap, keyOf: (index: number) => string): string {
  const query = toPhpQuery(params).replaceAll(reference, (_, index) => encodeURIComponent(`$result[${keyOf(Number(index))}`))
  return query === '' ? method : `${method}?${query}`
}

function readError(value: unknown): Refusal | null {
  if (typeof value === 'string' && value !== '') return { code: value, description: '' }
  return isObject(value) ? readRefusal(value) : null
}

function missing({ method }: Command, { signIn }: BatchOptions): Result<never> {
  return err(signIn === true ? 'not-a-portal' : 'portal-unreachable', `${method}: the batch has no answer for it`)
}
