import { ok, type AppError, type ErrorCode, type Result } from '#contract/result.ts'
import type { SyncState } from '#contract/sync.ts'
import { createLoop } from '../loop.ts'
import type { SessionSource } from '../portal/portal.ts'
import { lookAtCurrent, type Strays } from './current-look.ts'
import type { SyncCursor } from './cursor.ts'
import { takeFirstLook } from './first-look.ts'
import { walkHistory, walkRatings } from './history.ts'
import { nameClients, readDirectory } from './names.ts'
import { createSyncContext, DAY, MINUTE, type SyncDeps } from './sync-context.ts'
import { recheck, reconcile, repairNext } from './upkeep.ts'

const namesPerStep = 1000
const recheckEveryMs = MINUTE
const directoryEveryMs = 60 * MINUTE
/** A manual block by the portal's owner is not to be hammered on. */
const blockedRestMs = 30 * MINUTE
const longestRestMs = 5 * MINUTE
/** A refused source is a reason to ask what the portal allows, not to ask at every attempt. */
const refusedRestMs = 30 * MINUTE
const refusals: ReadonlySet<ErrorCode> = new Set(['plan-without-statistics', 'missing-scope', 'no-rights'])

export type SyncService = ReturnType<typeof createSync>

/** Keeps the local copy equal to the portal: history newest first, then whatever changes. Resumes where it stopped. */
export function createSync(deps: SyncDeps) {
  const { portal, sessions, store, clock, monotonic, emit, log, pollMs } = deps
  const sync = createSyncContext(deps)
  const strays: Strays = new Map()
  // By the clock that never jumps: a computer whose clock is set back by a day would otherwise rest for a day.
  let nextCurrentAt = Number.NEGATIVE_INFINITY
  let nextDirectoryAt = Number.NEGATIVE_INFINITY
  let nextRecheckAt = Number.NEGATIVE_INFINITY
  let nextRefusalAt = Number.NEGATIVE_INFINITY
  let failures = 0
  let lastCheckAt: number | null = null
  let error: AppError | null = null
  const loop = createLoop(deps.timer, step)

  function state(): SyncState {
    const cursor = store.load()
    const phase = error ? 'waiting' : cursor === null || cursor.history || cursor.ratings ? 'first' : 'live'
    return {
      phase,
      sessions: sessions.size(),
      expected: cursor?.history ? cursor.expected : null,
      loadedSince: cursor === null ? null : cursor.history ? cursor.loadedSince : 0,
      lastCheckAt,
      lastReconcile: cursor?.lastReconcile ?? null,
      error,
    }
  }

  async function step(): Promise<number> {
    const done = await work().catch(asDiskError)
    if (done.ok) {
      const wasAway = error !== null
      failures = 0
      error = null
      emit('sync.progress', state())
      if (wasAway) deps.onBack?.()
      return done.value
    }
    if (done.error.code === 'cancelled') return pollMs
    failures++
    error = done.error
    log('sync.failed', { code: done.error.code, failures })
    emit('sync.progress', state())
    if (refusals.has(done.error.code) && await isReplaced()) return 0
    return done.error.code === 'portal-blocked' ? blockedRestMs : Math.min(longestRestMs, 2000 * 2 ** Math.min(failures, 8))
  }

  /** A disk that is full is waited for as a portal that does not answer. */
  function asDiskError(thrown: unknown): { readonly ok: false; readonly error: AppError } {
    const known = deps.diskError?.(thrown) ?? null
    if (known === null) throw thrown
    return { ok: false, error: known }
  }

  /** Whether the source that was refused has given way to another one. */
  async function isReplaced(): Promise<boolean> {
    if (monotonic() < nextRefusalAt) return false
    nextRefusalAt = monotonic() + refusedRestMs
    const refused = deps.sourceKind()
    await deps.onSourceRefused()
    return deps.sourceKind() !== refused
  }

  /** One thing at a time, the most urgent first. Answers how long to rest. */
  async function work(): Promise<Result<number>> {
    const cursor = store.load()
    const source = portal.source(deps.sourceKind())
    const now = monotonic()
    if (cursor?.source !== source.kind) {
      nextDirectoryAt = now + directoryEveryMs
      return rest(await takeFirstLook(sync, source, cursor))
    }
    if (now >= nextCurrentAt) {
      const looked = await lookAtCurrent(sync, source, cursor, strays)
      if (!looked.ok) return looked
      lastCheckAt = clock()
      if (looked.value) nextCurrentAt = monotonic() + pollMs
      return ok(0)
    }
    if (now >= nextDirectoryAt) {
      const read = await readDirectory(sync)
      // A list of names that cannot be had does not hold up the dialogs.
      nextDirectoryAt = monotonic() + (read.ok ? directoryEveryMs : MINUTE)
      return rest(read)
    }
    return unhurried(source, cursor)
  }

  async function unhurried(source: SessionSource, cursor: SyncCursor): Promise<Result<number>> {
    const clients = sessions.namelessClients(namesPerStep)
    if (clients.length > 0) return rest(await nameClients(sync, clients))
    if (cursor.history) return rest(await walkHistory(sync, source, cursor, cursor.history))
    if (cursor.ratings) return rest(await walkRatings(sync, source, cursor, cursor.ratings))
    if (cursor.repair) return rest(await repairNext(sync, source, cursor, cursor.repair))
    // Either way: the portal's clock may have been set back.
    if (Math.abs(sync.portalNow() - cursor.reconciledAt) >= DAY) return rest(await reconcile(sync, source, cursor))
    const now = monotonic()
    if (now >= nextRecheckAt) {
      nextRecheckAt = now + recheckEveryMs
      return rest(await recheck(sync, source, cursor))
    }
    return ok(Math.max(0, Math.min(nextCurrentAt, nextDirectoryAt, nextRecheckAt) - now))
  }

  return {
    state,
    start: loop.wake,
    /** Looks at the portal at once. */
    now(): void {
      nextCurrentAt = Number.NEGATIVE_INFINITY
      loop.wake()
    },
    /** The portal's time, as far as it has told. */
    portalNow: sync.portalNow,
    stop: loop.stop,
  }
}

function rest(done: Result<unknown>): Result<number> {
  return done.ok ? ok(0) : done
}
