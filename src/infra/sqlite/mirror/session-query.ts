import type { clientRatingKinds, DialogColumn, DialogSort } from '#contract/dialogs.ts'
import { fold } from '#core/names/fold.ts'
import type { ResolvedFilter, TimeRange } from '#core/sessions/period.ts'
import { and, inIds, inList, sql, type Sql } from '../sql.ts'

const sortColumns: Readonly<Record<DialogColumn, Sql>> = {
  id: sql`id`,
  client: sql`client_key`,
  status: sql`status`,
  operator: sql`operator_key`,
  source: sql`source`,
  line: sql`line_key`,
  clientRating: sql`client_rating`,
  supervisorRating: sql`supervisor_rating`,
  waitAnswer: sql`wait_answer`,
  waitClose: sql`wait_close`,
  messageCount: sql`message_count`,
  transfers: sql`transfers`,
  createdAt: sql`created_at`,
  closedAt: sql`closed_at`,
  ratedAt: sql`rated_at`,
}

const periodColumns: Readonly<Record<TimeRange['field'], Sql>> = {
  created: sql`created_at`, closed: sql`closed_at`, rated: sql`rated_at`,
}

/** Stars are split as the portal's own statistics do, where the middle is a like. */
const ratingsOf: Readonly<Record<(typeof clientRatingKinds)[number], readonly number[]>> = { like: [3, 4, 5], dislike: [1, 2], none: [0] }

export function isEmptyFilter(filter: ResolvedFilter): boolean {
  return where(filter).text === and([]).text
}

/** Conditions of a filter, for any query over `session`. */
export function where(filter: ResolvedFilter): Sql {
  const conditions: Sql[] = []
  if (filter.statuses.length > 0) conditions.push(sql`status IN ${inList(filter.statuses)}`)
  // Says the same once more in the words of the partial index, which SQLite otherwise would not dare to use.
  if (isOpenOnly(filter)) conditions.push(sql`status IN ('new', 'answered', 'paused')`)
  if (filter.operatorIds.length > 0) conditions.push(inWithNone(sql`operator_id`, filter.operatorIds))
  if (filter.lineIds.length > 0) conditions.push(sql`line_id IN ${inList(filter.lineIds)}`)
  if (filter.sources.length > 0) conditions.push(sql`source IN ${inList(filter.sources)}`)
  if (filter.clientRatings.length > 0) {
    conditions.push(inWithNone(sql`client_rating`, filter.clientRatings.flatMap(kind => ratingsOf[kind])))
  }
  if (filter.supervisorRatings.length > 0) conditions.push(inWithNone(sql`supervisor_rating`, filter.supervisorRatings))
  if (filter.period) conditions.push(within(filter.period))
  for (const word of fold(filter.text).split(' ').filter(part => part !== '')) {
    conditions.push(sql`instr(client_key, ${word}) > 0`)
  }
  return and(conditions)
}

/** In a filter 0 stands for "none", which the table holds as NULL. */
function inWithNone(column: Sql, values: readonly number[]): Sql {
  const some = values.filter(value => value !== 0)
  if (some.length === values.length) return sql`${column} IN ${inList(some)}`
  if (some.length === 0) return sql`${column} IS NULL`
  return sql`(${column} IS NULL OR ${column} IN ${inList(some)})`
}

function within({ field, from, to }: TimeRange): Sql {
  const column = periodColumns[field]
  const bounds: Sql[] = []
  if (from !== null) bounds.push(sql`${column} >= ${from}`)
  if (to !== null) bounds.push(sql`${column} < ${to}`)
  return bounds.length === 0 ? sql`${column} IS NOT NULL` : and(bounds)
}

/** Empty values come last in both directions; the id keeps equal ones in a fixed order. */
function orderBy({ column, direction }: DialogSort): Sql {
  const by = sortColumns[column]
  if (column === 'id') return direction === 'asc' ? sql`id ASC` : sql`id DESC`
  return direction === 'asc' ? sql`${by} ASC NULLS LAST, id ASC` : sql`${by} DESC NULLS LAST, id DESC`
}

export type ListQuery = {
  readonly filter: ResolvedFilter
  readonly sort: DialogSort
  readonly offset: number
  /** -1 for all. */
  readonly limit: number
}

/** For lists that match nearly everything: walks the order's own index and stops when the page is full. */
export function indexInOrder({ filter, sort, offset, limit }: ListQuery): Sql {
  return sql`
    SELECT id
      FROM session
     WHERE ${where(filter)}
     ORDER BY ${orderBy(sort)}
     LIMIT ${limit} OFFSET ${offset}
  `
}

const openStatuses: readonly string[] = ['new', 'answered', 'paused']

function isOpenOnly({ statuses }: ResolvedFilter): boolean {
  return statuses.length > 0 && statuses.every(status => openStatuses.includes(status))
}

/** The narrow index that leaves the most out: open dialogs alone, or those of the period by its date. */
function listIndex(filter: ResolvedFilter): Sql {
  if (isOpenOnly(filter)) return sql`session INDEXED BY session_list_open`
  const { period } = filter
  // The one by rating date holds rated sessions alone, which is what a period of ratings asks for.
  if (period?.field === 'rated') return sql`session INDEXED BY session_list_rated`
  if (period?.field === 'closed') return sql`session INDEXED BY session_list_closed`
  return sql`session INDEXED BY session_list_created`
}

/**
 * For lists that leave much out: filters on the narrow index first and sorts what is left. Walking the order's index
 * instead would visit row after row of the table that does not match.
 */
export function indexFiltered(query: ListQuery): Sql {
  return filtered(query, sql`id`)
}

/** The same with the number of all matches beside each id: one pass over the index instead of two. */
export function pageFiltered(query: ListQuery): Sql {
  return filtered(query, sql`id, COUNT(*) OVER () AS total`)
}

function filtered({ filter, sort, offset, limit }: ListQuery, columns: Sql): Sql {
  return sql`
    SELECT ${columns}
      FROM ${listIndex(filter)}
     WHERE ${where(filter)}
     ORDER BY ${orderBy(sort)}
     LIMIT ${limit} OFFSET ${offset}
  `
}

/** Which share of these sessions matches. */
export function shareOf(ids: readonly number[], filter: ResolvedFilter): Sql {
  return sql`SELECT AVG(COALESCE(${where(filter)}, 0)) FROM session WHERE id IN ${inIds(ids)}`
}

export function countFiltered(filter: ResolvedFilter): Sql {
  return sql`SELECT COUNT(*) FROM ${listIndex(filter)} WHERE ${where(filter)}`
}
