import { expect, test } from 'vitest'
import { dialogColumns, type DialogRow } from '#contract/dialogs.ts'
import { openMemoryStores } from '#infra/sqlite/testing/memory-stores.ts'
import { fakeSession } from '../testing/fake-portal.ts'
import { cells, headings } from './dialog-columns.ts'

const context = { language: 'en', zoneMinutes: 0 } as const

test('a conversation that has not been read yet has no number of messages', () => {
  const messages = (messageCount: number) => cells({ messageCount } as DialogRow, ['messageCount'], context) // The column reads nothing else.
  expect([messages(0), messages(7)]).toEqual([[''], ['7']])
})

test('every column has a heading of its own, and what is not known is empty', () => {
  for (const language of ['en', 'ru'] as const) {
    expect(new Set(headings(dialogColumns, { language, zoneMinutes: 0 })).size).toBe(dialogColumns.length)
  }
  const { sessions } = openMemoryStores()
  sessions.upsert([{ id: 5, lineId: 1, source: 'livechat', status: 'answered', createdAt: 0 }])
  const row = { ...sessions.rows([5])[0], ratingState: null, alertState: null } as DialogRow // The columns read nothing else.
  const told = dialogColumns.filter((_, i) => cells(row, dialogColumns, context)[i] !== '')
  expect(told).toEqual(['id', 'status', 'spam', 'source', 'pinned', 'review', 'createdAt', 'transfers'])
})

test('codes are written in words', () => {
  const { sessions } = openMemoryStores()
  sessions.upsert([fakeSession({ id: 5, createdAt: 0, closeReason: 'auto', crmEntityType: 'deal', crmEntityId: 12, kpiFirstAnswer: false })])
  const row = { ...sessions.rows([5])[0], ratingState: 'refused', alertState: 'open', evidence: ['silence', 'transfers'] } as DialogRow // Written out just here.
  const shown = ['detailedStatus', 'closeReason', 'crmEntityType', 'ratingState', 'alertState', 'evidence', 'kpiFirstAnswer'] as const
  expect(cells(row, shown, { language: 'ru', zoneMinutes: 0 })).toEqual(
    ['"Завершён"', '"Автоматически"', '"Сделка 12"', '"Отклонена"', '"Открыта"', '"долгое молчание, переводы"', '"Нет"'])
})

test('a mark is said where there is no rating', () => {
  const review = (row: Pick<DialogRow, 'review' | 'marked'>) => cells(row as DialogRow, ['review'], context) // The column reads nothing else.
  expect([review({ review: 'none', marked: true }), review({ review: 'none', marked: false }), review({ review: 'me', marked: true })]).toEqual([['"Marked"'], ['"Not rated"'], ['"By me"']])
})
