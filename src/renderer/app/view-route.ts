import { viewNames } from '#contract/filters.ts'
import type { SharedView, View } from '#contract/views.ts'
import { sameFilter, viewRoute, type DialogsRoute } from '#renderer/route/route.ts'

/** Where a view of any kind is shown. */
export function routeOfView(view: View | SharedView): DialogsRoute {
  const base = viewRoute(('id' in view ? viewNames.find(name => name === view.id) : undefined) ?? 'all')
  return { ...base, filter: view.filter, sort: view.sort }
}

/** The view that a list shows: the same conditions in the same order, else the same conditions, else the kind of list that it is. */
export function shownView(route: DialogsRoute, views: readonly View[]): View | undefined {
  const alike = views.filter(view => sameFilter(view.filter, route.filter))
  return alike.find(view => JSON.stringify(view.sort) === JSON.stringify(route.sort)) ?? alike[0] ?? views.find(view => view.id === route.view)
}
