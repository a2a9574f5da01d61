import { beforeEach, expect, test } from 'vitest'
import { err, ok } from '#contract/result.ts'
import { openMemoryStores } from '#infra/sqlite/testing/memory-stores.ts'
import { createFakePortal, fakeSession, type FakePortal } from '../testing/fake-portal.ts'
import { createManualTime, type ManualTime } from '../testing/manual-time.ts'
import { createRatings, type RatingService } from './rating-service.ts'

const start = Date.UTC(2026, 10, 20, 9)

let time: ManualTime
let portal: FakePortal
let stores: ReturnType<typeof openMemoryStores>
let ratings: RatingService
let holdMs: number

function build(): RatingService {
  let n = 0
  return createRatings({
    portal, ...stores, clock: time.clock, timer: time.timer, emit: () => {}, log: () => {},
    holdMs: () => holdMs, onChosen: () => {}, newId: () => `rating-${++n}-${time.clock()}`, random: () => 0.5, lowNeedsComment: () => false, diskError: () => null,
  })
}

beforeEach(() => {
  holdMs = 0
  time = createManualTime(start)
  portal = createFakePortal(time.clock)
  portal.data.sessions = [fakeSession({ id: 1, createdAt: start - 3_600_000 }), fakeSession({ id: 2, createdAt: start - 7_200_000 })]
  stores = openMemoryStores()
  stores.sessions.upsert(portal.data.sessions)
  ratings = build()
  ratings.start()
})

const rowOf = (id: number) => stores.sessions.rows([id])[0]

test('a rating is shown at once, sent with its comment in one call, and confirmed by reading it back', async () => {
  ratings.submit({ sessionId: 1, rating: 2, comment: 'Late answer', seen: null })
  expect(rowOf(1)?.supervisorRating).toBe(2)
  expect(ratings.summary()).toMatchObject({ unsent: 1, attention: 0 })

  await time.settle()
  expect(portal.votes).toEqual([{ sessionId: 1, rating: 2, comment: 'Late answer' }])
  expect(ratings.unsent()).toEqual([])
  expect(rowOf(1)).toMatchObject({ supervisorRating: 2, supervisorComment: 'Late answer' })
})

test('an unreachable portal keeps the rating and gets it once it is back', async () => {
  portal.fail('history', err('portal-unreachable', 'ECONNREFUSED'))
  ratings.submit({ sessionId: 1, rating: 4, comment: '', seen: null })
  await time.settle()
  expect(ratings.unsent()).toMatchObject([{ state: 'queued', error: { code: 'portal-unreachable' } }])

  portal.fail('history', err('portal-unreachable', ''), { times: 0 })
  await time.advance(10 * 60_000)
  expect(portal.votes).toEqual([{ sessionId: 1, rating: 4, comment: '' }])
  expect(ratings.unsent()).toEqual([])
})

test('a refused rating is parked with its reason and does not hold up the next one', async () => {
  portal.fail('rate', err('no-rights', 'ACCESS_DENIED'), { times: 1 })
  ratings.submit({ sessionId: 1, rating: 5, comment: 'Good', seen: null })
  ratings.submit({ sessionId: 2, rating: 3, comment: '', seen: null })
  await time.settle()
  expect(ratings.unsent()).toMatchObject([{ sessionId: 1, state: 'refused', error: { code: 'no-rights' } }])
  expect(portal.votes).toEqual([{ sessionId: 2, rating: 3, comment: '' }])

  ratings.retry(1)
  await time.settle()
  expect(portal.votes).toContainEqual({ sessionId: 1, rating: 5, comment: 'Good' })
  expect(ratings.unsent()).toEqual([])
})

test('a lost answer does not send the rating a second time', async () => {
  portal.fail('rate', err('portal-unreachable', 'ECONNRESET'), { times: 1, afterwards: true })
  ratings.submit({ sessionId: 1, rating: 1, comment: 'Rude', seen: null })
  await time.advance(10 * 60_000)
  expect(portal.votes).toHaveLength(1)
  expect(ratings.unsent()).toEqual([])
})

test('another supervisor’s newer rating is not overwritten until it was seen', async () => {
  portal.data.sessions = [fakeSession({ id: 1, createdAt: start - 3_600_000, supervisorRating: 4, supervisorComment: 'Fine' })]
  ratings.submit({ sessionId: 1, rating: 2, comment: 'Late', seen: null })
  await time.settle()
  expect(portal.votes).toEqual([])
  expect(ratings.unsent()).toMatchObject([{ state: 'conflict', error: { code: 'rating-conflict' } }])

  expect(ratings.retry(1)).toMatchObject({ error: { code: 'rating-conflict' } })
  ratings.resolve({ choice: 'mine', sessionId: 1, seen: { rating: 4, comment: 'Fine' } })
  await time.settle()
  expect(portal.votes).toEqual([{ sessionId: 1, rating: 2, comment: 'Late' }])
})

test('a dialog that may not be rated is not written to', async () => {
  portal.canRate = false
  ratings.submit({ sessionId: 1, rating: 2, comment: '', seen: null })
  await time.settle()
  expect(portal.votes).toEqual([])
  expect(ratings.unsent()).toMatchObject([{ state: 'refused', error: { code: 'no-rights' } }])
})

test('changing one’s mind before it is sent sends only the last choice', async () => {
  portal.fail('history', err('portal-unreachable', ''), { times: 1 })
  ratings.submit({ sessionId: 1, rating: 2, comment: 'First', seen: null })
  await time.settle()
  ratings.submit({ sessionId: 1, rating: 3, comment: 'Second', seen: null })
  await time.settle()
  expect(portal.votes).toEqual([{ sessionId: 1, rating: 3, comment: 'Second' }])
})

test('a second choice made while the first is on its way follows it without a conflict', async () => {
  ratings.submit({ sessionId: 1, rating: 2, comment: 'First', seen: null })
  ratings.submit({ sessionId: 2, rating: 5, comment: '', seen: null })
  // The first is being delivered now; the loop has taken it before this line runs.
  ratings.submit({ sessionId: 1, rating: 3, comment: 'Second', seen: null })
  await time.settle()
  expect(portal.data.sessions.find(s => s.id === 1)).toMatchObject({ supervisorRating: 3, supervisorComment: 'Second' })
  expect(ratings.unsent()).toEqual([])
})

test('what was on its way when the program died is delivered by the next start', async () => {
  portal.fail('history', err('cancelled', ''))
  ratings.submit({ sessionId: 1, rating: 2, comment: 'Kept', seen: null })
  await time.settle()
  await ratings.stop()
  stores.ledger.exec("UPDATE outbox SET state = 'sending'")
  stores.sessions.setPending(1, null)

  portal.fail('history', err('cancelled', ''), { times: 0 })
  ratings = build()
  ratings.start()
  expect(rowOf(1)?.supervisorRating).toBe(2)
  await time.settle()
  expect(portal.votes).toEqual([{ sessionId: 1, rating: 2, comment: 'Kept' }])
})

test('what an ended sign-in has stopped is sent after the next start, but not over somebody else’s rating', async () => {
  portal.fail('history', err('sign-in-expired', 'invalid_grant'), { times: 2 })
  ratings.submit({ sessionId: 1, rating: 5, comment: 'Good', seen: null })
  ratings.submit({ sessionId: 2, rating: 3, comment: '', seen: null })
  await time.settle()
  expect(ratings.unsent()).toMatchObject([{ state: 'needs-sign-in', error: { code: 'sign-in-expired' } }, { state: 'needs-sign-in' }])
  await ratings.stop()
  portal.change(2, { supervisorRating: 1, supervisorComment: 'By somebody else' })
  stores.sessions.setPortalVote(2, { rating: 1, comment: 'By somebody else' })

  ratings = build()
  ratings.start()
  await time.settle()
  expect(portal.votes).toEqual([{ sessionId: 1, rating: 5, comment: 'Good' }])
  expect(ratings.unsent()).toMatchObject([{ sessionId: 2, state: 'conflict', error: { code: 'rating-conflict' } }])
  // That one waits for the supervisor, whatever starts.
  await ratings.stop()
  ratings = build()
  ratings.start()
  await time.settle()
  expect(ratings.unsent()).toMatchObject([{ sessionId: 2, state: 'conflict' }])
})

test('what an ended sign-in has stopped goes on once the portal answers again, and what was refused does not', async () => {
  portal.fail('history', err('no-rights', 'ACCESS_DENIED'), { times: 1 })
  ratings.submit({ sessionId: 2, rating: 3, comment: '', seen: null })
  await time.settle()
  portal.fail('history', err('wrong-secret', 'INVALID_CREDENTIALS'), { times: 1 })
  ratings.submit({ sessionId: 1, rating: 5, comment: 'Good', seen: null })
  await time.advance(3_600_000)
  expect(ratings.unsent()).toMatchObject([{ sessionId: 1, state: 'needs-sign-in' }, { sessionId: 2, state: 'refused' }])
  ratings.resume()
  await time.settle()
  expect(portal.votes).toEqual([{ sessionId: 1, rating: 5, comment: 'Good' }])
  expect(ratings.unsent()).toMatchObject([{ sessionId: 2, state: 'refused' }])
})

test('the journal keeps what was there before', async () => {
  portal.data.sessions = [fakeSession({ id: 1, createdAt: start, supervisorRating: 5, supervisorComment: 'Great' })]
  stores.sessions.upsert(portal.data.sessions)
  ratings.submit({ sessionId: 1, rating: 2, comment: 'On reflection', seen: null })
  await time.settle()
  const lines = stores.ledger.all({ text: 'SELECT event, rating, comment, before_rating, before_comment FROM rating_journal ORDER BY id', params: [] })
  expect(lines).toMatchObject([
    { event: 'saved', rating: 2, before_rating: 5, before_comment: 'Great' },
    { event: 'sent', rating: 2 },
    { event: 'confirmed', rating: 2, comment: 'On reflection', before_rating: 5, before_comment: 'Great' },
  ])
})

test('a portal that accepts a rating and does not keep it is found out', async () => {
  portal.fail('rate', ok(null), { times: 1 })
  ratings.submit({ sessionId: 1, rating: 2, comment: 'Late', seen: null })
  await time.settle()
  expect(ratings.unsent()).toMatchObject([{ state: 'refused', error: { code: 'rating-not-kept' } }])
})

test('a rating by somebody else that the form did not show is not replaced, even if the list has brought it meanwhile', async () => {
  portal.data.sessions = [fakeSession({ id: 1, createdAt: start, supervisorRating: 5, supervisorComment: 'Great' })]
  stores.sessions.upsert(portal.data.sessions)
  ratings.submit({ sessionId: 1, rating: 2, comment: 'Late', seen: { rating: null, comment: null } })
  await time.settle()
  expect(portal.votes).toEqual([])
  expect(ratings.unsent()).toMatchObject([{ state: 'conflict', error: { code: 'rating-conflict' } }])
})

test('changing one’s own unsent rating of an already rated dialog is no conflict', async () => {
  portal.data.sessions = [fakeSession({ id: 1, createdAt: start, supervisorRating: 1, supervisorComment: 'Old' })]
  stores.sessions.upsert(portal.data.sessions)
  portal.fail('history', err('portal-unreachable', ''), { times: 1 })
  ratings.submit({ sessionId: 1, rating: 2, comment: 'First', seen: { rating: 1, comment: 'Old' } })
  await time.settle()
  ratings.submit({ sessionId: 1, rating: 3, comment: 'Second', seen: { rating: 2, comment: 'First' } })
  await time.advance(10 * 60_000)
  expect(portal.votes).toEqual([{ sessionId: 1, rating: 3, comment: 'Second' }])
})
