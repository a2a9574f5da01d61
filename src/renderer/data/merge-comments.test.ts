import { expect, test } from 'vitest'
import { commentLimit } from '#contract/ratings.ts'
import { mergeComments } from './merge-comments.ts'

test.each([
  ['Great', 'Late', 'Great\nLate'],
  ['Great', '', 'Great'],
  ['', 'Late', 'Late'],
  ['Late answer', 'Late', 'Late answer'],
  ['Late', 'Late answer', 'Late answer'],
])('%j taken into %j', (theirs, mine, merged) => {
  expect(mergeComments(theirs, mine)).toBe(merged)
})

test('the result can be sent', () => {
  expect(mergeComments('a'.repeat(commentLimit), 'b'.repeat(commentLimit))).toHaveLength(commentLimit)
})
