import { ok, type Result } from '#contract/result.ts'
import type { Transcript } from '#contract/transcripts.ts'
import type { Clock, Emit } from '../ports.ts'
import type { Portal, Priority } from '../portal/portal.ts'
import type { SessionStore } from '../sessions/session-store.ts'
import type { TranscriptStore } from './transcript-store.ts'

export type TranscriptDeps = {
  readonly portal: Portal
  readonly sessions: SessionStore
  readonly transcripts: TranscriptStore
  readonly clock: Clock
  readonly emit: Emit
}

export type TranscriptService = ReturnType<typeof createTranscripts>

/** Conversations: from the local copy when they are complete there, else from the portal. */
export function createTranscripts({ portal, sessions, transcripts, clock, emit }: TranscriptDeps) {
  const underWay = new Map<number, Promise<Result<Transcript>>>()

  async function get(sessionId: number, priority: Priority): Promise<Result<Transcript>> {
    const stored = transcripts.get(sessionId)
    if (stored && isFinal(stored)) return ok(stored)
    const fetched = await fetchOnce(sessionId, priority)
    // An older copy is worth more than an error page; the next opening asks again.
    return !fetched.ok && stored ? ok(stored) : fetched
  }

  /** A closed dialog does not change any more once it was read after its close. */
  function isFinal({ sessionId, fetchedAt }: Transcript): boolean {
    const closedAt = sessions.rows([sessionId])[0]?.closedAt ?? null
    return closedAt !== null && fetchedAt > closedAt + settleMs
  }

  function fetchOnce(sessionId: number, priority: Priority): Promise<Result<Transcript>> {
    const running = underWay.get(sessionId)
    if (running) return running
    const started = fetchNow(sessionId, priority).finally(() => { underWay.delete(sessionId) })
    underWay.set(sessionId, started)
    return started
  }

  async function fetchNow(sessionId: number, priority: Priority): Promise<Result<Transcript>> {
    const history = await portal.history(sessionId, priority)
    if (!history.ok) return history
    const { messages, canRate, supervisorRating, supervisorComment } = history.value
    const transcript = { sessionId, fetchedAt: clock(), messages: [...messages], canRate }
    const before = transcripts.get(sessionId)
    transcripts.put(transcript)
    const known = sessions.portalVote(sessionId)
    if (known && (known.rating !== supervisorRating || (known.comment ?? '') !== (supervisorComment ?? ''))) {
      sessions.setPortalVote(sessionId, { rating: supervisorRating, comment: supervisorComment })
      emit('dialogs.changed', { ids: [sessionId], all: false })
    }
    // Only news: a page that asks again at every event would otherwise keep this going for ever.
    if (before === null || !sameContent(before, transcript)) emit('transcripts.changed', { sessionId })
    return ok(transcript)
  }

  return { get }
}

function sameContent(a: Transcript, b: Transcript): boolean {
  return a.canRate === b.canRate && JSON.stringify(a.messages) === JSON.stringify(b.messages)
}

/** Closing messages and late votes still arrive for a while; clocks differ by some seconds too. */
const settleMs = 10 * 60_000
