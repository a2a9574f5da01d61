import { accountSchema, type Account } from '#contract/accounts.ts'
import { viewFilters, viewNames, type DialogFilter, type DialogSort, type ViewName } from '#contract/dialogs.ts'
import { viewIdSchema } from '#contract/views.ts'
import { decode, filterParts, readFilter, readSort, wholeNumber, writeSort } from './filter-address.ts'

/** Where the window is. All of it is in the address, so that a place can be kept and shared. */
export type Route =
  | {
    readonly screen: 'dialogs'
    readonly view: ViewName
    /** The view of the rail that is on screen, whatever its conditions have become; null: the one that `view` names. */
    readonly viewId: string | null
    readonly filter: DialogFilter
    /** Null: as the view has it. */
    readonly sort: DialogSort | null
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

export function viewRoute(view: ViewName, dialogId: number | null = null): DialogsRoute {
  return { screen: 'dialogs', view, viewId: null, filter: viewFilters[view], sort: null, dialogId }
}

export function sameFilter(one: DialogFilter, other: DialogFilter): boolean {
  return filterParts(one, other).length === 0
}

export function sameSort(one: DialogSort, other: DialogSort): boolean {
  return writeSort(one) === writeSort(other)
}

/** `#/review?operator=12,15&dialog=77`: only what differs from the kind of list is written. */
export function formatRoute(route: Route): string {
  if (route.screen === 'sign-in') return formatPlace(route.screen, { kind: route.kind, host: route.host })
  if (route.screen === 'accounts') return formatPlace(route.screen, { id: route.accountId })
  if (route.screen !== 'dialogs') return `#/${route.screen}`
  const parts = filterParts(route.filter, viewFilters[route.view])
  if (route.viewId !== null) parts.unshift(`view=${encodeURIComponent(route.viewId)}`)
  if (route.sort !== null) parts.push(`sort=${writeSort(route.sort)}`)
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
  const dialogId = wholeNumber(values.get('dialog') ?? '')
  return {
    screen: 'dialogs', view, viewId: viewIdSchema.nullable().catch(null).parse(readText(values.get('view'))),
    filter: readFilter(values, viewFilters[view]), sort: readSort(values.get('sort') ?? ''),
    dialogId: dialogId !== null && dialogId > 0 ? dialogId : null,
  }
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
