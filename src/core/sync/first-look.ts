import { ok, type Result } from '#contract/result.ts'
import { maxWindowMs } from '../portal/portal.ts'
import { readDirectory } from './names.ts'
import { DAY, overlapMs, type SyncContext } from './sync-context.ts'

const ratingSpanMs = 180 * DAY

/** The very first step on a portal: its clock, its extent, and the moment before which nothing is news. */
export async function takeFirstLook(sync: SyncContext): Promise<Result<null>> {
  const { portal, clock, store } = sync
  const names = await readDirectory(sync)
  if (!names.ok) return names
  const now = clock()
  const current = await portal.sessions.current({ createdFrom: now - overlapMs, closedFrom: now - overlapMs, ratedFrom: now - overlapMs, until: now + overlapMs })
  if (!current.ok) return current
  const startedAt = current.value.portalNow
  sync.heardPortalTime(startedAt)
  const oldest = await portal.sessions.oldestCreatedAt()
  if (!oldest.ok) return oldest
  const floor = oldest.value ?? startedAt
  const expected = await countBetween(sync, floor, startedAt)
  if (!expected.ok) return expected
  sync.onFirstSync(startedAt)
  const span = { to: startedAt, floor }
  store.save({
    startedAt, expected: expected.value, history: { ...span, offset: 0 }, ratings: { ...span, spanMs: ratingSpanMs },
    currentTo: startedAt, recheckTo: null, reconciledAt: clock(),
  })
  return ok(null)
}

async function countBetween({ portal }: SyncContext, floor: number, end: number): Promise<Result<number>> {
  let total = 0
  for (let to = end; to > floor; to -= maxWindowMs) {
    const part = await portal.sessions.countCreated(Math.max(floor, to - maxWindowMs), to)
    if (!part.ok) return part
    total += part.value
  }
  return ok(total)
}
