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

/**
 * Held as open here, but in none of the portal's lists: spam, a close that fell between two looks, a CRM record that is gone,
 * or a dialog that has left the messenger's list, as each does when it ends. What no list tells the conversation does.
 */
async function readStrays(sync: SyncContext, source: SessionSource, { open, created, closed }: CurrentState, strays: Strays): Promise<Result<null>> {
  const { sessions, commit, monotonic, reread } = sync
  const known = new Set([...open, ...created, ...closed].map(session => session.id))
  const now = monotonic()
  for (const [id, restsUntil] of strays) if (known.has(id) || restsUntil <= now) strays.delete(id)
  const wanted = sessions.openIds().filter(id => !known.has(id) && !strays.has(id)).slice(0, strayLimit)
  const lost: number[] = []
  for (const row of sessions.rows(wanted)) {
    // The messenger's list was just read whole.
    const found = source.kind === 'recent' ? ok({ sessions: [] }) : await source.walk({ from: row.createdAt, to: row.createdAt + 1000, mark: 0 })
    if (!found.ok) return found
    await commit(found.value.sessions)
    if (!found.value.sessions.some(({ id }) => id === row.id)) lost.push(row.id)
    strays.set(row.id, now + strayRestMs)
  }
  if (lost.length === 0 || source.kind === 'statistics') return ok(null)
  sessions.forgetChanges(lost)
  reread(lost)
  return ok(null)
}
