import { expect, test } from 'vitest'
import type { DialogRow } from '#contract/dialogs.ts'
import { cells } from './dialog-columns.ts'

test('a conversation that has not been read yet has no number of messages', () => {
  const messages = (messageCount: number) => cells({ messageCount } as DialogRow, ['messageCount'], { language: 'en', zoneMinutes: 0 }) // The column reads nothing else.
  expect([messages(0), messages(7)]).toEqual([[''], ['7']])
})
