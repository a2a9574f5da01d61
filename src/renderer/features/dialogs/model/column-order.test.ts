import { expect, test } from 'vitest'
import { withMoved, withShown } from './column-order.ts'

test('a column moves to a place, and no further than the ends', () => {
  expect(withMoved(['id', 'client', 'line'], 'id', 1)).toEqual(['client', 'id', 'line'])
  expect(withMoved(['id', 'client', 'line'], 'line', 0)).toEqual(['line', 'id', 'client'])
  expect(withMoved(['id', 'client', 'line'], 'line', 3)).toEqual(['id', 'client', 'line'])
  expect(withMoved(['id', 'client', 'line'], 'id', -1)).toEqual(['id', 'client', 'line'])
})

test('a column that is shown comes last, one that is not keeps the others in order, and one always stays', () => {
  expect(withShown(['line', 'client'], 'id')).toEqual(['line', 'client', 'id'])
  expect(withShown(['line', 'client', 'id'], 'client')).toEqual(['line', 'id'])
  expect(withShown(['line'], 'line')).toEqual(['line'])
})
