import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fillPlaceholders, hashtag, hasTag, insertWords, withTagToggled } from './comment-text.ts'

test('known placeholders are filled, others stay as they were written', () => {
  expect(fillPlaceholders('{client}, {who} and {constructor} on {line}', { client: 'Olga {line}', line: 'Sales' })).toBe('Olga {line}, {who} and {constructor} on Sales')
})

test('words go in place of the selection and do not stick to their neighbours', () => {
  expect(insertWords('Good work', 'fast', 4, 4)).toEqual({ comment: 'Good fast work', caret: 9 })
  expect(insertWords('Good work', 'fast', 5, 9)).toEqual({ comment: 'Good fast', caret: 9 })
  expect(insertWords('', 'fast', 0, 0)).toEqual({ comment: 'fast', caret: 4 })
})

test('a cause becomes one word', () => {
  expect(['Поздний ответ', ' no follow-up! '].map(hashtag)).toEqual(['#поздний_ответ', '#no_follow_up'])
})

test('a cause is added as a hashtag and taken out again; a longer hashtag is another one', () => {
  const once = withTagToggled('Ждал 18 минут', 'Поздний ответ')
  expect(once).toBe('Ждал 18 минут #поздний_ответ')
  expect(withTagToggled(once, 'Поздний ответ')).toBe('Ждал 18 минут')
  expect(hasTag('#late_again', 'late')).toBe(false)
})

test('toggling twice gives back any comment, to its spaces at the ends', () => {
  const word = fc.constantFrom('a', '#late', '#rude', 'ждал', 'x.')
  fc.assert(fc.property(fc.array(word), parts => {
    const comment = parts.filter(part => part !== '#late').join(' ')
    expect(withTagToggled(withTagToggled(comment, 'late'), 'late')).toBe(comment)
  }))
})
