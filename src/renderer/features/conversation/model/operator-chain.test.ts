import { expect, test } from 'vitest'
import type { Message } from '#contract/transcripts.ts'
import { operatorChain } from './operator-chain.ts'

function said(authorName: string, authorKind: Message['authorKind'] = 'operator'): Message {
  return { id: 1, at: 1, authorKind, authorId: 1, authorName, text: '', files: [] }
}

test('a chain names every hand-over once, and ends with whoever has the dialog', () => {
  expect(operatorChain([said('Bot', 'bot'), said('Ann'), said('Client', 'client'), said('Ann'), said('Bo'), said('Ann')], 'Cy')).toEqual(['Ann', 'Bo', 'Ann', 'Cy'])
  expect(operatorChain([said('Ann')], 'Ann')).toEqual(['Ann'])
  expect(operatorChain([said('')], null)).toEqual([])
})
