import { beforeEach, expect, test } from 'vitest'
import { openMemoryStores } from '#infra/sqlite/testing/memory-stores.ts'
import { createFakePortal, fakeSession, type FakePortal } from '../testing/fake-portal.ts'
import { createManualTime, type ManualTime } from '../testing/manual-time.ts'
import { createRatings, type RatingService } from './rating-service.ts'

const start = Date.UTC(2026, 10, 20, 9)
class DiskFull extends Error {}

let time: ManualTime
let portal: FakePortal
let stores: ReturnType<typeof openMemoryStores>
let ratings: RatingService
let full: Set<string>

/** The same store, whose named methods fail while they are in `full`. */
function onFullDisk<T extends object>(store: T): T {
  return new Proxy(store, {
    get(target, name, receiver) {
      if (full.has(String(name))) return () => { throw new DiskFull(String(name)) }
      return Reflect.get(target, name, receiver)
    },
  })
}

beforeEach(() => {
  full = new Set()
  time = createManualTime(start)
  portal = createFakePortal(time.clock)
  portal.data.sessions = [fakeSession({ id: 1, createdAt: start - 3_600_000 })]
  stores = openMemoryStores()
  stores.sessions.upsert(portal.data.sessions)
  ratings = build()
  ratings.start()
})

function build(): RatingService {
  let n = 0
  return createRatings({
    portal, sessions: onFullDisk(stores.sessions), outbox: onFullDisk(stores.outbox), clock: time.clock, timer: time.timer, emit: () => {}, log: () => {},
    holdMs: () => 0, lowNeedsComment: () => false, onChosen: () => {}, newId: () => `rating-${++n}`, random: () => 0.5,
    diskError: error => (error instanceof DiskFull ? { code: 'disk', message: error.message } : null),
  })
}

const rate = () => ratings.submit({ sessionId: 1, rating: 4, comment: 'Polite', seen: null })

test('a rating that the ledger cannot take is not saved, and nobody is told that it is', async () => {
  full.add('hold')
  expect(rate).toThrow(DiskFull)
  await time.advance(60_000)
  expect([ratings.unsent(), ratings.journal(1), portal.votes, stores.sessions.rows([1])[0]?.supervisorRating]).toEqual([[], [], [], null])
})

test('a rating that only the mirror cannot take is saved and sent', async () => {
  full.add('setPending').add('setOwnRating').add('setPortalVote')
  expect(rate().ok).toBe(true)
  await time.settle()
  expect(portal.votes).toEqual([{ sessionId: 1, rating: 4, comment: 'Polite' }])
  expect(ratings.unsent()).toEqual([])
})

test.each(['release', 'markSending', 'confirm'])('when a step cannot be written down (%s), it is looked at again once there is room: one write', async step => {
  full.add(step)
  rate()
  await time.advance(3_600_000)
  expect(ratings.unsent()).toHaveLength(1)
  full.clear()
  await time.advance(60_000)
  expect(portal.votes).toEqual([{ sessionId: 1, rating: 4, comment: 'Polite' }])
  expect([ratings.unsent(), ratings.journal(1).at(-1)?.event]).toEqual([[], 'confirmed'])
})

test('a start on a full disk sends what it can, and the rest once there is room', async () => {
  full.add('hold').add('release').add('markSending').add('recover').add('hurry').add('setPending')
  await ratings.stop()
  stores.outbox.hold({ rating: { sessionId: 1, rating: 4, comment: 'Polite', seen: null }, uuid: 'before', base: { rating: null, comment: null }, at: start, sendAfter: start, event: 'saved' })
  ratings = build()
  ratings.start()
  await time.advance(60_000)
  expect([portal.votes, ratings.unsent().length]).toEqual([[], 1])
  full.clear()
  await time.advance(60_000)
  expect([portal.votes.length, ratings.unsent()]).toEqual([1, []])
})
