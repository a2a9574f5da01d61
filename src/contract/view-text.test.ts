import fc from 'fast-check'
import { expect, test } from 'vitest'
import { dialogColumns } from './columns.ts'
import { anyDialog, clientRatingValues, periodFields, periodPresets, rangeFields, sessionStatuses, turnableFields } from './filters.ts'
import { formatViewLink, formatViewText, looksLikeView, parseView, viewTextLimit } from './view-text.ts'
import { builtInViews, densities, viewNameSchema, type SharedView } from './views.ts'

const ids = fc.uniqueArray(fc.integer({ min: 0, max: 99_999 }), { maxLength: 5 })
const instant = fc.option(fc.integer({ min: 0, max: 4e12 }))
// Also half letters, as a cut text may hold.
const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 50 }), fc.string({ unit: fc.nat({ max: 0xffff }).map(code => String.fromCharCode(code)), maxLength: 10 }))
const direction = fc.constantFrom('asc' as const, 'desc' as const)
const key = fc.record({ column: fc.constantFrom(...dialogColumns), direction })
const view: fc.Arbitrary<SharedView> = fc.record({
  name: fc.option(text.map(value => value.trim()).filter(value => viewNameSchema.safeParse(value).success)),
  filter: fc.record({
    statuses: fc.subarray([...sessionStatuses]), operatorIds: ids, sources: fc.array(text, { maxLength: 3 }), clientRatings: fc.subarray([...clientRatingValues]),
    not: fc.subarray([...turnableFields]), comment: text, text,
    ranges: fc.dictionary(fc.constantFrom(...rangeFields), fc.record({ min: fc.option(fc.nat()), max: fc.option(fc.nat()) })),
    period: fc.oneof(
      fc.constant(null),
      fc.record({ kind: fc.constant('preset' as const), field: fc.constantFrom(...periodFields), preset: fc.constantFrom(...periodPresets) }),
      fc.record({ kind: fc.constant('range' as const), field: fc.constantFrom(...periodFields), from: instant, to: instant }),
    ),
  }).map(some => ({ ...anyDialog, ...some })),
  sort: fc.oneof(key, fc.tuple(key, fc.array(key, { maxLength: 2 })).map(([first, thenBy]) => ({ ...first, thenBy }))),
  layout: fc.option(fc.record({
    columns: fc.subarray([...dialogColumns], { minLength: 1 }).chain(columns => fc.tuple(...columns.map(column => fc.record({
      column: fc.constant(column), width: fc.option(fc.integer({ min: 40, max: 1200 })), pinned: fc.boolean(),
    })))),
    density: fc.constantFrom(...densities),
  })),
})

const late: SharedView = {
  name: 'Поздний ответ', filter: { ...anyDialog, statuses: ['closed'], operatorIds: [12, 15], text: 'возврат' },
  sort: { column: 'waitAnswer', direction: 'desc' }, layout: null,
}

test('every view survives the way into a link and back, and into text and back', () => {
  fc.assert(fc.property(view, fc.array(fc.string()), (some, words) => {
    expect(parseView(formatViewLink(some))).toEqual({ ok: true, view: some })
    expect(parseView(formatViewText(some, words))).toEqual({ ok: true, view: some })
  }))
})

test('only what differs from an empty view is written', () => {
  expect(formatViewText(late, ['Operator: Larin D.'])).toBe([
    'Linewatch view: Поздний ответ', '# Operator: Larin D.', 'filter.statuses: ["closed"]', 'filter.operatorIds: [12,15]', 'filter.text: "возврат"',
    'sort: {"column":"waitAnswer","direction":"desc"}',
  ].join('\n'))
  const all = builtInViews.find(({ id }) => id === 'all') ?? late
  expect(formatViewLink({ name: null, filter: all.filter, sort: all.sort, layout: null })).toBe('linewatch://view')
})

test('a text survives what messengers do to it', () => {
  const mailed = `\n\n  ${formatViewText(late).split('\n').map(line => `${line}  `).join('\r\n')}\r\n\r\n`
  expect(parseView(mailed)).toEqual({ ok: true, view: late })
  expect(parseView(`  ${formatViewLink(late).replace('linewatch://view', 'LINEWATCH://view/')}\n`)).toEqual({ ok: true, view: late })
})

test.each([
  ['', 'not-a-view', ''],
  ['https://example.com/?filter.statuses=["closed"]', 'not-a-view', ''],
  ['linewatch://viewer?name=A', 'not-a-view', ''],
  ['linewatch://view?name=%E0%A4%A', 'not-a-view', ''],
  ['Linewatch viewing: A', 'not-a-view', ''],
  [`linewatch://view?name=${'a'.repeat(viewTextLimit)}`, 'too-long', ''],
  ['linewatch://view?filter.mood=["sad"]', 'unknown', 'filter.mood'],
  ['linewatch://view?filter.__proto__={"a":1}', 'unknown', 'filter.__proto__'],
  ['linewatch://view?filter.constructor=1', 'unknown', 'filter.constructor'],
  ['linewatch://view?script=1', 'unknown', 'script'],
  ['linewatch://view?%3Cimg%20src%3Dx%3E=1', 'unknown', '3Cimg20src3Dx3E'],
  ['linewatch://view?filter.statuses=[]&filter.statuses=[]', 'twice', 'filter.statuses'],
  ['linewatch://view?filter.statuses=closed', 'value', 'filter.statuses'],
  ['linewatch://view?filter.statuses=["lost"]', 'value', 'filter.statuses'],
  ['linewatch://view?filter.operatorIds=[1e999]', 'value', 'filter.operatorIds'],
  [`linewatch://view?filter.ranges=${'['.repeat(90_000)}`, 'value', 'filter.ranges'],
  ['linewatch://view?sort={"column":"secret"}', 'value', 'sort'],
  ['linewatch://view?layout={"columns":[{"column":"id"},{"column":"id"}]}', 'value', 'layout'],
  ['linewatch://view?name=%20', 'value', 'name'],
  ['linewatch://view?name=A%0AB', 'value', 'name'],
  ['linewatch://view?name=safe%E2%80%AEexe', 'value', 'name'],
  ['Linewatch view: A\nstatuses closed', 'unknown', 'statusesclosed'],
])('refused: %.60s', (given, kind, part) => {
  expect(parseView(given)).toEqual({ ok: false, problem: { kind, part } })
})

test('any text is answered, and what is accepted is a whole view', () => {
  const start = fc.constantFrom('linewatch://view?', 'Linewatch view: ', '')
  fc.assert(fc.property(start, fc.string({ unit: 'binary' }), (head, tail) => {
    const parsed = parseView(head + tail)
    expect(parsed.ok ? parseView(formatViewLink(parsed.view)) : parsed).toEqual(parsed)
  }))
})

test('what is pasted is taken for a view by its beginning alone', () => {
  expect(['linewatch://view?x', ' \nLinewatch view', 'linewatch://dialog/1', 'see linewatch://view'].map(looksLikeView)).toEqual([true, true, false, false])
})
