import { ok, type Result } from '#contract/result.ts'
import type { CurrentState, Priority, SessionPages, SessionSource, WalkPosition } from '#core/portal/portal.ts'
import { activityCommand, firstPage, readActivityPage, readAll, readBelow, type ActivityPages } from './activity-list.ts'
import type { Batch, CommandAnswer } from './batch.ts'
import { toKnownSession, toKnownSessions } from './crm-mapping.ts'
import type { ParamMap } from './php-query.ts'
import type { PortalClock } from './portal-clock.ts'
import type { ActivityRecord } from './schemas.ts'
import { marginMs, toSecond } from './window.ts'

export type CrmSourceDeps = { readonly batch: Batch; readonly portalClock: PortalClock }

const currentPriority = 'alerts'
/** Activities are written a little after the message that changes them. */
const lateMs = 120_000

/** Sessions through the CRM activity that open lines keep of each: no ratings, counts or waits, which the history tells. */
export function createCrmSource({ batch, portalClock }: CrmSourceDeps): SessionSource {
  const { format } = portalClock

  function createdIn(from: number, to: number): ParamMap {
    return { '>=START_TIME': format(toSecond(from)), '<START_TIME': format(toSecond(to)) }
  }

  async function oldestCreatedAt(): Promise<Result<number | null>> {
    const sent = await batch([activityCommand({}, { order: { START_TIME: 'ASC', ID: 'ASC' } })], { priority: 'background' })
    if (!sent.ok) return sent
    const page = readActivityPage(sent.value.answers[0])
    if (!page.ok) return page
    const dates = page.value.rows.map(toKnownSession).flatMap(session => (session === null ? [] : [session.createdAt]))
    return ok(dates.length === 0 ? null : Math.min(...dates))
  }

  async function countCreated(from: number, to: number): Promise<Result<number | null>> {
    const sent = await batch([activityCommand(createdIn(from, to), { start: 0 })], { priority: 'background' })
    if (!sent.ok) return sent
    const [answer] = sent.value.answers
    return answer?.ok === true ? ok(answer.value.total) : (answer ?? ok(null))
  }

  async function walk(position: WalkPosition, priority: Priority = 'background'): Promise<Result<SessionPages>> {
    const { from, to, mark } = position
    if (toSecond(to) <= toSecond(from)) return ok({ sessions: [], next: null })
    const pages = await readBelow(batch, { filter: createdIn(from, to), below: mark }, priority)
    if (!pages.ok) return pages
    const { rows, below } = pages.value
    // Should a portal read the bounds differently, the neighbour window has what lies outside.
    const sessions = toKnownSessions(rows).filter(({ createdAt }) => createdAt >= from && createdAt < to)
    return ok({ sessions, next: below === null ? null : { ...position, mark: below } })
  }

  async function current({ createdFrom, closedFrom, until }: Parameters<SessionSource['current']>[0]): Promise<Result<CurrentState>> {
    const askedAt = portalClock.now()
    const since = { '>=LAST_UPDATED': format(toSecond(Math.min(createdFrom, closedFrom) - lateMs)) }
    const end = until + marginMs
    // News of days away are caught up piece by piece, and not read whole each time.
    const changes = end < askedAt ? { ...since, '<LAST_UPDATED': format(toSecond(end)) } : since
    const queries = [{ '=COMPLETED': 'N' }, changes].map(filter => ({ filter, below: 0 }))
    // Open before changed: what closes in between is then in both lists, and never in neither.
    const sent = await batch(queries.map(firstPage), { priority: currentPriority })
    if (!sent.ok) return sent
    const lists: (readonly ActivityRecord[])[] = []
    for (const [index, query] of queries.entries()) {
      const all = await complete(query, sent.value.answers[index])
      if (!all.ok) return all
      lists.push(all.value)
    }
    const [open = [], changed = []] = lists
    const changedIds = new Set(changed.flatMap(record => toKnownSession(record)?.id ?? []))
    const newest = toKnownSessions([...open, ...changed])
    const finishedAt = Date.parse(sent.value.time?.date_finish ?? '')
    return ok({
      created: newest.filter(({ id }) => changedIds.has(id)),
      open: newest.filter(({ status }) => status !== 'closed'),
      closed: newest.filter(({ status, closedAt }) => status === 'closed' && (closedAt ?? 0) >= closedFrom),
      ratings: [],
      portalNow: Number.isFinite(finishedAt) ? finishedAt : askedAt,
    })
  }

  async function complete(query: { readonly filter: ParamMap }, answer: Result<CommandAnswer> | undefined): Promise<Result<readonly ActivityRecord[]>> {
    const first: Result<ActivityPages> = readActivityPage(answer)
    if (!first.ok || first.value.below === null) return first.ok ? ok(first.value.rows) : first
    const rest = await readAll(batch, { ...query, below: first.value.below }, currentPriority)
    return rest.ok ? ok([...first.value.rows, ...rest.value]) : rest
  }

  return { kind: 'crm', oldestCreatedAt, countCreated, walk, ratedBetween: null, current }
}
