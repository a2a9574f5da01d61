import { expect, test } from 'vitest'
import { createEventParser, type ServerEvent } from './event-parser.ts'

function parse(...chunks: string[]): ServerEvent[] {
  const events: ServerEvent[] = []
  const push = createEventParser(event => events.push(event))
  for (const chunk of chunks) push(chunk)
  return events
}

test('an event that arrives in pieces is told once, whole', () => {
  expect(parse('eve', 'nt: dialogs.changed\nda', 'ta: {"ids":[1]}\n', '\n')).toEqual([
    { name: 'dialogs.changed', data: '{"ids":[1]}' },
  ])
})

test('comments and unfinished events say nothing', () => {
  expect(parse(': keep-alive\n\n', 'event: a\ndata: 1\n')).toEqual([])
})

test('line ends may be CRLF and data may span lines', () => {
  expect(parse('event: a\r\ndata: 1\r\ndata: 2\r\n\r\n')).toEqual([{ name: 'a', data: '1\n2' }])
})
