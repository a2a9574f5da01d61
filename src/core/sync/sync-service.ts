import { ok, type AppError, type Result } from '#contract/result.ts'
import type { SyncState } from '#contract/sync.ts'
import { createLoop } from '../loop.ts'
import { lookAtCurrent } from './current-look.ts'
import { takeFirstLook } from './first-look.ts'
import { walkHistory, walkRatings } from './history.ts'
import { nameClients, readDirectory } from './names.ts'
import { createSyncContext, DAY, MINUTE, type SyncDeps } from './sync-context.ts'
import { recheck, reconcile } from './upkeep.ts'

const namesPerStep = 1000
const recheckEveryMs = MINUTE
const directoryEveryMs = 60 * MINUTE
/** A manual block by the portal's owner is not to be hammered on. */
const blockedRestMs = 30 * MINUTE
const longestRestMs = 5 * MINUTE

export type SyncService = ReturnType<typeof createSync>

/** Keeps the local copy equal to the portal: history newest first, then whatever changes. Resumes where it stopped. */
export function createSync(deps: SyncDeps) {
  const { sessions, store, clock, emit, log, pollMs } = deps
  const sync = createSyncContext(deps)
  let nextCurrentAt = 0
  let nextDirectoryAt = 0
  let nextRecheckAt = 0
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
    return done.error.code === 'portal-blocked' ? blockedRestMs : Math.min(longestRestMs, 2000 * 2 ** Math.min(failures, 8))
  }

  /** One thing at a time, the most urgent first. Answers how long to rest. */
  async function work(): Promise<Result<number>> {
    const cursor = store.load()
    const now = clock()
    if (cursor === null) {
      nextDirectoryAt = now + directoryEveryMs
      return rest(await takeFirstLook(sync))
    }
    if (now >= nextCurrentAt) {
      const looked = await lookAtCurrent(sync, cursor)
      if (!looked.ok) return looked
      lastCheckAt = clock()
      if (looked.value) nextCurrentAt = clock() + pollMs
      return ok(0)
    }
    if (now >= nextDirectoryAt) {
      const read = await readDirectory(sync)
      // A list of names that cannot be had does not hold up the dialogs.
      nextDirectoryAt = clock() + (read.ok ? directoryEveryMs : MINUTE)
      return rest(read)
    }
    const clients = sessions.namelessClients(namesPerStep)
    if (clients.length > 0) return rest(await nameClients(sync, clients))
    if (cursor.history) return rest(await walkHistory(sync, cursor, cursor.history))
    if (cursor.ratings) return rest(await walkRatings(sync, cursor, cursor.ratings))
    if (now - cursor.reconciledAt >= DAY) return rest(await reconcile(sync, cursor))
    if (now >= nextRecheckAt) {
      nextRecheckAt = now + recheckEveryMs
      return rest(await recheck(sync, cursor))
    }
    return ok(Math.max(0, Math.min(nextCurrentAt, nextDirectoryAt, nextRecheckAt) - now))
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

function rest(done: Result<unknown>): Result<number> {
  return done.ok ? ok(0) : done
}
