import { viewNames } from '#contract/filters.ts'
import type { SharedView, View } from '#contract/views.ts'
import { sameFilter, viewRoute, type DialogsRoute } from './route.ts'
import type { RouteStore } from './route-store.ts'

/** Where a view of any kind is shown. One of the rail goes by its id, so that it stays itself while its conditions are tried out. */
export function routeOfView(view: View | SharedView): DialogsRoute {
  const kind = 'id' in view ? viewNames.find(name => name === view.id) : undefined
  const base = { ...viewRoute(kind ?? 'all'), filter: view.filter }
  if (!('id' in view)) return { ...base, sort: view.sort }
  return kind === undefined ? { ...base, viewId: view.id } : base
}

/** The view that a list shows; the kind of list that it is when that view is gone. */
export function shownView(route: DialogsRoute, views: readonly View[]): View | undefined {
  return views.find(view => view.id === route.viewId) ?? views.find(view => view.id === route.view)
}

/** The list on screen is the view that was just saved from it, if it still has its conditions. */
export function adoptView(routes: Pick<RouteStore, 'get' | 'go'>, view: View): void {
  const route = routes.get()
  if (route.screen === 'dialogs' && sameFilter(route.filter, view.filter)) routes.go({ ...routeOfView(view), dialogId: route.dialogId }, 'replace')
}
