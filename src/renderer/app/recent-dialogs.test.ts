import { expect, test } from 'vitest'
import { withRecent } from './recent-dialogs.ts'

test('the latest dialog comes first, each stands once, and the oldest go', () => {
  expect(withRecent([3, 2, 1], 2)).toEqual([2, 3, 1])
  const many = Array.from({ length: 40 }, (_, i) => i + 1).reduce<readonly number[]>(withRecent, [])
  expect([many.length, many[0], many.at(-1)]).toEqual([15, 40, 26])
})
