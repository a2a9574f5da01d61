import { err, ok, type AppError, type Result } from '#contract/result.ts'
import { lowUpTo, type Rating, type Resolution, type UnsentRating } from '#contract/ratings.ts'
import type { Clock, Emit, Log, Timer } from '../ports.ts'
import type { Portal } from '../portal/portal.ts'
import type { PortalVote, SessionStore } from '../sessions/session-store.ts'
import { createDelivery } from './outbox-delivery.ts'
import { isNothing, isSame } from './outbox-rules.ts'
import type { OutboxEntry, OutboxStore } from './outbox-store.ts'

export type RatingDeps = {
  readonly portal: Pick<Portal, 'history' | 'rate'>
  readonly sessions: SessionStore
  readonly outbox: OutboxStore
  readonly clock: Clock
  readonly timer: Timer
  readonly emit: Emit
  readonly log: Log
  /** How long a rating can be taken back, and nothing of it is told to the portal. */
  readonly holdMs: () => number
  readonly lowNeedsComment: () => boolean
  /** A rating was saved or taken back. */
  readonly onChosen: (sessionId: number) => void
  readonly newId: () => string
  readonly random: () => number
  readonly diskError: (error: unknown) => AppError | null
}

export type RatingService = ReturnType<typeof createRatings>

/** Saves ratings locally at once and has them carried to the portal; what becomes of an unsent one is the supervisor's to say. */
export function createRatings(deps: RatingDeps) {
  const { sessions, outbox, clock, emit, log, diskError } = deps
  const delivery = createDelivery({
    ...deps,
    onSeen: (sessionId, vote) => mirror(() => { sessions.setPortalVote(sessionId, vote) }),
    onStep: changed,
  })

  function start(): void {
    mirror(() => {
      // The mirror may have been rebuilt; what is unsent must show again.
      for (const { sessionId, rating, comment } of outbox.list()) sessions.setPending(sessionId, rating, comment)
    })
    resume()
  }

  /** The sign-in is good, or good again: what had stopped for that alone waits for no decision. */
  function resume(): void {
    ledger(() => {
      for (const entry of outbox.list().filter(({ state }) => state === 'needs-sign-in')) {
        outbox.requeue(entry, clock())
        changed(entry.sessionId)
      }
    })
    hurry()
  }

  /** The portal may be there again: nothing waits for its next try any longer. */
  function hurry(): void {
    ledger(() => { outbox.hurry(clock()) })
    delivery.wake()
  }

  function submit(rating: Rating): Result<null> {
    const { sessionId, seen } = rating
    const known = sessions.portalVote(sessionId)
    if (known === null) return err('not-found', `Dialog ${sessionId} is not in the local copy`)
    const unsent = outbox.get(sessionId)
    // Changing one's own unsent rating builds on what that one was built on: the portal never saw it.
    const onUnsent = unsent !== null && (seen === null || isSame(seen, unsent))
    return choose(rating, onUnsent ? unsent.base : seen ?? known, 'saved')
  }

  function choose(rating: Rating, base: PortalVote, event: 'saved' | 'replaced' | 'merged'): Result<null> {
    // What was once saved without is not held up by a setting that came later.
    if (event !== 'replaced' && rating.rating <= lowUpTo && rating.comment.trim() === '' && deps.lowNeedsComment()) {
      return err('invalid-input', 'comment: a low rating needs a comment, say the settings')
    }
    // The ledger first: it is what must survive. The mirror only repeats it for the list.
    outbox.hold({ rating, uuid: deps.newId(), base, at: clock(), sendAfter: clock() + deps.holdMs(), event })
    return chosen(rating.sessionId)
  }

  function chosen(sessionId: number): Result<null> {
    deps.onChosen(sessionId)
    changed(sessionId)
    delivery.wake()
    return ok(null)
  }

  function undo(sessionId: number): Result<null> {
    if (!outbox.undo(sessionId, clock())) return err('too-late-to-undo', `Nothing of dialog ${sessionId} is held back`)
    return chosen(sessionId)
  }

  function discard(sessionId: number): Result<null> {
    const entry = outbox.get(sessionId)
    if (entry === null) return err('not-found', `Dialog ${sessionId} has no unsent rating`)
    if (entry.state === 'sending') return err('too-late-to-undo', `The rating of dialog ${sessionId} is on its way`)
    outbox.drop(entry, 'discarded', entry.theirs, clock())
    return chosen(sessionId)
  }

  function resolve(resolution: Resolution): Result<null> {
    const { sessionId, seen } = resolution
    const entry = outbox.get(sessionId)
    if (entry?.state !== 'conflict') return err('not-found', `Dialog ${sessionId} has no conflict`)
    const theirs = theirsOf(entry)
    if (!isSame(theirs, seen)) {
      outbox.renewConflict(entry, theirs)
      changed(sessionId)
      return err('rating-conflict', 'The rating in the portal has changed again')
    }
    if (resolution.choice === 'theirs') {
      outbox.drop(entry, 'keptTheirs', theirs, clock())
      return chosen(sessionId)
    }
    const { rating, comment } = resolution.choice === 'mine' ? entry : resolution
    return choose({ sessionId, rating, comment, seen }, theirs, resolution.choice === 'mine' ? 'replaced' : 'merged')
  }

  /** The latest that is known of theirs: the list may have brought news, or may not show it. */
  function theirsOf(entry: OutboxEntry): PortalVote {
    const known = sessions.portalVote(entry.sessionId)
    return known === null || isNothing(known) ? entry.theirs ?? entry.base : known
  }

  function retry(sessionId: number): Result<null> {
    const entry = outbox.get(sessionId)
    if (entry === null) return err('not-found', `Dialog ${sessionId} has no unsent rating`)
    if (entry.state === 'conflict') return err('rating-conflict', 'A conflict is not retried but resolved')
    if (entry.state === 'sending' || entry.state === 'held') return ok(null)
    outbox.requeue(entry, clock())
    changed(sessionId)
    delivery.wake()
    return ok(null)
  }

  function retryAll(): void {
    const parked = outbox.list().filter(({ state }) => state === 'refused' || state === 'needs-sign-in')
    for (const entry of parked) outbox.requeue(entry, clock())
    for (const { sessionId } of parked) changed(sessionId)
    hurry()
  }

  /** The mirror repeats what the list shows, filters and searches by. */
  function follow(sessionId: number): void {
    const entry = outbox.get(sessionId)
    sessions.setPending(sessionId, entry?.rating ?? null, entry?.comment ?? null)
    sessions.setOwnRating(sessionId, entry?.rating ?? outbox.confirmedRatings([sessionId]).get(sessionId) ?? null)
  }

  /** The ledger has it: a disk too full for the mirror loses nothing, and the next start makes them agree. */
  const mirror = (write: () => void): void => { unlessFull('mirror.disk', write) }

  /** What has not been asked for may wait for room on the disk. */
  const ledger = (write: () => void): void => { unlessFull('rating.disk', write) }

  function unlessFull(event: string, write: () => void): void {
    try {
      write()
    } catch (error) {
      const known = diskError(error)
      if (known === null) throw error
      log(event, { code: known.code })
    }
  }

  function changed(sessionId: number): void {
    mirror(() => { follow(sessionId) })
    emit('dialogs.changed', { ids: [sessionId], all: false })
    emit('outbox.changed', outbox.summary())
  }

  function unsent(): UnsentRating[] {
    const entries = outbox.list()
    const names = new Map(sessions.rows(entries.map(entry => entry.sessionId)).map(row => [row.id, row.clientName]))
    return entries.map(entry => {
      const { sessionId, uuid, rating, comment, base, state, nextAt, attempts, createdAt, error } = entry
      return {
        sessionId, clientName: names.get(sessionId) ?? null, uuid, rating, comment, base, theirs: state === 'conflict' ? theirsOf(entry) : null,
        state, sendAfter: state === 'held' ? nextAt : null, attempts, createdAt, error,
      }
    })
  }

  return { start, resume, hurry, submit, undo, discard, resolve, retry, retryAll, unsent, journal: outbox.journal, summary: outbox.summary, stop: delivery.stop }
}
