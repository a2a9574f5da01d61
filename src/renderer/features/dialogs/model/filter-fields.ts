import { z } from 'zod'
import {
  anyDialog, columnOrigin, dialogFilterSchema, listFields, rangeFields, turnableFields, type DialogColumn, type DialogFilter, type ListField, type Period,
  type Range, type RangeField, type TurnableField,
} from '#contract/dialogs.ts'
import type { SourceKind } from '#contract/portal.ts'

/** Conditions that have a chip; the text has its own field. */
export type FilterField = TurnableField

/** How a condition is meant. Lists have their own value for "empty". */
export type Condition = 'is' | 'not' | 'empty'

/** In the order of the menu and of the chips. */
export const filterGroups = {
  dialog: [
    'statuses', 'generalStatuses', 'detailedStatuses', 'closeReasons', 'operatorIds', 'departmentIds', 'sources', 'lineIds', 'directions', 'period',
  ],
  ratings: ['clientRatings', 'supervisorRatings', 'disagreements', 'reviewers', 'marked', 'comments', 'comment', 'unsent'],
  state: ['flagged', 'alerts', 'evidence', 'kpi', 'spam', 'pinned', 'crm', 'form'],
  numbers: rangeFields,
} as const satisfies Readonly<Record<string, readonly FilterField[]>>

export const filterFields: readonly FilterField[] = Object.values(filterGroups).flat()

/** Times are bounded in minutes on screen; these are plain numbers. */
export const countFields: ReadonlySet<RangeField> = new Set<RangeField>(['messageCount', 'transfers'])

const numberLists: ReadonlySet<ListField> = new Set<ListField>(['operatorIds', 'departmentIds', 'lineIds', 'supervisorRatings'])

/** The column that says of a dialog what the condition asks. */
const columnsOfLists: Readonly<Record<ListField, DialogColumn>> = {
  statuses: 'status', generalStatuses: 'generalStatus', detailedStatuses: 'detailedStatus', closeReasons: 'closeReason', operatorIds: 'operator',
  departmentIds: 'department', lineIds: 'line', sources: 'source', directions: 'direction', clientRatings: 'clientRating',
  supervisorRatings: 'supervisorRating', disagreements: 'clientRating', comments: 'supervisorComment', kpi: 'kpiFirstAnswer', spam: 'spam',
  pinned: 'pinned', crm: 'crmEntityType', form: 'formFilled', reviewers: 'review', marked: 'review', flagged: 'review', alerts: 'alertState',
  unsent: 'ratingState', evidence: 'evidence',
}

const columnsOfDates: Readonly<Record<Period['field'], DialogColumn>> = {
  created: 'createdAt', closed: 'closedAt', rated: 'ratedAt', firstAnswer: 'firstAnswerAt', operatorAnswer: 'operatorAnswerAt',
  lastMessage: 'lastMessageAt', changed: 'changedAt',
}

/** Values that need to be told more than the rest of their list. */
const columnsOfValues: Readonly<Partial<Record<ListField, Readonly<Record<string, DialogColumn>>>>> = {
  statuses: { paused: 'pinned', spam: 'spam' }, detailedStatuses: { queued: 'transfers', spam: 'spam' },
}

/** Why a choice could never be met: no portal tells it, or this source of dialogs does not. Null where it can be. */
export type Untold = 'untold' | 'source' | null

export function untoldField(field: FilterField, source: SourceKind): Untold {
  // Of the dates each is told or not by itself.
  if (field === 'period') return null
  if (field === 'comment') return untoldColumn('supervisorComment', source)
  return untoldColumn(isRangeField(field) ? field : columnsOfLists[field], source)
}

export function untoldDate(field: Period['field'], source: SourceKind): Untold {
  return untoldColumn(columnsOfDates[field], source)
}

export function untoldValue(field: ListField, value: string, source: SourceKind): Untold {
  const column = columnsOfValues[field]?.[value]
  return column === undefined ? null : untoldColumn(column, source)
}

function untoldColumn(column: DialogColumn, source: SourceKind): Untold {
  const origin = columnOrigin(column, source)
  return origin === 'untold' || origin === 'source' ? origin : null
}

export function isListField(field: FilterField): field is ListField {
  return listFields.some(name => name === field)
}

export function isRangeField(field: FilterField): field is RangeField {
  return rangeFields.some(name => name === field)
}

/** The values that a list can hold; null where the portal's directory has them. */
export function knownValues(field: ListField): readonly string[] | null {
  const { element } = dialogFilterSchema.shape[field].unwrap()
  return element instanceof z.ZodEnum ? element.options.map(String) : null
}

/** Yes or no and nothing else: turning it round would only say the other. */
export function isFlag(field: ListField): boolean {
  return knownValues(field)?.join() === 'yes,no'
}

export function isSet(filter: DialogFilter, field: FilterField): boolean {
  if (field === 'period') return filter.period !== null
  if (field === 'comment') return filter.comment !== ''
  return isListField(field) ? filter[field].length > 0 : filter.ranges[field] !== undefined
}

/** Whether any date, or any number, will do: all that is asked is that there is one, or none. */
export function isOpenWide(filter: DialogFilter, field: FilterField): boolean {
  if (field === 'period') return filter.period?.kind === 'range' && filter.period.from === null && filter.period.to === null
  const range = isRangeField(field) ? filter.ranges[field] : undefined
  return range !== undefined && range.min === null && range.max === null
}

export function conditionOf(filter: DialogFilter, field: FilterField): Condition {
  if (!filter.not.includes(field)) return 'is'
  return isOpenWide(filter, field) ? 'empty' : 'not'
}

/** `date`: the one of a period that is to be empty. */
export function withCondition(filter: DialogFilter, field: FilterField, condition: Condition, date: Period['field'] = 'created'): DialogFilter {
  const base = condition === 'empty' ? withOpened(filter, field, date) : isOpenWide(filter, field) ? withoutField(filter, field) : filter
  return withTurned(base, field, condition !== 'is')
}

function withOpened(filter: DialogFilter, field: FilterField, date: Period['field']): DialogFilter {
  if (field === 'period') return { ...filter, period: { kind: 'range', field: date, from: null, to: null } }
  return isRangeField(field) ? withRange(filter, field, { min: null, max: null }) : filter
}

/** "Is not" when it was "is", and back. */
function withTurned(filter: DialogFilter, field: FilterField, turned: boolean): DialogFilter {
  return { ...filter, not: turnableFields.filter(name => name === field ? turned : filter.not.includes(name)) }
}

/** Without the turns of conditions that were given no value. */
export function withoutIdleTurns(filter: DialogFilter): DialogFilter {
  const not = filter.not.filter(field => isSet(filter, field))
  return not.length === filter.not.length ? filter : { ...filter, not }
}

/** Ticked when it was not, and back; values are text. */
export function withToggled(filter: DialogFilter, field: ListField, value: string): DialogFilter {
  const before = filter[field].map(String)
  const toggled = before.includes(value) ? before.filter(item => item !== value) : [...before, value]
  const known = knownValues(field)
  if (known !== null) return { ...filter, [field]: known.filter(item => toggled.includes(item)) }
  return { ...filter, [field]: numberLists.has(field) ? toggled.map(Number).sort((one, other) => one - other) : toggled }
}

/** Null is no condition. */
export function withRange(filter: DialogFilter, field: RangeField, range: Range | null): DialogFilter {
  // Always in one order, so that equal filters are written alike.
  const kept = rangeFields.flatMap(name => {
    const found = name === field ? range : filter.ranges[name] ?? null
    return found === null ? [] : [[name, found]]
  })
  return { ...filter, ranges: Object.fromEntries(kept) }
}

export function withoutField(filter: DialogFilter, field: FilterField): DialogFilter {
  const without = isRangeField(field) ? withRange(filter, field, null) : { ...filter, [field]: anyDialog[field] }
  return withTurned(without, field, false)
}
