import { ok, type Result } from '#contract/result.ts'
import { maxWindowMs, type SessionSource } from '../portal/portal.ts'
import type { SyncCursor } from './cursor.ts'
import { readDirectory } from './names.ts'
import { DAY, overlapMs, type SyncContext } from './sync-context.ts'

const ratingSpanMs = 180 * DAY

/**
 * The very first step on a portal, or on another of its sources: the portal's clock, its extent, and the moment before
 * which nothing is news. Another source goes over the rows that are here; what changed meanwhile is still asked for.
 */
export async function takeFirstLook(sync: SyncContext, source: SessionSource, before: SyncCursor | null): Promise<Result<null>> {
  const { sessions, store, portalNow } = sync
  const names = await readDirectory(sync)
  if (!names.ok) return names
  const now = portalNow()
  const current = await source.current({ createdFrom: now - overlapMs, closedFrom: now - overlapMs, ratedFrom: now - overlapMs, until: now + overlapMs })
  if (!current.ok) return current
  const startedAt = current.value.portalNow
  sync.heardPortalTime(startedAt)
  const oldest = await source.oldestCreatedAt()
  if (!oldest.ok) return oldest
  const from = oldest.value ?? startedAt
  const expected = await countBetween(source, from, startedAt)
  if (!expected.ok) return expected
  sync.onFirstSync(startedAt)
  if (before) sessions.forgetChanges()
  const span = { from, to: startedAt }
  store.save({
    source: source.kind, startedAt, expected: expected.value, history: { ...span, mark: 0 }, loadedSince: startedAt,
    ratings: source.ratedBetween && { ...span, spanMs: ratingSpanMs },
    currentTo: Math.min(before?.currentTo ?? startedAt, startedAt),
    recheck: null, repair: null, reconciledAt: startedAt, lastReconcile: null,
  })
  return ok(null)
}

async function countBetween(source: SessionSource, floor: number, end: number): Promise<Result<number | null>> {
  let total = 0
  for (let to = end; to > floor; to -= maxWindowMs) {
    const part = await source.countCreated(Math.max(floor, to - maxWindowMs), to)
    if (!part.ok) return part
    if (part.value === null) return ok(null)
    total += part.value
  }
  return ok(total)
}
