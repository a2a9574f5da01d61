import { expect, test } from 'vitest'
import { anyDialog } from '#contract/filters.ts'
import { builtInViews } from '#contract/views.ts'
import { viewRoute } from '#renderer/route/route.ts'
import { routeOfView, shownView } from './view-route.ts'

test('the rail’s own views are opened as such, any other as its filter and order over all dialogs', () => {
  const [review] = builtInViews
  expect(routeOfView({ id: 'review', name: null, filter: review?.filter ?? anyDialog, sort: review?.sort ?? { column: 'id', direction: 'asc' }, layout: null, shortcut: 1 })).toEqual(viewRoute('review'))
  const filter = { ...anyDialog, lineIds: [3] }
  const sort = { column: 'waitAnswer', direction: 'desc' } as const
  expect(routeOfView({ name: 'VIP', filter, sort, layout: null })).toEqual({ ...viewRoute('all'), filter, sort })
})

test('a list is called by the view that it shows, and by its kind once its conditions were changed', () => {
  const views = builtInViews.map((view, index) => ({ ...view, name: null, layout: null, shortcut: index + 1 }))
  for (const view of views) expect(shownView(routeOfView(view), views)?.id).toBe(view.id)
  expect(shownView({ ...viewRoute('low'), filter: { ...anyDialog, lineIds: [3] } }, views)?.id).toBe('low')
})
