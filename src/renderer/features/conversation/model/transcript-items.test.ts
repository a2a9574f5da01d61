import { expect, test } from 'vitest'
import type { Message } from '#contract/transcripts.ts'
import { clientTurns, transcriptFacts, transcriptItems } from './transcript-items.ts'

const start = Date.UTC(2026, 10, 20, 9, 30)
const utc = { dayNumber: (at: number) => Math.floor(at / 86_400_000), firstAnswerLate: false, rated: null }

function message(id: number, minutes: number, authorKind: Message['authorKind'], authorId = authorKind === 'client' ? 1 : 2): Message {
  return { id, at: start + minutes * 60_000, authorKind, authorId, authorName: authorKind, text: `m${id}`, files: [] }
}

/** A run is written with plus signs, as a reader sees it. */
function drawn(messages: readonly Message[], options: Parameters<typeof transcriptItems>[1] = utc): string[] {
  return transcriptItems(messages, options).reduce<string[]>((lines, item) => {
    switch (item.kind) {
      case 'day': return [...lines, 'day']
      case 'gap': return [...lines, `${item.cause} ${item.seconds}${item.isLong ? ' long' : ''}${item.isLongest ? ' longest' : ''}`]
      case 'bot': return [...lines, `bot part ${item.messages}, ${item.seconds}`]
      case 'rating': return [...lines, `rated ${item.rating}`]
      case 'system': return [...lines, `system ${item.message.id}`]
      case 'message': return item.opens ? [...lines, `${item.side} ${item.message.id}`] : [...lines.slice(0, -1), `${lines.at(-1)}+${item.message.id}`]
    }
  }, [])
}

test('messages of one author run together until somebody else writes or five minutes pass', () => {
  expect(drawn([
    message(1, 0, 'client'), message(2, 0.5, 'client'), message(3, 0.9, 'operator'), message(4, 3, 'operator', 9), message(5, 12, 'operator', 9),
  ])).toEqual(['day', 'client 1+2', 'operator 3', 'operator 4', 'operator 5'])
})

test('a wait counts from the client’s first unanswered message, whatever a bot says', () => {
  expect(drawn([message(1, 0, 'client'), message(2, 0, 'bot', 7), message(3, 10, 'client'), message(4, 18, 'operator')])).toEqual([
    'day', 'client 1', 'operator 2', 'client 3', 'waited 1080 long longest', 'operator 4',
  ])
})

test('the first answer and the longest silence are drawn from a minute on, other waits when they are long', () => {
  expect(drawn([
    message(1, 0, 'client'), message(2, 1, 'operator'), message(3, 2, 'client'), message(4, 28, 'operator'),
    message(5, 30, 'client'), message(6, 34, 'operator'), message(7, 35, 'client'), message(8, 41, 'operator'),
  ])).toEqual([
    'day', 'client 1', 'waited 60', 'operator 2', 'client 3', 'silence 1560 long longest', 'operator 4', 'client 5', 'operator 6', 'client 7',
    'silence 360 long', 'operator 8',
  ])
})

test('a first answer later than the line’s target is long even when it was short', () => {
  expect(drawn([message(1, 0, 'client'), message(2, 0.5, 'operator')], { ...utc, firstAnswerLate: true })).toEqual([
    'day', 'client 1', 'waited 30 long longest', 'operator 2',
  ])
  expect(drawn([message(1, 0, 'client'), message(2, 0.5, 'operator')])).toEqual(['day', 'client 1', 'operator 2'])
})

test('a long quiet time with nobody waiting is a pause, and a new day is told', () => {
  expect(drawn([message(1, 0, 'operator'), message(2, 90, 'client'), message(3, 24 * 60, 'system')])).toEqual([
    'day', 'operator 1', 'pause 5400', 'client 2', 'day', 'system 3',
  ])
})

test('a talk with a bot is marked where it begins, one greeting is none', () => {
  const greeting = [message(1, 0, 'client'), message(2, 0, 'bot', 7)]
  expect(drawn(greeting)).toEqual(['day', 'client 1', 'operator 2'])
  expect(drawn([...greeting, message(3, 1, 'client'), message(4, 2, 'bot', 7)])).toEqual([
    'day', 'client 1', 'bot part 2, 120', 'operator 2', 'client 3', 'operator 4',
  ])
})

test('the moment of the client’s rating follows the message that tells it', () => {
  expect(drawn([message(1, 0, 'client'), { ...message(2, 1, 'system'), clientRating: 1 }])).toEqual(['day', 'client 1', 'system 2', 'rated 1'])
})

test('a rating that no message tells stands at its own time, with its day, and is told once', () => {
  const messages = [message(1, 0, 'client'), message(2, 0.5, 'operator'), message(3, 30, 'operator')]
  const rated = (minutes: number) => ({ ...utc, rated: { at: start + minutes * 60_000, rating: 5 } })
  expect(drawn(messages, rated(10))).toEqual(['day', 'client 1', 'operator 2', 'rated 5', 'operator 3'])
  expect(drawn(messages, rated(24 * 60))).toEqual(['day', 'client 1', 'operator 2', 'operator 3', 'day', 'rated 5'])
  expect(drawn([...messages, { ...message(4, 31, 'system'), clientRating: 5 }], rated(10)).filter(line => line.startsWith('rated'))).toEqual(['rated 5'])
})

test('a client’s turn begins where somebody else spoke before', () => {
  const items = transcriptItems([
    message(1, 0, 'client'), message(2, 0.1, 'client'), message(3, 0.2, 'operator'), message(4, 0.3, 'client'), message(5, 0.4, 'system'), message(6, 0.5, 'client'),
  ], utc)
  expect(clientTurns(items).map(index => items[index]?.key)).toEqual(['message-1', 'message-4'])
})

test('facts count people, and the longest wait includes the first answer', () => {
  expect(transcriptFacts([
    message(1, 0, 'client'), message(2, 18, 'operator'), message(3, 20, 'client'), message(4, 46, 'operator'), message(5, 50, 'system'), message(6, 51, 'bot'),
  ])).toEqual({ longestSilence: 1560, fromClient: 2, fromOperators: 2 })
  expect(transcriptFacts([message(1, 0, 'client')])).toEqual({ longestSilence: null, fromClient: 1, fromOperators: 0 })
})
