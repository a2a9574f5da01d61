import { ok, type Result } from '#contract/result.ts'
import type { CurrentState } from '../portal/portal.ts'
import type { SyncCursor } from './cursor.ts'
import { DAY, overlapMs, type SyncContext } from './sync-context.ts'

const ratingOverlapMs = DAY
const strayLimit = 10

/** What changed since the last look. Answers whether the portal's present is reached: after days away it takes several. */
export async function lookAtCurrent(sync: SyncContext, cursor: SyncCursor): Promise<Result<boolean>> {
  const { portal, sessions, commit, changed, store, portalNow } = sync
  // The gap is closed a day at a time, so that no list outgrows what the portal can page through.
  const until = Math.min(portalNow(), cursor.currentTo + DAY)
  const since = cursor.currentTo - overlapMs
  const current = await portal.sessions.current({ createdFrom: since, closedFrom: since, ratedFrom: cursor.currentTo - ratingOverlapMs, until: until + overlapMs })
  if (!current.ok) return current
  const { created, open, closed, ratings, portalNow: heard } = current.value
  sync.heardPortalTime(heard)
  await commit([...created, ...open, ...closed])
  changed(sessions.applyRatings(ratings))
  // Only now is the portal's clock known for sure: this computer's may have been ahead of it by days.
  const reached = Math.min(until, heard)
  const isPresent = portalNow() - reached < DAY
  if (isPresent) {
    const strays = await readStrays(sync, current.value)
    if (!strays.ok) return strays
  }
  store.save({ ...cursor, currentTo: reached })
  await sync.onRatings(ratings)
  return ok(isPresent)
}

/** Held as open here, but in none of the portal's lists: spam, or a close that fell between two looks. */
async function readStrays({ portal, sessions, commit }: SyncContext, { open, created, closed }: CurrentState): Promise<Result<null>> {
  const known = new Set([...open, ...created, ...closed].map(session => session.id))
  const strays = sessions.openIds().filter(id => !known.has(id)).slice(0, strayLimit)
  for (const row of sessions.rows(strays)) {
    const found = await portal.sessions.createdBetween(row.createdAt, row.createdAt + 1000, 0, 1)
    if (!found.ok) return found
    await commit(found.value.sessions)
  }
  return ok(null)
}
