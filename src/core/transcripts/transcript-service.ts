import type { SourceKind } from '#contract/portal.ts'
import { err, ok, type AppError, type Result } from '#contract/result.ts'
import type { Transcript } from '#contract/transcripts.ts'
import type { Clock, Emit } from '../ports.ts'
import type { Portal, PortalRating, Priority, SessionHistory } from '../portal/portal.ts'
import type { Reading, SessionStore } from '../sessions/session-store.ts'
import type { TranscriptStore } from './transcript-store.ts'

export type TranscriptDeps = {
  readonly portal: Pick<Portal, 'history' | 'histories'>
  readonly sessions: SessionStore
  readonly transcripts: TranscriptStore
  /** The portal's time. */
  readonly clock: Clock
  readonly emit: Emit
  readonly sourceKind: () => SourceKind
  /** Ratings found in conversations, where no list tells them. */
  readonly onRatings: (ratings: readonly PortalRating[]) => Promise<void>
  /** What was read before this may tell of a right to rate that is gone: the portal has refused a rating since. */
  readonly rightsDoubtedAt?: () => number
}

export type TranscriptService = ReturnType<typeof createTranscripts>

/** Closing messages and late votes still arrive for a while; clocks differ by some seconds too. */
export const settleMs = 10 * 60_000
/** A running dialog read so lately is not read ahead once more: who goes through a list comes near it several times. */
const freshMs = 60_000
/** Conversations read ahead of the reader in one go. */
const prefetchLimit = 20

/** Conversations: from the local copy when they are complete there, else from the portal. */
export function createTranscripts({ portal, sessions, transcripts, clock, emit, sourceKind, onRatings, rightsDoubtedAt = () => 0 }: TranscriptDeps) {
  const underWay = new Map<number, Promise<Result<Transcript>>>()
  const ahead = new Set<number>()
  /** Just read, while the alerts hear of it. */
  const concluding = new Set<number>()

  async function get(sessionId: number, priority: Priority): Promise<Result<Transcript>> {
    const stored = transcripts.get(sessionId)
    if (stored && isFinal(stored)) return ok(stored)
    const fetched = await fetchOnce(sessionId, priority)
    // An older copy is worth more than an error page; the next opening asks again.
    return !fetched.ok && stored ? ok(stored) : fetched
  }

  function isHere(sessionId: number): boolean {
    const stored = transcripts.get(sessionId)
    return stored !== null && (isFinal(stored) || (clock() - stored.fetchedAt < freshMs && isUnchanged(sessionId)))
  }

  function isUnchanged(sessionId: number): boolean {
    const reading = sessions.reading(sessionId)
    return reading !== null && reading.readState === reading.stateAt
  }

  /**
   * A closed dialog that was read after its close, and has not changed since, does not change any more. That it may not be
   * rated is no last word: rights are given too.
   */
  function isFinal({ sessionId, fetchedAt, canRate }: Transcript): boolean {
    const reading = sessions.reading(sessionId)
    if (reading === null || reading.closedAt === null || (canRate === false && clock() - fetchedAt >= freshMs)) return false
    return fetchedAt > Math.max(reading.closedAt + settleMs, rightsDoubtedAt()) && isUnchanged(sessionId)
  }

  function fetchOnce(sessionId: number, priority: Priority): Promise<Result<Transcript>> {
    const running = underWay.get(sessionId)
    if (running) return running
    const started = fetchNow(sessionId, priority).finally(() => { underWay.delete(sessionId) })
    underWay.set(sessionId, started)
    return started
  }

  async function fetchNow(sessionId: number, priority: Priority): Promise<Result<Transcript>> {
    const before = sessions.reading(sessionId)
    const history = await portal.history(sessionId, priority)
    if (!history.ok) return setBack(before, history.error)
    const transcript = keep(history.value)
    await conclude([history.value], new Map([[sessionId, before]]))
    return ok(transcript)
  }

  /**
   * Reads several at once, whatever is stored of them. Answers what each came to, null for those read; fails as a whole
   * where the portal as a whole did. `quiet`: lists that show them can wait.
   */
  async function read(ids: readonly number[], priority: Priority, quiet = false): Promise<Result<ReadonlyMap<number, AppError | null>>> {
    const before = new Map(ids.map(id => [id, sessions.reading(id)]))
    const answered = await portal.histories(ids, priority)
    if (!answered.ok) return answered
    const outcomes = new Map<number, AppError | null>()
    const found: SessionHistory[] = []
    for (const id of ids) {
      const history = answered.value.get(id) ?? err('portal-rejected', `No answer for dialog ${id}`)
      outcomes.set(id, history.ok ? null : setBack(before.get(id) ?? null, history.error).error)
      if (!history.ok) continue
      keep(history.value, quiet)
      found.push(history.value)
    }
    await conclude(found, before)
    return ok(outcomes)
  }

  /** What may not be read is not asked for again before it changes. */
  function setBack(before: Reading | null, error: AppError): { readonly ok: false; readonly error: AppError } {
    if (before && error.code === 'no-rights') sessions.markRead(before.id, before.stateAt)
    return { ok: false, error }
  }

  /**
   * Only when its rating is an alert is a conversation done with: otherwise a crash in between would lose that. `before`:
   * the sessions as they were known when the portal was asked; what came since is not covered.
   */
  async function conclude(found: readonly SessionHistory[], before: ReadonlyMap<number, Reading | null>): Promise<void> {
    const ids = found.map(history => history.sessionId)
    for (const id of ids) concluding.add(id)
    try {
      await onRatings(ratingsIn(found))
      for (const id of ids) {
        const reading = before.get(id)
        if (reading) sessions.markRead(id, reading.stateAt)
      }
    } finally {
      for (const id of ids) concluding.delete(id)
    }
  }

  function keep(history: SessionHistory, quiet = false): Transcript {
    const { sessionId, messages, canRate, isClosing } = history
    const transcript = { sessionId, fetchedAt: clock(), messages: [...messages], canRate }
    const stored = transcripts.get(sessionId)
    transcripts.put({ ...transcript, isClosing })
    // Only news: a page that asks again at every event would otherwise keep this going for ever.
    const isNews = stored === null || !sameContent(stored, transcript)
    const changed = new Set(learn(history))
    // What was said can be searched for from now on, and much of the dialog's row is worked out from it.
    if (isNews) changed.add(sessionId)
    if (changed.size > 0) emit('dialogs.changed', { ids: [...changed], all: false, quiet })
    if (isNews) emit('transcripts.changed', { sessionId })
    return transcript
  }

  /** What the conversation says of its session. Answers the rows that changed. */
  function learn({ sessionId, supervisorRating, supervisorComment, clientName, told }: SessionHistory): number[] {
    const changed: number[] = []
    const known = sessions.portalVote(sessionId)
    if (known === null) return []
    if (known.rating !== supervisorRating || (known.comment ?? '') !== (supervisorComment ?? '')) {
      sessions.setPortalVote(sessionId, { rating: supervisorRating, comment: supervisorComment })
      changed.push(sessionId)
    }
    if (sourceKind() !== 'statistics' && sessions.applyTold(sessionId, told)) changed.push(sessionId)
    if (clientName !== null) changed.push(...sessions.nameClient(sessionId, clientName))
    return changed
  }

  /** Those that have a date, if only that of the close: without one, old ratings could not be told from news. */
  function ratingsIn(histories: readonly SessionHistory[]): PortalRating[] {
    if (sourceKind() === 'statistics') return []
    const rated = histories.filter(({ told }) => (told.clientRating ?? null) !== null).map(history => history.sessionId)
    return sessions.rows(rated).flatMap(({ id, lineId, operatorId, source, clientRating, ratedAt, closedAt }) => {
      const at = ratedAt ?? closedAt
      return clientRating === null || at === null ? [] : [{ sessionId: id, lineId, operatorId, source, clientRating, ratedAt: at, isApproximate: true }]
    })
  }

  /** Before they are opened: the next conversations of a queue, or the one that an alert leads to. */
  function prefetch(ids: readonly number[], priority: Priority = 'visible'): void {
    const isComing = (id: number): boolean => ahead.has(id) || underWay.has(id) || concluding.has(id)
    const wanted = ids.filter(id => !isComing(id) && !isHere(id)).slice(0, prefetchLimit)
    if (wanted.length === 0) return
    for (const id of wanted) ahead.add(id)
    // A failure is no news: the opening itself asks again, and says what it comes to.
    void read(wanted, priority).catch(() => {}).finally(() => { for (const id of wanted) ahead.delete(id) })
  }

  return { get, read, prefetch }
}

function sameContent(a: Transcript, b: Transcript): boolean {
  return a.canRate === b.canRate && JSON.stringify(a.messages) === JSON.stringify(b.messages)
}
