import { maxOffset, maxWindowMs, type SessionPages } from '../portal/portal.ts'
import type { Walk } from './cursor.ts'

const SECOND = 1000

/** Start of the window that the walk reads next; its end is `walk.to`. */
export function windowStart(walk: Walk): number {
  return Math.max(walk.floor, walk.to - maxWindowMs)
}

/**
 * Where a walk stands after a batch; null when it is over. The next window ends just after the oldest session seen
 * (portal times are whole seconds, so its second is read again) instead of moving an offset: deep offsets are slow,
 * capped at 10 000, and shift when sessions are deleted.
 */
export function advance(walk: Walk, { sessions, nextOffset }: SessionPages): Walk | null {
  if (nextOffset === null) {
    const to = windowStart(walk)
    return to <= walk.floor ? null : { ...walk, to, offset: 0 }
  }
  const oldest = Math.min(...sessions.map(session => session.createdAt))
  const to = Math.floor(oldest / SECOND) * SECOND + SECOND
  if (to < walk.to) return { ...walk, to, offset: 0 }
  // The whole batch was created in one second: only the offset can move on, as far as the portal allows.
  if (nextOffset <= maxOffset) return { ...walk, offset: nextOffset }
  return { ...walk, to: to - SECOND, offset: 0 }
}
