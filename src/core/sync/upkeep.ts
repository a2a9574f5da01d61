import { dialogFilterSchema } from '#contract/dialogs.ts'
import { ok, type Result } from '#contract/result.ts'
import type { SessionSource, WalkPosition } from '../portal/portal.ts'
import type { Repair, SyncCursor } from './cursor.ts'
import { DAY, overlapMs, type SyncContext } from './sync-context.ts'

const recheckMs = 28 * DAY
const rereadLimit = 20
const monthMs = 30 * DAY
const monthsCompared = 12
const anyDialog = dialogFilterSchema.parse({})

/** Ratings by other supervisors and late changes are announced by no list, so recent weeks are read again in turn. */
export async function recheck(sync: SyncContext, source: SessionSource, cursor: SyncCursor): Promise<Result<null>> {
  const { commit, store, portalNow } = sync
  const to = portalNow()
  const position = cursor.recheck ?? { from: to - recheckMs, to, mark: 0 }
  if (source.kind !== 'statistics') {
    store.save({ ...cursor, recheck: rereadNext(sync, position) })
    return ok(null)
  }
  const pages = await source.walk(position)
  if (!pages.ok) return pages
  await commit(pages.value.sessions)
  store.save({ ...cursor, recheck: pages.value.next })
  return ok(null)
}

/** Lists without ratings are no help: the conversations themselves are read again. */
function rereadNext({ sessions, reread }: SyncContext, position: WalkPosition): WalkPosition | null {
  const found = sessions.newestIn(position, rereadLimit)
  reread(found.map(session => session.id))
  const last = found.at(-1)
  return last === undefined || found.length < rereadLimit ? null : { ...position, to: last.createdAt + 1, mark: last.id }
}

/** Compares counts by month with the portal's own; months that are short of sessions are walked again. */
export async function reconcile(sync: SyncContext, source: SessionSource, cursor: SyncCursor): Promise<Result<null>> {
  const { sessions, store, log, portalNow } = sync
  // The last minutes are still on their way; the portal counts in whole seconds.
  const end = Math.floor((portalNow() - overlapMs) / 1000) * 1000
  const windows: WalkPosition[] = []
  let surplus = 0
  for (let month = 0; month < monthsCompared; month++) {
    const to = end - month * monthMs
    const from = to - monthMs
    const theirs = await source.countCreated(from, to)
    if (!theirs.ok) return theirs
    if (theirs.value === null) {
      store.save({ ...cursor, reconciledAt: portalNow() })
      return ok(null)
    }
    const ours = sessions.count({ ...anyDialog, period: { field: 'created', from, to } })
    surplus += Math.max(0, ours - theirs.value)
    if (ours >= theirs.value) continue
    log('sync.reconcile', { from, to, ours, theirs: theirs.value })
    windows.push({ from, to, mark: 0 })
  }
  store.save(continued({ ...cursor, reconciledAt: portalNow() }, { windows, months: monthsCompared, found: 0, surplus }, portalNow()))
  return ok(null)
}

/** The next stretch of a month that was found short. */
export async function repairNext({ sessions, commit, store, portalNow }: SyncContext, source: SessionSource, cursor: SyncCursor, repair: Repair): Promise<Result<null>> {
  const [position, ...others] = repair.windows
  if (position === undefined) return ok(null)
  const pages = await source.walk(position)
  if (!pages.ok) return pages
  const { sessions: seen, next } = pages.value
  const missing = seen.filter(session => !sessions.has(session.id)).length
  await commit(seen)
  const windows = next === null ? others : [next, ...others]
  store.save(continued(cursor, { ...repair, windows, found: repair.found + missing }, portalNow()))
  return ok(null)
}

function continued(cursor: SyncCursor, repair: Repair, at: number): SyncCursor {
  if (repair.windows.length > 0) return { ...cursor, repair }
  return { ...cursor, repair: null, lastReconcile: { at, months: repair.months, repaired: repair.found, surplus: repair.surplus } }
}
