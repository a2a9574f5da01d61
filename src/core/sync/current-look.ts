import { ok, type Result } from '#contract/result.ts'
import type { CurrentState, SessionSource } from '../portal/portal.ts'
import type { SyncCursor } from './cursor.ts'
import { DAY, MINUTE, overlapMs, type SyncContext } from './sync-context.ts'

const ratingOverlapMs = DAY
const strayLimit = 10
/** A session that the portal does not show any more is not asked for at every look. */
const strayRestMs = 10 * MINUTE

/** Sessions looked for in vain, until when they are left alone; by the clock that never jumps. */
export type Strays = Map<number, number>

/** What changed since the last look. Answers whether the portal's present is reached: after days away it takes several. */
export async function lookAtCurrent(sync: SyncContext, source: SessionSource, cursor: SyncCursor, strays: Strays): Promise<Result<boolean>> {
  const { sessions, commit, changed, store, portalNow } = sync
  // The gap is closed a day at a time, so that no list outgrows what the portal can page through.
  const until = Math.min(portalNow(), cursor.currentTo + DAY)
  // A mark ahead of the portal's clock was left by a portal, or a computer, whose clock has been set back.
  const from = Math.min(cursor.currentTo, until)
  const since = from - overlapMs
  const current = await source.current({ createdFrom: since, closedFrom: since, ratedFrom: from - ratingOverlapMs, until: until + overlapMs })
  if (!current.ok) return current
  const { created, open, closed, ratings, portalNow: heard } = current.value
  sync.heardPortalTime(heard)
  await commit([...created, ...open, ...closed])
  changed(sessions.applyRatings(ratings))
  // Only now is the portal's clock known for sure: this computer's may have been wrong by days.
  const reached = Math.min(until, heard)
  const isPresent = portalNow() - reached < overlapMs
  if (isPresent) {
    const read = await readStrays(sync, source, current.value, strays)
    if (!read.ok) return read
  }
  store.save({ ...cursor, currentTo: reached })
  await sync.onRatings(ratings)
  return ok(isPresent)
}

/** Held as open here, but in none of the portal's lists: spam, or a close that fell between two looks. */
async function readStrays({ sessions, commit, monotonic }: SyncContext, source: SessionSource, { open, created, closed }: CurrentState, strays: Strays): Promise<Result<null>> {
  // Dialogs leave the messenger's recent list without a word, and then it cannot tell more of them.
  if (source.kind === 'recent') return ok(null)
  const known = new Set([...open, ...created, ...closed].map(session => session.id))
  const now = monotonic()
  for (const [id, restsUntil] of strays) if (known.has(id) || restsUntil <= now) strays.delete(id)
  const wanted = sessions.openIds().filter(id => !known.has(id) && !strays.has(id)).slice(0, strayLimit)
  for (const row of sessions.rows(wanted)) {
    const found = await source.walk({ from: row.createdAt, to: row.createdAt + 1000, mark: 0 })
    if (!found.ok) return found
    await commit(found.value.sessions)
    strays.set(row.id, now + strayRestMs)
  }
  return ok(null)
}
