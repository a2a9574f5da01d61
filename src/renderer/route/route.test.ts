import fc from 'fast-check'
import { expect, test } from 'vitest'
import { z } from 'zod'
import {
  dialogColumns, dialogFilterSchema, listFields, periodFields, periodPresets, rangeFields, turnableFields, viewFilters, viewNames, type ListField,
} from '#contract/dialogs.ts'
import { formatRoute, parseRoute, placeInAccount, sameFilter, viewRoute, type Route } from './route.ts'

const instant = fc.option(fc.integer({ min: 0, max: 4e12 }))
const period = fc.oneof(
  fc.constant(null),
  fc.record({ kind: fc.constant('preset' as const), field: fc.constantFrom(...periodFields), preset: fc.constantFrom(...periodPresets) }),
  fc.record({ kind: fc.constant('range' as const), field: fc.constantFrom(...periodFields), from: instant, to: instant }),
)
const numberLists: readonly ListField[] = ['operatorIds', 'departmentIds', 'lineIds']

function values(field: ListField): fc.Arbitrary<readonly (string | number)[]> {
  if (numberLists.includes(field)) return fc.uniqueArray(fc.integer({ min: 0, max: 99_999 }), { maxLength: 5 })
  if (field === 'supervisorRatings') return fc.subarray([-1, 0, 1, 2, 3, 4, 5])
  const { element } = dialogFilterSchema.shape[field].unwrap()
  return element instanceof z.ZodEnum ? fc.subarray([...element.options]) : fc.uniqueArray(fc.string({ minLength: 1, maxLength: 10 }), { maxLength: 3 })
}

const end = fc.option(fc.integer({ min: 0, max: 1e6 }))
const range = fc.record({ min: end, max: end })
const filter = fc.record({
  ...Object.fromEntries(listFields.map(field => [field, values(field)])),
  not: fc.subarray([...turnableFields]), comment: fc.string({ maxLength: 50 }), text: fc.string({ maxLength: 50 }), period,
  ranges: fc.dictionary(fc.constantFrom(...rangeFields), range, { noNullPrototype: true }),
}).map(made => dialogFilterSchema.parse(made))
const sortKey = fc.record({ column: fc.constantFrom(...dialogColumns), direction: fc.constantFrom('asc' as const, 'desc' as const) })
const sort = fc.oneof(sortKey, fc.tuple(sortKey, fc.array(sortKey, { minLength: 1, maxLength: 2 })).map(([key, thenBy]) => ({ ...key, thenBy })))
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
    viewId: fc.option(fc.string({ minLength: 1, maxLength: 64 })),
    filter,
    sort: fc.option(sort),
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

test('no damage to an address makes a filter that the program would refuse', () => {
  const keys = [...dialogFilterSchema.keyof().options, 'status', 'operator', 'line', 'channel', 'client', 'rating', 'sort', 'dialog']
  const value = fc.oneof(fc.string(), fc.stringMatching(/^[a-zA-Z0-9.,%-]{0,30}$/))
  fc.assert(fc.property(fc.array(fc.tuple(fc.constantFrom(...keys), value), { maxLength: 6 }), parts => {
    const place = parseRoute(`#/all?${parts.map(([key, text]) => `${key}=${text}`).join('&')}`)
    if (place.screen !== 'dialogs') throw new Error('not a list')
    expect(dialogFilterSchema.safeParse(place.filter).success).toBe(true)
  }))
})

test('conditions are written shortly', () => {
  const place: Route = {
    ...viewRoute('all'), filter: { ...viewFilters.all, lineIds: [3], not: ['lineIds'], ranges: { waitAnswer: { min: 300, max: null } } },
    sort: { column: 'waitAnswer', direction: 'desc', thenBy: [{ column: 'createdAt', direction: 'asc' }] },
  }
  expect(formatRoute(place)).toBe('#/all?line=3&not=lineIds&ranges=waitAnswer.300-&sort=waitAnswer.desc,createdAt.asc')
})

test('a view’s own filter is not written', () => {
  expect(viewNames.map(view => formatRoute(viewRoute(view)))).toEqual(['#/review', '#/low', '#/open', '#/all'])
})

test('the order of a view is written when it is not the view’s own', () => {
  const place: Route = { ...viewRoute('low'), viewId: 'a1', sort: { column: 'createdAt', direction: 'desc' } }
  expect(formatRoute(place)).toBe('#/low?view=a1&sort=createdAt.desc')
  expect(parseRoute('#/low?view=a1')).toEqual({ ...place, sort: null })
})

test('an address that names no possible view means the kind of list', () => {
  expect(parseRoute(`#/all?view=${'x'.repeat(65)}`)).toEqual(viewRoute('all'))
  expect(parseRoute('#/all?view=')).toEqual(viewRoute('all'))
})

test('conditions are the same in whatever order they came', () => {
  const { text, ...rest } = viewFilters.low
  const bounds = { min: 1, max: null }
  expect(sameFilter({ ...rest, text, ranges: { waitAnswer: bounds, transfers: bounds } }, { text, ...rest, ranges: { transfers: bounds, waitAnswer: bounds } })).toBe(true)
  expect(sameFilter({ ...rest, text: 'a' }, viewFilters.low)).toBe(false)
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
