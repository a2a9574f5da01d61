import { err, ok, type Result } from '#contract/result.ts'
import type { CurrentState, KnownSession, Priority, SessionPages, SessionSource, WalkPosition } from '#core/portal/portal.ts'
import type { Batch } from './batch.ts'
import { readAs } from './client.ts'
import type { PortalClock } from './portal-clock.ts'
import { toRecentSession } from './recent-mapping.ts'
import { recentPageSchema, type RecentItem } from './schemas.ts'

const method = 'im.recent.list'
const pageSize = 200
/** Pages overlap: a dialog that leaves the list between two of them pulls those behind it up. */
const overlap = 20
/** No employee has that many dialogs at hand. */
const mostPages = 100

export type RecentSourceDeps = { readonly batch: Batch; readonly portalClock: PortalClock }

/** The caller's own dialogs, as far as the messenger still lists them. */
export function createRecentSource({ batch, portalClock }: RecentSourceDeps): SessionSource {
  async function readPage(page: number, priority: Priority): Promise<Result<{ readonly items: readonly RecentItem[]; readonly hasMore: boolean; readonly heardAt: number }>> {
    const OFFSET = page * (pageSize - overlap)
    const sent = await batch([{ method, params: { SKIP_DIALOG: 'Y', OFFSET, LIMIT: pageSize } }], { priority })
    if (!sent.ok) return sent
    const [answer] = sent.value.answers
    const list = answer?.ok === true ? readAs(recentPageSchema, answer.value.result, method) : answer
    if (list?.ok !== true) return list ?? err('internal', 'the batch lost its answer')
    const { items, hasMore } = list.value
    return ok({ items, hasMore: hasMore ?? items.length >= pageSize, heardAt: Date.parse(sent.value.time?.date_finish ?? '') })
  }

  /** The whole list, and the portal's clock at its beginning. */
  async function readList(priority: Priority): Promise<Result<{ readonly sessions: readonly KnownSession[]; readonly portalNow: number }>> {
    const askedAt = portalClock.now()
    const first = await readPage(0, priority)
    if (!first.ok) return first
    const items = [...first.value.items]
    let { hasMore } = first.value
    for (let page = 1; hasMore && page < mostPages; page += 1) {
      const next = await readPage(page, priority)
      if (!next.ok) return next
      items.push(...next.value.items)
      hasMore = next.value.hasMore
      if (hasMore) continue
      // Dialogs that were spoken to meanwhile have moved to the head, past the pages that would have shown them.
      const head = await readPage(0, priority)
      if (!head.ok) return head
      items.push(...head.value.items)
    }
    const sessions = items.map(toRecentSession).filter(session => session !== null)
    const portalNow = Number.isFinite(first.value.heardAt) ? first.value.heardAt : askedAt
    return ok({ sessions: [...new Map(sessions.map(session => [session.id, session])).values()], portalNow })
  }

  async function oldestCreatedAt(): Promise<Result<number | null>> {
    const list = await readList('background')
    if (!list.ok) return list
    const dates = list.value.sessions.map(({ createdAt }) => createdAt)
    return ok(dates.length === 0 ? null : Math.min(...dates))
  }

  /** The list has neither order nor filter by creation, but is short: one pass brings every window. */
  async function walk({ from, to }: WalkPosition, priority: Priority = 'background'): Promise<Result<SessionPages>> {
    const list = await readList(priority)
    if (!list.ok) return list
    const inside = list.value.sessions.filter(({ createdAt }) => createdAt >= from && createdAt < to)
    return ok({ sessions: inside.toSorted((left, right) => right.createdAt - left.createdAt || right.id - left.id), next: null })
  }

  async function current({ createdFrom, closedFrom }: Parameters<SessionSource['current']>[0]): Promise<Result<CurrentState>> {
    const list = await readList('alerts')
    if (!list.ok) return list
    const { sessions, portalNow } = list.value
    const isOpen = ({ status }: KnownSession) => status !== 'closed' && status !== 'spam'
    const lastChange = ({ changedAt, createdAt }: KnownSession) => changedAt ?? createdAt
    return ok({
      created: sessions.filter(session => lastChange(session) >= createdFrom),
      open: sessions.filter(isOpen),
      closed: sessions.filter(session => !isOpen(session) && lastChange(session) >= closedFrom),
      ratings: [],
      portalNow,
    })
  }

  return { kind: 'recent', oldestCreatedAt, countCreated: async () => ok(null), walk, ratedBetween: null, current }
}
