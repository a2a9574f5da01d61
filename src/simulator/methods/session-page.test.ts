import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createDirectory } from '../generate/directory.ts'
import { generateHistory } from '../generate/history.ts'
import { createStore } from '../store.ts'
import { kpiFirstAnswer, waitAnswer, waitClose } from './session-rows.ts'
import { sessionFilter } from './session-filters.ts'
import { findPage, findRated, openSessions } from './session-page.ts'
import type { Store } from '../store.ts'
import type { SessionOrder } from './session-page.ts'

const ANCHOR = Date.UTC(2026, 9, 14, 11, 0, 0) / 1000
const COUNT = 240
const DAY = 86_400

/** Everything that moves a row in some order, or in or out of all of them. */
type Change = { readonly type: 'open' | 'close' | 'reopen' | 'remove' | 'answer' | 'headVote' | 'vote'; readonly row: number; readonly at: number; readonly vote?: 'none' | 'like' | 'dislike' }

/** The latest rows are the ones still open, and so the ones to which most can happen. */
const row = fc.oneof(fc.nat(COUNT - 1), fc.integer({ min: COUNT - 24, max: COUNT - 1 }))
const at = fc.integer({ min: 0, max: 3 * DAY })
const change: fc.Arbitrary<Change> = fc.oneof(
  fc.record({ type: fc.constantFrom('open', 'close', 'reopen', 'remove', 'answer', 'headVote'), row, at }),
  fc.record({ type: fc.constant('vote'), row, at, vote: fc.constantFrom('none', 'like', 'dislike') }),
)

/** Seconds before the anchor; the two years of the history, and the days after it in which the changes fall. */
const moment = fc.oneof(fc.integer({ min: -4 * DAY, max: 3 * DAY }), fc.integer({ min: 0, max: 700 * DAY })).map((ago) => ANCHOR - ago)
const period = fc.tuple(moment, moment).map(([a, b]) => ({ from: Math.max(Math.min(a, b), Math.max(a, b) - 360 * DAY), to: Math.max(a, b) }))
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined, freq: 2 })
const query = fc.record({
  created: maybe(period),
  closed: maybe(period),
  status: maybe(fc.constantFrom('new', 'answered', 'paused', 'closed', 'spam')),
  vote: maybe(fc.constantFrom('like', 'dislike', 'none', 'any')),
  hasVoteHead: maybe(fc.boolean()),
  configId: maybe(fc.constantFrom(12, 14, 30)),
  order: fc.constantFrom<SessionOrder[]>('dateCreate', 'dateClose', 'waitAnswer', 'waitClose'),
  descending: fc.boolean(),
  page: fc.record({ offset: fc.nat(30), limit: fc.integer({ min: 1, max: 200 }) }),
  mostSorted: fc.constantFrom(0, 5, 1000),
})
type Query = typeof query extends fc.Arbitrary<infer T> ? T : never

function newStore(): Store {
  const store = createStore({ seed: 3, directory: createDirectory(3, ANCHOR), timeZone: 180 }, COUNT)
  generateHistory(store, COUNT, ANCHOR)
  return store
}

function apply(store: Store, { type, row: index, at: after, vote = 'like' }: Change): void {
  const now = ANCHOR + after
  if (type === 'open') store.add({ created: now, line: store.line(index), channel: store.channel(index), client: store.clientCount() })
  else if (type === 'close') store.close(index, now, 'operator')
  else if (type === 'reopen') store.reopen(index, now + 600)
  else if (type === 'remove') store.remove(index)
  else if (type === 'answer') {
    // Nobody can write in a closed session.
    if (store.columns.get('closed', index) === 0) store.countMessage(index, now, 'operator')
  }
  else if (type === 'headVote') store.setHeadVote(index, now % 6, null)
  else store.setVote(index, vote === 'none' ? 0 : now, vote)
}

const iso = (seconds: number) => new Date(seconds * 1000).toISOString().replace('.000Z', 'Z')

function found(store: Store, { created, closed, order, descending, page, mostSorted, ...rest }: Query) {
  const filter = sessionFilter(store, {
    ...rest,
    ...(created === undefined ? {} : { dateCreateFrom: iso(created.from), dateCreateTo: iso(created.to) }),
    ...(closed === undefined ? {} : { dateCloseFrom: iso(closed.from), dateCloseTo: iso(closed.to) }),
  })
  return findPage(store, filter, { order, descending }, page, mostSorted)
}

const existing = (store: Store) => Array.from({ length: store.size() }, (_, index) => index).filter((index) => !store.isGone(index))

/** The same by looking at every row and sorting all that match. */
function expected(store: Store, { created, closed, status, vote, hasVoteHead, configId, order, descending, page }: Query) {
  const { get } = store.columns
  const matching = existing(store).filter((index) => {
    const isWithin = (value: number, limits: { from: number; to: number }) => value !== 0 && value >= limits.from && value <= limits.to
    if (created !== undefined && !isWithin(get('created', index), created)) return false
    if (closed !== undefined && !isWithin(get('closed', index), closed)) return false
    if (status !== undefined && store.status(index) !== status) return false
    if (vote !== undefined && (vote === 'any' ? store.vote(index) === 'none' : store.vote(index) !== vote)) return false
    if (hasVoteHead !== undefined && get('voteHead', index) > 0 !== hasVoteHead) return false
    return configId === undefined || get('line', index) === configId
  })
  const keys = { dateCreate: (index: number) => index, dateClose: (index: number) => get('closed', index), waitAnswer: (index: number) => waitAnswer(store, index) ?? -1, waitClose: (index: number) => waitClose(store, index) ?? -1 }
  const sorted = matching.sort((a, b) => keys[order](a) - keys[order](b) || a - b)
  if (descending) sorted.reverse()
  return { items: sorted.slice(page.offset, page.offset + page.limit), hasNextPage: sorted.length > page.offset + page.limit }
}

test('whatever changes between two questions, a page is what looking at every row would give', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.array(change, { maxLength: 16 }), query), { minLength: 1, maxLength: 6 }), (rounds) => {
      const store = newStore()
      for (const [changes, asked] of rounds) {
        for (const one of changes) apply(store, one)
        expect(found(store, asked)).toEqual(expected(store, asked))
      }
    }),
    { numRuns: 200 },
  )
})

test('open and rated sessions follow the changes as well', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.array(change, { maxLength: 16 }), period), { minLength: 1, maxLength: 6 }), (rounds) => {
      const store = newStore()
      const { get } = store.columns
      for (const [changes, { from, to }] of rounds) {
        for (const one of changes) apply(store, one)
        expect(openSessions(store).toSorted((a, b) => a - b)).toEqual(existing(store).filter((index) => get('closed', index) === 0))
        const rated = existing(store).filter((index) => get('voted', index) >= from && get('voted', index) <= to)
        const tests = [(index: number) => !store.isGone(index)]
        expect(findRated(store, tests, { from, to }, { offset: 0, limit: 9999 }).items).toEqual(rated.sort((a, b) => get('voted', b) - get('voted', a) || b - a))
      }
    }),
    { numRuns: 100 },
  )
})

test('a deleted session is unknown to the first-answer target, and to find', () => {
  const store = newStore()
  store.remove(7)
  expect(store.find(store.id(7))).toBeNull()
  expect(store.find(store.id(8))).toBe(8)
  const inYear = { dateCreateFrom: iso(ANCHOR - 360 * DAY), dateCreateTo: iso(ANCHOR), kpiFirstAnswer: 'Y' }
  const { items } = findPage(store, sessionFilter(store, inYear), { order: 'dateCreate', descending: false }, { offset: 0, limit: 999 })
  expect(items).toEqual(existing(store).filter((index) => store.columns.get('created', index) >= ANCHOR - 360 * DAY && kpiFirstAnswer(store, index) === true))
})

test.each([
  ['answer', 'waitAnswer'],
  ['close', 'waitClose'],
  ['close', 'dateClose'],
  ['open', 'waitAnswer'],
  ['open', 'dateClose'],
] as const)('%s moves a row in the order by %s', (type, order) => {
  const store = newStore()
  const unanswered = existing(store).find((index) => store.status(index) === 'new') ?? -1
  const asked: Query = { created: undefined, closed: undefined, status: undefined, vote: undefined, hasVoteHead: undefined, configId: undefined, order, descending: true, page: { offset: 0, limit: 3 }, mostSorted: 0 }
  const before = found(store, asked)
  apply(store, { type, row: unanswered, at: 2 * DAY })
  if (type === 'open') apply(store, { type: order === 'dateClose' ? 'close' : 'answer', row: COUNT, at: 3 * DAY + 1 })
  expect(found(store, asked)).toEqual(expected(store, asked))
  expect(found(store, asked)).not.toEqual(before)
})
