import { expect, test } from 'vitest'
import { journalEvents, type JournalLine } from '#contract/ratings.ts'
import { en } from '#renderer/i18n/en.ts'
import { ru } from '#renderer/i18n/ru.ts'
import { journalStep } from './journal-step.ts'

function line(changes: Partial<JournalLine>): JournalLine {
  return { at: 0, event: 'saved', uuid: 'a', rating: 2, comment: 'Late', beforeRating: null, beforeComment: null, detail: null, ...changes }
}

test('a rating that was sent tells what it took the place of', () => {
  expect(journalStep(line({ event: 'sent', beforeRating: 4, beforeComment: 'Good' }))).toEqual({
    kind: 'change', portal: { rating: 4, comment: 'Good' }, mine: { rating: 2, comment: 'Late' }, error: null,
  })
})

test('a conflict tells what stands in the portal instead', () => {
  expect(journalStep(line({ event: 'conflict', beforeRating: 5 }))).toMatchObject({ kind: 'against', portal: { rating: 5 }, mine: { rating: 2 } })
})

test('a refusal tells its reason', () => {
  expect(journalStep(line({ event: 'refused', detail: 'no-rights: ACCESS_DENIED' }))).toMatchObject({ kind: 'mine', error: 'no-rights' })
  expect(journalStep(line({ event: 'failed', detail: 'an older word' }))).toMatchObject({ error: null })
})

test('every event is said in words, in both languages', () => {
  for (const { facts } of [en, ru]) expect(journalEvents.map((event): string => facts.journalEvent[event])).not.toContain('')
})
