import type { clientRatingValues, ListField, Range, RangeField, TurnableField } from '#contract/dialogs.ts'
import { evidenceKinds, type EvidenceKind } from '#contract/insights.ts'
import { foldText } from '#core/search/search-query.ts'
import type { ResolvedFilter, TimeRange } from '#core/sessions/period.ts'
import { and, inList, sql, type Sql } from '../sql.ts'
import { detailedStatus, generalStatus, periodColumns, rangeColumns, ratingCode, reviewer, shownRating } from './session-columns.ts'

/** Stars are split as the portal's own statistics do, where the middle is a like. */
const ratingsOf: Readonly<Record<(typeof clientRatingValues)[number], readonly number[]>> = {
  like: [3, 4, 5], dislike: [1, 2], none: [0], 1: [1], 2: [2], 3: [3], 4: [4], 5: [5],
}

/** A rating from 2 to 4 shows that its line has stars: there a distance of two is a disagreement, elsewhere only the opposite is. */
const apart = sql`iif(line_id IN (SELECT line_id FROM session WHERE client_rating BETWEEN 2 AND 4), 2, 3)`
const disagreement = sql`
  CASE WHEN client_rating IS NULL OR ${shownRating} IS NULL THEN 'none' WHEN client_rating - ${shownRating} >= ${apart} THEN 'missed'
       WHEN ${shownRating} - client_rating >= ${apart} THEN 'unfair' ELSE 'agree' END
`

const lists: { readonly [F in ListField]: (values: ResolvedFilter[F]) => Sql } = {
  statuses: values => sql`status IN ${inList(values)}`,
  generalStatuses: values => inOrNull(generalStatus, values, 'unknown'),
  detailedStatuses: values => inOrNull(detailedStatus, values, 'unknown'),
  closeReasons: values => inOrNull(sql`close_reason`, values, 'none'),
  operatorIds: values => inOrNull(sql`operator_id`, values, 0),
  departmentIds,
  lineIds: values => sql`line_id IN ${inList(values)}`,
  sources: values => sql`source IN ${inList(values)}`,
  directions: values => inOrNull(sql`direction`, values, 'unknown'),
  clientRatings: values => inOrNull(sql`client_rating`, values.flatMap(value => ratingsOf[value]), 0),
  supervisorRatings: values => sql`${ratingCode} IN ${inList(values)}`,
  disagreements: values => values.includes('none')
    ? sql`${disagreement} IN ${inList(values)}`
    : sql`client_rating IS NOT NULL AND ${disagreement} IN ${inList(values)}`,
  comments: values => yesOrNo(sql`commented = 1`, values),
  kpi: values => inOrNull(sql`kpi_first_answer`, values.map(value => ({ met: 1, breached: 0, none: null })[value]), null),
  spam: values => yesOrNo(sql`status = 'spam'`, values),
  pinned: values => yesOrNo(sql`status = 'paused'`, values),
  crm: values => yesOrNo(sql`crm_entity_type IS NOT NULL`, values),
  // No method of the portal tells it.
  form: values => (values.includes('unknown') ? sql`TRUE` : sql`FALSE`),
  reviewers: values => sql`${reviewer} IN ${inList(values)}`,
  marked: values => yesOrNo(sql`id IN (SELECT session_id FROM own WHERE marked = 1)`, values),
  flagged: values => yesOrNo(sql`id IN (SELECT session_id FROM own WHERE flagged = 1)`, values),
  alerts: values => inOrNull(sql`alert_state`, values, 'none'),
  unsent: values => yesOrNo(sql`pending_rating IS NOT NULL`, values),
  evidence: values => {
    const kinds = values.filter(value => value !== 'none' && value !== 'unknown')
    const found = sql`evidence & ${evidenceMask(kinds)} <> 0`
    return any([...(kinds.length > 0 ? [found] : []), ...(values.includes('none') ? [sql`evidence = 0`] : []), ...(values.includes('unknown') ? [sql`evidence IS NULL`] : [])])
  },
}

/** One bit for each kind, in the order of the contract. */
export function evidenceMask(kinds: readonly EvidenceKind[]): number {
  return kinds.reduce((mask, kind) => mask | (1 << evidenceKinds.indexOf(kind)), 0)
}

/** Conditions of a filter but for its text, for any query over `session`. */
export function where(filter: ResolvedFilter): Sql {
  const conditions: Sql[] = []
  const add = (field: TurnableField, condition: Sql): void => {
    conditions.push(filter.not.includes(field) ? sql`(${condition}) IS NOT TRUE` : condition)
  }
  for (const field of Object.keys(lists) as ListField[]) { // Its own keys.
    const condition = listCondition(filter, field)
    if (condition !== null) add(field, condition)
  }
  // Says the same once more in the words of the partial indexes, which SQLite otherwise would not dare to use.
  if (isOpenOnly(filter)) conditions.push(sql`status IN ('new', 'answered', 'paused')`)
  if (isRatedOnly(filter)) conditions.push(sql`(pending_rating IS NOT NULL OR portal_rating IS NOT NULL)`)
  if (filter.comment !== '') add('comment', sql`commented = 1 AND instr(comment_key, ${foldText(filter.comment)}) > 0`)
  for (const [field, range] of Object.entries(filter.ranges) as [RangeField, Range | undefined][]) { // The schema admits no other keys.
    if (range) add(field, inRange(rangeColumns[field], range))
  }
  if (filter.period) add('period', within(filter.period))
  return and(conditions)
}

function listCondition<F extends ListField>(filter: ResolvedFilter, field: F): Sql | null {
  const values = filter[field]
  return values.length === 0 ? null : lists[field](values)
}

/** Whether a list asks for these values alone. */
function asksOnly<F extends ListField>(filter: ResolvedFilter, field: F, isOne: (value: ResolvedFilter[F][number]) => boolean): boolean {
  const values: readonly ResolvedFilter[F][number][] = filter[field]
  return values.length > 0 && !filter.not.includes(field) && values.every(isOne)
}

export function isOpenOnly(filter: ResolvedFilter): boolean {
  return asksOnly(filter, 'statuses', value => value === 'new' || value === 'answered' || value === 'paused')
}

/** By the client. */
export function isVotedOnly(filter: ResolvedFilter): boolean {
  return asksOnly(filter, 'clientRatings', value => value !== 'none') || asksOnly(filter, 'disagreements', value => value !== 'none')
}

/** By a supervisor. */
export function isRatedOnly(filter: ResolvedFilter): boolean {
  return asksOnly(filter, 'supervisorRatings', value => value > 0)
}

/** Of the few that were flagged or marked by hand. */
export function isSignedOnly(filter: ResolvedFilter): boolean {
  return asksOnly(filter, 'flagged', value => value === 'yes') || asksOnly(filter, 'marked', value => value === 'yes')
}

export function isOfOperators(filter: ResolvedFilter): boolean {
  return asksOnly(filter, 'operatorIds', value => value > 0)
}

/** `empty` is what stands for NULL among the values. */
function inOrNull(column: Sql, values: readonly (string | number | null)[], empty: string | number | null): Sql {
  const some = values.filter(value => value !== empty)
  if (some.length === values.length) return sql`${column} IN ${inList(some)}`
  if (some.length === 0) return sql`${column} IS NULL`
  return sql`(${column} IS NULL OR ${column} IN ${inList(some)})`
}

function yesOrNo(condition: Sql, values: readonly ('yes' | 'no')[]): Sql {
  if (values.includes('yes') && values.includes('no')) return sql`TRUE`
  return values.includes('yes') ? condition : sql`(${condition}) IS NOT TRUE`
}

function any(conditions: readonly Sql[]): Sql {
  return { text: `(${conditions.map(({ text }) => text).join(' OR ')})`, params: conditions.flatMap(({ params }) => params) }
}

function inRange(column: Sql, { min, max }: Range): Sql {
  const bounds: Sql[] = []
  if (min !== null) bounds.push(sql`${column} >= ${min}`)
  if (max !== null) bounds.push(sql`${column} <= ${max}`)
  return bounds.length === 0 ? sql`${column} IS NOT NULL` : and(bounds)
}

function within({ field, from, to }: TimeRange): Sql {
  const column = periodColumns[field]
  const bounds: Sql[] = []
  if (from !== null) bounds.push(sql`${column} >= ${from}`)
  if (to !== null) bounds.push(sql`${column} < ${to}`)
  return bounds.length === 0 ? sql`${column} IS NOT NULL` : and(bounds)
}

/** Operators of the departments and of all below them; 0 stands for who is in none. */
function departmentIds(ids: readonly number[]): Sql {
  const some = ids.filter(id => id !== 0)
  const inThem = sql`operator_id IN (
    WITH RECURSIVE below (id) AS (
      SELECT value FROM json_each(${JSON.stringify(some)})
       UNION
      SELECT department.id FROM department JOIN below ON department.parent_id = below.id
    )
    SELECT operator.id FROM operator, json_each(operator.department_ids) AS held WHERE held.value IN (SELECT id FROM below)
  )`
  if (some.length === ids.length) return inThem
  const inNone = sql`(operator_id IS NULL OR operator_id NOT IN (SELECT id FROM operator WHERE department_ids <> '[]'))`
  return some.length === 0 ? inNone : any([inThem, inNone])
}
