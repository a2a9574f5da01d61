import { expect, test } from 'vitest'
import { maxWindowMs } from '#core/portal/portal.ts'
import { modelPortal, type ModelSession } from './testing/model-portal.ts'
import { answering, openPortal } from './testing/scripted-portal.ts'
import { commandsOf, time } from './testing/scripted-server.ts'

const now = Date.parse(time.date_finish)
const ago = (minutes: number) => now - minutes * 60_000
const since = { createdFrom: ago(60), closedFrom: ago(60), ratedFrom: ago(60), until: now }
const ids = (rows: readonly { readonly id: number }[]) => rows.map(({ id }) => id).toSorted((left, right) => left - right)

test('everything that changed comes with one request', async () => {
  const { portal, server } = await openPortal(answering(modelPortal([
    { id: 1, createdAt: ago(500), closedAt: ago(400) },
    { id: 2, createdAt: ago(500), closedAt: ago(30) },
    { id: 3, createdAt: ago(500), status: 'new' },
    { id: 4, createdAt: ago(50), status: 'paused' },
    { id: 5, createdAt: ago(40), closedAt: ago(20), status: 'spam' },
    { id: 6, createdAt: ago(10) },
  ], [
    { sessionId: 2, vote: 'dislike', votedAt: ago(29) },
    { sessionId: 1, vote: 'like', votedAt: ago(399) },
  ])), { clock: () => now })
  const result = await portal.source('statistics').current(since)
  if (!result.ok) throw new Error(result.error.message)
  expect(ids(result.value.created)).toEqual([4, 5, 6])
  expect(ids(result.value.open)).toEqual([3, 4, 6])
  expect(ids(result.value.closed)).toEqual([2, 5])
  expect(result.value.ratings).toEqual([{ sessionId: 2, lineId: 3, operatorId: 42, source: 'livechat', clientRating: 1, ratedAt: ago(29) }])
  expect(result.value.portalNow).toBe(now)
  expect(server.calls).toHaveLength(1)
  expect(server.calls.flatMap(commandsOf)).toHaveLength(6)
})

test('a computer whose clock is slow still gets the latest news', async () => {
  const slow = now - 3_600_000
  const { portal } = await openPortal(answering(modelPortal([{ id: 1, createdAt: ago(1) }])), { clock: () => slow })
  await portal.source('statistics').oldestCreatedAt()
  const result = await portal.source('statistics').current({ ...since, until: slow })
  expect(result.ok && ids(result.value.created)).toEqual([1])
})

test('what closes while the lists are read is not listed as open', async () => {
  const model = modelPortal([{ id: 1, createdAt: ago(50), closedAt: ago(1) }])
  const { portal } = await openPortal(answering((method, query, key) => {
    const answer = model(method, query, key)
    return query.get('status') === 'answered' ? model(method, new URLSearchParams('limit=200'), key) : answer
  }), { clock: () => now })
  const result = await portal.source('statistics').current(since)
  expect(result.ok && [ids(result.value.open), ids(result.value.closed)]).toEqual([[], [1]])
})

test('long lists are complete, over further requests', async () => {
  const sessions: readonly ModelSession[] = Array.from({ length: 3000 }, (_, index) => ({ id: index + 1, createdAt: now - index * 1000, status: 'new' }))
  const { portal, server } = await openPortal(answering(modelPortal(sessions)), { clock: () => now })
  const result = await portal.source('statistics').current(since)
  if (!result.ok) throw new Error(result.error.message)
  expect(result.value.created).toHaveLength(3000)
  expect(result.value.open).toHaveLength(3000)
  expect(server.calls.length).toBeLessThanOrEqual(3)
})

test('lists beyond the portal\'s reach are complete too', async () => {
  const sessions: readonly ModelSession[] = Array.from({ length: 12_000 }, (_, index) => ({ id: index + 1, createdAt: now - index * 5000, status: 'new' }))
  const ratings = sessions.map(({ id, createdAt }) => ({ sessionId: id, vote: 'like', votedAt: createdAt }))
  const { portal } = await openPortal(answering(modelPortal(sessions, ratings)), { clock: () => now })
  const from = now - 12_000 * 5000
  const result = await portal.source('statistics').current({ createdFrom: from, closedFrom: from, ratedFrom: from, until: now })
  if (!result.ok) throw new Error(result.error.message)
  expect(new Set(ids(result.value.created)).size).toBe(12_000)
  expect(new Set(ids(result.value.open)).size).toBe(12_000)
  expect(new Set(result.value.ratings.map(({ sessionId }) => sessionId)).size).toBe(12_000)
})

test('forgotten open sessions of many years are found', async () => {
  const year = 365 * 86_400_000
  const sessions: readonly ModelSession[] = Array.from({ length: 10_400 }, (_, index) => ({ id: index + 1, createdAt: now - index * Math.floor((3 * year) / 10_400), status: 'paused' }))
  const { portal } = await openPortal(answering(modelPortal(sessions)), { clock: () => now })
  const result = await portal.source('statistics').current(since)
  expect(result.ok && result.value.open.length).toBe(10_400)
})

test('one failing list fails the whole, so that nothing is taken for gone', async () => {
  const model = modelPortal([{ id: 1, createdAt: ago(1) }])
  const { portal } = await openPortal(answering((method, query, key) => (method.includes('Rating') ? { html: true } : model(method, query, key))), { clock: () => now })
  expect(await portal.source('statistics').current(since)).toMatchObject({ ok: false, error: { code: 'portal-unreachable' } })
})

test('a window longer than the portal allows is refused', async () => {
  const { portal } = await openPortal(answering(modelPortal([])), { clock: () => now })
  expect(await portal.source('statistics').current({ ...since, createdFrom: now - maxWindowMs - 1 })).toMatchObject({ error: { code: 'invalid-input' } })
  expect(await portal.source('statistics').current({ ...since, createdFrom: now - maxWindowMs })).toMatchObject({ ok: true })
})
