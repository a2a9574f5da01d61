import { expect, test } from 'vitest'
import { anyDialog } from '#contract/dialogs.ts'
import type { Message } from '#contract/transcripts.ts'
import type { ResolvedFilter } from '#core/sessions/period.ts'
import { followLedger } from '#core/sessions/follow-ledger.ts'
import { fakeSession } from '#core/testing/fake-portal.ts'
import { openMemoryStores } from '../testing/memory-stores.ts'
import { sql } from '../sql.ts'

const start = Date.UTC(2026, 10, 20, 9)

function said(...texts: string[]): Message[] {
  return texts.map((text, i) => ({ id: i + 1, at: start + i * 60_000, authorKind: i % 2 === 0 ? 'client' : 'operator', authorId: 1, authorName: '', text, files: [] }))
}

function open() {
  const stores = openMemoryStores()
  stores.sessions.upsert([fakeSession({ id: 1, createdAt: start, clientId: 50 }), fakeSession({ id: 2, createdAt: start + 1000, clientId: 51 })])
  const found = (text: string): number[] => stores.sessions.allIds({ ...anyDialog, period: null, text }, { column: 'id', direction: 'asc' })
  const read = (id: number, ...texts: string[]): void => { stores.transcripts.put({ sessionId: id, fetchedAt: start, canRate: true, messages: said(...texts) }) }
  return { ...stores, found, read }
}

test('a dialog is found by what is said in it from the moment it is read, and by its last state alone', () => {
  const { found, read, sessions } = open()
  expect([found('возврат'), sessions.searchable()]).toEqual([[], { read: 0, of: 2 }])
  read(1, 'Хочу возврат', 'Оформил')
  expect([found('возврат'), found('оформ'), sessions.searchable()]).toEqual([[1], [1], { read: 1, of: 2 }])
  read(1, 'Хочу обмен')
  expect([found('возврат'), found('обмен')]).toEqual([[], [1]])
  expect(sessions.rows([1])[0]).toMatchObject({ direction: 'in', lastMessageAt: start, firstReply: 600, evidence: ['unanswered'] })
})

test('names and comments are found as they change, together with the messages', () => {
  const { found, read, sessions } = open()
  read(1, 'Хочу возврат')
  sessions.setClientNames(new Map([[50, 'Ёлкина Анна']]))
  expect(found('елкина возврат')).toEqual([1])
  sessions.setClientNames(new Map([[50, 'Сосна']]))
  expect([found('елкина'), found('сосна возврат')]).toEqual([[], [1]])
  sessions.setPortalVote(1, { rating: 2, comment: 'Долго' })
  sessions.setPending(2, 3, 'Вежливо')
  expect([found('долго сосна'), found('вежливо')]).toEqual([[1], [2]])
  sessions.setPending(2, null)
  expect(found('вежливо')).toEqual([])
  sessions.upsert([fakeSession({ id: 1, createdAt: start, clientId: 50, supervisorRating: 2, supervisorComment: 'Быстро' })])
  expect([found('долго'), found('быстро возврат')]).toEqual([[], [1]])
})

test('a phrase does not run from one message into the next', () => {
  const { found, read } = open()
  read(1, 'мой', 'заказ')
  expect([found('"мой заказ"'), found('мой заказ')]).toEqual([[], [1]])
})

test('what an older version left is caught up with in steps', () => {
  const { found, read, sessions, mirror } = open()
  for (const id of [1, 2]) read(id, 'Хочу возврат', 'Оформил')
  mirror.run(sql`DELETE FROM search`)
  mirror.run(sql`UPDATE session SET indexed = NULL, direction = NULL, evidence = NULL`)
  expect([sessions.digestSome(1), found('возврат')]).toEqual([1, [1]])
  expect([sessions.digestSome(5), sessions.digestSome(5), found('возврат')]).toEqual([1, 0, [1, 2]])
  expect(sessions.rows([2])[0]).toMatchObject({ direction: 'in', evidence: [], totalReply: 60 })
})

test('the ledger is followed, also about sessions that come later', () => {
  const { sessions, outbox, alerts, marks, reviews, found } = open()
  marks.mark([3, 4], start)
  reviews.flag(1, true, start)
  alerts.setBaseline(0)
  alerts.claim([1, 3].map(sessionId => ({ sessionId, lineId: 1, operatorId: 7, source: 'livechat', clientRating: 1, ratedAt: start })), start)
  outbox.hold({ rating: { sessionId: 3, rating: 2, comment: 'Сухо', seen: null }, uuid: 'a', base: { rating: null, comment: null }, at: start, event: 'saved', sendAfter: start })
  followLedger({ sessions, outbox, alerts, marks, reviews })
  sessions.upsert([fakeSession({ id: 3, createdAt: start })])
  expect(sessions.rows([3])[0]).toMatchObject({ supervisorRating: 2, supervisorComment: 'Сухо', ownRating: 2, review: 'me' })
  expect(found('сухо')).toEqual([3])
  expect(sessions.allIds({ ...anyDialog, period: null, alerts: ['open'] }, { column: 'id', direction: 'asc' })).toEqual([1, 3])
  const listed = (patch: Partial<ResolvedFilter>) => sessions.allIds({ ...anyDialog, period: null, ...patch }, { column: 'id', direction: 'asc' })
  expect([listed({ marked: ['yes'] }), listed({ marked: ['no'] }), listed({ flagged: ['yes'] })]).toEqual([[3], [1, 2], [1]])
  marks.unmark([3])
  reviews.flag(1, false, start)
  reviews.flag(2, true, start)
  expect(outbox.undo(3, start)).toBe(true)
  followLedger({ sessions, outbox, alerts, marks, reviews })
  expect(sessions.rows([3])[0]).toMatchObject({ supervisorRating: null, ownRating: null, review: 'none' })
  expect([listed({ marked: ['yes'] }), listed({ flagged: ['yes'] })]).toEqual([[], [2]])
})

test('an unrated dialog that the user may not rate is hidden, not unrated', () => {
  const { sessions, transcripts } = open()
  transcripts.put({ sessionId: 1, fetchedAt: start, canRate: false, messages: said('a') })
  const ids = (supervisorRatings: number[]) => sessions.allIds({ ...anyDialog, period: null, supervisorRatings }, { column: 'id', direction: 'asc' })
  expect([ids([-1]), ids([0])]).toEqual([[1], [2]])
  expect(sessions.rows([1])[0]?.review).toBe('hidden')
})
