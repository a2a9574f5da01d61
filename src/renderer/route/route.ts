import { accountSchema, type Account } from '#contract/accounts.ts'
import {
  clientRatingKinds, dialogColumns, periodFields, periodPresets, sessionStatuses, viewFilters, viewNames,
  type DialogFilter, type DialogSort, type Period, type ViewName,
} from '#contract/dialogs.ts'

/** Where the window is. All of it is in the address, so that a place can be kept and shared. */
export type Route =
  | {
    readonly screen: 'dialogs'
    readonly view: ViewName
    readonly filter: DialogFilter
    readonly sort: DialogSort
    readonly dialogId: number | null
  }
  | { readonly screen: 'alerts' }
  | { readonly screen: 'exports' }
  | { readonly screen: 'settings' }
  | SignInRoute
  /** Choosing among accounts; with an id, unlocking that one. */
  | { readonly screen: 'accounts'; readonly accountId: string | null }

/** What is known of the sign-in that has to be repeated; nulls for another account. */
export type SignInRoute = { readonly screen: 'sign-in'; readonly kind: SignInKind | null; readonly host: string | null }
export type SignInKind = Account['kind']

export type DialogsRoute = Extract<Route, { screen: 'dialogs' }>

export const defaultSort: DialogSort = { column: 'createdAt', direction: 'desc' }

export function viewRoute(view: ViewName, dialogId: number | null = null): DialogsRoute {
  return { screen: 'dialogs', view, filter: viewFilters[view], sort: defaultSort, dialogId }
}

export function sameFilter(one: DialogFilter, other: DialogFilter): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}

/** `#/review?operator=12,15&dialog=77`: only what differs from the view is written. */
export function formatRoute(route: Route): string {
  if (route.screen === 'sign-in') return formatPlace(route.screen, { kind: route.kind, host: route.host })
  if (route.screen === 'accounts') return formatPlace(route.screen, { id: route.accountId })
  if (route.screen !== 'dialogs') return `#/${route.screen}`
  const base = viewFilters[route.view]
  const parts: string[] = []
  for (const [name, key] of fields) {
    const value = writeField(route.filter, key)
    if (value !== writeField(base, key)) parts.push(`${name}=${value}`)
  }
  if (route.sort.column !== defaultSort.column || route.sort.direction !== defaultSort.direction) {
    parts.push(`sort=${route.sort.column}.${route.sort.direction}`)
  }
  if (route.dialogId !== null) parts.push(`dialog=${route.dialogId}`)
  return parts.length === 0 ? `#/${route.view}` : `#/${route.view}?${parts.join('&')}`
}

/** Never fails: what is not understood is left at the view's own. */
export function parseRoute(hash: string): Route {
  const [path = '', query = ''] = hash.replace(/^#\/?/, '').split('?', 2)
  if (path === 'alerts' || path === 'exports' || path === 'settings') return { screen: path }
  const values = readValues(query)
  if (path === 'sign-in') {
    return { screen: path, kind: signInKinds.find(kind => kind === values.get('kind')) ?? null, host: readText(values.get('host')) }
  }
  if (path === 'accounts') return { screen: path, accountId: readText(values.get('id')) }
  const view = viewNames.find(name => name === path) ?? 'review'
  let filter = viewFilters[view]
  for (const [name, key] of fields) {
    const value = values.get(name)
    if (value !== undefined) filter = { ...filter, ...readField(key, value) }
  }
  const dialogId = wholeNumber(values.get('dialog') ?? '')
  return { screen: 'dialogs', view, filter, sort: readSort(values.get('sort')), dialogId: dialogId !== null && dialogId > 0 ? dialogId : null }
}

/** Another account has other dialogs, operators and lines, so of a list only its kind stays; a sign-in is over. */
export function placeInAccount(route: Route): Route {
  if (route.screen === 'dialogs') return viewRoute(route.view)
  return isDoor(route) ? viewRoute('review') : route
}

/** Places outside of every account. */
export function isDoor(route: Route): boolean {
  return route.screen === 'sign-in' || route.screen === 'accounts'
}

const signInKinds = accountSchema.shape.kind.options

const fields = [
  ['status', 'statuses'], ['operator', 'operatorIds'], ['line', 'lineIds'], ['channel', 'sources'],
  ['client', 'clientRatings'], ['rating', 'supervisorRatings'], ['period', 'period'], ['text', 'text'],
] as const satisfies readonly (readonly [string, keyof DialogFilter])[]

function formatPlace(path: string, values: Readonly<Record<string, string | null>>): string {
  const parts = Object.entries(values).filter(([, value]) => value !== null).map(([name, value]) => `${name}=${encodeURIComponent(value ?? '')}`)
  return parts.length === 0 ? `#/${path}` : `#/${path}?${parts.join('&')}`
}

function readValues(query: string): ReadonlyMap<string, string> {
  return new Map(query.split('&').map(part => {
    const equals = part.indexOf('=')
    return [part.slice(0, equals), part.slice(equals + 1)] as const
  }))
}

function readText(value: string | undefined): string | null {
  return value === undefined || value === '' ? null : decode(value)
}

function writeField(filter: DialogFilter, key: keyof DialogFilter): string {
  if (key === 'period') return writePeriod(filter.period)
  if (key === 'text') return encodeURIComponent(filter.text)
  return filter[key].map(item => encodeURIComponent(item)).join(',')
}

function readField(key: keyof DialogFilter, value: string): Partial<DialogFilter> {
  const items = value === '' ? [] : value.split(',').map(decode)
  const numbers = items.map(wholeNumber).filter(item => item !== null)
  switch (key) {
    case 'statuses': return { statuses: known(sessionStatuses, items) }
    case 'clientRatings': return { clientRatings: known(clientRatingKinds, items) }
    case 'operatorIds': return { operatorIds: numbers }
    case 'lineIds': return { lineIds: numbers }
    case 'supervisorRatings': return { supervisorRatings: numbers.filter(number => number <= 5) }
    case 'sources': return { sources: items }
    case 'period': return { period: readPeriod(value) }
    case 'text': return { text: decode(value).slice(0, 200) }
  }
}

function writePeriod(period: Period | null): string {
  if (period === null) return ''
  if (period.kind === 'preset') return `${period.field}.${period.preset}`
  return `${period.field}.${period.from ?? ''}-${period.to ?? ''}`
}

function readPeriod(value: string): Period | null {
  const [fieldName, rest = ''] = value.split('.', 2)
  const field = periodFields.find(name => name === fieldName)
  if (field === undefined) return null
  const preset = periodPresets.find(name => name === rest)
  if (preset !== undefined) return { kind: 'preset', field, preset }
  const range = /^(\d*)-(\d*)$/.exec(rest)
  if (!range) return null
  const [from, to] = [wholeNumber(range[1] ?? ''), wholeNumber(range[2] ?? '')]
  return from === null && to === null ? null : { kind: 'range', field, from, to }
}

function readSort(value: string | undefined): DialogSort {
  const [columnName, direction] = (value ?? '').split('.', 2)
  const column = dialogColumns.find(name => name === columnName)
  return column !== undefined && (direction === 'asc' || direction === 'desc') ? { column, direction } : defaultSort
}

function known<T extends string>(names: readonly T[], items: readonly string[]): T[] {
  return names.filter(name => items.includes(name))
}

function wholeNumber(text: string): number | null {
  const number = /^\d{1,15}$/.test(text) ? Number(text) : null
  return number
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    // A hand-typed address may hold a lone %; it then means itself.
    return text
  }
}
