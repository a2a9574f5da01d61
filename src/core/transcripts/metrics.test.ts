import { expect, test } from 'vitest'
import type { Message } from '#contract/transcripts.ts'
import { measure, type Metrics } from './metrics.ts'

const kinds = { c: 'client', o: 'operator', b: 'bot', s: 'system' } as const

/** `c0 o90`: the client at the start, an operator 90 seconds later. */
function talk(script: string): Message[] {
  return script.split(' ').filter(part => part !== '').map((part, i) => ({
    id: i + 1, at: Number(part.slice(1)) * 1000, authorKind: kinds[part[0] as keyof typeof kinds], // The scripts below use these letters.
    authorId: 1, authorName: '', text: '', files: [],
  }))
}

function of(script: string, rest: { closedAt?: number; takenAt?: number; isClosing?: boolean } = {}): Metrics {
  return measure({ messages: talk(script), closedAt: rest.closedAt === undefined ? null : rest.closedAt * 1000, takenAt: rest.takenAt === undefined ? null : rest.takenAt * 1000, isClosing: rest.isClosing ?? false })
}

test('a talk in turns', () => {
  expect(of('s0 c10 c20 s25 o40 o45 c100 o190 c200 o220', { closedAt: 900 })).toEqual({
    direction: 'in', stage: 'answered', lastMessageAt: 220_000, dialogTime: 210, firstReply: 30, botTime: null, totalReply: 140,
    averageReply: 47, longestReply: 90,
  })
})

test('nobody wrote', () => {
  expect(of('s0 s5', { closedAt: 9 })).toEqual({
    direction: null, stage: null, lastMessageAt: null, dialogTime: null, firstReply: null, botTime: null, totalReply: null, averageReply: null, longestReply: null,
  })
})

test.each([
  { name: 'without an answer, until the close', script: 'c10', closedAt: 70, expected: 60 },
  { name: 'still waiting', script: 'c10', expected: null },
  { name: 'a bot does not answer', script: 'c10 b11 o50', expected: 40 },
  { name: 'the operator wrote first', script: 'o5 c10 o30', expected: 20 },
  { name: 'a close dated before the question', script: 'c10', closedAt: 5, expected: 0 },
])('first reply: $name', ({ script, closedAt, expected }) => {
  expect(of(script, closedAt === undefined ? {} : { closedAt }).firstReply).toBe(expected)
})

test.each([
  { name: 'until the operator', script: 'c0 b2 c5 b8 o60', expected: 58 },
  { name: 'no operator came', script: 'c0 b2 c5 b8 c9', expected: 6 },
  { name: 'only after the operator', script: 'c0 o5 b9', expected: null },
])('bot time: $name', ({ script, expected }) => {
  expect(of(script).botTime).toBe(expected)
})

test.each([
  { name: 'nobody answered', script: 'c0 b1', expected: 'waiting' },
  { name: 'taken, and nothing written since', script: 'c0', takenAt: 5, expected: 'taken' },
  { name: 'taken, and the client asked once more', script: 'c0 c9', takenAt: 5, expected: 'waiting' },
  { name: 'taken before anybody wrote', script: 's0', takenAt: 5, expected: 'taken' },
  { name: 'answered', script: 'c0 o5 b6 s7', takenAt: 1, expected: 'answered' },
  { name: 'a new question', script: 'c0 o5 c6', takenAt: 1, expected: 'askedAgain' },
])('stage: $name', ({ script, takenAt, expected }) => {
  expect(of(script, takenAt === undefined ? {} : { takenAt }).stage).toBe(expected)
})

test('stage: finished by the operator, whoever wrote last', () => {
  expect(['c0 o5', 'c0 o5 c6', 's0'].map(script => of(script, { isClosing: true }).stage)).toEqual(['closing', 'closing', 'closing'])
})

test('who began', () => {
  expect([of('b0 c1 o2').direction, of('b0 o1 c2').direction, of('b0').direction]).toEqual(['in', 'out', null])
})
