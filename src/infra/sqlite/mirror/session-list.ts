import { anyDialog } from '#contract/filters.ts'
import type { DialogSort } from '#contract/dialogs.ts'
import type { ResolvedFilter } from '#core/sessions/period.ts'
import type { SessionStore } from '#core/sessions/session-store.ts'
import type { ReadDb } from '../db.ts'
import { and, sql } from '../sql.ts'
import { findText, type Found } from './search-match.ts'
import { where } from './session-filter.ts'
import { countFiltered, countFound, hasOrderIndex, idsFiltered, idsLeftOut, indexAtFirst, indexFiltered, indexInOrder, pageFiltered, pageFound, shareOf, type ListQuery } from './session-query.ts'

/** From this share of matches on, the few that do not match are the ones to look for. */
const mostShare = 0.4
const sampleSize = 300
/** Walking over more rows of the table than that takes longer than sorting the narrow index. */
const longestWalk = 12_500
/** A search that finds no more than this share is quickest from what it found. */
const fewShare = 1 / 40

const anything: ResolvedFilter = { ...anyDialog, period: null }

/** Lists, whichever way is the quickest. A wrong guess costs time, never rows. */
export function createSessionList(db: ReadDb): Pick<SessionStore, 'index' | 'count' | 'allIds' | 'inOrder' | 'size'> {
  const size = (): number => db.pluck<number>(sql`SELECT COUNT(*) FROM session`)[0] ?? 0

  /** Judged by a sample spread evenly over all sessions. */
  function matching(filter: ResolvedFilter): number {
    // One at a time: asked for both at once, SQLite reads the whole table.
    const first = db.pluck<number | null>(sql`SELECT MIN(id) FROM session`)[0] ?? 0
    const last = db.pluck<number | null>(sql`SELECT MAX(id) FROM session`)[0] ?? 0
    const step = Math.max(1, (last - first) / sampleSize)
    const sample = Array.from({ length: sampleSize }, (_, i) => Math.floor(first + i * step))
    return db.pluck<number | null>(shareOf(sample, filter))[0] ?? 0
  }

  /** A page of a list that leaves something out, where its order comes to that page soon enough; null where it does not. */
  function pageWalked(query: ListQuery, share: number): number[] | null {
    if (query.offset + query.limit > longestWalk * share) return null
    // Matches may lie anywhere in the order, for all that a sample tells.
    const ids = db.pluck<number>(indexAtFirst(query, longestWalk))
    return ids.length === query.limit ? ids : null
  }

  /** What a search leaves out always leaves many. */
  function isFew({ ids, isLeftOut }: Found): boolean {
    return !isLeftOut && ids.length <= size() * fewShare
  }

  function countOf(filter: ResolvedFilter): number {
    return isEmpty(filter) ? size() : db.pluck<number>(countFiltered(filter))[0] ?? 0
  }

  /** All, in order, but for the text. */
  function allInOrder(filter: ResolvedFilter, sort: DialogSort): number[] {
    const query = { filter, sort, offset: 0, limit: -1 }
    return db.pluck<number>(isEmpty(filter) && hasOrderIndex(sort) ? indexInOrder(query) : indexFiltered(query))
  }

  const index: SessionStore['index'] = query => {
    const { filter, sort, offset, limit } = query
    const found = findText(db, filter.text)
    if (found !== null && !isFew(found)) {
      const ids = among(found, allInOrder(filter, sort))
      return { ids: ids.slice(offset, offset + limit), total: ids.length }
    }
    if (found === null && isEmpty(filter)) {
      return { ids: db.pluck<number>(hasOrderIndex(sort) ? indexInOrder(query) : indexFiltered(query)), total: size() }
    }
    if (found === null && hasOrderIndex(sort)) {
      const share = matching(filter)
      const walked = pageWalked(query, share)
      if (walked !== null) return { ids: walked, total: countOf(filter) }
      if (offset + limit > longestWalk * mostShare && share > mostShare) {
        const ids = among({ ids: db.pluck<number>(idsLeftOut(filter)), isLeftOut: true }, allInOrder(anything, sort))
        return { ids: ids.slice(offset, offset + limit), total: ids.length }
      }
    }
    const page = db.all<{ id: number; total: number }>(found === null ? pageFiltered(query) : pageFound(query, found.ids))
    // Past the end there is no row to carry the number.
    return { ids: page.map(row => row.id), total: page[0]?.total ?? (offset === 0 ? 0 : count(filter)) }
  }

  const allIds: SessionStore['allIds'] = (filter, sort) => {
    const found = findText(db, filter.text)
    if (found === null) return allInOrder(filter, sort)
    return isFew(found) ? sorted(filter, found.ids, sort) : among(found, allInOrder(filter, sort))
  }

  const count: SessionStore['count'] = filter => {
    const found = findText(db, filter.text)
    if (found === null) return countOf(filter)
    if (isFew(found)) return db.pluck<number>(countFound(filter, found.ids))[0] ?? 0
    return among(found, db.pluck<number>(idsFiltered(filter))).length
  }

  function sorted(filter: ResolvedFilter, ids: readonly number[], sort: DialogSort): number[] {
    return db.all<{ id: number }>(pageFound({ filter, sort, offset: 0, limit: -1 }, ids)).map(row => row.id)
  }

  return { size, index, allIds, count, inOrder: (ids, sort) => sorted(anything, ids, sort) }
}

function isEmpty(filter: ResolvedFilter): boolean {
  return where(filter).text === and([]).text
}

/** Putting so many ids into a condition would take SQLite longer than everything else in the list. */
function among({ ids, isLeftOut }: Found, listed: readonly number[]): number[] {
  const found = new Set(ids)
  return listed.filter(id => found.has(id) !== isLeftOut)
}
