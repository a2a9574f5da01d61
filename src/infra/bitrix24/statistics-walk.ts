import { maxWindowMs, type WalkPosition } from '#core/portal/portal.ts'
import { maxOffset } from './paged-list.ts'

const secondMs = 1000

/** What one request brought from a window. */
export type WindowPages = {
  readonly sessions: readonly { readonly createdAt: number }[]
  /** Null when the window is exhausted. */
  readonly nextOffset: number | null
}

/** Start of the window that the walk reads next; its end is `position.to`. */
export function windowStart({ from, to }: WalkPosition): number {
  return Math.max(from, to - maxWindowMs)
}

/**
 * Where a walk stands after a request; null when it is over. The next window ends just after the oldest session seen
 * (portal times are whole seconds, so its second is read again) instead of moving an offset: deep offsets are slow,
 * capped at 10 000, and shift when sessions are deleted.
 */
export function advance(position: WalkPosition, { sessions, nextOffset }: WindowPages): WalkPosition | null {
  if (nextOffset === null) {
    const to = windowStart(position)
    return to <= position.from ? null : { ...position, to, mark: 0 }
  }
  const oldest = Math.min(...sessions.map(session => session.createdAt))
  const to = Math.floor(oldest / secondMs) * secondMs + secondMs
  if (to < position.to) return { ...position, to, mark: 0 }
  // The whole batch was created in one second: only the offset can move on, as far as the portal allows.
  if (nextOffset <= maxOffset) return { ...position, mark: nextOffset }
  return { ...position, to: to - secondMs, mark: 0 }
}
