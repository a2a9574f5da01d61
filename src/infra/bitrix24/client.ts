import type { z } from 'zod'
import { err, ok, type AppError, type Result } from '#contract/result.ts'
import type { Priority } from '#core/portal/portal.ts'
import type { Log } from '#core/ports.ts'
import { maskSecrets, type PortalAccess, type Renewed } from './access.ts'
import type { Attempt, Limiter } from './limiter.ts'
import type { OperatingTime } from './method-budget.ts'
import type { ParamMap } from './php-query.ts'
import { isExpiry, judgeRefusal, type Judgement, type RefusedCall } from './portal-error.ts'
import type { PortalClock } from './portal-clock.ts'
import { createRenewal, type Renewal } from './renewal.ts'
import { timeSchema, type PortalTime } from './schemas.ts'
import type { Reply, Transport } from './transport.ts'

export type Request = {
  readonly method: string
  readonly params: ParamMap
  readonly priority: Priority
  /** At sign-in a foreign answer means a wrong address; later it means that something stands in between. */
  readonly signIn?: boolean
  /** Somebody asks whether a block is over. */
  readonly probe?: boolean
  /** Of a batch: the methods that it carries. */
  readonly inner?: readonly string[]
  readonly timeoutMs?: number
}

export type Answer = {
  readonly result: unknown
  readonly time: PortalTime | null
  /** The token that it was asked with; null for a webhook. */
  readonly token: string | null
}

/** The portal's own limits. */
export type Rate = { readonly perSecond: number; readonly burst: number }

export type Client = {
  readonly call: (request: Request) => Promise<Result<Answer>>
  readonly judge: (refused: RefusedCall) => Judgement
  readonly limiter: Limiter
  readonly renewal: Renewal
  /** Takes over the limits that the portal's plan allows. */
  readonly setRate: (rate: Rate) => void
}

export type ClientOptions = {
  readonly transport: Transport
  readonly limiter: Limiter
  readonly portalClock: PortalClock
  readonly log: Log
  readonly access: PortalAccess
  readonly timeoutMs: number
}

/** How a call went, and what it went with. */
type Sent = { readonly result: Result<Answer>; readonly reply: Reply | null; readonly token: string | null; readonly endpoint: string }

const writes: readonly string[] = [
  'imopenlines.session.head.vote', 'imopenlines.operator.finish', 'imopenlines.operator.another.finish', 'imopenlines.operator.spam',
  'imopenlines.operator.transfer', 'imopenlines.session.intercept', 'imopenlines.session.join',
]

/**
 * Other programs at the same address share the bucket: a tenth of its room is left to them. Of what drains only as much as
 * clocks may drift is left: where several keep the bucket full, it overflows whatever each of them leaves.
 */
export function ourShare({ perSecond, burst }: Rate): Rate {
  return { perSecond: perSecond * 0.98, burst: Math.floor(burst * 0.9) }
}

/** Joins transport and limiter, and turns every way to fail into one of our codes. */
export function createClient({ transport, limiter, portalClock, log, access, timeoutMs }: ClientOptions): Client {
  const renewal = createRenewal(access)

  function withoutSecret(error: AppError): AppError {
    return { code: error.code, message: maskSecrets(error.message, access.secrets()) }
  }

  function judge(refused: RefusedCall): Judgement {
    const { error, severity } = judgeRefusal(refused)
    // An application's token is nothing that a person could have typed wrongly.
    const code = error.code === 'wrong-secret' && access.renew !== null ? 'sign-in-expired' : error.code
    return { error: withoutSecret({ code, message: error.message }), severity }
  }

  function toAttempt(reply: Reply, request: Request, token: string | null): Attempt<Answer> {
    const method = request.method.toLowerCase()
    switch (reply.kind) {
      case 'answer': {
        const time = timeSchema.safeParse(reply.body['time']).data ?? null
        if (time !== null) portalClock.note(time)
        if (request.inner === undefined) renewal.accepted()
        const times = request.inner === undefined && time !== null ? operatingTimes(method, time) : []
        return { kind: 'done', result: ok({ result: reply.body['result'], time, token }), times }
      }
      case 'refusal': {
        const { error, severity } = judge({ refusal: reply.refusal, method, status: reply.status })
        const { retryAfterMs } = reply
        if (severity === 'final' || severity === 'expired') return { kind: 'done', result: { ok: false, error: foreignError(reply, request) ?? error }, times: [] }
        if (severity === 'once') return { kind: 'passing', error, once: true }
        return severity === 'method-limit' ? { kind: severity, error, method, retryAfterMs } : { kind: severity, error, retryAfterMs }
      }
      case 'moved':
        return { kind: 'done', result: { ok: false, error: withoutSecret(moved(method, reply.host)) }, times: [] }
      case 'foreign': {
        const code = request.signIn === true ? 'not-a-portal' : 'portal-unreachable'
        const error = withoutSecret({ code, message: `${method}: ${reply.message}` })
        return reply.passing ? { kind: 'passing', error } : { kind: 'done', result: { ok: false, error }, times: [] }
      }
      case 'unreachable':
        return { kind: 'passing', error: withoutSecret({ code: 'portal-unreachable', message: `${method}: ${reply.message}` }) }
      case 'closed':
        return { kind: 'done', result: err('cancelled', 'The portal client is closed'), times: [] }
    }
  }

  async function callOnce(request: Request): Promise<Sent> {
    let sent: Omit<Sent, 'result'> = { token: null, endpoint: '', reply: null }
    const methods = request.inner ?? [request.method.toLowerCase()]
    const result = await limiter.run<Answer>({
      priority: request.priority,
      methods,
      repeatable: !methods.some(method => writes.includes(method)),
      probe: request.probe ?? request.signIn ?? false,
      send: async () => {
        const token = access.token()
        const endpoint = access.endpoint()
        const reply = await transport.send({ method: request.method, params: request.params, token, timeoutMs: request.timeoutMs ?? timeoutMs })
        sent = { token, endpoint, reply }
        return toAttempt(reply, request, token)
      },
    })
    return { ...sent, result }
  }

  /**
   * Neither an expired token nor a redirect carried anything out, so that even a write may be sent once more; twice after
   * a token that was found, because that one may have expired as well.
   */
  async function callAndRenew(request: Request, mayFind: boolean): Promise<Result<Answer>> {
    const sent = await callOnce(request)
    const again = await mayCallAgain(sent)
    if (again === null) return sent.result
    if (!again.ok) return again
    return mayFind && again.value === 'found' ? await callAndRenew(request, false) : (await callOnce(request)).result
  }

  async function call(request: Request): Promise<Result<Answer>> {
    const result = await callAndRenew(request, true)
    if (!result.ok && result.error.code !== 'cancelled') {
      log('portal.failed', { method: request.method, priority: request.priority, code: result.error.code, detail: result.error.message })
    }
    return result
  }

  /** Null: there is nothing to renew. */
  async function mayCallAgain({ reply, token, endpoint, result }: Sent): Promise<Result<Renewed> | null> {
    if (reply?.kind === 'refusal' && isExpiry(reply.refusal)) return await renewal.afterExpiry(token)
    if (reply?.kind !== 'moved' || result.ok) return null
    const confirmed = await renewal.afterMove(token, endpoint)
    return confirmed.ok ? confirmed : result
  }

  return { call, judge, limiter, renewal, setRate: rate => { limiter.setRate(ourShare(rate)) } }
}

function moved(method: string, host: string): AppError {
  return { code: 'portal-moved', message: `${method}: the address redirects to ${host}, which nobody confirmed` }
}

/** Some other web service that also has an `error` field: portals write their codes as one word. */
function foreignError(reply: Extract<Reply, { kind: 'refusal' }>, request: Request): AppError | null {
  if (request.signIn !== true || reply.status !== 404 || /^error_/i.test(reply.refusal.code)) return null
  return { code: 'not-a-portal', message: `${request.method}: HTTP 404 with an error that no portal gives` }
}

export function operatingTimes(method: string, time: PortalTime): readonly OperatingTime[] {
  const { operating, operating_reset_at: resetAt, finish } = time
  if (resetAt === null || finish === null) return []
  return [{ method, operating, resetInMs: (resetAt - finish) * 1000 }]
}

/** Checks a reply's shape. The message names the place, never the content: it may be a client's. */
export function readAs<S extends z.ZodType>(schema: S, value: unknown, method: string, signIn = false): Result<z.output<S>> {
  const parsed = schema.safeParse(value)
  if (parsed.success) return ok(parsed.data)
  const [issue] = parsed.error.issues
  const place = issue === undefined ? '' : ` at ${issue.path.join('.') || 'the top'} (${issue.code})`
  return err(signIn ? 'not-a-portal' : 'portal-unreachable', `${method}: the answer has an unexpected shape${place}`)
}
