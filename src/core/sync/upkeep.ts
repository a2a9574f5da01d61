import { dialogFilterSchema } from '#contract/dialogs.ts'
import { ok, type Result } from '#contract/result.ts'
import { maxWindowMs } from '../portal/portal.ts'
import type { SyncCursor } from './cursor.ts'
import { DAY, pagesPerBatch, type SyncContext } from './sync-context.ts'
import { advance } from './walk.ts'

const recheckMs = 28 * DAY
const reconcileSpanMs = 30 * DAY
const anyDialog = dialogFilterSchema.parse({})

/** Ratings by other supervisors and late changes are announced by no list, so recent weeks are read again in turn. */
export async function recheck({ portal, commit, store, portalNow }: SyncContext, cursor: SyncCursor): Promise<Result<null>> {
  const floor = portalNow() - recheckMs
  const walk = { to: Math.max(cursor.recheckTo ?? portalNow(), floor + 1000), floor, offset: 0 }
  const pages = await portal.sessions.createdBetween(floor, walk.to, 0, pagesPerBatch)
  if (!pages.ok) return pages
  await commit(pages.value.sessions)
  store.save({ ...cursor, recheckTo: advance(walk, pages.value)?.to ?? null })
  return ok(null)
}

/** Compares counts by month with the portal's own; the newest month that is short of sessions is walked again. */
export async function reconcile({ portal, sessions, store, clock, log, portalNow }: SyncContext, cursor: SyncCursor): Promise<Result<null>> {
  const now = portalNow()
  for (let to = now; to > now - maxWindowMs; to -= reconcileSpanMs) {
    const from = to - reconcileSpanMs
    const theirs = await portal.sessions.countCreated(from, to)
    if (!theirs.ok) return theirs
    const ours = sessions.count({ ...anyDialog, period: { field: 'created', from, to } })
    if (ours < theirs.value) {
      log('sync.reconcile', { from, to, ours, theirs: theirs.value })
      store.save({ ...cursor, reconciledAt: clock(), history: { to, floor: from, offset: 0 }, expected: null })
      return ok(null)
    }
  }
  store.save({ ...cursor, reconciledAt: clock() })
  return ok(null)
}
