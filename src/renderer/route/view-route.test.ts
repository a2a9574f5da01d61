import { expect, test } from 'vitest'
import { anyDialog } from '#contract/filters.ts'
import { builtInViews, type View } from '#contract/views.ts'
import { formatRoute, parseRoute, viewRoute, type DialogsRoute, type Route } from './route.ts'
import { adoptView, routeOfView, shownView } from './view-route.ts'

const sort = { column: 'waitAnswer', direction: 'desc' } as const
const vip: View = { id: 'a1', name: 'VIP', filter: { ...anyDialog, lineIds: [3] }, sort, layout: null, shortcut: null }
const builtIn = builtInViews.map((view, index): View => ({ ...view, name: null, layout: null, shortcut: index + 1 }))
const views = [...builtIn, vip]

/** As it is after the window was loaded anew. */
function reloaded(route: Route): DialogsRoute {
  const again = parseRoute(formatRoute(route))
  if (again.screen !== 'dialogs') throw new Error('not a list')
  return again
}

test('every view of the rail is in the address and is the one that its list shows', () => {
  expect(views.map(view => formatRoute(routeOfView(view)))).toEqual([
    '#/review', '#/low', '#/open', expect.stringMatching(/^#\/all\?view=waiting&/), expect.stringMatching(/^#\/all\?view=disagreements&/), '#/all', '#/all?view=a1&line=3',
  ])
  expect(views.map(view => shownView(reloaded(routeOfView(view)), views)?.id)).toEqual(views.map(({ id }) => id))
})

test('a view stays itself while its conditions and order are tried out, also through a reload', () => {
  const tried = { ...routeOfView(vip), filter: { ...anyDialog, sources: ['viber'] }, sort: { column: 'id', direction: 'asc' } as const }
  expect(reloaded(tried)).toEqual(tried)
  expect(shownView(reloaded(tried), views)).toBe(vip)
})

test('a view that only has the conditions of another is not taken for it', () => {
  expect(shownView({ ...viewRoute('all'), filter: vip.filter }, views)?.id).toBe('all')
})

test('a list whose view was removed is a list of its kind, with its conditions', () => {
  const route = reloaded(routeOfView(vip))
  expect([shownView(route, builtIn)?.id, route.filter.lineIds]).toEqual(['all', [3]])
})

test('a view from elsewhere is a filter over all dialogs in its own order', () => {
  const { name, filter, layout } = vip
  expect(routeOfView({ name, filter, sort, layout })).toEqual({ ...viewRoute('all'), filter, sort })
})

test('a list becomes the view that was saved from it and keeps its dialog; another list does not', () => {
  const adopt = (from: Route): Route => {
    let route = from
    adoptView({ get: () => route, go: next => { route = next } }, vip)
    return route
  }
  expect(adopt({ ...viewRoute('low', 7), filter: vip.filter, sort })).toEqual({ ...routeOfView(vip), dialogId: 7 })
  expect(adopt(viewRoute('low', 7))).toEqual(viewRoute('low', 7))
  expect(adopt({ screen: 'settings' })).toEqual({ screen: 'settings' })
})
