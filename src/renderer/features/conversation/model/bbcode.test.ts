import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseBbcode, plainText, type BbNode } from './bbcode.ts'

const text = (value: string): BbNode => ({ kind: 'text', text: value })

test('marks nest', () => {
  expect(parseBbcode('a [b]b [I]c[/I][/b] [s]d[/s][u]e[/u]')).toEqual([
    text('a '),
    { kind: 'bold', children: [text('b '), { kind: 'italic', children: [text('c')] }] },
    text(' '),
    { kind: 'strike', children: [text('d')] },
    { kind: 'underline', children: [text('e')] },
  ])
})

test('links keep their address and their words', () => {
  expect(parseBbcode('[url=https://a.test/x?y=1]shop[/url] [url]https://b.test[/url]')).toEqual([
    { kind: 'link', href: 'https://a.test/x?y=1', children: [text('shop')] },
    text(' '),
    { kind: 'link', href: 'https://b.test', children: [text('https://b.test')] },
  ])
})

test('people, chats, pictures, thumbs and line breaks', () => {
  expect(parseBbcode('[user=12]D. Larin[/user][br][chat=4]Sales[/chat][img]https://a.test/p.png[/img][like][dislike]')).toEqual([
    { kind: 'user', children: [text('D. Larin')] },
    text('\n'),
    { kind: 'chat', children: [text('Sales')] },
    { kind: 'image', href: 'https://a.test/p.png' },
    { kind: 'like' },
    { kind: 'dislike' },
  ])
})

test('a block between two lines of dashes is a quote, a single such line is not', () => {
  const rule = '-'.repeat(54)
  expect(parseBbcode(`${rule}\nOlga [10:42]\n[b]hi[/b]\n${rule}\nyes`)).toEqual([
    { kind: 'quote', children: [text('Olga [10:42]\n'), { kind: 'bold', children: [text('hi')] }] },
    text('yes'),
  ])
  expect(parseBbcode(`a\n${rule}\nb`)).toEqual([text(`a\n${rule}\nb`)])
})

test('lines that begin with two marks are a quote', () => {
  expect(parseBbcode('>>Olga\n>> [b]hi[/b]\nyes >> no')).toEqual([
    { kind: 'quote', children: [text('Olga\n'), { kind: 'bold', children: [text('hi')] }] },
    text('yes >> no'),
  ])
})

test('code is kept to the letter, markup and all, unless it is never closed', () => {
  expect(parseBbcode('[b]see[/b] [CODE]if (a[b]) [/b] x[i][/code] [i]y[/i]')).toEqual([
    { kind: 'bold', children: [text('see')] }, text(' '), { kind: 'code', children: [text('if (a[b]) [/b] x[i]')] }, text(' '),
    { kind: 'italic', children: [text('y')] },
  ])
  expect(parseBbcode('[/code][code][b]x[/b]')).toEqual([text('[/code][code]'), { kind: 'bold', children: [text('x')] }])
})

test('what is not known or not closed is shown as written', () => {
  for (const source of ['[order 12]', '[script]x[/script]', '[b]never closed', 'x[/b]', '[i][b]x', '[]', '[[b]', '[url=']) {
    expect(plainText(parseBbcode(source))).toBe(source)
  }
  expect(parseBbcode('[b][i]x[/b]')).toEqual([{ kind: 'bold', children: [text('[i]x')] }])
})

test('tags that only decorate leave their text', () => {
  expect(parseBbcode('[color=#f00]red [size=20]big[/size][/color]')).toEqual([text('red big')])
})

const word = fc.string({ unit: fc.constantFrom('a', 'ё', ' ', '\n', '.', '<', '&', '"', '😀'), maxLength: 8 })
const tag = fc.constantFrom('[b]', '[/b]', '[i]', '[/i]', '[url=https://a.test]', '[/url]', '[quote]', '[/quote]', '[user=1]', '[/user]', '[color=red]', '[/color]')

test('any input parses, and no word is lost', () => {
  fc.assert(fc.property(fc.array(fc.oneof(word, tag)), pieces => {
    const seen = plainText(parseBbcode(pieces.join('')))
    // Marks either vanish or stay as text; between them every word is there, in order.
    expect(seen.replaceAll(/\[[^\]]*\]/g, '')).toBe(pieces.filter(piece => !piece.startsWith('[')).join(''))
  }))
  fc.assert(fc.property(fc.string(), source => {
    expect(() => parseBbcode(source)).not.toThrow()
  }))
})

test('text without marks is kept to the letter', () => {
  fc.assert(fc.property(fc.string().filter(source => !source.includes('[') && !source.includes('---') && !source.includes('>>')), source => {
    expect(plainText(parseBbcode(source))).toBe(source)
  }))
})

test('hostile input stays shallow and fast', () => {
  const depth = (nodes: readonly BbNode[]): number => 1 + Math.max(0, ...nodes.map(node => 'children' in node ? depth(node.children) : 0))
  const deep = '[b]'.repeat(50_000) + 'x' + '[/b]'.repeat(50_000)
  const open = '[url=' + '['.repeat(100_000) + '[b]'.repeat(50_000)
  const code = '[code]'.repeat(50_000)
  const started = performance.now()
  expect(depth(parseBbcode(deep))).toBeLessThan(30)
  expect(plainText(parseBbcode(open))).toBe(open)
  expect(plainText(parseBbcode(code))).toBe(code)
  expect(performance.now() - started).toBeLessThan(2_000)
})
