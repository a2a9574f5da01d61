import type { DialogColumn, DialogSort, ListField, RangeField, SortKey } from '#contract/dialogs.ts'
import { detailedStatuses, generalStatuses, reviewers } from '#contract/dialogs.ts'
import { evidenceKinds } from '#contract/insights.ts'
import { fold } from '#core/names/fold.ts'
import type { ResolvedFilter } from '#core/sessions/period.ts'
import { departments, type Facts } from './list-facts.ts'

// A plain evaluation in memory, written from the meaning of each filter and not from the SQL.

const ratingOf = (f: Facts): number | null => f.unsent?.rating ?? f.supervisorRating
const commentOf = (f: Facts): string => f.unsent?.comment ?? f.supervisorComment ?? ''

function detailedOf(f: Facts): string {
  if (f.status === 'closed' || f.status === 'spam') return f.status
  if (f.status === 'new') return f.transfers > 0 ? 'queued' : 'new'
  return f.stage ?? 'unknown'
}

function generalOf(f: Facts): string {
  const detailed = detailedOf(f)
  if (detailed === 'unknown') return detailed
  if (detailed === 'closed' || detailed === 'spam') return 'closed'
  return detailed === 'answered' || detailed === 'closing' ? 'answered' : 'waiting'
}

function reviewOf(f: Facts): string {
  if (f.ownRating !== null) return 'me'
  if (ratingOf(f) !== null) return 'others'
  return f.isHidden ? 'hidden' : 'none'
}

function disagreementOf(f: Facts): string {
  const head = ratingOf(f)
  if (head === null || f.clientRating === null) return 'none'
  if (f.lineId === 2) return Math.abs(head - f.clientRating) < 2 ? 'agree' : f.clientRating > head ? 'missed' : 'unfair'
  if (f.clientRating === 5 && head <= 2) return 'missed'
  return f.clientRating === 1 && head >= 4 ? 'unfair' : 'agree'
}

function clientKindOf(f: Facts): string[] {
  if (f.clientRating === null) return ['none']
  return [f.clientRating >= 3 ? 'like' : 'dislike', String(f.clientRating)]
}

function departmentsOf(f: Facts): number[] {
  const above = (id: number | null): number[] => {
    const found = departments.find(department => department.id === id)
    return found ? [found.id, ...above(found.parentId)] : []
  }
  return f.departments.length === 0 ? [0] : f.departments.flatMap(above)
}

const yes = (is: boolean): string[] => [is ? 'yes' : 'no']

/** The values under which a dialog is found in each list. */
const valuesOf: Readonly<Record<ListField, (f: Facts) => readonly (string | number)[]>> = {
  statuses: f => [f.status], generalStatuses: f => [generalOf(f)], detailedStatuses: f => [detailedOf(f)], closeReasons: f => [f.closeReason ?? 'none'],
  operatorIds: f => [f.operatorId ?? 0], departmentIds: departmentsOf, lineIds: f => [f.lineId], sources: f => [f.source],
  directions: f => [f.direction ?? 'unknown'], clientRatings: clientKindOf, supervisorRatings: f => [ratingOf(f) ?? (f.isHidden ? -1 : 0)],
  disagreements: f => [disagreementOf(f)], comments: f => yes(commentOf(f) !== ''), kpi: f => [f.kpiFirstAnswer === null ? 'none' : f.kpiFirstAnswer ? 'met' : 'breached'],
  spam: f => yes(f.status === 'spam'), pinned: f => yes(f.status === 'paused'), crm: f => yes(f.crmEntityType !== null), form: () => ['unknown'],
  reviewers: f => [reviewOf(f)], marked: f => yes(f.isMarked), flagged: f => yes(f.isFlagged), alerts: f => [f.alert ?? 'none'], unsent: f => yes(f.unsent !== null),
  evidence: f => (f.evidence === null ? ['unknown'] : f.evidence.length === 0 ? ['none'] : f.evidence),
}

function numberOf(f: Facts, field: RangeField): number | null {
  switch (field) {
    case 'waitAnswer': return f.waitAnswer
    case 'waitClose': return f.waitClose
    case 'waitTaken': return f.operatorAnswerAt === null ? null : (f.operatorAnswerAt - f.createdAt) / 1000
    case 'messageCount': return f.messageCount === 0 ? null : f.messageCount
    case 'transfers': return f.transfers
    default: return f.times[field] ?? null
  }
}

export function holds(f: Facts, filter: ResolvedFilter): boolean {
  const lists = (Object.keys(valuesOf) as ListField[]).every(field => { // Its own keys.
    const wanted: readonly (string | number)[] = filter[field]
    return wanted.length === 0 || valuesOf[field](f).some(value => wanted.includes(value)) !== filter.not.includes(field)
  })
  const ranges = (Object.entries(filter.ranges) as [RangeField, { min: number | null; max: number | null }][]).every(([field, { min, max }]) => { // The schema's keys.
    const value = numberOf(f, field)
    return (value !== null && (min === null || value >= min) && (max === null || value <= max)) !== filter.not.includes(field)
  })
  const period = filter.period === null || inPeriod(f, filter.period) !== filter.not.includes('period')
  const comment = filter.comment === '' || fold(commentOf(f)).includes(fold(filter.comment)) !== filter.not.includes('comment')
  return lists && ranges && period && comment && says(f, filter.text)
}

function inPeriod(f: Facts, period: NonNullable<ResolvedFilter['period']>): boolean {
  const at = {
    created: f.createdAt, closed: f.closedAt, rated: f.ratedAt, firstAnswer: f.firstAnswerAt, operatorAnswer: f.operatorAnswerAt,
    lastMessage: f.lastMessageAt, changed: f.changedAt,
  }[period.field]
  return at !== null && (period.from === null || at >= period.from) && (period.to === null || at < period.to)
}

/** The searches of the test, each with its meaning spelt out. */
export const searches: Readonly<Record<string, (words: string) => boolean>> = {
  '': () => true, '"': () => true,
  'АЛЁНА': words => words.includes(' алена'),
  'росс боб': words => words.includes(' росс') && words.includes(' боб'),
  'зак*': words => words.includes(' зак'),
  '"bob ross"': words => words.includes(' bob ross '),
  '"мой заказ" -спасибо': words => words.includes(' мой заказ ') && !words.includes(' спасибо'),
  '-заказ': words => !words.includes(' заказ'),
  'елк': words => words.includes(' елк'),
  'OR': words => words.includes(' or'),
}

function says(f: Facts, text: string): boolean {
  // A phrase never runs from one text into the next.
  const words = [f.clientName ?? '', commentOf(f), ...(f.said ?? [])].map(part => ` ${fold(part).replace(/[^\p{L}\p{N}]+/gu, ' ')} `).join('|')
  return searches[text]?.(words) ?? false
}

function keyOf(f: Facts, column: DialogColumn): string | number | null {
  const place = (names: readonly string[], name: string): number | null => (names.includes(name) ? names.indexOf(name) : null)
  const folded = (name: string | null): string | null => (name === null ? null : fold(name))
  switch (column) {
    case 'client': return folded(f.clientName)
    case 'operator': return folded(f.operatorName)
    case 'line': return folded(f.lineName)
    case 'department': return folded(f.departments.map(id => departments.find(department => department.id === id)?.name ?? '').join(', ') || null)
    case 'generalStatus': return place(generalStatuses, generalOf(f))
    case 'detailedStatus': return place(detailedStatuses, detailedOf(f))
    case 'review': return place(reviewers, reviewOf(f))
    case 'supervisorRating': return ratingOf(f)
    case 'supervisorComment': return Number(commentOf(f) !== '')
    case 'spam': return Number(f.status === 'spam')
    case 'pinned': return Number(f.status === 'paused')
    case 'ratingState': return Number(f.unsent !== null)
    case 'alertState': return f.alert
    case 'kpiFirstAnswer': return f.kpiFirstAnswer === null ? null : Number(f.kpiFirstAnswer)
    case 'evidence': return f.evidence && f.evidence.reduce((mask, kind) => mask + 2 ** evidenceKinds.indexOf(kind), 0)
    case 'page': case 'formFilled': case 'historyRequested': case 'queuedAt': case 'operatorClosedAt': case 'waitOperatorClose': return null
    case 'waitTaken': case 'dialogTime': case 'firstReply': case 'botTime': case 'totalReply': case 'averageReply': case 'longestReply': return numberOf(f, column)
    default: return f[column]
  }
}

/** Bytes order as SQLite does; the names have no characters for which UTF-16 order differs. Empty values come last. */
function compare(a: Facts, b: Facts, { column, direction }: SortKey): number {
  const [x, y] = [keyOf(a, column), keyOf(b, column)]
  if (x === null || y === null) return x === y ? 0 : x === null ? 1 : -1
  return (x < y ? -1 : x > y ? 1 : 0) * (direction === 'asc' ? 1 : -1)
}

export function listed(all: readonly Facts[], filter: ResolvedFilter, { column, direction, thenBy = [] }: DialogSort): number[] {
  const keys: SortKey[] = [{ column, direction }, ...thenBy, { column: 'id', direction }]
  return all.filter(f => holds(f, filter))
    .sort((a, b) => keys.reduce((order, key) => order || compare(a, b, key), 0))
    .map(({ id }) => id)
}

