import { expect, test } from 'vitest'
import { dialogColumns, type DialogRow } from '#contract/dialogs.ts'
import { openMemoryStores } from '#infra/sqlite/testing/memory-stores.ts'
import { fakeSession } from '../testing/fake-portal.ts'
import { cells, headings } from './dialog-columns.ts'

const context = { language: 'en', zoneMinutes: 0, source: 'statistics' } as const

test('a conversation that has not been read yet has no number of messages', () => {
  const messages = (messageCount: number) => cells({ messageCount } as DialogRow, ['messageCount'], context) // The column reads nothing else.
  expect([messages(0), messages(7)]).toEqual([[''], ['7']])
})

test('every column has a heading of its own, and what is not known is empty', () => {
  for (const language of ['en', 'ru'] as const) {
    expect(new Set(headings(dialogColumns, { ...context, language })).size).toBe(dialogColumns.length)
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
  expect(cells(row, shown, { ...context, language: 'ru' })).toEqual(
    ['"Завершён"', '"Автоматически"', '"Сделка 12"', '"Отклонена"', '"Новое"', '"долгое молчание, передачи"', '"Нет"'])
})

test('a mark is said where there is no rating', () => {
  const review = (row: Pick<DialogRow, 'review' | 'marked'>) => cells(row as DialogRow, ['review'], context) // The column reads nothing else.
  expect([review({ review: 'none', marked: true }), review({ review: 'none', marked: false }), review({ review: 'me', marked: true })]).toEqual([['"Marked"'], ['"Not rated"'], ['"By me"']])
})

test('what the source does not tell is no zero and no “no”, and its heading says why', () => {
  const { sessions } = openMemoryStores()
  sessions.upsert([fakeSession({ id: 5, createdAt: 0, transfers: 0, messageCount: 0, supervisorRating: null })])
  const row = { ...sessions.rows([5])[0], ratingState: null, alertState: null } as DialogRow // The columns read nothing else.
  const shown = ['transfers', 'spam', 'pinned', 'review', 'page', 'changedAt'] as const
  const table = (source: 'statistics' | 'crm') => [headings(shown, { ...context, source }), cells(row, shown, { ...context, source })]
  expect(table('crm')).toEqual([
    ['"Transfers (not told by the portal)"', '"Spam (not told by the portal)"', '"Pinned (not told by the portal)"', '"Reviewed"', '"Web page (not told by the portal)"', '"Changed (UTC+00:00)"'],
    ['', '', '', '', '', ''],
  ])
  expect(table('statistics')[1]).toEqual(['0', '"No"', '"No"', '"Not rated"', '', ''])
})
