import type { DialogRow } from '#contract/dialogs.ts'
import { err, ok, type Result } from '#contract/result.ts'
import { queueLimit, type BlindMode, type ReviewPlace, type ReviewQueue, type ReviewStart } from '#contract/review.ts'
import type { Transcript } from '#contract/transcripts.ts'
import type { Clock, Emit, Log } from '../ports.ts'
import { resolveFilter } from '../sessions/period.ts'
import type { SessionStore } from '../sessions/session-store.ts'
import { byOperator } from './by-operator.ts'
import { hideInRow, hideInTranscript } from './blind.ts'
import type { ReviewStore } from './review-store.ts'
import { chooseSample, type Pick as Picked } from './sample.ts'

export type ReviewDeps = {
  readonly reviews: ReviewStore
  readonly sessions: Pick<SessionStore, 'allIds' | 'operatorsOf' | 'setFlagged'>
  /** Everybody who serves clients on this portal. */
  readonly operators: () => readonly { readonly id: number; readonly name: string }[]
  readonly prefetch: (ids: readonly number[]) => void
  /** Of other dialogs than before something is hidden. */
  readonly onHidden: () => void
  /** The portal's time. */
  readonly clock: Clock
  readonly zoneMinutes: () => number
  readonly emit: Emit
  readonly log: Log
}

export type ReviewService = ReturnType<typeof createReview>

/** Conversations read ahead of the reviewer. */
const ahead = 3

/** The queue that is worked through, and what a blind one keeps from its reviewer. */
export function createReview(deps: ReviewDeps) {
  const { reviews, sessions, clock, emit, log } = deps
  let queue = reviews.current()
  let unrated = unratedIds()

  function unratedIds(): ReadonlySet<number> {
    return new Set(queue?.blind === 'off' ? [] : queue?.items.filter(({ state }) => state !== 'rated').map(item => item.sessionId))
  }

  function reload(): void {
    const before = unrated
    queue = reviews.current()
    unrated = unratedIds()
    emit('review.changed', {})
    if (before.size > 0 || unrated.size > 0) deps.onHidden()
  }

  function start(asked: ReviewStart): Result<ReviewQueue> {
    const wasBlind = unrated.size > 0
    const ids = sessions.allIds(resolveFilter(asked.filter, clock(), deps.zoneMinutes()), asked.sort)
    reviews.start({ asked, matched: ids.length, picks: choose(ids, asked), at: clock() })
    reload()
    if (wasBlind || asked.blind !== 'off') emit('dialogs.changed', { ids: [], all: true })
    log('review.started', { matched: ids.length, size: queue?.items.length ?? 0, blind: asked.blind })
    const made = state()
    return made ? ok(made) : err('internal', 'A queue was made and is not there')
  }

  function choose(ids: readonly number[], { sample }: ReviewStart): Picked[] {
    const wanted = sample === null ? ids.slice(0, queueLimit) : ids
    const operators = sessions.operatorsOf(wanted)
    const candidates = wanted.map(sessionId => ({ sessionId, operatorId: operators.get(sessionId) ?? null }))
    return sample === null ? candidates.map(candidate => ({ ...candidate, reason: 'list', probability: 1 })) : chooseSample(candidates, sample)
  }

  function state(): ReviewQueue | null {
    if (queue === null) return null
    const { items, ...rest } = queue
    const count = (wanted: 'rated' | 'skipped'): number => items.filter(item => item.state === wanted).length
    return {
      ...rest, rated: count('rated'), skipped: count('skipped'), operators: operatorProgress(),
      items: items.map(({ sessionId, state: reached, skipReason, reason, probability }) => ({ sessionId, state: reached, skipReason, reason, probability })),
    }
  }

  /** By name. How far each operator is would tell who has just been reviewed, so a queue without names has none. */
  function operatorProgress(): ReviewQueue['operators'] {
    if (queue === null || queue.blind === 'operator') return []
    const names = new Map(deps.operators().map(({ id, name }) => [id, name]))
    const quota = queue.sample?.perOperator ?? null
    return [...byOperator(queue.items)].map(([operatorId, items]) => ({
      operatorId, name: operatorId === null ? null : names.get(operatorId) ?? null, quota,
      rated: items.filter(item => item.state === 'rated').length, total: items.length,
    })).toSorted((a, b) => (a.name ?? '').localeCompare(b.name ?? ''))
  }

  function next(after: number | null): Result<ReviewPlace> {
    if (queue === null) return err('not-found', 'There is no queue')
    const from = queue.items.findIndex(({ sessionId }) => sessionId === after) + 1
    const round = [...queue.items.slice(from), ...queue.items.slice(0, from)]
    const [sessionId = null, ...others] = round.filter(item => item.state === 'waiting' && item.sessionId !== after).map(item => item.sessionId)
    const nextIds = others.slice(0, ahead)
    if (sessionId !== null) deps.prefetch([sessionId, ...nextIds])
    return ok({ sessionId, nextIds })
  }

  function skip(sessionId: number, reason: string): Result<ReviewPlace> {
    if (!reviews.skip(sessionId, reason, clock())) return err('not-found', `Dialog ${sessionId} does not wait in the queue`)
    log('review.skipped', { session: sessionId })
    reload()
    return next(sessionId)
  }

  function end(): void {
    const hidden = [...unrated]
    reviews.end(clock())
    reload()
    for (const sessionId of hidden) emit('transcripts.changed', { sessionId })
    if (hidden.length > 0) emit('dialogs.changed', { ids: hidden, all: false })
  }

  /** The outbox has noted a rating in the queue, or taken it back. */
  function ratingChosen(sessionId: number): void {
    if (queue?.items.some(item => item.sessionId === sessionId) !== true) return
    const isBlind = queue.blind !== 'off'
    reload()
    if (isBlind) emit('transcripts.changed', { sessionId })
  }

  const modeOf = (sessionId: number): BlindMode => (unrated.has(sessionId) ? queue?.blind ?? 'off' : 'off')

  function hide(row: DialogRow): DialogRow {
    return hideInRow(row, modeOf(row.id))
  }

  function hideIn(transcript: Transcript): Transcript {
    const mode = modeOf(transcript.sessionId)
    return mode === 'off' ? transcript : hideInTranscript(transcript, mode, deps.operators().map(({ name }) => name))
  }

  function flag(sessionId: number, flagged: boolean): void {
    reviews.flag(sessionId, flagged, clock())
    sessions.setFlagged([sessionId], flagged)
    emit('dialogs.changed', { ids: [sessionId], all: false })
  }

  return {
    start, state, next, skip, skips: reviews.skips, end, ratingChosen, hide, hideIn, flag, flagged: reviews.flagged,
    /** Dialogs of which something is hidden, and what. */
    hidden: () => ({ ids: unrated, mode: queue?.blind ?? 'off' }),
  }
}
