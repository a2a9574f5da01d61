import { err, ok, type Result } from '#contract/result.ts'
import { maxWindowMs, type CurrentState, type SessionSource } from '#core/portal/portal.ts'
import type { Batch } from './batch.ts'
import { collectAll, createCollector, pageCommand, ratingList, sessionList, type Collected, type PagedList } from './paged-list.ts'
import type { PortalClock } from './portal-clock.ts'
import type { RatingRecord, SessionRecord } from './schemas.ts'
import { toPortalRating, toPortalSession } from './session-mapping.ts'
import { halve, marginMs, splitByYear, toSecondsWindow, type SecondsWindow } from './window.ts'

const openStatuses = ['new', 'answered', 'paused'] as const
const priority = 'alerts'

export type CurrentStateDeps = { readonly batch: Batch; readonly portalClock: PortalClock }

type Windowed<T> = (window: SecondsWindow) => PagedList<T>

/** Everything that may have changed, from one batch in the ordinary case and from more of them after a long absence. */
export function createStatisticsCurrent({ batch, portalClock }: CurrentStateDeps): SessionSource['current'] {
  const { format } = portalClock
  const createdIn: Windowed<SessionRecord> = ({ first, last }) =>
    sessionList({ dateCreateFrom: format(first), dateCreateTo: format(last) })
  const closedIn: Windowed<SessionRecord> = ({ first, last }) =>
    sessionList({ dateCloseFrom: format(first), dateCloseTo: format(last), order: 'dateClose' })
  const ratedIn: Windowed<RatingRecord> = ({ first, last }) =>
    ratingList({ dateVoteFrom: format(first), dateVoteTo: format(last) })

  /** Asks again in halves where the portal has more rows than one query reaches. */
  async function complete<T>(list: Windowed<T>, window: SecondsWindow, found: Collected<T>): Promise<Result<readonly T[]>> {
    if (found.complete) return ok(found.rows)
    const halves = halve(window)
    if (halves === null) return err('portal-rejected', 'More rows within one second than the portal lets a query reach')
    const rows: T[] = []
    for (const half of halves) {
      const part = await collect(list, half)
      if (!part.ok) return part
      rows.push(...part.value)
    }
    return ok(rows)
  }

  async function collect<T>(list: Windowed<T>, window: SecondsWindow): Promise<Result<readonly T[]>> {
    const collector = createCollector(list(window))
    const sent = await collectAll(batch, [collector], priority)
    return sent.ok ? complete(list, window, collector.collected()) : sent
  }

  /** Open sessions have no window of their own; forgotten ones can outnumber the reach of a query. */
  async function completeOpen(status: string, until: number, found: Collected<SessionRecord>): Promise<Result<readonly SessionRecord[]>> {
    if (found.complete) return ok(found.rows)
    const list = sessionList({ status, orderDirection: 'asc' })
    const oldest = await batch([pageCommand(list, 0)], { priority })
    if (!oldest.ok) return oldest
    const [answer] = oldest.value.answers
    const page = answer?.ok === true ? list.read(answer.value.result) : answer
    if (page?.ok !== true) return page ?? ok([])
    const window = toSecondsWindow(page.value.rows[0]?.dateCreate ?? until, until)
    const rows: SessionRecord[] = []
    for (const piece of window === null ? [] : splitByYear(window)) {
      const part = await collect(at => sessionList({ ...createdIn(at).params, status }), piece)
      if (!part.ok) return part
      rows.push(...part.value)
    }
    return ok(rows)
  }

  return async ({ createdFrom, closedFrom, ratedFrom, until }) => {
    const askedAt = portalClock.now()
    const windows = [createdFrom, closedFrom, ratedFrom].map(from => windowSince(from, until, askedAt))
    const [createdWindow, closedWindow, ratedWindow] = windows
    if (createdWindow == null || closedWindow == null || ratedWindow == null) {
      return err('invalid-input', 'A window is empty or longer than the portal allows')
    }
    const created = createCollector(createdIn(createdWindow))
    const closed = createCollector(closedIn(closedWindow))
    const rated = createCollector(ratedIn(ratedWindow))
    const open = openStatuses.map(status => ({ status, collector: createCollector(sessionList({ status })) }))
    // Open before closed: what closes in between is then in both lists, and never in neither.
    const sent = await collectAll(batch, [...open.map(({ collector }) => collector), created, closed, rated], priority)
    if (!sent.ok) return sent

    const allCreated = await complete(createdIn, createdWindow, created.collected())
    if (!allCreated.ok) return allCreated
    const allClosed = await complete(closedIn, closedWindow, closed.collected())
    if (!allClosed.ok) return allClosed
    const allRated = await complete(ratedIn, ratedWindow, rated.collected())
    if (!allRated.ok) return allRated
    const allOpen = new Map<number, SessionRecord>()
    for (const { status, collector } of open) {
      const part = await completeOpen(status, askedAt + marginMs, collector.collected())
      if (!part.ok) return part
      // A session that changed its state between two pages is listed twice; the later list has the later state.
      for (const row of part.value) allOpen.set(row.id, row)
    }
    for (const row of allClosed.value) if (row.status === 'closed' || row.status === 'spam') allOpen.delete(row.id)

    const finishedAt = Date.parse(sent.value.time?.date_finish ?? '')
    return ok({
      created: allCreated.value.map(toPortalSession),
      open: [...allOpen.values()].map(toPortalSession),
      closed: allClosed.value.map(toPortalSession),
      ratings: allRated.value.map(toPortalRating).filter(rating => rating !== null),
      portalNow: Number.isFinite(finishedAt) ? finishedAt : askedAt,
    } satisfies CurrentState)
  }
}

/**
 * `until` comes from this computer's clock, and news must not wait until a slow clock has caught up with the portal's:
 * the window reaches to the later of both, as far as the longest window allows.
 */
function windowSince(from: number, until: number, portalNow: number): SecondsWindow | null {
  if (until - from > maxWindowMs) return null
  return toSecondsWindow(from, Math.min(Math.max(until, portalNow) + marginMs, from + maxWindowMs))
}
