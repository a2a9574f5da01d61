import { expect, test } from 'vitest'
import type { Message } from '#contract/transcripts.ts'
import { transcriptFacts, transcriptItems } from './transcript-items.ts'

const start = Date.UTC(2026, 10, 20, 9, 30)
const utc = { dayNumber: (at: number) => Math.floor(at / 86_400_000), firstAnswerLate: false }

function message(id: number, minutes: number, authorKind: Message['authorKind'], authorId = authorKind === 'client' ? 1 : 2): Message {
  return { id, at: start + minutes * 60_000, authorKind, authorId, authorName: authorKind, text: `m${id}`, files: [] }
}

function drawn(messages: readonly Message[], options = utc): string[] {
  return transcriptItems(messages, options).map(item => {
    switch (item.kind) {
      case 'day': return 'day'
      case 'gap': return `${item.cause} ${item.seconds}`
      case 'system': return `system ${item.message.id}`
      case 'group': return `${item.side} ${item.messages.map(({ id }) => id).join('+')}`
    }
  })
}

test('messages of one author run together until somebody else writes or five minutes pass', () => {
  expect(drawn([
    message(1, 0, 'client'), message(2, 1, 'client'), message(3, 2, 'operator'), message(4, 3, 'operator', 9), message(5, 12, 'operator', 9),
  ])).toEqual(['day', 'client 1+2', 'operator 3', 'operator 4', 'operator 5'])
})

test('a wait counts from the client’s first unanswered message, whatever a bot says', () => {
  expect(drawn([message(1, 0, 'client'), message(2, 0, 'bot', 7), message(3, 10, 'client'), message(4, 18, 'operator')])).toEqual([
    'day', 'client 1', 'operator 2', 'client 3', 'waited 1080', 'operator 4',
  ])
})

test('after the first answer a wait is a silence, and short ones are not drawn', () => {
  expect(drawn([
    message(1, 0, 'client'), message(2, 1, 'operator'), message(3, 2, 'client'), message(4, 28, 'operator'),
  ])).toEqual(['day', 'client 1', 'operator 2', 'client 3', 'silence 1560', 'operator 4'])
})

test('a first answer later than the line’s target is drawn even when it was short', () => {
  expect(drawn([message(1, 0, 'client'), message(2, 3, 'operator')], { ...utc, firstAnswerLate: true })).toEqual([
    'day', 'client 1', 'waited 180', 'operator 2',
  ])
})

test('a long quiet time with nobody waiting is a pause, and a new day is told', () => {
  expect(drawn([message(1, 0, 'operator'), message(2, 90, 'client'), message(3, 24 * 60, 'system')])).toEqual([
    'day', 'operator 1', 'pause 5400', 'client 2', 'day', 'system 3',
  ])
})

test('facts count people, and the longest wait includes the first answer', () => {
  expect(transcriptFacts([
    message(1, 0, 'client'), message(2, 18, 'operator'), message(3, 20, 'client'), message(4, 46, 'operator'), message(5, 50, 'system'), message(6, 51, 'bot'),
  ])).toEqual({ longestSilence: 1560, fromClient: 2, fromOperators: 2 })
  expect(transcriptFacts([message(1, 0, 'client')])).toEqual({ longestSilence: null, fromClient: 1, fromOperators: 0 })
})
