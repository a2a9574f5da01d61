import type { SourceKind } from '#contract/portal.ts'
import type { AppError } from '#contract/result.ts'
import { createLoop } from '../loop.ts'
import type { Clock, Log, Timer } from '../ports.ts'
import type { Priority } from '../portal/portal.ts'
import { isPassing } from '../ratings/outbox-rules.ts'
import type { SessionStore } from '../sessions/session-store.ts'
import { settleMs, type TranscriptService } from './transcript-service.ts'

export type ReadAheadDeps = {
  readonly transcripts: Pick<TranscriptService, 'read'>
  readonly sessions: Pick<SessionStore, 'reading' | 'unread' | 'unreadLow' | 'unreadRunning'>
  /** The portal's time. */
  readonly clock: Clock
  readonly monotonic: Clock
  readonly timer: Timer
  readonly log: Log
  readonly sourceKind: () => SourceKind
  /** Whether the list itself is complete; before, the portal's budget is the list's. */
  readonly isListComplete: () => boolean
  /** How long to rest after what a full disk throws; null for anything else. */
  readonly afterThrow?: (error: unknown) => number | null
}

type Job = { readonly ids: readonly number[]; readonly priority: Priority; readonly quiet?: boolean }

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

const perRequest = 10
/** What is read as fast as the portal permits. Where conversations alone tell ratings and counts, more of the past is worth that. */
const pastMs: Readonly<Record<SourceKind, number>> = { statistics: 30 * DAY, crm: 90 * DAY, recent: 90 * DAY }
/** A running dialog changes with every message. */
const shortRestMs = 2 * MINUTE
const failedRestMs = HOUR
/** Between two requests for what hurries nobody: running dialogs of which nothing tells when they change, and the far past. */
const paceMs = { running: 4_000, farPast: 2_000 }
/** Until the list is looked at again for being complete. */
const listRestMs = 5_000
const longestRestMs = 5 * MINUTE

export type ReadAhead = ReturnType<typeof createReadAhead>

/**
 * Reads conversations before anybody opens them: new low ratings, then what has just changed, then what was asked to be
 * read again, then running dialogs, then the past, newest first, since only what was read can be searched. It has a loop of
 * its own: the portal may make this method wait long.
 */
export function createReadAhead({ transcripts, sessions, clock, monotonic, timer, log, sourceKind, isListComplete, afterThrow }: ReadAheadDeps) {
  /** Not to be read before, by the clock that never jumps. */
  const heldBack = new Map<number, number>()
  /** Closed a moment ago: to be read once more. */
  const settling = new Map<number, number>()
  const wanted = new Set<number>()
  /** When each of the unhurried may be asked for again. */
  const paced = { running: 0, farPast: 0 }
  let restUntil = 0
  let failures = 0
  const loop = createLoop(timer, step, afterThrow)

  async function step(): Promise<number | null> {
    const now = monotonic()
    if (now < restUntil) return restUntil - now
    for (const id of takeDue(settling, now)) wanted.add(id)
    takeDue(heldBack, now)
    const job = nextJob(now)
    if (job === null) return isListComplete() ? Math.min(MINUTE, ...Object.values(paced).filter(at => at > now).map(at => at - now)) : listRestMs
    const outcomes = await transcripts.read(job.ids, job.priority, job.quiet)
    for (const id of job.ids) wanted.delete(id)
    if (!outcomes.ok) {
      if (outcomes.error.code === 'cancelled') return null
      failures++
      log('reading.failed', { code: outcomes.error.code, failures })
      restUntil = monotonic() + Math.min(longestRestMs, 2000 * 2 ** Math.min(failures, 8))
      return 0
    }
    failures = 0
    for (const [id, error] of outcomes.value) hold(id, error)
    return 0
  }

  function nextJob(monotonicNow: number): Job | null {
    const except = [...heldBack.keys()]
    const now = clock()
    const low = sessions.unreadLow({ since: now - DAY, limit: perRequest, except })
    if (low.length > 0) return { ids: low.map(session => session.id), priority: 'alerts' }
    const changed = sessions.unread({ since: now - HOUR, limit: perRequest, except, isSettled: true })
    if (changed.length > 0) return { ids: changed.map(session => session.id), priority: 'visible' }
    if (wanted.size > 0) return { ids: [...wanted].slice(0, perRequest), priority: 'background' }
    const running = atPace('running', monotonicNow, () => sessions.unreadRunning({ readBefore: now - shortRestMs, limit: perRequest, except }))
    if (running.length > 0) return { ids: running, priority: 'background' }
    if (!isListComplete()) return null
    const past = sessions.unread({ since: now - pastMs[sourceKind()], limit: perRequest, except }).map(session => session.id)
    const ids = past.length > 0 ? past : atPace('farPast', monotonicNow, () => sessions.unread({ since: 0, limit: perRequest, except }).map(session => session.id))
    return ids.length === 0 ? null : { ids, priority: 'background', quiet: true }
  }

  function atPace(kind: keyof typeof paceMs, now: number, find: () => number[]): number[] {
    if (now < paced[kind]) return []
    const ids = find()
    if (ids.length > 0) paced[kind] = now + paceMs[kind]
    return ids
  }

  function hold(id: number, error: AppError | null): void {
    const now = monotonic()
    const { closedAt = null, stateAt = null } = sessions.reading(id) ?? {}
    // A refusal is remembered with the state that it was met in, where that is dated.
    if (error?.code === 'no-rights' && stateAt !== null) return
    if (error) {
      heldBack.set(id, now + (isPassing(error.code) ? shortRestMs : failedRestMs))
      return
    }
    if (closedAt === null) heldBack.set(id, now + shortRestMs)
    else if (clock() <= closedAt + settleMs) settling.set(id, now + settleMs)
  }

  return {
    /** Something may be due. */
    wake: loop.wake,
    /** Reads these once more, when nothing is more urgent. */
    reread(ids: readonly number[]): void {
      for (const id of ids) wanted.add(id)
      loop.wake()
    },
    stop: loop.stop,
  }
}

function takeDue(waiting: Map<number, number>, now: number): number[] {
  const due = [...waiting].filter(([, at]) => at <= now).map(([id]) => id)
  for (const id of due) waiting.delete(id)
  return due
}
