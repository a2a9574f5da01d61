import { err, ok, type Result } from '#contract/result.ts'
import type { PortalRating, Priority, SessionPages, SessionSource, WalkPosition } from '#core/portal/portal.ts'
import type { Batch } from './batch.ts'
import { readAs, type Client } from './client.ts'
import { collectAll, createCollector, joins, maxOffset, pageCommand, pageStep, ratingList, sessionList } from './paged-list.ts'
import type { PortalClock } from './portal-clock.ts'
import { statSchema, type SessionRecord } from './schemas.ts'
import { toPortalRating, toPortalSession } from './session-mapping.ts'
import { createStatisticsCurrent } from './statistics-current.ts'
import { advance, windowStart } from './statistics-walk.ts'
import { isTooLong, toSecondsWindow } from './window.ts'

/** Pages of a walk that travel in one request: about two thousand sessions. */
const pagesPerRequest = 10

export type SourceDeps = { readonly client: Client; readonly batch: Batch; readonly portalClock: PortalClock }

/** Sessions through `imopenlines.v2.*`. */
export function createStatisticsSource({ client, batch, portalClock }: SourceDeps): SessionSource {
  const { format } = portalClock
  const tooLong = err('invalid-input', 'The window is longer than the portal allows')

  async function oldestCreatedAt(): Promise<Result<number | null>> {
    const list = sessionList({ order: 'dateCreate', orderDirection: 'asc', limit: 1 })
    const sent = await client.call({ method: list.method, params: list.params, priority: 'background' })
    if (!sent.ok) return sent
    const page = list.read(sent.value.result)
    return page.ok ? ok(page.value.rows[0]?.dateCreate ?? null) : page
  }

  async function countCreated(from: number, to: number): Promise<Result<number>> {
    if (isTooLong(from, to)) return tooLong
    const window = toSecondsWindow(from, to)
    if (window === null) return ok(0)
    const method = 'imopenlines.v2.Stat.get'
    const params = { dateFrom: format(window.first), dateTo: format(window.last) }
    const sent = await client.call({ method, params, priority: 'background' })
    if (!sent.ok) return sent
    const stat = readAs(statSchema, sent.value.result, method)
    return stat.ok ? ok(stat.value.totalSessions) : stat
  }

  async function walk(position: WalkPosition, priority: Priority = 'background'): Promise<Result<SessionPages>> {
    const { to, mark } = position
    if (mark > maxOffset) return err('invalid-input', `The portal reaches only to offset ${maxOffset}`)
    const from = windowStart(position)
    const window = toSecondsWindow(from, to)
    if (window === null) return ok({ sessions: [], next: advance(position, { sessions: [], nextOffset: null }) })
    const list = sessionList({ dateCreateFrom: format(window.first), dateCreateTo: format(window.last) })
    const offsets = Array.from({ length: pagesPerRequest }, (_, index) => mark + index * pageStep).filter(at => at <= maxOffset)
    const sent = await batch(offsets.map(at => pageCommand(list, at)), { priority })
    if (!sent.ok) return sent

    const rows = new Map<number, SessionRecord>()
    let nextOffset: number | null = mark
    let before: readonly SessionRecord[] | null = null
    for (const [index, answer] of sent.value.answers.entries()) {
      const page = answer.ok ? list.read(answer.value.result) : answer
      if (!page.ok) {
        // Earlier pages are good: the walk goes on from the one that failed.
        if (index === 0) return page
        break
      }
      // Something was deleted: from the rows before on, the list is read once more.
      if (!joins(list, before, page.value.rows)) break
      before = page.value.rows
      for (const row of page.value.rows) {
        // Should a portal's bounds reach farther than asked, the neighbour window has that row.
        if (row.dateCreate >= from && row.dateCreate < to) rows.set(row.id, row)
      }
      nextOffset = page.value.hasNext ? mark + (index + 1) * pageStep : null
      if (nextOffset === null) break
    }
    const sessions = [...rows.values()].map(toPortalSession)
    return ok({ sessions, next: advance(position, { sessions, nextOffset }) })
  }

  async function ratedBetween(from: number, to: number): ReturnType<NonNullable<SessionSource['ratedBetween']>> {
    if (isTooLong(from, to)) return tooLong
    const window = toSecondsWindow(from, to)
    if (window === null) return ok({ ratings: [], complete: true })
    const collector = createCollector(ratingList({ dateVoteFrom: format(window.first), dateVoteTo: format(window.last) }))
    const sent = await collectAll(batch, [collector], 'background')
    if (!sent.ok) return sent
    const { rows, complete } = collector.collected()
    const isInside = ({ ratedAt }: PortalRating) => ratedAt === null || (ratedAt >= from && ratedAt < to)
    return ok({ ratings: rows.map(toPortalRating).filter(rating => rating !== null).filter(isInside), complete })
  }

  return { kind: 'statistics', oldestCreatedAt, countCreated, walk, ratedBetween, current: createStatisticsCurrent({ batch, portalClock }) }
}
