import type { AppError } from '#contract/result.ts'
import { createLoop } from '../loop.ts'
import type { Clock, Log, Timer } from '../ports.ts'
import type { Portal, SessionHistory } from '../portal/portal.ts'
import type { PortalVote } from '../sessions/session-store.ts'
import { decideBeforeSending, judgeAfterSending, retryDelayMs, stateAfter } from './outbox-rules.ts'
import type { OutboxEntry, OutboxStore } from './outbox-store.ts'

export type DeliveryDeps = {
  readonly portal: Pick<Portal, 'history' | 'rate'>
  readonly outbox: OutboxStore
  readonly clock: Clock
  readonly timer: Timer
  readonly log: Log
  readonly random: () => number
  /** Error values for what a full or vanished disk throws; null for anything else. */
  readonly diskError: (error: unknown) => AppError | null
  /** What the portal was seen to hold. */
  readonly onSeen: (sessionId: number, vote: PortalVote) => void
  /** The entry went a step on. */
  readonly onStep: (sessionId: number) => void
}

/** The disk may have room again after this. */
const diskRestMs = 15_000

/**
 * Carries unsent ratings to the portal, one at a time: reads before each write and after it. One that cannot be sent makes way
 * for the next.
 */
export function createDelivery({ portal, outbox, clock, timer, log, random, diskError, onSeen, onStep }: DeliveryDeps) {
  const loop = createLoop(timer, step)
  /** By a full disk, or by the end of the run before: what was on its way is looked at again. */
  let cutShort = true

  async function step(): Promise<number | null> {
    try {
      if (cutShort) outbox.recover()
      cutShort = false
      const entry = outbox.nextDue(clock())
      if (entry) return await deliver(entry) === 'stopped' ? null : 0
      const next = outbox.earliest()
      return next === null ? null : Math.max(0, next - clock())
    } catch (error) {
      const known = diskError(error)
      if (known === null) throw error
      log('rating.disk', { code: known.code })
      cutShort = true
      return diskRestMs
    }
  }

  async function deliver(due: OutboxEntry): Promise<'stopped' | 'done'> {
    const { sessionId, uuid } = due
    // From here on it can no longer be taken back.
    if (due.state === 'held') {
      outbox.release(due)
      onStep(sessionId)
    }
    const read = await portal.history(sessionId, 'outbox')
    // Another choice may have been made meanwhile: the operator need not hear of this one.
    const entry = outbox.get(sessionId)
    if (entry?.uuid !== uuid || entry.state !== 'queued') return 'done'
    if (!read.ok) return setBack(entry, read.error, false)
    const before = voteOf(read.value)
    // Who may not rate may not see what stands there either.
    if (read.value.canRate !== false) onSeen(sessionId, before)
    const ours = outbox.ours(sessionId)
    const decision = decideBeforeSending({ entry, held: before, canRate: read.value.canRate, ours })
    if (decision === 'confirmed') return settle(entry, before, before)
    if (decision === 'conflict') return stop(entry, before)
    if (decision === 'refused') return setBack(entry, { code: 'no-rights', message: 'The portal does not let this user rate this dialog' }, false)

    outbox.markSending(entry, before, clock())
    onStep(sessionId)
    const sent = await portal.rate(entry)
    // An unclear failure may have been a success whose answer was lost: what the portal holds decides, not the answer.
    const after = await portal.history(sessionId, 'outbox')
    if (!after.ok) return setBack(entry, sent.ok ? after.error : sent.error, true)
    const now = voteOf(after.value)
    onSeen(sessionId, now)
    const outcome = judgeAfterSending({ entry, before, now, ours })
    if (outcome === 'confirmed') return settle(entry, before, now)
    if (outcome === 'conflict') return stop(entry, now)
    if (!sent.ok) return setBack(entry, sent.error, true)
    return setBack(entry, { code: 'rating-not-kept', message: `The portal accepted ${entry.rating} and holds ${now.rating ?? 'nothing'}` }, true)
  }

  function settle(entry: OutboxEntry, before: PortalVote, now: PortalVote): 'done' {
    outbox.confirm(entry, { before, now, at: clock() })
    onStep(entry.sessionId)
    return 'done'
  }

  function stop(entry: OutboxEntry, theirs: PortalVote): 'done' {
    outbox.conflict(entry, theirs, clock())
    log('rating.conflict', { session: entry.sessionId })
    onStep(entry.sessionId)
    return 'done'
  }

  function setBack(entry: OutboxEntry, error: AppError, wasSent: boolean): 'stopped' | 'done' {
    // The engine ends; the next start looks at it again.
    if (error.code === 'cancelled') return 'stopped'
    const state = stateAfter(error)
    const at = clock()
    if (state === 'queued') outbox.postpone(entry, error, { at, nextAt: at + retryDelayMs(entry.attempts, random()), wasSent })
    else outbox.park(entry, state, error, at)
    log('rating.not-sent', { session: entry.sessionId, code: error.code, attempts: entry.attempts })
    onStep(entry.sessionId)
    return 'done'
  }

  return loop
}

function voteOf(history: SessionHistory): PortalVote {
  return { rating: history.supervisorRating, comment: history.supervisorComment }
}
