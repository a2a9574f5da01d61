import fc from 'fast-check'
import { expect, test } from 'vitest'
import { matchText, otherLayout } from './fuzzy.ts'

function best(query: string, texts: readonly string[]): string[] {
  return texts.flatMap(text => {
    const match = matchText(query, text)
    return match ? [{ text, score: match.score }] : []
  }).sort((a, b) => b.score - a.score).map(({ text }) => text)
}
const marked = (query: string, text: string) => matchText(query, text)?.pieces.map(({ text: piece, mark }) => (mark ? `[${piece}]` : piece)).join('') ?? null

test('words are found in any order, by their beginning, their middle and their letters', () => {
  expect(marked('орл', 'Орлова Мария')).toBe('[Орл]ова Мария')
  expect(marked('мар орл', 'Орлова Мария')).toBe('[Орл]ова [Мар]ия')
  expect(marked('лова', 'Орлова Мария')).toBe('Ор[лова] Мария')
  expect(marked('омр', 'Орлова Мария')).toBe('[О]рлова [М]а[р]ия')
  expect(marked('орл икс', 'Орлова Мария')).toBeNull()
})

test('what begins a word goes before what stands inside, the start of all before both, the shorter before the longer', () => {
  expect(best('op', ['Stop', 'Can open', 'Open now and later', 'Open now'])).toEqual(['Open now', 'Open now and later', 'Can open', 'Stop'])
})

test('case and ё do not matter', () => {
  expect(marked('АЛЕНА', 'Королёва Алёна')).toBe('Королёва [Алёна]')
  expect(marked('алёна', 'АЛЕНА')).toBe('[АЛЕНА]')
})

test('typed on the wrong layout, either way', () => {
  expect(otherLayout('jhkjdf')).toBe('орлова')
  expect(otherLayout('Щзут')).toBe('open')
  expect(marked('jhkjdf', 'Орлова Мария')).toBe('[Орлова] Мария')
  expect(marked('yfcnhjqrb', 'Настройки')).toBe('[Настройки]')
  expect(marked('щзут тщц', 'Open now')).toBe('[Open] [now]')
  expect(marked('k.,jdm', 'Любовь Ёлкина')).toBe('[Любовь] Ёлкина')
  expect(marked('`krbyf', 'Любовь Ёлкина')).toBe('Любовь [Ёлкина]')
})

test('what fits as it was typed comes first', () => {
  expect(best('fa', ['Адам Ф.', 'Fathers'])[0]).toBe('Fathers')
  expect(best('vk', ['VK', 'мл. Иванов'])).toEqual(['VK', 'мл. Иванов'])
})

test('two letters are not looked for all over a text', () => {
  expect(matchText('ом', 'Орлова Мария')).toBeNull()
})

test('an empty query fits everything, and the pieces are always the whole text', () => {
  expect(matchText(' ', 'Settings')?.pieces).toEqual([{ text: 'Settings', mark: false }])
  fc.assert(fc.property(fc.string(), fc.string({ unit: 'grapheme' }), (query, text) => {
    expect(matchText(query, text)?.pieces.map(piece => piece.text).join('') ?? text).toBe(text)
  }))
})

test('any part of a text finds it', () => {
  fc.assert(fc.property(fc.stringMatching(/^[a-zа-яё]{1,8}( [a-zа-яё]{1,8}){0,3}$/), fc.nat(), fc.nat(), (text, from, length) => {
    const start = from % text.length
    expect(matchText(text.slice(start, start + 1 + length % text.length), text)).not.toBeNull()
  }))
})
