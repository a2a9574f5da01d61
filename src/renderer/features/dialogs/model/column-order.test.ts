import { expect, test } from 'vitest'
import type { DialogColumn } from '#contract/dialogs.ts'
import { viewLayoutSchema, type ViewColumn } from '#contract/views.ts'
import { inOrder, placeAt, withMoved, withPinned, withShown, withWidth } from './column-order.ts'

/** `^` marks a pinned column. */
function columns(...names: string[]): ViewColumn[] {
  return viewLayoutSchema.parse({ columns: names.map(name => ({ column: name.replace('^', ''), pinned: name.startsWith('^') })) }).columns
}

const names = (shown: readonly ViewColumn[]): string[] => shown.map(({ column, pinned }) => `${pinned ? '^' : ''}${column}`)

test('a column moves to a place, and no further than the ends', () => {
  const moved = (column: DialogColumn, place: number): string[] => names(withMoved(columns('id', 'client', 'line'), column, place))
  expect(moved('id', 1)).toEqual(['client', 'id', 'line'])
  expect(moved('line', 0)).toEqual(['line', 'id', 'client'])
  expect(moved('line', 3)).toEqual(['id', 'client', 'line'])
  expect(moved('id', -1)).toEqual(['id', 'client', 'line'])
})

test('pinned columns stand first, and moving neither pins nor lets go', () => {
  const shown = columns('line', '^id', 'operator', '^client')
  expect(names(inOrder(shown))).toEqual(['^id', '^client', 'line', 'operator'])
  expect(names(withMoved(shown, 'operator', 0))).toEqual(['^id', '^client', 'operator', 'line'])
  expect(names(withMoved(shown, 'id', 3))).toEqual(['^client', '^id', 'line', 'operator'])
})

test('pinning puts a column after the pinned ones, letting go before the others', () => {
  expect(names(withPinned(columns('^id', 'client', 'line'), 'line', true))).toEqual(['^id', '^line', 'client'])
  expect(names(withPinned(columns('^id', '^client', 'line'), 'id', false))).toEqual(['^client', 'id', 'line'])
})

test('a column that is shown comes last, one that is not keeps the others in order, and one always stays', () => {
  expect(names(withShown(columns('^line', 'client'), 'id'))).toEqual(['^line', 'client', 'id'])
  expect(names(withShown(columns('line', 'client', 'id'), 'client'))).toEqual(['line', 'id'])
  expect(names(withShown(columns('line'), 'line'))).toEqual(['line'])
})

test('a width stays within what a layout may hold, and can be given up', () => {
  const width = (px: number | null): number | null | undefined => withWidth(columns('id', 'client'), 'client', px)[1]?.width
  expect([width(120.6), width(3), width(99_999), width(null)]).toEqual([121, 40, 1200, null])
  expect(withWidth(columns('id', 'client'), 'client', 120)[0]?.width).toBeNull()
})

test('something let go stands between the columns whose middles it lies between', () => {
  expect([0, 51, 150, 999].map(x => placeAt([50, 150, 250], x))).toEqual([0, 1, 1, 3])
})
