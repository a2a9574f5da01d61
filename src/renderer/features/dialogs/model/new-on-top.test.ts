import { expect, test } from 'vitest'
import { newOnTop } from './new-on-top.ts'

test('dialogs that came above or between those seen are new; those that moved up from below are not', () => {
  expect(newOnTop([5, 4, 3], [7, 6, 5, 4, 3])).toBe(2)
  expect(newOnTop([5, 4, 3], [5, 9, 4, 3])).toBe(1)
  expect(newOnTop([5, 4, 3], [5, 3, 2, 1])).toBe(0)
  expect(newOnTop([5, 4, 3], [4, 5, 3])).toBe(0)
  expect(newOnTop([5, 4], [9, 8, 7])).toBe(3)
  expect(newOnTop([], [])).toBe(0)
})
