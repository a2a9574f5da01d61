import fc from 'fast-check'
import { expect, test } from 'vitest'
import { wordDiff, type DiffPart } from './word-diff.ts'

const marked = (parts: readonly DiffPart[]): string => parts.map(({ text, differs }) => (differs ? `[${text}]` : text)).join('')

test.each([
  ['Late answer', 'Late answer', 'Late answer', 'Late answer'],
  ['', 'Late answer', '', '[Late answer]'],
  ['Late answer', '', '[Late answer]', ''],
  ['Answered late, but well', 'Answered in time, and well', 'Answered [late, but ]well', 'Answered [in time, and ]well'],
  ['one two three four', 'two three five four', '[one ]two three four', 'two three [five ]four'],
  ['x a b c y', 'z c a b w', '[x ]a b [c y]', '[z c ]a b [w]'],
  ['a b c', 'c x a b', 'a b [c]', '[c x ]a b'],
  ['вежливо и быстро', 'быстро', '[вежливо и ]быстро', 'быстро'],
  ['a\n\nb', 'a b', 'a\n\nb', 'a b'],
])('%j beside %j', (left, right, shownLeft, shownRight) => {
  const diff = wordDiff(left, right)
  expect([marked(diff.left), marked(diff.right)]).toEqual([shownLeft, shownRight])
})

const text = fc.array(fc.constantFrom('late', 'good', '#tag', ' ', '\n', 'не', '  ', 'answer,'), { maxLength: 30 }).map(parts => parts.join(' '))

test('nothing is lost, and what both share reads the same', () => {
  fc.assert(fc.property(text, text, (left, right) => {
    const diff = wordDiff(left, right)
    const whole = (parts: readonly DiffPart[]) => parts.map(part => part.text).join('')
    const shared = (parts: readonly DiffPart[]) => parts.filter(part => !part.differs).flatMap(part => part.text.split(/\s+/)).filter(word => word !== '')
    expect([whole(diff.left), whole(diff.right)]).toEqual([left, right])
    expect(shared(diff.left)).toEqual(shared(diff.right))
  }))
})

test('two of the longest comments without a common word are told apart as a whole', () => {
  const [left, right] = ['a '.repeat(5_000), 'b '.repeat(5_000)]
  expect(wordDiff(left, right)).toEqual({ left: [{ text: left, differs: true }], right: [{ text: right, differs: true }] })
})
