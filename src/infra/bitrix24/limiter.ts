import { err, type AppError, type Result } from '#contract/result.ts'
import { priorities, type Priority } from '#core/portal/portal.ts'
import type { Clock, Log, Timer } from '#core/ports.ts'
import { createBackoff, jitter } from './backoff.ts'
import { createBucket, type Bucket } from './bucket.ts'
import { createMethodBudget, type OperatingTime } from './method-budget.ts'

/** How one sending ended. Everything but `done` may come again. */
export type Attempt<T> =
  | { readonly kind: 'done'; readonly result: Result<T>; readonly times: readonly OperatingTime[] }
  | { readonly kind: 'limit'; readonly error: AppError; readonly retryAfterMs: number | null }
  | { readonly kind: 'method-limit'; readonly error: AppError; readonly method: string; readonly retryAfterMs: number | null }
  /** `once`: a second failure of that kind is the answer, whoever asks. */
  | { readonly kind: 'passing'; readonly error: AppError; readonly once?: boolean }
  | { readonly kind: 'blocked'; readonly error: AppError }

export type LimitedCall<T> = {
  readonly priority: Priority
  /** Lower case; of a batch, those of its sub-calls. */
  readonly methods: readonly string[]
  /** Whether sending again is harmless when nobody knows if the first one was carried out. */
  readonly repeatable: boolean
  /** Goes out even while the portal has us blocked: a person asks whether that is over. */
  readonly probe?: boolean
  readonly send: () => Promise<Attempt<T>>
}

export type LimiterOptions = {
  /** Must not jump with the wall clock. */
  readonly now: Clock
  readonly timer: Timer
  readonly random: () => number
  readonly log: Log
  readonly perSecond: number
  readonly burst: number
  /** Of whoever else here asks the same portal; by default one of its own. */
  readonly bucket?: Bucket | undefined
}

export type Limiter = {
  readonly run: <T>(call: LimitedCall<T>) => Promise<Result<T>>
  /** What the sub-calls of a batch cost. */
  readonly worked: (times: readonly OperatingTime[]) => void
  /** A sub-call of a batch met a limit that the batch as a whole did not. */
  readonly limited: () => void
  readonly methodLimited: (method: string) => void
  /** The portal turned out to allow more, or less. */
  readonly setRate: (rate: { readonly perSecond: number; readonly burst: number }) => void
  readonly close: () => void
}

type Entry = {
  readonly rank: number
  readonly order: number
  readonly call: LimitedCall<unknown>
  readonly enqueuedAt: number
  /** Hands the result of the last sending to the caller, after the limiter has learnt from it. */
  readonly finish: () => void
  readonly fail: (error: AppError) => void
  readonly crash: (reason: unknown) => void
  notBefore: number
  limitTries: number
  passingTries: number
}

/** Kept free for people: background work never fills the bucket to the brim. */
const reservedTokens = 10
const backgroundAtOnce = 4
const limitRetries = 5
const passingRetries = 2
const retriesPassing: readonly Priority[] = ['alerts', 'background']
/** An entry that waited longer goes ahead of its betters once in `agedEvery` calls. */
const agedAfterMs = 60_000
const agedEvery = 5
/** `OVERLOAD_LIMIT` is a block by hand at the vendor: asking on would only prolong it. */
const blockedMs = 30 * 60_000
/** How long a call of each priority may wait out pauses and retries before its caller hears what is wrong. */
const patienceMs: Readonly<Record<Priority, number>> = {
  user: 10_000, outbox: 30_000, alerts: 60_000, visible: 60_000, background: 20 * 60_000,
}

/** The one gate to a portal: every call of every part of the program passes it. */
export function createLimiter({ now, timer, random, log, bucket: shared, ...rate }: LimiterOptions): Limiter {
  const bucket = shared ?? createBucket({ ...rate, now })
  let { burst } = rate
  const backoff = createBackoff(now, random)
  const budget = createMethodBudget(now)
  /** By rank, then in order of arrival. */
  let queue: Entry[] = []
  let nextOrder = 0
  let inFlight = 0
  let backgroundInFlight = 0
  let sinceAged = 0
  let block: { readonly error: AppError; readonly until: number } | null = null
  let closed = false
  let cancelTimer: () => void = () => {}

  function run<T>(call: LimitedCall<T>): Promise<Result<T>> {
    if (closed) return Promise.resolve(err('cancelled', 'The portal client is closed'))
    if (block !== null && call.probe !== true) {
      if (now() < block.until) return Promise.resolve({ ok: false, error: block.error })
      block = null
    }
    return new Promise((resolve, reject) => {
      let outcome: Result<T> = err('internal', 'the call has not ended')
      enqueue({
        rank: priorities.indexOf(call.priority),
        order: nextOrder++,
        enqueuedAt: now(),
        notBefore: Number.NEGATIVE_INFINITY,
        limitTries: 0,
        passingTries: 0,
        call: {
          ...call,
          send: async () => {
            const attempt = await call.send()
            if (attempt.kind === 'done') outcome = attempt.result
            return attempt
          },
        },
        finish: () => resolve(outcome),
        fail: error => resolve({ ok: false, error }),
        crash: reject,
      })
      pump()
    })
  }

  function enqueue(entry: Entry): void {
    if (giveUpOnPausedMethod(entry)) return
    const at = queue.findIndex(other => other.rank > entry.rank || (other.rank === entry.rank && other.order > entry.order))
    queue.splice(at === -1 ? queue.length : at, 0, entry)
  }

  /** True when the portal has paused one of the entry's methods for longer than its caller should wait. */
  function giveUpOnPausedMethod(entry: Entry): boolean {
    const pauseMs = budget.blockedFor(entry.call.methods)
    if (pauseMs === 0 || now() + pauseMs <= entry.enqueuedAt + patienceMs[entry.call.priority]) return false
    const seconds = Math.ceil(pauseMs / 1000)
    entry.fail({ code: 'portal-busy', message: `${entry.call.methods.join(', ')}: paused by the portal for ${seconds} s more` })
    return true
  }

  function pump(): void {
    cancelTimer()
    cancelTimer = () => {}
    if (closed) return
    for (;;) {
      const waitMs = startNext()
      if (waitMs === 0) continue
      if (Number.isFinite(waitMs)) cancelTimer = timer(waitMs, pump)
      return
    }
  }

  /** Starts what is first in line and returns 0, or returns how long to wait (forever when only a finished call helps). */
  function startNext(): number {
    // Under a lasting refusal one call at a time finds out whether it is over.
    if (backoff.isLasting() && inFlight > 0) return Number.POSITIVE_INFINITY
    const aged = sinceAged >= agedEvery ? oldestReady() : null
    if (aged !== null) {
      sinceAged = 0
      start(aged)
      return 0
    }
    let soonest = Number.POSITIVE_INFINITY
    for (const entry of queue) {
      const roomMs = roomFor(entry)
      // Lower ranks need at least as much room, so nobody behind can go either.
      if (roomMs > 0) return Math.min(soonest, roomMs)
      const waitMs = readyIn(entry)
      if (waitMs <= 0) {
        start(entry)
        return 0
      }
      soonest = Math.min(soonest, waitMs)
    }
    return soonest
  }

  /** Someone who waited too long, if there is room at all. Passes over the reserve: it would starve otherwise. */
  function oldestReady(): Entry | null {
    if (bucket.waitFor(burst) > 0) return null
    let oldest: Entry | null = null
    for (const entry of queue) {
      if (now() - entry.enqueuedAt < agedAfterMs || readyIn(entry) > 0 || roomFor(entry) === Number.POSITIVE_INFINITY) continue
      if (oldest === null || entry.enqueuedAt < oldest.enqueuedAt) oldest = entry
    }
    return oldest
  }

  function roomFor({ call }: Entry): number {
    if (call.priority !== 'background') return bucket.waitFor(burst)
    return backgroundInFlight >= backgroundAtOnce ? Number.POSITIVE_INFINITY : bucket.waitFor(burst - reservedTokens)
  }

  function readyIn({ call, notBefore }: Entry): number {
    const pauses = [notBefore - now(), backoff.waitFor(call.priority), budget.blockedFor(call.methods)]
    return Math.max(...pauses, call.priority === 'background' ? budget.spacing(call.methods) : 0)
  }

  function start(entry: Entry): void {
    queue = queue.filter(other => other !== entry)
    const background = entry.call.priority === 'background'
    const startedAt = now()
    sinceAged += 1
    inFlight += 1
    if (background) backgroundInFlight += 1
    bucket.take()
    budget.started(entry.call.methods)
    entry.call.send()
      .then(attempt => settle(entry, attempt, startedAt))
      .catch(entry.crash)
      .finally(() => {
        inFlight -= 1
        if (background) backgroundInFlight -= 1
        pump()
      })
  }

  function settle(entry: Entry, attempt: Attempt<unknown>, startedAt: number): void {
    switch (attempt.kind) {
      case 'done':
        for (const time of attempt.times) budget.note(time)
        backoff.succeeded(startedAt)
        if (entry.call.probe === true && attempt.result.ok) block = null
        entry.finish()
        return
      case 'limit':
        bucket.fill()
        backoff.refused(startedAt, attempt.retryAfterMs)
        comeBack(entry, 'limitTries', limitRetries, attempt.error, 0)
        return
      case 'method-limit':
        pauseMethod(attempt.method, attempt.retryAfterMs)
        comeBack(entry, 'limitTries', limitRetries, attempt.error, random() * 1000)
        return
      case 'passing': {
        const retries = attempt.once === true ? 1 : retriesPassing.includes(entry.call.priority) ? passingRetries : 0
        comeBack(entry, 'passingTries', entry.call.repeatable ? retries : 0, attempt.error, jitter(entry.passingTries, random))
        return
      }
      case 'blocked':
        stopEverything(attempt.error)
        entry.fail(attempt.error)
    }
  }

  function comeBack(entry: Entry, counter: 'limitTries' | 'passingTries', retries: number, error: AppError, delayMs: number): void {
    const late = now() + delayMs > entry.enqueuedAt + patienceMs[entry.call.priority]
    if (closed || block !== null || late || entry[counter] >= retries) {
      entry.fail(closed ? cancelled : (block?.error ?? error))
      return
    }
    entry[counter] += 1
    entry.notBefore = now() + delayMs
    log('portal.retry', { method: entry.call.methods.join(','), code: error.code, attempt: entry[counter] })
    enqueue(entry)
  }

  function pauseMethod(method: string, retryAfterMs: number | null): void {
    const pauseMs = budget.block(method, retryAfterMs)
    log('portal.method-paused', { method, pauseMs: Math.round(pauseMs) })
    queue = queue.filter(entry => !entry.call.methods.includes(method) || !giveUpOnPausedMethod(entry))
  }

  function stopEverything(error: AppError): void {
    log('portal.blocked', { code: error.code })
    block = { error, until: now() + blockedMs }
    failAll(error)
  }

  function failAll(error: AppError): void {
    const waiting = queue
    queue = []
    for (const entry of waiting) entry.fail(error)
  }

  return {
    run,
    worked: times => times.forEach(budget.note),
    limited: () => {
      bucket.fill()
      backoff.refused(now(), null)
    },
    methodLimited: method => pauseMethod(method, null),
    setRate: changed => {
      bucket.setRate(changed)
      burst = changed.burst
      pump()
    },
    close: () => {
      closed = true
      cancelTimer()
      failAll(cancelled)
    },
  }
}

const cancelled: AppError = { code: 'cancelled', message: 'The portal client is closed' }
