import type { DialogSort } from '#contract/dialogs.ts'
import type { ResolvedFilter } from '#core/sessions/period.ts'
import { inIds, sql, type Sql } from '../sql.ts'
import { orderIndexed, sortExpressions, walkedExpressions } from './session-columns.ts'
import { isOfOperators, isOpenOnly, isRatedOnly, isSignedOnly, isVotedOnly, where } from './session-filter.ts'

/** Empty values come last in both directions; the id keeps equal ones in a fixed order. */
function orderBy({ column, direction, thenBy = [] }: DialogSort, isWalk: boolean): Sql {
  const keys: Sql[] = []
  for (const key of [{ column, direction }, ...thenBy]) {
    if (!(key.column in sortExpressions)) continue
    const plain = sortExpressions[key.column as keyof typeof sortExpressions] // Its own key, as just seen.
    const by = (isWalk ? walkedExpressions[key.column] : undefined) ?? plain
    if (key.column === 'id') return joined([...keys, key.direction === 'asc' ? sql`id ASC` : sql`id DESC`])
    keys.push(key.direction === 'asc' ? sql`${by} ASC NULLS LAST` : sql`${by} DESC NULLS LAST`)
  }
  return joined([...keys, direction === 'asc' ? sql`id ASC` : sql`id DESC`])
}

function joined(parts: readonly Sql[]): Sql {
  return { text: parts.map(({ text }) => text).join(', '), params: parts.flatMap(({ params }) => params) }
}

/** Whether an index holds the whole list in this order. */
export function hasOrderIndex({ column, thenBy = [] }: DialogSort): boolean {
  return thenBy.length === 0 && orderIndexed.has(column)
}

export type ListQuery = {
  /** Its text is a matter of its own. */
  readonly filter: ResolvedFilter
  readonly sort: DialogSort
  readonly offset: number
  /** -1 for all. */
  readonly limit: number
}

/** For lists that leave nothing out: walks the order's own index and stops when the page is full. */
export function indexInOrder(query: ListQuery): Sql {
  return list(query, sql`session`, { isWalk: true, isCounted: false })
}

/** The same among the order's first `rows` sessions only, for lists that match much. */
export function indexAtFirst(query: ListQuery, rows: number): Sql {
  return list(query, sql`(SELECT * FROM session ORDER BY ${orderBy(query.sort, true)} LIMIT ${rows}) AS session`, { isWalk: true, isCounted: false })
}

/**
 * For lists that leave much out: filters on the narrow index first and sorts what is left. Walking the order's index
 * instead would visit row after row of the table that does not match.
 */
export function indexFiltered(query: ListQuery): Sql {
  return list(query, listIndex(query.filter), { isWalk: false, isCounted: false })
}

/** The same with the number of all matches beside each id: one pass over the index instead of two. */
export function pageFiltered(query: ListQuery): Sql {
  return list(query, listIndex(query.filter), { isWalk: false, isCounted: true })
}

/** For a search that finds few: begins with what it found. */
export function pageFound(query: ListQuery, ids: readonly number[]): Sql {
  return list(query, sql`session NOT INDEXED`, { isWalk: false, isCounted: true, ids })
}

type Way = { readonly isWalk: boolean; readonly isCounted: boolean; readonly ids?: readonly number[] }

function list({ filter, sort, offset, limit }: ListQuery, from: Sql, { isWalk, isCounted, ids }: Way): Sql {
  return sql`
    SELECT id${isCounted ? sql`, COUNT(*) OVER () AS total` : sql``}
      FROM ${from}
     WHERE ${ids === undefined ? where(filter) : foundWhere(filter, ids)}
     ORDER BY ${orderBy(sort, isWalk)}
     LIMIT ${limit} OFFSET ${offset}
  `
}

/** The index that leaves the most out: what is always few, or else the period by its date. */
function listIndex(filter: ResolvedFilter): Sql {
  if (isSignedOnly(filter)) return sql`session NOT INDEXED`
  if (isOpenOnly(filter)) return sql`session INDEXED BY session_list_open`
  // What is turned round is what these indexes do not hold.
  if (filter.comment !== '' && !filter.not.includes('comment')) return sql`session INDEXED BY session_commented`
  switch (filter.not.includes('period') ? undefined : filter.period?.field) {
    // The one by rating date holds rated sessions alone, which is what a period of ratings asks for.
    case 'rated': return sql`session INDEXED BY session_list_rated`
    case 'closed': return sql`session INDEXED BY session_list_closed`
    case 'created': return sql`session INDEXED BY session_list_created`
    case 'firstAnswer': return sql`session INDEXED BY session_by_first_answer`
    case 'operatorAnswer': return sql`session INDEXED BY session_by_operator_answer`
    case 'lastMessage': return sql`session INDEXED BY session_by_last_message`
    case 'changed': return sql`session INDEXED BY session_by_changed`
    case undefined: return listWithoutPeriod(filter)
  }
}

function listWithoutPeriod(filter: ResolvedFilter): Sql {
  if (isRatedOnly(filter)) return sql`session INDEXED BY session_list_reviewed`
  if (isVotedOnly(filter)) return sql`session INDEXED BY session_list_vote`
  if (isOfOperators(filter)) return sql`session INDEXED BY session_list_operator`
  return sql`session INDEXED BY session_list_created`
}

/** Which share of these sessions matches, but for the text. */
export function shareOf(ids: readonly number[], filter: ResolvedFilter): Sql {
  return sql`SELECT AVG(COALESCE(${where(filter)}, 0)) FROM session WHERE id IN ${inIds(ids)}`
}

export function countFiltered(filter: ResolvedFilter): Sql {
  return sql`SELECT COUNT(*) FROM ${listIndex(filter)} WHERE ${where(filter)}`
}

/** In no order. */
export function idsFiltered(filter: ResolvedFilter): Sql {
  return sql`SELECT id FROM ${listIndex(filter)} WHERE ${where(filter)}`
}

/** What a filter that matches most leaves out, in no order. */
export function idsLeftOut(filter: ResolvedFilter): Sql {
  return sql`SELECT id FROM session INDEXED BY session_list_created WHERE (${where(filter)}) IS NOT TRUE`
}

export function countFound(filter: ResolvedFilter, ids: readonly number[]): Sql {
  return sql`SELECT COUNT(*) FROM session NOT INDEXED WHERE ${foundWhere(filter, ids)}`
}

function foundWhere(filter: ResolvedFilter, ids: readonly number[]): Sql {
  return sql`${where(filter)} AND id IN ${inIds(ids)}`
}
