import { expect, test } from 'vitest'
import { commentLimit, draftSchema } from '#contract/ratings.ts'
import { mergeComments, mergedDraft } from './merge-comments.ts'

test.each([
  ['Great', 'Late', 'Great\nLate'],
  ['Great', '', 'Great'],
  ['', 'Late', 'Late'],
  ['Late answer', 'Late', 'Late answer'],
  ['Late', 'Late answer', 'Late answer'],
])('%j taken into %j', (theirs, mine, merged) => {
  expect(mergeComments(theirs, mine)).toBe(merged)
})

test('what is too long to be sent is cut by nobody, and lasts as a draft', () => {
  const [theirs, mine] = ['a'.repeat(commentLimit), 'b'.repeat(commentLimit)]
  const comment = mergeComments(theirs, mine)
  expect(comment).toBe(`${theirs}\n${mine}`)
  expect(draftSchema.safeParse({ rating: 2, comment, seen: { rating: 5, comment: theirs } }).success).toBe(true)
})

test('what is being written goes before what was saved', () => {
  const [theirs, mine, nothing] = [{ rating: 5, comment: 'Great' }, { rating: 2, comment: 'Late' }, { rating: null, comment: null }]
  expect(mergedDraft({ theirs, mine, written: undefined })).toEqual({ rating: 2, comment: 'Great\nLate', seen: theirs })
  expect(mergedDraft({ theirs, mine, written: { rating: 1, comment: 'Late and rude', seen: mine } })).toEqual({ rating: 1, comment: 'Great\nLate and rude', seen: theirs })
  expect(mergedDraft({ theirs: nothing, mine, written: undefined })).toEqual({ rating: 2, comment: 'Late', seen: nothing })
})
