import { beforeEach, expect, test } from 'vitest'
import { err } from '#contract/result.ts'
import { openMemoryStores } from '#infra/sqlite/testing/memory-stores.ts'
import { createFakePortal, fakeSession, type FakePortal } from '../testing/fake-portal.ts'
import { createManualTime, type ManualTime } from '../testing/manual-time.ts'
import { createRatings, type RatingService } from './rating-service.ts'

const start = Date.UTC(2026, 10, 20, 9)
const holdMs = 8_000

let time: ManualTime
let portal: FakePortal
let stores: ReturnType<typeof openMemoryStores>
let ratings: RatingService
let chosen: number[]

function build(): RatingService {
  let n = 0
  return createRatings({
    portal, ...stores, clock: time.clock, timer: time.timer, emit: () => {}, log: () => {}, holdMs: () => holdMs,
    onChosen: id => { chosen.push(id) }, newId: () => `rating-${++n}-${time.clock()}`, random: () => 0.5, lowNeedsComment: () => false, diskError: () => null,
  })
}

async function restart(): Promise<void> {
  await ratings.stop()
  ratings = build()
  ratings.start()
}

beforeEach(() => {
  time = createManualTime(start)
  portal = createFakePortal(time.clock)
  portal.data.sessions = [
    fakeSession({ id: 1, createdAt: start - 3_600_000, supervisorRating: 5, supervisorComment: 'Great' }),
    fakeSession({ id: 2, createdAt: start - 7_200_000 }),
  ]
  stores = openMemoryStores()
  stores.sessions.upsert(portal.data.sessions)
  chosen = []
  ratings = build()
  ratings.start()
})

const rate = (sessionId: number, rating: number, comment = '') => ratings.submit({ sessionId, rating, comment, seen: null })
const shownRating = (id: number) => stores.sessions.rows([id])[0]?.supervisorRating
const events = () => stores.outbox.journal(1).map(({ event, rating }) => `${event} ${rating}`)

test('nothing of a rating is told to the portal before its time, then all of it at once', async () => {
  rate(1, 2, 'Late')
  expect(ratings.unsent()).toMatchObject([{ sessionId: 1, state: 'held', sendAfter: start + holdMs }])
  expect(ratings.summary()).toMatchObject({ unsent: 1, attention: 0 })
  await time.advance(holdMs - 1)
  expect(portal.calls).toEqual([])
  await time.advance(1)
  expect(portal.votes).toEqual([{ sessionId: 1, rating: 2, comment: 'Late' }])
  expect(ratings.unsent()).toEqual([])
})

test('a rating taken back was never there, and the dialog shows what it showed before', async () => {
  rate(1, 2, 'Late')
  expect(shownRating(1)).toBe(2)
  await time.advance(holdMs - 1)
  expect(ratings.undo(1)).toEqual({ ok: true, value: null })
  expect([shownRating(1), ratings.unsent(), ratings.summary().unsent]).toEqual([5, [], 0])
  await time.advance(60 * 60_000)
  expect(portal.calls).toEqual([])
  expect(events()).toEqual(['saved 2', 'undone 2'])
  expect(chosen).toEqual([1, 1])
})

test('two choices within the hold are one: the operator hears of it once, and undo takes both back', async () => {
  rate(1, 2, 'First')
  await time.advance(5_000)
  rate(1, 3, 'Second')
  await time.advance(holdMs - 1)
  expect(portal.calls).toEqual([])
  await time.advance(1)
  expect(portal.votes).toEqual([{ sessionId: 1, rating: 3, comment: 'Second' }])

  rate(2, 1)
  rate(2, 4)
  ratings.undo(2)
  expect(shownRating(2)).toBe(null)
  await time.advance(holdMs)
  expect(portal.votes).toHaveLength(1)
})

test('a restart neither loses a held rating nor sends it early, and it can still be taken back', async () => {
  rate(1, 2, 'Late')
  rate(2, 3)
  await time.advance(3_000)
  await restart()
  expect(shownRating(1)).toBe(2)
  await time.advance(4_999)
  expect(portal.calls).toEqual([])
  expect(ratings.undo(2).ok).toBe(true)
  await time.advance(1)
  expect(portal.votes).toEqual([{ sessionId: 1, rating: 2, comment: 'Late' }])
})

test('what fell due while the program was away is sent at the next start', async () => {
  rate(1, 2, 'Late')
  await ratings.stop()
  await time.advance(60_000)
  expect(portal.calls).toEqual([])
  ratings = build()
  ratings.start()
  await time.settle()
  expect(portal.votes).toEqual([{ sessionId: 1, rating: 2, comment: 'Late' }])
})

test('after its time a rating cannot be taken back any more, sent or not', async () => {
  portal.fail('history', err('portal-unreachable', ''))
  rate(1, 2)
  await time.advance(holdMs)
  expect(ratings.undo(1)).toMatchObject({ error: { code: 'too-late-to-undo' } })
  expect(ratings.undo(2)).toMatchObject({ error: { code: 'too-late-to-undo' } })
  expect(ratings.unsent()).toMatchObject([{ sessionId: 1, rating: 2, state: 'queued', sendAfter: null }])
})

test('undo goes back to an earlier rating that waits to be sent, and that one is sent', async () => {
  portal.fail('history', err('portal-unreachable', ''))
  rate(1, 2, 'Earlier')
  await time.advance(holdMs)
  rate(1, 4, 'Later')
  ratings.undo(1)
  expect(shownRating(1)).toBe(2)
  portal.fail('history', err('portal-unreachable', ''), { times: 0 })
  await restart()
  await time.settle()
  expect(portal.votes).toEqual([{ sessionId: 1, rating: 2, comment: 'Earlier' }])
})

test('undo does not send once more what reached the portal meanwhile', async () => {
  rate(1, 2, 'Earlier')
  await time.advance(holdMs - 1)
  const late = ratings.stop()
  await late
  stores.ledger.exec("UPDATE outbox SET state = 'sending'")
  portal.change(1, { supervisorRating: 2, supervisorComment: 'Earlier' })
  rate(1, 4, 'Later')
  ratings.undo(1)
  ratings = build()
  ratings.start()
  await time.advance(holdMs)
  expect(portal.votes).toEqual([])
  expect(ratings.unsent()).toEqual([])
})

test('a choice made while the one before is being looked at takes its place, and has its own time to be taken back', async () => {
  const { history } = portal
  let reads = 0
  Object.assign(portal, { history: (...asked: Parameters<typeof history>) => {
    if (++reads === 1) rate(1, 3, 'Second')
    return history(...asked)
  } })
  rate(1, 2, 'First')
  await time.advance(holdMs)
  expect([portal.votes, ratings.unsent()[0]?.state]).toEqual([[], 'held'])
  await time.advance(holdMs)
  expect(portal.votes).toEqual([{ sessionId: 1, rating: 3, comment: 'Second' }])
  expect(ratings.unsent()).toEqual([])
})

test('a clock that is set back does not hold a rating for hours', async () => {
  rate(1, 2)
  time.jump(-3 * 60 * 60_000)
  await time.advance(holdMs)
  expect(portal.votes).toHaveLength(1)
})

test('saving a rating ends its draft in the same commit', () => {
  const draft = { rating: 2, comment: 'Half a sent', seen: { rating: 5, comment: 'Great' } }
  stores.drafts.put(1, draft)
  stores.drafts.put(2, { ...draft, rating: null })
  expect(stores.drafts.get(1)).toEqual(draft)
  rate(1, 2, 'Half a sentence')
  expect([stores.drafts.get(1), stores.drafts.get(2)?.rating]).toEqual([null, null])
  stores.drafts.put(2, null)
  expect(stores.drafts.get(2)).toBe(null)
})
