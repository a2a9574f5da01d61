import type { TFunction } from 'i18next'
import { channelName, type Language } from '#contract/channels.ts'
import {
  clientRatingKinds, dialogFilterSchema, sessionStatuses, type DialogFilter, type Period,
} from '#contract/dialogs.ts'
import type { Directory } from '#contract/directory.ts'
import type { Format } from '#renderer/i18n/format.ts'

/** Conditions that have a chip; the text has its own field. */
export const filterFields = [
  'statuses', 'operatorIds', 'sources', 'lineIds', 'clientRatings', 'supervisorRatings', 'period',
] as const satisfies readonly (keyof DialogFilter)[]
export type FilterField = (typeof filterFields)[number]
export type ListField = Exclude<FilterField, 'period'>

export const anyDialog: DialogFilter = dialogFilterSchema.parse({})

export type FilterWords = {
  readonly t: TFunction
  readonly language: Language
  readonly format: Format
  readonly directory: Directory | undefined
}

export type Option = {
  readonly value: string
  readonly label: string
  /** Said quietly beside the label. */
  readonly note?: string
}

export function isSet(filter: DialogFilter, field: FilterField): boolean {
  return field === 'period' ? filter.period !== null : filter[field].length > 0
}

/** What can be ticked. Values are text; `withToggled` turns them back. */
export function fieldOptions(field: ListField, { t, language, directory }: FilterWords): readonly Option[] {
  switch (field) {
    case 'statuses': return sessionStatuses.map(value => ({ value, label: t(`statusName.${value}`) }))
    case 'clientRatings': return clientRatingKinds.map(value => ({ value, label: t(`filter.${value}`) }))
    case 'supervisorRatings': return [
      { value: '0', label: t('row.notRated') },
      ...([1, 2, 3, 4, 5] as const).map(value => ({ value: String(value), label: String(value), note: t(`rating.anchor${value}`) })),
    ]
    case 'sources': return byLabel((directory?.sources ?? []).map(value => ({ value, label: channelName(value, language) })), language)
    case 'lineIds': return byLabel((directory?.lines ?? []).map(({ id, name }) => ({ value: String(id), label: name })), language)
    case 'operatorIds': {
      const people = directory?.operators ?? []
      const named = people.map(({ id, name, active }) =>
        active ? { value: String(id), label: name } : { value: String(id), label: name, note: t('filter.formerOperator') })
      return [{ value: '0', label: t('filter.noOperator') }, ...byLabel(named, language)]
    }
  }
}

export function withToggled(filter: DialogFilter, field: ListField, value: string): DialogFilter {
  switch (field) {
    case 'statuses': return { ...filter, statuses: sessionStatuses.filter(item => filter.statuses.includes(item) !== (item === value)) }
    case 'clientRatings': return { ...filter, clientRatings: clientRatingKinds.filter(item => filter.clientRatings.includes(item) !== (item === value)) }
    case 'sources': return { ...filter, sources: toggled(filter.sources, value) }
    default: return { ...filter, [field]: toggled(filter[field], Number(value)).sort((one, other) => one - other) }
  }
}

export function withoutField(filter: DialogFilter, field: FilterField): DialogFilter {
  return { ...filter, [field]: anyDialog[field] }
}

/** The value of a condition in words: «closed», «D. Larin and 3 more», «last 7 days». */
export function filterValueWords(filter: DialogFilter, field: FilterField, words: FilterWords): string {
  if (field === 'period') return filter.period === null ? words.t('filter.any') : periodWords(filter.period, words)
  const labels = new Map(fieldOptions(field, words).map(({ value, label }) => [value, label]))
  // A name may be unknown while the directory is loading, or for somebody the portal no longer lists.
  const names = filter[field].map(value => labels.get(String(value)) ?? (field === 'sources' ? String(value) : words.t('filter.unknown', { id: value })))
  const [first, second] = names
  if (first === undefined) return words.t('filter.any')
  if (second === undefined) return first
  return names.length === 2 ? `${first}, ${second}` : words.t('filter.more', { first, count: names.length - 1 })
}

/** The chip's first words; a period says which date it is about. */
export function filterLabel(filter: DialogFilter, field: FilterField, { t }: FilterWords): string {
  if (field !== 'period') return t(`filter.${field}`)
  return filter.period === null ? t('filter.period') : t(`filter.${filter.period.field}Chip`)
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

function toggled<T>(items: readonly T[], item: T): T[] {
  return items.includes(item) ? items.filter(known => known !== item) : [...items, item]
}

function byLabel(options: readonly Option[], language: Language): Option[] {
  const compare = new Intl.Collator(language).compare
  return [...options].sort((one, other) => Number(one.note !== undefined) - Number(other.note !== undefined) || compare(one.label, other.label))
}
