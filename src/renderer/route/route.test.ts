import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  clientRatingKinds, dialogColumns, periodFields, periodPresets, sessionStatuses, viewFilters, viewNames,
} from '#contract/dialogs.ts'
import { formatRoute, parseRoute, placeInAccount, viewRoute, type Route } from './route.ts'

const instant = fc.option(fc.integer({ min: 0, max: 4e12 }))
const period = fc.oneof(
  fc.constant(null),
  fc.record({ kind: fc.constant('preset' as const), field: fc.constantFrom(...periodFields), preset: fc.constantFrom(...periodPresets) }),
  fc.record({ kind: fc.constant('range' as const), field: fc.constantFrom(...periodFields), from: instant, to: instant })
    .filter(({ from, to }) => from !== null || to !== null),
)
const ids = fc.uniqueArray(fc.integer({ min: 0, max: 99_999 }), { maxLength: 5 })
const route: fc.Arbitrary<Route> = fc.oneof(
  fc.constantFrom<Route>({ screen: 'alerts' }, { screen: 'exports' }, { screen: 'settings' }),
  fc.record({
    screen: fc.constant('sign-in' as const), kind: fc.option(fc.constantFrom('webhook' as const, 'oauth' as const, 'demo' as const)),
    host: fc.option(fc.string({ minLength: 1, maxLength: 40 })),
  }),
  fc.record({ screen: fc.constant('accounts' as const), accountId: fc.option(fc.string({ minLength: 1, maxLength: 40 })) }),
  fc.record({
    screen: fc.constant('dialogs' as const),
    view: fc.constantFrom(...viewNames),
    filter: fc.record({
      statuses: fc.subarray([...sessionStatuses]), operatorIds: ids, lineIds: ids,
      sources: fc.array(fc.string({ minLength: 1, maxLength: 10 }), { maxLength: 3 }),
      clientRatings: fc.subarray([...clientRatingKinds]), supervisorRatings: fc.subarray([0, 1, 2, 3, 4, 5]),
      period, text: fc.string({ maxLength: 50 }),
    }),
    sort: fc.record({ column: fc.constantFrom(...dialogColumns), direction: fc.constantFrom('asc' as const, 'desc' as const) }),
    dialogId: fc.option(fc.integer({ min: 1, max: 1e9 })),
  }),
)

test('every place survives the way into the address and back', () => {
  fc.assert(fc.property(route, place => {
    expect(parseRoute(formatRoute(place))).toEqual(place)
  }))
})

test('any address leads somewhere', () => {
  fc.assert(fc.property(fc.string(), text => {
    expect(parseRoute(`#${text}`).screen).toMatch(/dialogs|alerts|exports|settings|sign-in|accounts/)
  }))
})

test('a view’s own filter is not written', () => {
  expect(viewNames.map(view => formatRoute(viewRoute(view)))).toEqual(['#/review', '#/low', '#/open', '#/all'])
})

test('a condition of the view that was taken away stays away', () => {
  const cleared: Route = { ...viewRoute('review'), filter: { ...viewFilters.review, period: null } }
  expect(formatRoute(cleared)).toBe('#/review?period=')
  expect(parseRoute('#/review?period=')).toEqual(cleared)
})

test('an unknown or damaged address means the first view', () => {
  expect(parseRoute('')).toEqual(viewRoute('review'))
  expect(parseRoute('#/nowhere?status=%E0%A4%A&sort=x&dialog=-5')).toEqual({ ...viewRoute('review'), filter: { ...viewFilters.review, statuses: [] } })
})

test('another account keeps the kind of list, and nothing that names a dialog or an operator', () => {
  const filtered: Route = { ...viewRoute('low', 77), filter: { ...viewFilters.low, operatorIds: [12] } }
  expect(placeInAccount(filtered)).toEqual(viewRoute('low'))
  expect(placeInAccount({ screen: 'alerts' })).toEqual({ screen: 'alerts' })
  expect(placeInAccount({ screen: 'sign-in', kind: 'oauth', host: 'vega' })).toEqual(viewRoute('review'))
})
