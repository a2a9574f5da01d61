import { expect, test } from 'vitest'
import { moved, newCriterion } from './card-draft.ts'

test('a criterion moves a place at a time, and not beyond the ends', () => {
  const criteria = ['first', 'second', 'third'].map(newCriterion)
  const after = (index: number, by: -1 | 1): string => moved(criteria, index, by).map(({ key }) => key).join()
  expect(after(1, -1)).toBe('second,first,third')
  expect(after(1, 1)).toBe('first,third,second')
  expect([after(0, -1), after(2, 1)]).toEqual(['first,second,third', 'first,second,third'])
})
