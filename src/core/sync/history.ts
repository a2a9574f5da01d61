import { ok, type Result } from '#contract/result.ts'
import type { RatingWalk, SyncCursor, Walk } from './cursor.ts'
import { MINUTE, pagesPerBatch, type SyncContext } from './sync-context.ts'
import { advance, windowStart } from './walk.ts'

/** The next stretch of the past, newest first. */
export async function walkHistory({ portal, commit, store }: SyncContext, cursor: SyncCursor, walk: Walk): Promise<Result<null>> {
  const pages = await portal.sessions.createdBetween(windowStart(walk), walk.to, walk.offset, pagesPerBatch)
  if (!pages.ok) return pages
  await commit(pages.value.sessions)
  store.save({ ...cursor, history: advance(walk, pages.value) })
  return ok(null)
}

/** When the clients of the past gave their ratings: sessions do not carry that date. */
export async function walkRatings({ portal, sessions, changed, store }: SyncContext, cursor: SyncCursor, walk: RatingWalk): Promise<Result<null>> {
  const from = Math.max(walk.floor, walk.to - walk.spanMs)
  const found = await portal.sessions.ratedBetween(from, walk.to)
  if (!found.ok) return found
  changed(sessions.applyRatings(found.value.ratings))
  const tooMany = !found.value.complete && walk.spanMs > MINUTE
  const next = tooMany ? { ...walk, spanMs: walk.spanMs / 2 } : from <= walk.floor ? null : { ...walk, to: from }
  store.save({ ...cursor, ratings: next })
  return ok(null)
}
