import { err, ok, type Result } from '#contract/result.ts'
import type { Portal, SessionHistory } from '#core/portal/portal.ts'
import type { Clock, Log, Timer } from '#core/ports.ts'
import { createBatch } from './batch.ts'
import { createClient, readAs } from './client.ts'
import { createDirectory } from './directory.ts'
import { toSessionHistory } from './history.ts'
import { identify } from './identify.ts'
import { createLimiter } from './limiter.ts'
import { createPortalClock } from './portal-clock.ts'
import { flagSchema, historySchema } from './schemas.ts'
import { createSessionSource } from './session-source.ts'
import { createTransport } from './transport.ts'
import type { Webhook } from './webhook.ts'

export type BitrixPortalOptions = {
  readonly webhookUrl: Webhook
  readonly clock: Clock
  readonly log: Log
  readonly timer?: Timer
  /** Never jumps back; times the limiter. */
  readonly monotonic?: Clock
  readonly random?: () => number
  /** The portal's own limits. Enterprise plans allow 5 and 250. */
  readonly rate?: { readonly perSecond: number; readonly burst: number }
  readonly timeoutMs?: number
  /** Of a whole batch; the vendor's cloud ends requests after 60 s. */
  readonly batchTimeoutMs?: number
  readonly maxReplyBytes?: number
}

/** Other programs at the same address share the bucket, and clocks drift: a tenth is left to them. */
const share = 0.9

/** The portal's REST interface behind the core's port. Nothing is sent before the first call. */
export function createBitrixPortal(options: BitrixPortalOptions): Portal {
  const { webhookUrl: webhook, clock, log, random = Math.random, monotonic = () => performance.now() } = options
  const { timeoutMs = 30_000, batchTimeoutMs = 60_000, maxReplyBytes = 32 * 1024 * 1024 } = options
  const { perSecond, burst } = options.rate ?? { perSecond: 2, burst: 50 }
  const timer = options.timer ?? systemTimer
  const transport = createTransport({ webhook, timer, maxBytes: maxReplyBytes })
  const limiter = createLimiter({ now: monotonic, timer, random, log, perSecond: perSecond * share, burst: Math.floor(burst * share) })
  const portalClock = createPortalClock(clock)
  const client = createClient({ transport, limiter, portalClock, log, secret: webhook.secret, timeoutMs })
  const batch = createBatch(client, batchTimeoutMs)

  return {
    identify: () => identify({ batch, portalClock, webhook }),
    sessions: createSessionSource({ client, batch, portalClock }),
    ...createDirectory(batch),

    async history(sessionId, priority): Promise<Result<SessionHistory>> {
      const method = 'imopenlines.session.history.get'
      const sent = await client.call({ method, params: { SESSION_ID: sessionId }, priority })
      if (!sent.ok) return sent
      const record = readAs(historySchema, sent.value.result, method)
      return record.ok ? ok(toSessionHistory(sessionId, record.value)) : record
    },

    async rate({ sessionId, rating, comment }): Promise<Result<null>> {
      const method = 'imopenlines.session.head.vote'
      // Read as written by the portal: upper case, and all three, because a missing COMMENT erases the stored one.
      const params = { SESSION_ID: sessionId, RATING: rating, COMMENT: comment }
      const sent = await client.call({ method, params, priority: 'outbox' })
      if (!sent.ok) return sent
      return flagSchema.parse(sent.value.result) ? ok(null) : err('portal-rejected', `${method}: the portal did not confirm the rating`)
    },

    sessionUrl: sessionId => `${webhook.origin}/online/?IM_HISTORY=imol%7C${sessionId}`,

    close: () => {
      limiter.close()
      transport.close()
    },
  }
}

const systemTimer: Timer = (delayMs, task) => {
  const handle = setTimeout(task, delayMs)
  return () => clearTimeout(handle)
}
