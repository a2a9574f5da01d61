import type { z } from 'zod'
import { err, ok, type AppError, type Result } from '#contract/result.ts'
import type { Priority } from '#core/portal/portal.ts'
import type { Log } from '#core/ports.ts'
import type { Attempt, Limiter } from './limiter.ts'
import type { OperatingTime } from './method-budget.ts'
import type { ParamMap } from './php-query.ts'
import { judgeRefusal, type Judgement, type RefusedCall } from './portal-error.ts'
import type { PortalClock } from './portal-clock.ts'
import { timeSchema, type PortalTime } from './schemas.ts'
import type { Reply, Transport } from './transport.ts'

export type Request = {
  readonly method: string
  readonly params: ParamMap
  readonly priority: Priority
  /** At sign-in a foreign answer means a wrong address; later it means that something stands in between. */
  readonly signIn?: boolean
  /** Of a batch: the methods that it carries. */
  readonly inner?: readonly string[]
  readonly timeoutMs?: number
}

export type Answer = { readonly result: unknown; readonly time: PortalTime | null }

export type Client = {
  readonly call: (request: Request) => Promise<Result<Answer>>
  readonly judge: (refused: RefusedCall) => Judgement
  readonly limiter: Limiter
}

export type ClientOptions = {
  readonly transport: Transport
  readonly limiter: Limiter
  readonly portalClock: PortalClock
  readonly log: Log
  readonly secret: string
  readonly timeoutMs: number
}

const writes: readonly string[] = ['imopenlines.session.head.vote']

/** Joins transport and limiter, and turns every way to fail into one of our codes. */
export function createClient({ transport, limiter, portalClock, log, secret, timeoutMs }: ClientOptions): Client {
  /** A portal may repeat the address in its texts. */
  function withoutSecret(error: AppError): AppError {
    return { code: error.code, message: error.message.replaceAll(secret, '***') }
  }

  function judge(refused: RefusedCall): Judgement {
    const { error, severity } = judgeRefusal(refused)
    return { error: withoutSecret(error), severity }
  }

  function toAttempt(reply: Reply, request: Request): Attempt<Answer> {
    const method = request.method.toLowerCase()
    switch (reply.kind) {
      case 'answer': {
        const time = timeSchema.safeParse(reply.body['time']).data ?? null
        if (time !== null) portalClock.note(time)
        const times = request.inner === undefined && time !== null ? operatingTimes(method, time) : []
        return { kind: 'done', result: ok({ result: reply.body['result'], time }), times }
      }
      case 'refusal': {
        const { error, severity } = judge({ refusal: reply.refusal, method, status: reply.status })
        const { retryAfterMs } = reply
        if (severity === 'final') return { kind: 'done', result: { ok: false, error: foreignError(reply, request) ?? error }, times: [] }
        return severity === 'method-limit' ? { kind: severity, error, method, retryAfterMs } : { kind: severity, error, retryAfterMs }
      }
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

  async function call(request: Request): Promise<Result<Answer>> {
    const methods = request.inner ?? [request.method.toLowerCase()]
    const result = await limiter.run({
      priority: request.priority,
      methods,
      repeatable: !methods.some(method => writes.includes(method)),
      probe: request.signIn ?? false,
      send: async () => toAttempt(await transport.send(request.method, request.params, request.timeoutMs ?? timeoutMs), request),
    })
    if (!result.ok && result.error.code !== 'cancelled') {
      log('portal.failed', { method: request.method, priority: request.priority, code: result.error.code, detail: result.error.message })
    }
    return result
  }

  return { call, judge, limiter }
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
