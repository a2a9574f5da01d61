import { expect, test } from 'vitest'
import type { Message } from '#contract/transcripts.ts'
import { plainText } from './bbcode.ts'
import { foldInPlace, markMessage, searchMessages } from './search.ts'

function message(id: number, text: string, names: readonly string[] = []): Message {
  return { id, at: id, authorKind: 'client', authorId: 1, authorName: '', text, files: names.map(name => ({ name, type: 'file', size: 1 })) }
}

test('every occurrence counts, in the order of reading, whatever its case and its ё', () => {
  const messages = [message(1, 'Ёлка, ЕЛКА и ёлки'), message(2, 'нет'), message(3, 'елка')]
  expect(searchMessages(messages, ' ёлк ')).toEqual([
    { messageId: 1, place: 0 }, { messageId: 1, place: 1 }, { messageId: 1, place: 2 }, { messageId: 3, place: 0 },
  ])
})

test('what is found is marked inside markup, and nothing else changes', () => {
  expect(markMessage(message(1, 'no [b]No[/b]'), 'NO')).toEqual({
    text: [{ kind: 'found', text: 'no', place: 0 }, { kind: 'text', text: ' ' }, { kind: 'bold', children: [{ kind: 'found', text: 'No', place: 1 }] }],
    fileNames: [], count: 2,
  })
})

test('words are found as they are read, through markup but not from one thing into the next', () => {
  const text = 'order [b]12[/b]3 [color=red]or[/color]der 12\n------\n3\n------\n12[like]3'
  expect(searchMessages([message(1, text)], 'order 123').map(({ place }) => place)).toEqual([0])
  expect(searchMessages([message(1, text)], 'order').map(({ place }) => place)).toEqual([0, 1])
  expect(searchMessages([message(1, text)], '123').map(({ place }) => place)).toEqual([0])
  expect(markMessage(message(1, text), 'r 123').text.slice(0, 3)).toEqual([
    { kind: 'text', text: 'orde' }, { kind: 'found', text: 'r ', place: 0 }, { kind: 'bold', children: [{ kind: 'found', text: '12', place: 0 }] },
  ])
  expect(searchMessages([message(1, '[b]за[/b]каз')], 'заказ')).toHaveLength(1)
  expect(plainText(markMessage(message(1, text), '2').text)).toBe(plainText(markMessage(message(1, text), '').text))
})

test('names of files are searched after the text', () => {
  const marked = markMessage(message(1, 'see invoice', ['Invoice.pdf']), 'invoice')
  expect(marked.fileNames).toEqual([[{ kind: 'found', text: 'Invoice', place: 1 }, { kind: 'text', text: '.pdf' }]])
})

test('marks of the markup are not searched, and an empty query finds nothing', () => {
  expect(searchMessages([message(1, '[b]x[/b]')], 'b')).toEqual([])
  expect(searchMessages([message(1, 'anything')], '  ')).toEqual([])
})

test('letters that grow in lower case leave the text as it is', () => {
  const text = 'İİİ straße Дом 😀 ИСТРА'
  expect(foldInPlace(text)).toHaveLength(text.length)
  expect(plainText(markMessage(message(1, text), 'истра').text)).toBe(text)
  expect(searchMessages([message(1, text)], 'дом')).toHaveLength(1)
})
