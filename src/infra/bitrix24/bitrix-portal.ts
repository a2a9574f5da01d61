import { err, ok, type Result } from '#contract/result.ts'
import type { Portal } from '#core/portal/portal.ts'
import type { Clock, Log, Timer } from '#core/ports.ts'
import type { PortalAccess } from './access.ts'
import { createActions } from './actions.ts'
import { createBatch } from './batch.ts'
import { createBucket, type Bucket } from './bucket.ts'
import { createClient, ourShare, type Rate } from './client.ts'
import { createDirectory } from './directory.ts'
import { createHistories } from './histories.ts'
import { identify } from './identify.ts'
import { createLimiter } from './limiter.ts'
import { createLinks } from './links.ts'
import { createPictures } from './pictures.ts'
import { createPortalClock } from './portal-clock.ts'
import { probe } from './probe.ts'
import { flagSchema } from './schemas.ts'
import { createSources } from './sources.ts'
import { createTransport } from './transport.ts'

export type BitrixPortalOptions = {
  readonly access: PortalAccess
  readonly clock: Clock
  readonly log: Log
  readonly timer?: Timer
  /** Never jumps back; times the limiter. */
  readonly monotonic?: Clock
  readonly random?: () => number
  /** The portal's own limits. Enterprise plans allow 5 and 250. */
  readonly rate?: Rate
  /** Counts the calls of everybody here who asks this portal, because the portal does so too. */
  readonly bucket?: Bucket
  readonly timeoutMs?: number
  /** Of a whole batch; the vendor's cloud ends requests after 60 s. */
  readonly batchTimeoutMs?: number
  readonly maxReplyBytes?: number
}

/** Of every plan but Enterprise. */
const usualRate: Rate = { perSecond: 2, burst: 50 }

/** A portal counts the calls that come from one address, whoever is signed in: all its clients here share one bucket. */
export function createPortalBucket(monotonic: Clock = () => performance.now()): Bucket {
  return createBucket({ ...ourShare(usualRate), now: monotonic })
}

/** The portal's REST interface behind the core's port. Nothing is sent before the first call. */
export function createBitrixPortal(options: BitrixPortalOptions): Portal {
  const { access, clock, log, random = Math.random, monotonic = () => performance.now() } = options
  const { timeoutMs = 30_000, batchTimeoutMs = 60_000, maxReplyBytes = 32 * 1024 * 1024 } = options
  const timer = options.timer ?? systemTimer
  const transport = createTransport({ access, timer, maxBytes: maxReplyBytes })
  const limiter = createLimiter({ now: monotonic, timer, random, log, ...ourShare(options.rate ?? usualRate), bucket: options.bucket })
  const portalClock = createPortalClock(clock)
  const client = createClient({ transport, limiter, portalClock, log, access, timeoutMs })
  const batch = createBatch(client, batchTimeoutMs)

  return {
    identify: () => identify({ batch, portalClock, access }),
    probe: () => probe({ batch, client, viaApplication: access.token() !== null }),
    zoneMinutes: portalClock.zoneMinutes,
    source: createSources({ client, batch, portalClock }),
    ...createHistories({ client, batch }),
    ...createPictures({ client, transport, access, log, timeoutMs }),
    ...createDirectory(batch),

    async rate({ sessionId, rating, comment }): Promise<Result<null>> {
      const method = 'imopenlines.session.head.vote'
      // Read as written by the portal: upper case, and all three, because a missing COMMENT erases the stored one.
      const params = { SESSION_ID: sessionId, RATING: rating, COMMENT: comment }
      const sent = await client.call({ method, params, priority: 'outbox' })
      if (!sent.ok) return sent
      return flagSchema.parse(sent.value.result) ? ok(null) : err('portal-rejected', `${method}: the portal did not confirm the rating`)
    },

    actions: createActions({ client, batch }),
    links: createLinks(access.origin),

    close: () => {
      limiter.close()
      transport.close()
      access.close()
    },
  }
}

const systemTimer: Timer = (delayMs, task) => {
  const handle = setTimeout(task, delayMs)
  return () => clearTimeout(handle)
}
