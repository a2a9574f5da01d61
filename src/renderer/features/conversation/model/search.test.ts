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
