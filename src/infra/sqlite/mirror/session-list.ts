import type { ResolvedFilter } from '#core/sessions/period.ts'
import type { SessionStore } from '#core/sessions/session-store.ts'
import type { ReadDb } from '../db.ts'
import { and, sql } from '../sql.ts'
import { findText, type Found } from './search-match.ts'
import { where } from './session-filter.ts'
import { countFiltered, countFound, hasOrderIndex, indexFiltered, indexInOrder, pageFiltered, pageFound, shareOf, type ListQuery } from './session-query.ts'

/** From this share of matches on, a page is found sooner by walking the order than by sorting the matches. */
const mostShare = 0.4
const sampleSize = 300
/** Walking over this many rows of the table takes longer than sorting the narrow index. */
const longestWalk = 5000
/** A search that finds no more than this is quickest from what it found. */
const fewFound = 5000

/** Lists, whichever way is the quickest. A wrong guess costs time, never rows. */
export function createSessionList(db: ReadDb): Pick<SessionStore, 'index' | 'count' | 'allIds' | 'size'> {
  const size = (): number => db.pluck<number>(sql`SELECT COUNT(*) FROM session`)[0] ?? 0

  /** Judged by a sample spread evenly over all sessions. */
  function mostMatch(filter: ResolvedFilter): boolean {
    // One at a time: asked for both at once, SQLite reads the whole table.
    const first = db.pluck<number | null>(sql`SELECT MIN(id) FROM session`)[0] ?? 0
    const last = db.pluck<number | null>(sql`SELECT MAX(id) FROM session`)[0] ?? 0
    const step = Math.max(1, (last - first) / sampleSize)
    const sample = Array.from({ length: sampleSize }, (_, i) => Math.floor(first + i * step))
    return (db.pluck<number | null>(shareOf(sample, filter))[0] ?? 0) > mostShare
  }

  function isWalk({ filter, found, sort, offset, limit }: ListQuery): boolean {
    if (found !== null || !hasOrderIndex(sort)) return false
    if (isEmpty(filter)) return true
    return limit !== -1 && offset + limit <= longestWalk && mostMatch(filter)
  }

  function countOf(filter: ResolvedFilter, found: Found | null): number {
    if (found === null && isEmpty(filter)) return size()
    return db.pluck<number>(isFew(found) ? countFound(filter, found) : countFiltered(filter, found))[0] ?? 0
  }

  const index: SessionStore['index'] = asked => {
    const query = { ...asked, found: findText(db, asked.filter.text) }
    const { filter, found, offset } = query
    if (isWalk(query)) return { ids: db.pluck<number>(indexInOrder(query)), total: countOf(filter, found) }
    const page = db.all<{ id: number; total: number }>(isFew(found) ? pageFound(query) : pageFiltered(query))
    // Past the end there is no row to carry the number.
    return { ids: page.map(row => row.id), total: page[0]?.total ?? (offset === 0 ? 0 : countOf(filter, found)) }
  }

  const allIds: SessionStore['allIds'] = (filter, sort) => {
    const query = { filter, sort, offset: 0, limit: -1, found: findText(db, filter.text) }
    return db.pluck<number>(isWalk(query) ? indexInOrder(query) : indexFiltered(query))
  }

  return { size, index, allIds, count: filter => countOf(filter, findText(db, filter.text)) }
}

function isEmpty(filter: ResolvedFilter): boolean {
  return where(filter, null).text === and([]).text
}

function isFew(found: Found | null): found is Found {
  return found !== null && !found.isLeftOut && found.ids.length <= fewFound
}
