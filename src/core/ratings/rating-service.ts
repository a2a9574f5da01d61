import { err, ok, type AppError, type Result } from '#contract/result.ts'
import type { Rating, UnsentRating } from '#contract/ratings.ts'
import { createLoop } from '../loop.ts'
import type { Clock, Emit, Log, Timer } from '../ports.ts'
import type { Portal, SessionHistory } from '../portal/portal.ts'
import type { PortalVote, SessionStore } from '../sessions/session-store.ts'
import { decideBeforeSending, endsSignIn, isPassing, retryDelayMs } from './outbox-rules.ts'
import type { OutboxEntry, OutboxStore } from './outbox-store.ts'

export type RatingDeps = {
  readonly portal: Portal
  readonly sessions: SessionStore
  readonly outbox: OutboxStore
  readonly clock: Clock
  readonly timer: Timer
  readonly emit: Emit
  readonly log: Log
  /** How long a rating can be taken back, and nothing of it is told to the portal. */
  readonly holdMs: () => number
  /** A rating was saved or taken back. */
  readonly onChosen: (sessionId: number) => void
  readonly newId: () => string
  readonly random: () => number
}

export type RatingService = ReturnType<typeof createRatings>

/** Saves ratings locally at once and carries them to the portal one by one, reading before and after each write. */
export function createRatings(deps: RatingDeps) {
  const { portal, sessions, outbox, clock, emit, log } = deps
  const loop = createLoop(deps.timer, step)

  function start(): void {
    outbox.recover()
    for (const entry of outbox.list()) {
      // The mirror may have been rebuilt; what is unsent must show again.
      sessions.setPending(entry.sessionId, entry.rating, entry.comment)
      // Somebody may have signed in again: what had failed for that alone waits for no decision.
      if (entry.state === 'failed' && entry.error !== null && endsSignIn(entry.error.code)) outbox.requeue(entry, entry.base, clock())
    }
    loop.wake()
  }

  function submit(rating: Rating): Result<null> {
    const { sessionId, seen } = rating
    const known = sessions.portalVote(sessionId)
    if (known === null) return err('not-found', `Dialog ${sessionId} is not in the local copy`)
    const unsent = outbox.get(sessionId)
    // Changing one's own unsent rating builds on what that one was built on: the portal never saw it.
    const base = unsent && seen && holds(seen, unsent) ? unsent.base : seen ?? known
    // The ledger first: it is what must survive. The mirror only repeats it for the list.
    outbox.hold({ rating, uuid: deps.newId(), base, at: clock(), sendAfter: clock() + deps.holdMs() })
    follow(sessionId)
    deps.onChosen(sessionId)
    changed(sessionId)
    loop.wake()
    return ok(null)
  }

  function undo(sessionId: number): Result<null> {
    if (!outbox.undo(sessionId, clock())) return err('too-late-to-undo', `Nothing of dialog ${sessionId} is held back`)
    follow(sessionId)
    deps.onChosen(sessionId)
    changed(sessionId)
    loop.wake()
    return ok(null)
  }

  function retry(sessionId: number): Result<null> {
    const entry = outbox.get(sessionId)
    if (entry === null) return err('not-found', `Dialog ${sessionId} has no unsent rating`)
    if (entry.state === 'sending' || entry.state === 'held') return ok(null)
    outbox.requeue(entry, sessions.portalVote(sessionId) ?? entry.base, clock())
    changed(sessionId)
    loop.wake()
    return ok(null)
  }

  async function step(): Promise<number | null> {
    const entry = outbox.nextDue(clock())
    if (entry) {
      const error = await deliver(entry)
      if (error?.code === 'cancelled') return null
      if (error) setBack(entry, error)
      return 0
    }
    const next = outbox.earliest()
    return next === null ? null : Math.max(0, next - clock())
  }

  /** Null when the portal holds the rating; else why it is not known to. */
  async function deliver(entry: OutboxEntry): Promise<AppError | null> {
    // From here on it can no longer be taken back.
    if (entry.state === 'held') {
      outbox.release(entry)
      changed(entry.sessionId)
    }
    const before = await portal.history(entry.sessionId, 'outbox')
    if (!before.ok) return before.error
    // Another choice has been made meanwhile: the operator need not hear of this one.
    if (outbox.get(entry.sessionId)?.uuid !== entry.uuid) return null
    const held = voteOf(before.value)
    const decision = decideBeforeSending({ entry, held, canRate: before.value.canRate })
    if (decision === 'confirmed') return settle(entry, held, held)
    if (decision !== 'send') {
      sessions.setPortalVote(entry.sessionId, held)
      return decision
    }

    outbox.markSending(entry, clock())
    changed(entry.sessionId)
    const sent = await portal.rate(entry)
    // An unclear failure may have been a success whose answer was lost: what the portal holds decides, not the answer.
    const after = await portal.history(entry.sessionId, 'outbox')
    if (!after.ok) return sent.ok ? after.error : sent.error
    const now = voteOf(after.value)
    if (holds(now, entry)) return settle(entry, held, now)
    if (!sent.ok) return sent.error
    return { code: 'rating-not-kept', message: `The portal accepted ${entry.rating} and holds ${now.rating ?? 'nothing'}` }
  }

  function settle(entry: OutboxEntry, before: PortalVote, now: PortalVote): null {
    outbox.confirm(entry, { before, now, at: clock() })
    sessions.setPortalVote(entry.sessionId, now)
    follow(entry.sessionId)
    changed(entry.sessionId)
    return null
  }

  function setBack(entry: OutboxEntry, error: AppError): void {
    if (isPassing(error.code)) outbox.postpone(entry, error, clock() + retryDelayMs(entry.attempts, deps.random()))
    else outbox.fail(entry, error, clock())
    log('rating.not-sent', { session: entry.sessionId, code: error.code, attempts: entry.attempts })
    changed(entry.sessionId)
  }

  /** The mirror repeats what the list shows, filters and searches by. */
  function follow(sessionId: number): void {
    const entry = outbox.get(sessionId)
    sessions.setPending(sessionId, entry?.rating ?? null, entry?.comment ?? null)
    sessions.setOwnRating(sessionId, entry?.rating ?? outbox.confirmedRatings([sessionId]).get(sessionId) ?? null)
  }

  function changed(sessionId: number): void {
    emit('dialogs.changed', { ids: [sessionId], all: false })
    emit('outbox.changed', outbox.summary())
  }

  function unsent(): UnsentRating[] {
    const entries = outbox.list()
    const names = new Map(sessions.rows(entries.map(entry => entry.sessionId)).map(row => [row.id, row.clientName]))
    return entries.map(({ sessionId, rating, comment, state, nextAt, attempts, createdAt, error }) => (
      { sessionId, clientName: names.get(sessionId) ?? null, rating, comment, state, sendAfter: state === 'held' ? nextAt : null, attempts, createdAt, error }))
  }

  return { start, submit, undo, retry, unsent, journal: outbox.journal, summary: outbox.summary, stop: loop.stop }
}

function voteOf(history: SessionHistory): PortalVote {
  return { rating: history.supervisorRating, comment: history.supervisorComment }
}

function holds(vote: PortalVote, entry: OutboxEntry): boolean {
  return vote.rating === entry.rating && (vote.comment ?? '') === entry.comment
}
