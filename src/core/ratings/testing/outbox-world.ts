import { err, ok, type ErrorCode, type Result } from '#contract/result.ts'
import type { openMemoryStores } from '#infra/sqlite/testing/memory-stores.ts'
import type { SessionHistory } from '../../portal/portal.ts'
import type { PortalVote } from '../../sessions/session-store.ts'
import { fakeSession } from '../../testing/fake-portal.ts'
import { createManualTime } from '../../testing/manual-time.ts'
import { createRatings, type RatingService } from '../rating-service.ts'

const start = Date.UTC(2026, 10, 20, 9)
export const holdMs = 8_000
/** From a call until the portal does its work, and from there until its answer is here. */
const wireMs = 40

/** `lost-reply`: the work is done. `duplicate-reply`: so it is, and the next call gets the same answer, which makes no sense there. */
export type Fault = 'lost-request' | 'lost-reply' | 'duplicate-reply' | 'limit' | 'denied' | 'signed-out'

type Held = PortalVote & { readonly author: 'nobody' | 'me' | 'them'; readonly step: number }
type Intent = { readonly rating: number; readonly comment: string }

const nothing: Held = { rating: null, comment: null, author: 'nobody', step: 0 }
const refusals: Readonly<Partial<Record<Fault, ErrorCode>>> = { 'lost-request': 'portal-unreachable', 'limit': 'portal-busy', 'denied': 'no-rights', 'signed-out': 'sign-in-expired' }

/**
 * A supervisor, other supervisors, a portal and a program that dies, around the real outbox on real SQLite. Every comment is
 * unique, so that each value tells who wrote it and why. `complaints` says what must never happen.
 */
export function createOutboxWorld(stores: ReturnType<typeof openMemoryStores>, ids: readonly number[]) {
  const time = createManualTime(start)
  const complaints: string[] = []
  const portal = new Map<number, Held>(ids.map(id => [id, nothing]))
  /** Every value of ours that the portal has ever held, and how often it was written: each time the operator hears of it. */
  const written = new Map<string, number>()
  /** How often the supervisor wanted a value to be written. */
  const wanted = new Map<string, number>()
  /** The last intentional choice; null when it was given up. */
  const want = new Map<number, Intent | null>()
  const wantBeforeHold = new Map<number, Intent | null>()
  /** Values of others that the supervisor has looked at before choosing otherwise. */
  const seenByMe = new Set<string>()
  const lookedAt = new Map<number, number>()
  const onTheWire = new Map<number, number>()
  const faults: { method: 'history' | 'rate'; fault: Fault }[] = []
  let steps = 0
  let names = 0
  let nonsense = false
  let life = { alive: true }
  let ratings = begin()

  function begin(): RatingService {
    const { ...own } = life
    life = own
    const mine = life
    const alive = <T>(work: (done: (value: T) => void) => void): Promise<T> => new Promise(resolve => { work(value => { if (mine.alive) resolve(value) }) })
    function call<T>(method: 'history' | 'rate', work: () => T): Promise<Result<T>> {
      const index = faults.findIndex(planned => planned.method === method)
      const fault = index === -1 ? null : faults.splice(index, 1)[0]?.fault ?? null
      return alive(done => {
        time.timer(wireMs, () => {
          const isNonsense = nonsense
          nonsense = false
          const refusal = fault === null ? undefined : refusals[fault]
          const answer = refusal === undefined ? ok(work()) : err(refusal, fault ?? '')
          if (fault === 'duplicate-reply') nonsense = true
          const heard = fault === 'lost-reply' ? err('portal-unreachable', 'lost') : isNonsense ? err('not-a-portal', 'an answer to something else') : answer
          time.timer(wireMs, () => { done(heard) })
        })
      })
    }
    const started = createRatings({
      ...stores, clock: time.clock, emit: () => {}, log: () => {}, holdMs: () => holdMs, lowNeedsComment: () => false, onChosen: () => {},
      newId: () => `uuid-${ids[0]}-${++names}`, random: () => 0.5, diskError: () => null,
      timer: (ms, task) => time.timer(ms, () => { if (mine.alive) task() }),
      portal: {
        history: id => call('history', () => read(id)),
        rate: ({ sessionId, rating, comment }) => {
          onTheWire.set(sessionId, (onTheWire.get(sessionId) ?? 0) + 1)
          if ((onTheWire.get(sessionId) ?? 0) > 1) complaints.push(`two writes under way for ${sessionId}`)
          const leave = (): void => { onTheWire.set(sessionId, (onTheWire.get(sessionId) ?? 1) - 1) }
          time.timer(wireMs, leave)
          return call('rate', () => { write(sessionId, { rating, comment }); return null })
        },
      },
    })
    started.start()
    return started
  }

  function read(id: number): SessionHistory {
    const { rating, comment } = valueOf(id)
    lookedAt.set(id, ++steps)
    return { sessionId: id, messages: [], canRate: true, isClosing: false, supervisorRating: rating, supervisorComment: comment, clientName: null, told: { ratedAt: null } }
  }

  function write(id: number, vote: Intent): void {
    const before = valueOf(id)
    const slippedIn = before.step > (lookedAt.get(id) ?? 0)
    if (before.author === 'them' && !slippedIn && !seenByMe.has(before.comment ?? '')) complaints.push(`${before.comment} was overwritten unseen by ${vote.comment}`)
    portal.set(id, { ...vote, author: 'me', step: ++steps })
    written.set(vote.comment, (written.get(vote.comment) ?? 0) + 1)
    if ((written.get(vote.comment) ?? 0) > (wanted.get(vote.comment) ?? 0)) complaints.push(`${vote.comment} reached the operator more often than it was chosen`)
  }

  const valueOf = (id: number): Held => portal.get(id) ?? nothing
  const entryOf = (id: number) => stores.outbox.get(id)
  const hasSeen = ({ comment }: PortalVote): void => { seenByMe.add(comment ?? '') }

  function intend(id: number, intent: Intent): void {
    // Choices within one hold are taken back together.
    if (!wantBeforeHold.has(id)) wantBeforeHold.set(id, want.get(id) ?? null)
    want.set(id, intent)
    wanted.set(intent.comment, (wanted.get(intent.comment) ?? 0) + 1)
  }

  /** What the form of a dialog shows. */
  function shown(id: number): PortalVote {
    const { rating, comment } = entryOf(id) ?? stores.sessions.portalVote(id) ?? nothing
    return { rating, comment }
  }

  const supervisor = {
    shown,
    /** `seen`: what the form showed when it was begun, perhaps a while ago. */
    rate(id: number, rating: number, seen: PortalVote): void {
      const comment = `mine ${ids[0]}-${++names}`
      const wasHeld = entryOf(id)?.state === 'held'
      hasSeen(seen)
      if (!wasHeld) wantBeforeHold.delete(id)
      const saved = ratings.submit({ sessionId: id, rating, comment, seen })
      if (saved.ok) intend(id, { rating, comment })
      else complaints.push(`not saved: ${saved.error.message}`)
    },
    undo(id: number): void {
      if (ratings.undo(id).ok) want.set(id, wantBeforeHold.get(id) ?? null)
    },
    discard(id: number): void {
      if (ratings.discard(id).ok) want.set(id, null)
    },
    resolve(id: number, choice: 'theirs' | 'mine' | 'merge', rating: number): void {
      const theirs = ratings.unsent().find(({ sessionId }) => sessionId === id)?.theirs ?? null
      const entry = entryOf(id)
      if (theirs === null || entry === null) return
      hasSeen(theirs)
      wantBeforeHold.delete(id)
      const merged = { rating, comment: `mine ${ids[0]}-${++names} with ${theirs.comment}` }
      const resolved = ratings.resolve(choice === 'merge' ? { choice, sessionId: id, seen: theirs, ...merged } : { choice, sessionId: id, seen: theirs })
      if (!resolved.ok) complaints.push(`what was shown did not count: ${resolved.error.message}`)
      else if (choice === 'theirs') want.set(id, null)
      else intend(id, choice === 'merge' ? merged : { rating: entry.rating, comment: entry.comment })
    },
    retry: (id: number): void => { ratings.retry(id) },
    retryAll: (): void => { ratings.retryAll() },
  }

  const world = {
    theyRate(id: number, rating: number): void {
      portal.set(id, { rating, comment: `theirs ${ids[0]}-${++names}`, author: 'them', step: ++steps })
    },
    /** It has also shown that the portal answers. */
    sync(): void {
      stores.sessions.upsert(ids.map(id => fakeSession({ id, createdAt: start - id, supervisorRating: valueOf(id).rating, supervisorComment: valueOf(id).comment })))
      ratings.resume()
    },
    plan: (method: 'history' | 'rate', fault: Fault): void => { faults.push({ method, fault }) },
    /** The program is gone between two instructions; what it has sent is still under way. */
    crash(): void {
      life.alive = false
      life = { alive: true }
      ratings = begin()
    },
    wait: time.advance,
    jump: time.jump,
  }

  /** Whatever was acknowledged is either in the outbox or has reached the portal. */
  function check(): void {
    for (const [id, intent] of want) {
      if (intent === null || entryOf(id)?.comment === intent.comment || written.has(intent.comment)) continue
      complaints.push(`${intent.comment} has disappeared`)
    }
  }

  /** Everything works again, and there is time: now each dialog has come to its end. */
  async function settle(): Promise<void> {
    faults.length = 0
    world.crash()
    ratings.retryAll()
    await time.advance(3_600_000)
    for (const id of ids) {
      const intent = want.get(id) ?? null
      const entry = entryOf(id)
      const held = valueOf(id)
      if (entry !== null && entry.state !== 'conflict') complaints.push(`${entry.comment} is still ${entry.state}`)
      else if (entry !== null && intent !== null && entry.comment !== intent.comment) complaints.push(`${entry.comment} stands where ${intent.comment} was chosen`)
      else if (entry !== null && held.author !== 'them') complaints.push(`a conflict over ${held.comment}, which is nobody else’s`)
      else if (entry === null && intent !== null && held.author === 'me' && held.comment !== intent.comment) complaints.push(`${held.comment} instead of ${intent.comment}`)
    }
    check()
    life.alive = false
    stores.ledger.exec('DELETE FROM outbox')
  }

  world.sync()
  return { supervisor, world, check, settle, complaints }
}
