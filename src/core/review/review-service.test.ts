import { beforeEach, expect, test } from 'vitest'
import { dialogFilterSchema, dialogSortSchema } from '#contract/dialogs.ts'
import { reviewStartInput, type ReviewStart } from '#contract/review.ts'
import type { Message } from '#contract/transcripts.ts'
import { openMemoryStores } from '#infra/sqlite/testing/memory-stores.ts'
import { createRatings, type RatingService } from '../ratings/rating-service.ts'
import { createDialogs } from '../sessions/dialog-service.ts'
import { createFakePortal, fakeSession } from '../testing/fake-portal.ts'
import { createManualTime, type ManualTime } from '../testing/manual-time.ts'
import { createReview, type ReviewService } from './review-service.ts'

const start = Date.UTC(2026, 10, 20, 9)
const hour = 3_600_000

let time: ManualTime
let stores: ReturnType<typeof openMemoryStores>
let ratings: RatingService
let review: ReviewService
let prefetched: (readonly number[])[]
let told: { readonly event: string; readonly payload: unknown }[]

/** The services as after a start of the program on these stores. */
function begin(): void {
  const emit = (event: string, payload: unknown): void => { told.push({ event, payload }) }
  review = createReview({
    reviews: stores.reviews, sessions: stores.sessions, operators: () => [{ id: 7, name: 'Anna Petrova' }, { id: 8, name: 'Boris Wolf' }],
    prefetch: ids => { prefetched.push(ids) }, onHidden: () => {}, clock: time.clock, zoneMinutes: () => 0, emit, log: () => {},
  })
  ratings = createRatings({
    ...stores, portal: createFakePortal(time.clock), clock: time.clock, timer: time.timer, emit, log: () => {}, random: () => 0.5, lowNeedsComment: () => false, diskError: () => null,
    holdMs: () => 8_000, onChosen: review.ratingChosen, newId: () => `rating-${told.length}`,
  })
}

beforeEach(() => {
  time = createManualTime(start)
  stores = openMemoryStores()
  prefetched = []
  told = []
  // Ids from 1, newest first in the list's order; even ones of operator 8.
  stores.sessions.upsert(Array.from({ length: 12 }, (_, index) => fakeSession({
    id: index + 1, createdAt: start - (index + 1) * hour, operatorId: index % 2 === 0 ? 7 : 8, clientRating: index % 3 === 0 ? 1 : null,
  })))
  begin()
})

const asked = (more: Partial<ReviewStart> = {}): ReviewStart => reviewStartInput.parse({ filter: dialogFilterSchema.parse({}), sort: dialogSortSchema.parse({}), ...more })
const rate = (sessionId: number) => ratings.submit({ sessionId, rating: 4, comment: '', seen: null })
const nextAfter = (after: number | null) => {
  const place = review.next(after)
  if (!place.ok) throw new Error(place.error.message)
  return place.value
}

test('a queue of the whole list goes through it in its order, reading three conversations ahead', () => {
  expect(review.state()).toBe(null)
  expect(review.next(null)).toMatchObject({ error: { code: 'not-found' } })
  review.start(asked())
  expect(review.state()).toMatchObject({ matched: 12, rated: 0, skipped: 0, sample: null })
  expect(nextAfter(null)).toEqual({ sessionId: 1, nextIds: [2, 3, 4] })
  expect(prefetched).toEqual([[1, 2, 3, 4]])
})

test('rating moves the queue on, and taking the rating back brings the dialog back', () => {
  review.start(asked())
  rate(1)
  rate(3)
  expect(review.state()).toMatchObject({ rated: 2, operators: [{ name: 'Anna Petrova', rated: 2, total: 6 }, { name: 'Boris Wolf', rated: 0, total: 6 }] })
  expect(nextAfter(1)).toMatchObject({ sessionId: 2, nextIds: [4, 5, 6] })
  ratings.undo(1)
  expect(review.state()).toMatchObject({ rated: 1 })
  // Round to what was left out.
  expect(nextAfter(12).sessionId).toBe(1)
})

test('skipping needs a dialog that waits, keeps its reason, and moves on', () => {
  review.start(asked())
  expect(review.skip(1, 'Not my language')).toEqual({ ok: true, value: { sessionId: 2, nextIds: [3, 4, 5] } })
  expect(review.skip(1, 'Again')).toMatchObject({ error: { code: 'not-found' } })
  expect(review.state()?.skipped).toBe(1)
  expect(review.skips(1)).toEqual([{ at: expect.any(Number), reason: 'Not my language' }])
  expect(review.state()?.items.slice(0, 2)).toMatchObject([{ sessionId: 1, state: 'skipped', skipReason: 'Not my language' }, { state: 'waiting', skipReason: null }])
})

test('a queue is there after a restart as it was left; the next one ends it, and both stay on record', () => {
  review.start(asked({ sample: { seed: 5, size: 6, perOperator: 2 } }))
  const items = review.state()?.items ?? []
  rate(items[0]?.sessionId ?? 0)
  review.skip(items[1]?.sessionId ?? 0, 'Unreadable')
  const left = review.state()
  begin()
  expect(review.state()).toEqual(left)
  expect(left).toMatchObject({ rated: 1, skipped: 1, sample: { seed: 5, size: 6, perOperator: 2 } })
  review.start(asked())
  review.end()
  expect(review.state()).toBe(null)
  expect(stores.ledger.pluck({ text: 'SELECT COUNT(*) FROM review_item', params: [] })).toEqual([18])
})

test('the same seed over the same dialogs is the same queue, with why and how likely each one came into it', () => {
  const sample = { seed: 42, size: 6, perOperator: 2 }
  review.start(asked({ sample }))
  const first = review.state()?.items
  review.start(asked({ sample, sort: { column: 'createdAt', direction: 'asc' } }))
  expect(review.state()?.items.toReversed()).toEqual(first)
  expect(first?.filter(({ reason }) => reason === 'quota')).toHaveLength(4)
  // 2 of 6 by the quota, then 2 of the 8 that are left.
  for (const { probability } of first ?? []) expect(probability).toBeCloseTo(1 / 3 + (2 / 3) * (2 / 8), 9)
})

test('a blind review leaves the client’s rating and the operator out of the rows until they are rated', () => {
  const dialogs = createDialogs({ ...stores, review, clock: time.clock, zoneMinutes: () => 0 })
  const row = (id: number) => dialogs.rows([id])[0]
  expect(row(1)).toMatchObject({ clientRating: 1, operatorId: 7, hidden: [] })
  review.start(asked({ blind: 'operator' }))
  expect(row(1)).toMatchObject({ clientRating: null, ratedAt: null, operatorId: null, operatorName: null, department: null, hidden: ['clientRating', 'operator'] })
  expect(review.state()?.operators).toEqual([])
  rate(1)
  expect(row(1)).toMatchObject({ clientRating: 1, operatorId: 7, hidden: [] })
  ratings.undo(1)
  expect(row(1)?.hidden).toEqual(['clientRating', 'operator'])
  review.skip(1, 'No')
  expect(row(1)?.hidden).toEqual(['clientRating', 'operator'])
  // What goes into a file is whole.
  expect(dialogs.wholeRows([1])[0]).toMatchObject({ clientRating: 1, operatorId: 7, hidden: [] })
  review.end()
  expect(row(1)).toMatchObject({ clientRating: 1, hidden: [] })
})

test('no list tells what is hidden: those by the client’s rating or the operator leave hidden dialogs out', () => {
  const dialogs = createDialogs({ ...stores, review, clock: time.clock, zoneMinutes: () => 0 })
  const list = (filter: object, column = 'createdAt') => dialogs.index({
    filter: dialogFilterSchema.parse(filter), sort: dialogSortSchema.parse({ column, direction: 'desc' }), offset: 0, limit: 100,
  })
  review.start(asked({ blind: 'rating', sample: { seed: 1, size: 10, perOperator: null } }))
  const hidden = new Set(review.state()?.items.map(({ sessionId }) => sessionId))
  for (const telling of [list({ clientRatings: ['dislike'] }), list({}, 'clientRating'), list({}, 'ratedAt')]) {
    expect(telling.ids.filter(id => hidden.has(id))).toEqual([])
    expect(telling.total).toBe(telling.ids.length)
  }
  expect(list({}).total).toBe(12)
  expect(list({ operatorIds: [7] }).total).toBe(6)
  review.start(asked({ blind: 'operator' }))
  expect([list({ operatorIds: [7] }).total, list({}, 'operator').total]).toEqual([0, 0])
})

test('no search tells what is hidden by finding it in the lines that are not shown', () => {
  const dialogs = createDialogs({ ...stores, review, clock: time.clock, zoneMinutes: () => 0 })
  const found = () => {
    const filter = dialogFilterSchema.parse({ text: 'sorry' })
    return [dialogs.index({ filter, sort: dialogSortSchema.parse({}), offset: 0, limit: 100 }).ids, dialogs.count(filter)]
  }
  const regret: Message = { id: 1, at: start, authorKind: 'system', authorId: 0, authorName: '', text: 'We are sorry to hear that', files: [] }
  stores.transcripts.put({ sessionId: 1, fetchedAt: start, messages: [regret], canRate: true })
  expect(found()).toEqual([[1], 1])
  for (const blind of ['rating', 'operator'] as const) {
    review.start(asked({ blind }))
    expect(found()).toEqual([[], 0])
  }
  rate(1)
  expect(found()).toEqual([[1], 1])
})

test('a flag is kept over a restart, finds its dialog, and is taken away again', () => {
  review.flag(3, true)
  review.flag(3, true)
  begin()
  const dialogs = createDialogs({ ...stores, review, clock: time.clock, zoneMinutes: () => 0 })
  expect(dialogs.rows([2, 3]).map(({ flagged }) => flagged)).toEqual([false, true])
  const flagged = () => dialogs.idsOf({ filter: dialogFilterSchema.parse({ flagged: ['yes'] }), sort: dialogSortSchema.parse({}) })
  expect(flagged()).toEqual([3])
  review.flag(3, false)
  expect(dialogs.rows([3])[0]?.flagged).toBe(false)
  expect(flagged()).toEqual([])
})
