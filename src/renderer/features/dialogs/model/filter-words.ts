import type { TFunction } from 'i18next'
import { channelName, type Language } from '#contract/channels.ts'
import { hiddenRating, type DialogFilter, type ListField, type Period, type RangeField } from '#contract/dialogs.ts'
import type { Directory } from '#contract/directory.ts'
import type { SourceKind } from '#contract/portal.ts'
import type { Format } from '#renderer/i18n/format.ts'
import { conditionOf, countFields, isOpenWide, isRangeField, isSet, knownValues, untoldValue, type FilterField } from './filter-fields.ts'

export type FilterWords = {
  readonly t: TFunction
  readonly language: Language
  readonly format: Format
  readonly directory: Directory | undefined
}

export type EditorWords = FilterWords & {
  /** Decides what can be told at all. */
  readonly source: SourceKind
}

export type Option = {
  readonly value: string
  readonly label: string
  /** Said quietly beside the label. */
  readonly note?: string
  /** Why no dialog can be found by it. */
  readonly reason?: string
}

/** What can be ticked, and what could be if somebody told it. Values are text; `withToggled` turns them back. */
export function fieldOptions(field: ListField, words: EditorWords): readonly Option[] {
  return namedOptions(field, words).map(option => {
    const why = untoldValue(field, option.value, words.source)
    return why === null ? option : { ...option, note: words.t('list.columnNotTold'), reason: words.t(`cell.${why}`) }
  })
}

function namedOptions(field: ListField, { t, language, directory }: FilterWords): readonly Option[] {
  switch (field) {
    case 'supervisorRatings': return [
      { value: '0', label: t('filter.notRated') },
      ...([1, 2, 3, 4, 5] as const).map(value => ({ value: String(value), label: String(value), note: t(`rating.anchor${value}`) })),
      { value: String(hiddenRating), label: t('filter.hiddenRating') },
    ]
    case 'sources': return byLabel((directory?.sources ?? []).map(value => ({ value, label: channelName(value, language) })), language)
    case 'lineIds': return byLabel((directory?.lines ?? []).map(({ id, name }) => ({ value: String(id), label: name })), language)
    case 'departmentIds': {
      const departments = (directory?.departments ?? []).map(({ id, name }) => ({ value: String(id), label: name }))
      return [{ value: '0', label: t('filter.noDepartment') }, ...byLabel(departments, language)]
    }
    case 'operatorIds': {
      const people = directory?.operators ?? []
      const named = people.map(({ id, name, active }) =>
        active ? { value: String(id), label: name } : { value: String(id), label: name, note: t('filter.formerOperator') })
      return [{ value: '0', label: t('filter.noOperator') }, ...byLabel(named, language)]
    }
    default: return (knownValues(field) ?? []).map(value => ({ value, label: valueWord(field, value, t) }))
  }
}

/** The value of a condition in words: «closed», «not closed», «D. Larin and 3 more», «last 7 days», «from 5:00», «empty». */
export function filterValueWords(filter: DialogFilter, field: FilterField, words: FilterWords): string {
  const { t } = words
  if (!isSet(filter, field)) return t('filter.any')
  const condition = conditionOf(filter, field)
  if (isOpenWide(filter, field)) return t(condition === 'empty' ? 'filter.empty' : 'filter.notEmpty')
  const value = setWords(filter, field, words)
  return condition === 'is' ? value : t('filter.not', { value })
}

function setWords(filter: DialogFilter, field: FilterField, words: FilterWords): string {
  if (field === 'period') return filter.period === null ? '' : periodWords(filter.period, words)
  if (field === 'comment') return words.t('filter.containing', { text: filter.comment })
  return isRangeField(field) ? rangeWords(filter, field, words) : listWords(filter, field, words)
}

/** The chip's first words; a period says which date it is about. */
export function filterLabel(filter: DialogFilter, field: FilterField, { t }: FilterWords): string {
  return field === 'period' && filter.period !== null ? t(`periodChip.${filter.period.field}`) : fieldName(field, t)
}

/** A number is called as its column. */
export function fieldName(field: FilterField, t: TFunction): string {
  return isRangeField(field) ? t(`column.${field}`) : t(`filter.${field}`)
}

function valueWord(field: ListField, value: string, t: TFunction): string {
  // The table of words has every value of every such list; a test holds it to that.
  return t((field === 'statuses' ? `statusName.${value}` : `filterValue.${field}.${value}`) as 'filterValue.kpi.met')
}

function listWords(filter: DialogFilter, field: ListField, words: FilterWords): string {
  const labels = new Map(namedOptions(field, words).map(({ value, label }) => [value, label]))
  // A name may be unknown while the directory is loading, or for somebody the portal no longer lists.
  const names = filter[field].map(value => labels.get(String(value)) ?? (field === 'sources' ? channelName(String(value), words.language) : words.t('filter.unknown', { id: value })))
  const [first = '', second] = names
  if (second === undefined) return first
  return names.length === 2 ? `${first}, ${second}` : words.t('filter.more', { first, count: names.length - 1 })
}

function rangeWords(filter: DialogFilter, field: RangeField, { t, format }: FilterWords): string {
  const write = (value: number): string => countFields.has(field) ? format.number(value) : format.duration(value)
  const { min = null, max = null } = filter.ranges[field] ?? {}
  if (min === null) return max === null ? '' : t('filter.rangeMost', { max: write(max) })
  if (max === null) return t('filter.rangeLeast', { min: write(min) })
  return min === max ? write(min) : `${write(min)} – ${write(max)}`
}

function periodWords(period: Period, { t, format }: FilterWords): string {
  if (period.kind === 'preset') return t(`filter.${period.preset}`)
  const now = Date.now()
  const from = period.from === null ? '' : format.day(period.from, now)
  // Periods end before an instant; people name the last day inside.
  const to = period.to === null ? '' : format.day(period.to - 1, now)
  if (from === '') return t('filter.rangeTo', { to })
  if (to === '') return t('filter.rangeFrom', { from })
  return from === to ? from : `${from} – ${to}`
}

function byLabel(options: readonly Option[], language: Language): Option[] {
  const compare = new Intl.Collator(language).compare
  return [...options].sort((one, other) => Number(one.note !== undefined) - Number(other.note !== undefined) || compare(one.label, other.label))
}
