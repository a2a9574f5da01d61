import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseSearch } from './search-query.ts'
import { snippetOf } from './snippets.ts'

test.each([
  { text: 'Возврат  Ёлка', terms: [{ words: ['возврат'], isPrefix: true }, { words: ['елка'], isPrefix: true }] },
  { text: 'зак*', terms: [{ words: ['зак'], isPrefix: true }] },
  { text: '"мой Заказ" ', terms: [{ words: ['мой', 'заказ'], isPrefix: false }] },
  { text: '«мой Заказ» “два слова”', terms: [{ words: ['мой', 'заказ'], isPrefix: false }, { words: ['два', 'слова'], isPrefix: false }] },
  { text: '"не закрыта', terms: [{ words: ['не', 'закрыта'], isPrefix: false }] },
  { text: 'e-mail', terms: [{ words: ['e', 'mail'], isPrefix: true }] },
  { text: ' * "" - ( ', terms: [] },
])('what $text looks for', ({ text, terms }) => {
  expect(parseSearch(text)).toEqual({ terms, excluded: [] })
})

test('every word of a pasted sentence is looked for', () => {
  const sentence = 'Добрый день, где мой заказ и когда он приедет? Я жду уже три дня, звонила вам дважды, но так и не смог никто мне сказать, кто его везёт и куда он пропал'
  expect(sentence.length).toBeLessThan(200)
  expect(parseSearch(`${sentence} -спам`)).toMatchObject({ terms: sentence.split(/[ ,?]+/).map(() => ({ isPrefix: true })), excluded: [{ words: ['спам'] }] })
})

test('a minus leaves out a word or a phrase', () => {
  expect(parseSearch('заказ -отмена -"нет связи"')).toEqual({
    terms: [{ words: ['заказ'], isPrefix: true }],
    excluded: [{ words: ['отмена'], isPrefix: true }, { words: ['нет', 'связи'], isPrefix: false }],
  })
})

function snippet(text: string, messages: string[], rest: { client?: string; comment?: string } = {}): string[] {
  const found = snippetOf({ id: 1, client: rest.client ?? null, comment: rest.comment ?? null, messages }, parseSearch(text))
  return found.fragments.map(({ place, parts }) => `${place}: ${parts.map(part => (part.mark ? `<${part.text}>` : part.text)).join('')}`)
}

test('what was found is marked in the text as it was written', () => {
  expect(snippet('елк заказ', ['Привет', 'Где мой Заказ? [b]Ёлка[/b]'], { client: 'Ёлкина Анна', comment: 'Про ёлку не сказал' })).toEqual([
    'client: <Ёлкина> Анна', 'comment: Про <ёлку> не сказал', 'message: Где мой <Заказ>? <Ёлка>',
  ])
})

test('a phrase is marked as a whole, and only where it stands', () => {
  expect(snippet('"мой заказ"', ['заказ мой', 'где мой заказ'])).toEqual(['message: где <мой заказ>'])
})

test('a long text is cut around the first place', () => {
  const [shown] = snippet('игла', [`${'сено '.repeat(60)}игла ${'сено '.repeat(60)}`])
  expect(shown).toMatch(/^message: …(сено )+<игла>( сено)+.*…$/u)
  expect(shown?.length).toBeLessThan(200)
})

test('pieces put together are the text, whatever it is', () => {
  fc.assert(fc.property(fc.string({ unit: 'grapheme', maxLength: 100 }), fc.string({ unit: 'grapheme', maxLength: 20 }), (message, text) => {
    const { fragments } = snippetOf({ id: 1, client: message, comment: null, messages: [] }, parseSearch(text))
    for (const { parts } of fragments) expect(parts.map(part => part.text).join('')).toBe(message.normalize('NFC').replace(/\s+/g, ' ').trim())
  }))
})
