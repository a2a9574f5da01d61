import { ok, type Result } from '#contract/result.ts'
import type { SessionSource, WalkPosition } from '../portal/portal.ts'
import type { RatingWalk, SyncCursor } from './cursor.ts'
import { MINUTE, type SyncContext } from './sync-context.ts'

/** The next stretch of the past, newest first. */
export async function walkHistory({ commit, store }: SyncContext, source: SessionSource, cursor: SyncCursor, position: WalkPosition): Promise<Result<null>> {
  const pages = await source.walk(position)
  if (!pages.ok) return pages
  const { sessions, next } = pages.value
  await commit(sessions)
  const loadedSince = next === null ? position.from : Math.min(cursor.loadedSince, ...sessions.map(session => session.createdAt))
  store.save({ ...cursor, history: next, loadedSince })
  return ok(null)
}

/** When the clients of the past gave their ratings: sessions do not carry that date. */
export async function walkRatings({ sessions, changed, store }: SyncContext, source: SessionSource, cursor: SyncCursor, walk: RatingWalk): Promise<Result<null>> {
  if (source.ratedBetween === null) {
    store.save({ ...cursor, ratings: null })
    return ok(null)
  }
  const from = Math.max(walk.from, walk.to - walk.spanMs)
  const found = await source.ratedBetween(from, walk.to)
  if (!found.ok) return found
  changed(sessions.applyRatings(found.value.ratings))
  const tooMany = !found.value.complete && walk.spanMs > MINUTE
  const next = tooMany ? { ...walk, spanMs: walk.spanMs / 2 } : from <= walk.from ? null : { ...walk, to: from }
  store.save({ ...cursor, ratings: next })
  return ok(null)
}
