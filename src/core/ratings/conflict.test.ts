import { beforeEach, expect, test } from 'vitest'
import { dialogFilterSchema, dialogSortSchema } from '#contract/dialogs.ts'
import { err } from '#contract/result.ts'
import { openMemoryStores } from '#infra/sqlite/testing/memory-stores.ts'
import { createFakePortal, fakeSession, type FakePortal } from '../testing/fake-portal.ts'
import { createManualTime, type ManualTime } from '../testing/manual-time.ts'
import { createRatings, type RatingService } from './rating-service.ts'

const start = Date.UTC(2026, 10, 20, 9)
const theirs = { rating: 4, comment: 'Fine' }

let time: ManualTime
let portal: FakePortal
let stores: ReturnType<typeof openMemoryStores>
let ratings: RatingService
let holdMs: number
let lowNeedsComment: boolean

function build(): RatingService {
  let n = 0
  return createRatings({
    portal, ...stores, clock: time.clock, timer: time.timer, emit: () => {}, log: () => {}, holdMs: () => holdMs, lowNeedsComment: () => lowNeedsComment,
    onChosen: () => {}, newId: () => `rating-${++n}-${time.clock()}`, random: () => 0.5, diskError: () => null,
  })
}

beforeEach(() => {
  holdMs = 0
  lowNeedsComment = false
  time = createManualTime(start)
  portal = createFakePortal(time.clock)
  portal.data.sessions = [fakeSession({ id: 1, createdAt: start - 3_600_000 }), fakeSession({ id: 2, createdAt: start - 7_200_000 })]
  stores = openMemoryStores()
  stores.sessions.upsert(portal.data.sessions)
  ratings = build()
  ratings.start()
})

const rate = (sessionId: number, rating: number, comment: string) => ratings.submit({ sessionId, rating, comment, seen: null })
const events = (id = 1) => ratings.journal(id).map(({ event, comment }) => `${event} ${comment}`)
const held = (id: number) => {
  const session = portal.data.sessions.find(other => other.id === id)
  return { rating: session?.supervisorRating, comment: session?.supervisorComment }
}

/** Another supervisor rates behind our back. */
function theyRate(rating: number, comment: string): void {
  portal.change(1, { supervisorRating: rating, supervisorComment: comment })
}

async function conflict(): Promise<void> {
  theyRate(theirs.rating, theirs.comment)
  rate(1, 2, 'Late')
  await time.settle()
  expect(ratings.unsent()).toMatchObject([{ state: 'conflict', rating: 2, comment: 'Late', base: { rating: null, comment: null }, theirs }])
  expect(ratings.summary()).toMatchObject({ unsent: 1, attention: 1, states: { conflict: 1, refused: 0 } })
}

test('theirs can be kept: nothing is sent, and the journal tells what was given up for what', async () => {
  await conflict()
  expect(ratings.resolve({ choice: 'theirs', sessionId: 1, seen: theirs }).ok).toBe(true)
  await time.advance(3_600_000)
  expect(portal.votes).toEqual([])
  expect(ratings.unsent()).toEqual([])
  expect(stores.sessions.rows([1])[0]).toMatchObject({ supervisorRating: 4, supervisorComment: 'Fine' })
  expect(ratings.journal(1).at(-1)).toMatchObject({ event: 'keptTheirs', rating: 2, comment: 'Late', beforeRating: 4, beforeComment: 'Fine' })
})

test('mine can take its place', async () => {
  await conflict()
  ratings.resolve({ choice: 'mine', sessionId: 1, seen: theirs })
  await time.settle()
  expect(held(1)).toEqual({ rating: 2, comment: 'Late' })
  expect(events()).toEqual(['saved Late', 'conflict Late', 'replaced Late', 'sent Late', 'confirmed Late'])
  expect(ratings.journal(1).slice(-2)).toMatchObject([
    { event: 'sent', beforeRating: 4, beforeComment: 'Fine' }, { event: 'confirmed', beforeRating: 4, beforeComment: 'Fine' },
  ])
})

test('their comment can be taken into mine', async () => {
  await conflict()
  ratings.resolve({ choice: 'merge', sessionId: 1, seen: theirs, rating: 3, comment: 'Late. Fine' })
  await time.settle()
  expect(held(1)).toEqual({ rating: 3, comment: 'Late. Fine' })
  expect(events()).toContain('merged Late. Fine')
})

test('a way out of a conflict can itself be taken back: the conflict is there again', async () => {
  holdMs = 8_000
  rate(1, 2, 'Late')
  theyRate(theirs.rating, theirs.comment)
  await time.advance(holdMs)
  ratings.resolve({ choice: 'mine', sessionId: 1, seen: theirs })
  expect(ratings.undo(1).ok).toBe(true)
  await time.advance(60_000)
  expect(ratings.unsent()).toMatchObject([{ state: 'conflict', theirs }])
  expect(portal.votes).toEqual([])
})

test.each(['theirs', 'mine'] as const)('what they changed after it was shown is shown anew, whatever was chosen (%s)', async choice => {
  await conflict()
  stores.sessions.setPortalVote(1, { rating: 1, comment: 'Worse' })
  expect(ratings.resolve({ choice, sessionId: 1, seen: theirs })).toMatchObject({ error: { code: 'rating-conflict' } })
  expect(ratings.unsent()).toMatchObject([{ state: 'conflict', rating: 2, theirs: { rating: 1, comment: 'Worse' } }])
  expect(ratings.resolve({ choice: 'theirs', sessionId: 1, seen: { rating: 1, comment: 'Worse' } }).ok).toBe(true)
})

test('what they changed and nothing here knows yet is found by the look before the write', async () => {
  await conflict()
  theyRate(5, 'Great after all')
  ratings.resolve({ choice: 'mine', sessionId: 1, seen: theirs })
  await time.settle()
  expect(portal.votes).toEqual([])
  expect(ratings.unsent()).toMatchObject([{ state: 'conflict', theirs: { rating: 5, comment: 'Great after all' } }])
})

test('a comment that they left without a rating is not overwritten either', async () => {
  portal.change(1, { supervisorRating: null, supervisorComment: 'Please call back' })
  rate(1, 2, 'Late')
  await time.settle()
  expect(ratings.unsent()).toMatchObject([{ state: 'conflict', theirs: { rating: null, comment: 'Please call back' } }])
})

test('whoever rates between our write and the look after it is a conflict, and no failure of the portal', async () => {
  const { rate: send } = portal
  Object.assign(portal, { rate: async (vote: Parameters<typeof send>[0]) => {
    const sent = await send(vote)
    theyRate(5, 'Mine is better')
    return sent
  } })
  rate(1, 2, 'Late')
  await time.settle()
  expect(ratings.unsent()).toMatchObject([{ state: 'conflict', theirs: { rating: 5, comment: 'Mine is better' } }])
})

test('a conflict survives a restart, and is neither sent nor retried', async () => {
  await conflict()
  await ratings.stop()
  // The local copy was read anew by a source that does not show it.
  stores.sessions.setPortalVote(1, { rating: null, comment: null })
  ratings = build()
  ratings.start()
  ratings.retryAll()
  await time.advance(3_600_000)
  expect(ratings.unsent()).toMatchObject([{ state: 'conflict', theirs }])
  expect(portal.votes).toEqual([])
})

test('retrying a refused rating does not overwrite what somebody else has put there meanwhile', async () => {
  portal.fail('rate', err('no-rights', 'ACCESS_DENIED'), { times: 1 })
  rate(1, 2, 'Late')
  await time.settle()
  theyRate(theirs.rating, theirs.comment)
  stores.sessions.upsert(portal.data.sessions)
  ratings.retry(1)
  await time.settle()
  expect(held(1)).toEqual(theirs)
  expect(ratings.unsent()).toMatchObject([{ state: 'conflict' }])
})

test('our own lost attempt is no conflict for the choice that follows it', async () => {
  portal.fail('rate', err('portal-unreachable', 'ECONNRESET'), { times: 1, afterwards: true })
  const { history } = portal
  let reads = 0
  Object.assign(portal, { history: (...asked: Parameters<typeof history>) => (++reads === 2 ? err('portal-unreachable', 'ECONNRESET') : history(...asked)) })
  rate(1, 2, 'First')
  await time.settle()
  expect(ratings.unsent()).toMatchObject([{ state: 'queued', error: { code: 'portal-unreachable' } }])
  expect(events()).toEqual(['saved First', 'sent First', 'unclear First'])
  rate(1, 3, 'Second')
  await time.advance(600_000)
  expect(held(1)).toEqual({ rating: 3, comment: 'Second' })
  expect(ratings.unsent()).toEqual([])
})

test('an unsent rating is given up only on request, and the journal keeps it', async () => {
  portal.fail('history', err('portal-unreachable', ''))
  rate(1, 2, 'Late')
  await time.advance(7 * 86_400_000)
  expect(ratings.unsent()).toHaveLength(1)
  expect(ratings.discard(1).ok).toBe(true)
  expect([ratings.unsent(), stores.sessions.rows([1])[0]?.supervisorRating]).toEqual([[], null])
  portal.fail('history', err('portal-unreachable', ''), { times: 0 })
  await time.advance(3_600_000)
  expect(portal.votes).toEqual([])
  expect(events()).toEqual(['saved Late', 'discarded Late'])
  expect(ratings.discard(1)).toMatchObject({ error: { code: 'not-found' } })
})

test('one that is given up while the portal is being looked at is not sent', async () => {
  rate(1, 2, 'Late')
  ratings.discard(1)
  await time.settle()
  expect(portal.votes).toEqual([])
})

test('one that is on its way can no longer be given up', async () => {
  const { rate: send } = portal
  const seen: unknown[] = []
  Object.assign(portal, { rate: (vote: Parameters<typeof send>[0]) => {
    seen.push(ratings.discard(1), ratings.unsent()[0]?.state)
    return send(vote)
  } })
  rate(1, 2, 'Late')
  await time.settle()
  expect(seen).toMatchObject([{ error: { code: 'too-late-to-undo' } }, 'sending'])
  expect(held(1)).toEqual({ rating: 2, comment: 'Late' })
})

test('a low rating without a comment is refused where the settings say so, on every way in', async () => {
  lowNeedsComment = true
  expect(rate(1, 2, ' ')).toMatchObject({ error: { code: 'invalid-input' } })
  expect(ratings.unsent()).toEqual([])
  expect(rate(2, 3, '').ok).toBe(true)
  await conflict()
  expect(ratings.resolve({ choice: 'merge', sessionId: 1, seen: theirs, rating: 1, comment: '' })).toMatchObject({ error: { code: 'invalid-input' } })
  expect(ratings.unsent()).toMatchObject([{ sessionId: 1, state: 'conflict' }])
})

test('a setting that came later does not hold up what was saved before it', async () => {
  theyRate(theirs.rating, theirs.comment)
  rate(1, 2, '')
  await time.settle()
  lowNeedsComment = true
  expect(ratings.resolve({ choice: 'mine', sessionId: 1, seen: theirs }).ok).toBe(true)
  await time.settle()
  expect(held(1)).toEqual({ rating: 2, comment: '' })
})

test('all that waits is sent at once on request, but a conflict', async () => {
  portal.fail('history', err('wrong-secret', ''), { times: 1 })
  rate(1, 2, 'Late')
  await time.settle()
  portal.fail('history', err('portal-unreachable', ''), { times: 3 })
  rate(2, 3, 'So-so')
  await time.advance(4_000)
  expect(ratings.summary()).toMatchObject({ unsent: 2, attention: 1, states: { 'needs-sign-in': 1, 'queued': 1 }, oldestAt: start })
  portal.fail('history', err('portal-unreachable', ''), { times: 0 })
  ratings.retryAll()
  await time.settle()
  expect(ratings.unsent()).toEqual([])
})

test('the longer a portal is away, the rarer it is asked', async () => {
  portal.fail('history', err('portal-unreachable', ''))
  rate(1, 2, 'Late')
  await time.advance(3_600_000)
  expect(portal.calls.length).toBeLessThan(40)
  expect(ratings.unsent()).toMatchObject([{ attempts: portal.calls.length }])
})

test('a clock that is set back does not hold up the next try for hours', async () => {
  portal.fail('history', err('portal-unreachable', ''), { times: 1 })
  rate(1, 2, 'Late')
  await time.settle()
  time.jump(-3 * 3_600_000)
  await time.advance(60_000)
  expect(portal.votes).toHaveLength(1)
})

test('the journal is only added to', async () => {
  rate(1, 2, 'Late')
  await time.settle()
  expect(() => { stores.ledger.exec("UPDATE rating_journal SET comment = 'Never said'") }).toThrow(/only added to/)
  expect(() => { stores.ledger.exec('DELETE FROM rating_journal') }).toThrow(/only added to/)
  expect(events()).toEqual(['saved Late', 'sent Late', 'confirmed Late'])
})

test('what is given up includes what it had replaced, and the journal keeps both', async () => {
  portal.fail('history', err('portal-unreachable', ''))
  rate(1, 2, 'First')
  await time.settle()
  holdMs = 8_000
  rate(1, 3, 'Second')
  ratings.discard(1)
  expect(ratings.unsent()).toEqual([])
  expect(events()).toEqual(['saved First', 'saved Second', 'discarded First', 'discarded Second'])
})

test('a dialog whose rating is given up is to be reviewed again', () => {
  const picks = [{ sessionId: 1, operatorId: 7, reason: 'list' as const, probability: 1 }]
  stores.reviews.start({ asked: { filter: dialogFilterSchema.parse({}), sort: dialogSortSchema.parse({}), sample: null, blind: 'off' }, matched: 1, picks, at: start })
  rate(1, 2, 'Late')
  expect(stores.reviews.current()?.items).toMatchObject([{ state: 'rated' }])
  ratings.discard(1)
  expect(stores.reviews.current()?.items).toMatchObject([{ state: 'waiting' }])
})

test('whoever may not rate may not see what stands there: what is known stays', async () => {
  stores.sessions.setPortalVote(1, theirs)
  portal.canRate = false
  rate(1, 2, 'Late')
  await time.settle()
  expect(ratings.unsent()).toMatchObject([{ state: 'refused', error: { code: 'no-rights' } }])
  expect(stores.sessions.portalVote(1)).toEqual(theirs)
})
