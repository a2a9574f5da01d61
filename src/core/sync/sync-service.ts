import { dialogFilterSchema } from '#contract/dialogs.ts'
import { ok, type AppError, type Result } from '#contract/result.ts'
import type { SyncState } from '#contract/sync.ts'
import type { DirectoryStore } from '../directory/directory-store.ts'
import { createLoop } from '../loop.ts'
import type { Clock, Emit, Log, Timer } from '../ports.ts'
import { maxWindowMs, type CurrentState, type Portal, type PortalRating, type PortalSession } from '../portal/portal.ts'
import type { SessionStore } from '../sessions/session-store.ts'
import type { SyncCursor } from './cursor.ts'
import type { SyncStore } from './sync-store.ts'
import { advance, windowStart } from './walk.ts'

const MINUTE = 60_000
const DAY = 86_400_000

/** Read again on every look: portal clocks and late writes are never quite in order. */
const overlapMs = 10 * MINUTE
const ratingOverlapMs = DAY
const pagesPerBatch = 10
/** Rows per commit: a longer one would hold up the questions of the window. */
const commitRows = 200
const namesPerStep = 1000
const recheckMs = 28 * DAY
const recheckEveryMs = MINUTE
const directoryEveryMs = 60 * MINUTE
const reconcileSpanMs = 30 * DAY
const ratingSpanMs = 180 * DAY
const strayLimit = 10
const changedIdsLimit = 1000

export type SyncDeps = {
  readonly portal: Portal
  readonly sessions: SessionStore
  readonly directory: DirectoryStore
  readonly store: SyncStore
  readonly clock: Clock
  readonly timer: Timer
  readonly emit: Emit
  readonly log: Log
  readonly pollMs: number
  /** Called once, before the first ratings are looked at. */
  readonly onFirstSync: (startedAt: number) => void
  readonly onRatings: (ratings: readonly PortalRating[]) => Promise<void>
}

export type SyncService = ReturnType<typeof createSync>

/** Keeps the local copy equal to the portal: history newest first, then whatever changes. Resumes where it stopped. */
export function createSync(deps: SyncDeps) {
  const { portal, sessions, directory, store, clock, timer, emit, log, pollMs } = deps
  let portalSkewMs = 0
  let nextCurrentAt = 0
  let nextDirectoryAt = 0
  let nextRecheckAt = 0
  let failures = 0
  let lastCheckAt: number | null = null
  let error: AppError | null = null
  const sources = new Set(sessions.sources())
  const loop = createLoop(timer, step)

  const portalNow = (): number => clock() + portalSkewMs

  function state(): SyncState {
    const cursor = store.load()
    const phase = error ? 'waiting' : cursor === null || cursor.history || cursor.ratings ? 'first' : 'live'
    return {
      phase,
      sessions: sessions.size(),
      expected: cursor?.history ? cursor.expected : null,
      loadedSince: cursor === null ? null : cursor.history ? cursor.history.to : 0,
      lastCheckAt,
      error,
    }
  }

  async function step(): Promise<number> {
    const done = await work()
    if (done.ok) {
      failures = 0
      error = null
      emit('sync.progress', state())
      return done.value
    }
    if (done.error.code === 'cancelled') return pollMs
    failures++
    error = done.error
    log('sync.failed', { code: done.error.code, failures })
    emit('sync.progress', state())
    // A manual block by the portal's owner is not to be hammered on; everything else heals sooner or later.
    return done.error.code === 'portal-blocked' ? 30 * MINUTE : Math.min(5 * MINUTE, 2000 * 2 ** Math.min(failures, 8))
  }

  /** One thing at a time, the most urgent first. Answers how long to rest. */
  async function work(): Promise<Result<number>> {
    const cursor = store.load()
    if (cursor === null) return rest(await begin())
    if (clock() >= nextCurrentAt) return rest(await lookAtCurrent(cursor))
    if (clock() >= nextDirectoryAt) return rest(await readDirectory())
    const clients = sessions.namelessClients(namesPerStep)
    if (clients.length > 0) return rest(await nameClients(clients))
    if (cursor.history) return rest(await walkHistory(cursor))
    if (cursor.ratings) return rest(await walkRatings(cursor))
    if (clock() - cursor.reconciledAt >= DAY) return rest(await reconcile(cursor))
    if (clock() >= nextRecheckAt) return rest(await recheck(cursor))
    return ok(Math.max(0, Math.min(nextCurrentAt, nextDirectoryAt, nextRecheckAt) - clock()))
  }

  function rest(done: Result<unknown>): Result<number> {
    return done.ok ? ok(0) : done
  }

  async function begin(): Promise<Result<null>> {
    const names = await readDirectory()
    if (!names.ok) return names
    const now = clock()
    const current = await portal.sessions.current({ createdFrom: now - overlapMs, closedFrom: now - overlapMs, ratedFrom: now - overlapMs, until: now + overlapMs })
    if (!current.ok) return current
    portalSkewMs = current.value.portalNow - clock()
    const startedAt = current.value.portalNow
    const oldest = await portal.sessions.oldestCreatedAt()
    if (!oldest.ok) return oldest
    const floor = oldest.value ?? startedAt
    const expected = await countSince(floor, startedAt)
    if (!expected.ok) return expected
    deps.onFirstSync(startedAt)
    const span = { to: startedAt, floor }
    store.save({
      startedAt, expected: expected.value, history: { ...span, offset: 0 }, ratings: { ...span, spanMs: ratingSpanMs },
      currentTo: startedAt, recheckTo: null, reconciledAt: clock(),
    })
    return ok(null)
  }

  async function countSince(floor: number, now: number): Promise<Result<number>> {
    let total = 0
    for (let to = now; to > floor; to -= maxWindowMs) {
      const part = await portal.sessions.countCreated(Math.max(floor, to - maxWindowMs), to)
      if (!part.ok) return part
      total += part.value
    }
    return ok(total)
  }

  async function readDirectory(): Promise<Result<null>> {
    const operators = orNobody(await portal.operators())
    if (!operators.ok) return operators
    const lines = orNobody(await portal.lines())
    if (!lines.ok) return lines
    const departments = orNobody(await portal.departments())
    if (!departments.ok) return departments
    directory.replace({ operators: operators.value, lines: lines.value, departments: departments.value })
    nextDirectoryAt = clock() + directoryEveryMs
    emit('directory.changed', {})
    return ok(null)
  }

  async function lookAtCurrent(cursor: SyncCursor): Promise<Result<null>> {
    // After days away the gap is closed a day at a time, so that no list outgrows what the portal can page through.
    const until = Math.min(portalNow(), cursor.currentTo + DAY)
    const current = await portal.sessions.current({
      createdFrom: cursor.currentTo - overlapMs, closedFrom: cursor.currentTo - overlapMs, ratedFrom: cursor.currentTo - ratingOverlapMs, until: until + overlapMs,
    })
    if (!current.ok) return current
    portalSkewMs = current.value.portalNow - clock()
    await commit([...current.value.created, ...current.value.open, ...current.value.closed])
    changed(sessions.applyRatings(current.value.ratings))
    // Only now is the portal's clock known for sure: this computer's may have been ahead of it by days.
    const reached = Math.min(until, current.value.portalNow)
    if (portalNow() - reached < DAY) {
      const strays = await readStrays(current.value)
      if (!strays.ok) return strays
      nextCurrentAt = clock() + pollMs
    }
    store.save({ ...store.load() ?? cursor, currentTo: reached })
    lastCheckAt = clock()
    await deps.onRatings(current.value.ratings)
    return ok(null)
  }

  /** Held as open here, but in none of the portal's lists: spam, or a close that fell between two looks. */
  async function readStrays({ open, created, closed }: CurrentState): Promise<Result<null>> {
    const known = new Set([...open, ...created, ...closed].map(session => session.id))
    const strays = sessions.openIds().filter(id => !known.has(id)).slice(0, strayLimit)
    for (const row of sessions.rows(strays)) {
      const found = await portal.sessions.createdBetween(row.createdAt, row.createdAt + 1000, 0, 1)
      if (!found.ok) return found
      await commit(found.value.sessions)
    }
    return ok(null)
  }

  async function nameClients(ids: readonly number[]): Promise<Result<null>> {
    const names = await portal.clientNames(ids)
    if (!names.ok && !isHidden(names.error)) return names
    const known = names.ok ? names.value : new Map<number, string>()
    changed(sessions.setClientNames(new Map(ids.map(id => [id, known.get(id) ?? null]))))
    return ok(null)
  }

  async function walkHistory(cursor: SyncCursor): Promise<Result<null>> {
    const walk = cursor.history
    if (!walk) return ok(null)
    const pages = await portal.sessions.createdBetween(windowStart(walk), walk.to, walk.offset, pagesPerBatch)
    if (!pages.ok) return pages
    await commit(pages.value.sessions)
    store.save({ ...cursor, history: advance(walk, pages.value) })
    return ok(null)
  }

  async function walkRatings(cursor: SyncCursor): Promise<Result<null>> {
    const walk = cursor.ratings
    if (!walk) return ok(null)
    const from = Math.max(walk.floor, walk.to - walk.spanMs)
    const found = await portal.sessions.ratedBetween(from, walk.to)
    if (!found.ok) return found
    changed(sessions.applyRatings(found.value.ratings))
    const tooMany = !found.value.complete && walk.spanMs > MINUTE
    const next = tooMany ? { ...walk, spanMs: walk.spanMs / 2 } : from <= walk.floor ? null : { ...walk, to: from }
    store.save({ ...cursor, ratings: next })
    return ok(null)
  }

  /** Ratings by other supervisors and late changes are announced by no list, so recent weeks are read again in turn. */
  async function recheck(cursor: SyncCursor): Promise<Result<null>> {
    const floor = portalNow() - recheckMs
    const walk = { to: Math.max(cursor.recheckTo ?? portalNow(), floor + 1000), floor, offset: 0 }
    const pages = await portal.sessions.createdBetween(floor, walk.to, 0, pagesPerBatch)
    if (!pages.ok) return pages
    await commit(pages.value.sessions)
    store.save({ ...cursor, recheckTo: advance(walk, pages.value)?.to ?? null })
    nextRecheckAt = clock() + recheckEveryMs
    return ok(null)
  }

  /** Compares counts by month with the portal's own; the newest month that is short of sessions is walked again. */
  async function reconcile(cursor: SyncCursor): Promise<Result<null>> {
    const now = portalNow()
    for (let to = now; to > now - maxWindowMs; to -= reconcileSpanMs) {
      const from = to - reconcileSpanMs
      const theirs = await portal.sessions.countCreated(from, to)
      if (!theirs.ok) return theirs
      const ours = sessions.count({ ...dialogFilterSchema.parse({}), period: { field: 'created', from, to } })
      if (ours < theirs.value) {
        log('sync.reconcile', { from, to, ours, theirs: theirs.value })
        store.save({ ...cursor, reconciledAt: clock(), history: { to, floor: from, offset: 0 }, expected: null })
        return ok(null)
      }
    }
    store.save({ ...cursor, reconciledAt: clock() })
    return ok(null)
  }

  async function commit(found: readonly PortalSession[]): Promise<void> {
    const before = sources.size
    for (let i = 0; i < found.length; i += commitRows) {
      changed(sessions.upsert(found.slice(i, i + commitRows)))
      await new Promise<void>(resolve => { timer(0, resolve) })
    }
    for (const { source } of found) sources.add(source)
    // The directory lists the channels that occur.
    if (sources.size > before) emit('directory.changed', {})
  }

  function changed(ids: readonly number[]): void {
    if (ids.length === 0) return
    const all = ids.length > changedIdsLimit
    emit('dialogs.changed', { ids: all ? [] : [...ids], all })
  }

  return {
    state,
    start: loop.wake,
    /** Looks at the portal at once. */
    now(): void {
      nextCurrentAt = 0
      loop.wake()
    },
    stop: loop.stop,
  }
}


/** Names are a courtesy: a user whose rights do not cover them still gets the list, with numbers for names. */
function orNobody<T>(list: Result<readonly T[]>): Result<readonly T[]> {
  return !list.ok && isHidden(list.error) ? ok([]) : list
}

function isHidden({ code }: AppError): boolean {
  return code === 'missing-scope' || code === 'no-rights'
}
