import { describe, expect, test } from 'vitest'
import type { Result } from '#contract/result.ts'
import { maxWindowMs, type SessionPages, type WalkPosition } from '#core/portal/portal.ts'
import { maxOffset } from './paged-list.ts'
import { modelPortal, sessionRecord } from './testing/model-portal.ts'
import { answering, openPortal } from './testing/scripted-portal.ts'
import { commandsOf } from './testing/scripted-server.ts'

const start = Date.parse('2027-01-01T00:00:00Z')
const minutes = (count: number) => start + count * 60_000
const second = { from: start, to: start + 1000, mark: 0 }

function sessionsEveryMinute(count: number) {
  return Array.from({ length: count }, (_, index) => ({ id: index + 1, createdAt: minutes(index) }))
}

describe('one session', () => {
  test('is read with every field', async () => {
    const record = {
      id: 1024, configId: 3, source: 'livechat', operatorId: 42, userId: 501, userCode: 'site_visitor', chatId: 2048,
      dateCreate: '2026-06-15T14:30:00+02:00', dateClose: '2026-06-15T14:52:10+02:00', dateFirstAnswer: '2026-06-15T14:31:05+02:00',
      dateOperatorAnswer: '2026-06-15T14:31:05+02:00', status: 'closed', closeReason: 'operator', vote: 'like', voteHead: 5,
      commentHead: 'Good work', crmEntityType: 'deal', crmEntityId: 771, queueTransfers: 1, waitAnswer: 65, waitClose: 1330,
      kpiFirstAnswer: true, messageCount: 14, addedLater: { anything: true },
    }
    const { portal } = await openPortal(answering(() => ({ sessions: [record], hasNextPage: false })))
    const createdAt = Date.parse('2026-06-15T12:30:00Z')
    expect(await portal.source('statistics').walk({ from: createdAt, to: createdAt + 1000, mark: 0 })).toEqual({ ok: true, value: { next: null, sessions: [{
      id: 1024, lineId: 3, source: 'livechat', operatorId: 42, clientId: 501, userCode: 'site_visitor', chatId: 2048,
      status: 'closed', closeReason: 'operator', createdAt, closedAt: Date.parse('2026-06-15T12:52:10Z'),
      firstAnswerAt: Date.parse('2026-06-15T12:31:05Z'), operatorAnswerAt: Date.parse('2026-06-15T12:31:05Z'),
      clientRating: 5, supervisorRating: 5, supervisorComment: 'Good work', crmEntityType: 'deal', crmEntityId: 771,
      waitAnswer: 65, waitClose: 1330, kpiFirstAnswer: true, transfers: 1, messageCount: 14,
    }] } })
  })

  test('is read where PHP writes text, zeros and surprises', async () => {
    const record = { ...sessionRecord({ id: 7, createdAt: start }), vote: 'dislike', voteHead: '0', commentHead: '', status: 'archived', closeReason: 'magic', kpiFirstAnswer: 'N', waitAnswer: '12' }
    const { portal } = await openPortal(answering(() => ({ sessions: { 5: record }, hasNextPage: 'N' })))
    expect(await portal.source('statistics').walk(second)).toMatchObject({ ok: true, value: { next: null, sessions: [{
      id: 7, operatorId: null, status: 'answered', closeReason: null, clientRating: 1, supervisorRating: null, supervisorComment: null,
      operatorAnswerAt: null, kpiFirstAnswer: false, waitAnswer: 12, messageCount: 4,
    }] } })
  })

  test('without a creation date spoils the page instead of vanishing', async () => {
    const { portal } = await openPortal(answering(() => ({ sessions: [{ id: 7, dateCreate: 'soon' }], hasNextPage: false })))
    const result = await portal.source('statistics').walk(second)
    expect(result).toMatchObject({ ok: false, error: { code: 'portal-unreachable', message: expect.stringContaining('dateCreate') } })
  })
})

describe('windows', () => {
  test('that touch share no session and lose none', async () => {
    const sessions = Array.from({ length: 60 }, (_, index) => ({ id: index + 1, createdAt: start + index * 1000 }))
    const { portal } = await openPortal(answering(modelPortal(sessions)))
    const found: number[] = []
    let counted = 0
    for (const [from, to] of [[0, 10_000], [10_000, 10_500], [10_500, 20_001], [20_001, 20_900], [20_900, 60_000]] as const) {
      const page = await portal.source('statistics').walk({ from: start + from, to: start + to, mark: 0 })
      const count = await portal.source('statistics').countCreated(start + from, start + to)
      if (!page.ok || !count.ok) throw new Error('failed')
      found.push(...page.value.sessions.map(({ id }) => id))
      expect(count.value).toBe(page.value.sessions.length)
      counted += count.value ?? 0
    }
    expect(found.toSorted((left, right) => left - right)).toEqual(sessions.map(({ id }) => id))
    expect(counted).toBe(60)
  })

  test('are asked in the portal\'s zone, once it is known', async () => {
    const { portal, server } = await openPortal(answering(modelPortal([])))
    await portal.source('statistics').oldestCreatedAt()
    await portal.source('statistics').countCreated(start, start + 86_400_000)
    expect(server.calls.at(-1)?.body).toEqual({ dateFrom: '2027-01-01T03:00:00+03:00', dateTo: '2027-01-02T02:59:59+03:00' })
  })

  test('longer than the portal allows are refused without asking', async () => {
    const { portal, server } = await openPortal(answering(modelPortal([])))
    const to = start + maxWindowMs + 1
    expect(await portal.source('statistics').countCreated(start, to)).toMatchObject({ error: { code: 'invalid-input' } })
    expect(await portal.source('statistics').ratedBetween?.(start, to)).toMatchObject({ error: { code: 'invalid-input' } })
    expect(await portal.source('statistics').walk({ ...second, mark: maxOffset + 1 })).toMatchObject({ error: { code: 'invalid-input' } })
    expect(server.calls).toHaveLength(0)
  })

  test('without a whole second are empty without asking', async () => {
    const { portal, server } = await openPortal(answering(modelPortal([])))
    expect(await portal.source('statistics').countCreated(start + 1, start + 999)).toEqual({ ok: true, value: 0 })
    expect(await portal.source('statistics').walk({ from: start, to: start, mark: 0 })).toEqual({ ok: true, value: { sessions: [], next: null } })
    expect(server.calls).toHaveLength(0)
  })
})

describe('a walk', () => {
  const walkFrom = (to: number, mark = 0) => ({ from: start, to, mark })

  test('brings many pages with one request, newest first, and goes on behind the oldest', async () => {
    const { portal, server } = await openPortal(answering(modelPortal(sessionsEveryMinute(3000))))
    const source = portal.source('statistics')
    const first = await source.walk(walkFrom(minutes(3000)))
    if (!first.ok) throw new Error(first.error.message)
    expect(first.value.sessions.map(({ id }) => id)).toEqual(Array.from({ length: 1991 }, (_, index) => 3000 - index))
    // The oldest session's own second is read again.
    expect(first.value.next).toEqual(walkFrom(minutes(1009) + 1000))
    const rest = await source.walk(first.value.next ?? second)
    expect(rest.ok && [rest.value.sessions.length, rest.value.next]).toEqual([1010, null])
    expect(server.calls).toHaveLength(2)
  })

  test('through one crowded second moves by offset, up to the portal\'s reach', async () => {
    const crowd = Array.from({ length: 10_500 }, (_, index) => ({ id: index + 1, createdAt: start }))
    const { portal, server } = await openPortal(answering(modelPortal(crowd)))
    const source = portal.source('statistics')
    expect(await source.walk(second)).toMatchObject({ ok: true, value: { next: { ...second, mark: 1990 } } })
    const last = await source.walk({ ...second, mark: 9800 })
    expect(last).toMatchObject({ ok: true, value: { sessions: { length: 399 }, next: { from: start, to: start, mark: 0 } } })
    expect(server.calls.map(call => commandsOf(call).length)).toEqual([10, 2])
  })

  test('keeps the pages before a failed one and goes on from there', async () => {
    const model = modelPortal(sessionsEveryMinute(1000))
    const { portal } = await openPortal(answering((method, query, key) => (key === 'c2' ? { broken: true } : model(method, query, key))))
    const result = await portal.source('statistics').walk(walkFrom(minutes(1000)))
    expect(result).toMatchObject({ ok: true, value: { sessions: { length: 399 }, next: walkFrom(minutes(601) + 1000) } })
  })

  test('goes on from the last row before a gap that deleted sessions left between two pages', async () => {
    const sessions = sessionsEveryMinute(1000)
    const { portal } = await openPortal(answering((method, query, key) => {
      if (key === 'c2') sessions.splice(-3)
      return modelPortal(sessions)(method, query, key)
    }))
    expect(await portal.source('statistics').walk(walkFrom(minutes(1000)))).toMatchObject({ ok: true, value: { sessions: { length: 399 }, next: walkFrom(minutes(601) + 1000) } })
  })

  test('goes back through years, a longest window at a time', async () => {
    const old = start - 3 * maxWindowMs
    const { portal, server } = await openPortal(answering(modelPortal([{ id: 1, createdAt: old }, { id: 2, createdAt: start }])))
    const found: number[] = []
    for (let at: WalkPosition | null = { from: old, to: start + 1000, mark: 0 }; at !== null;) {
      const page: Result<SessionPages> = await portal.source('statistics').walk(at)
      if (!page.ok) throw new Error(page.error.message)
      found.push(...page.value.sessions.map(({ id }) => id))
      at = page.value.next
    }
    expect(found).toEqual([2, 1])
    expect(server.calls).toHaveLength(4)
  })
})

test('the oldest session, and none at all', async () => {
  const { portal } = await openPortal(answering(() => ({ sessions: [sessionRecord({ id: 1, createdAt: start })], hasNextPage: true })))
  expect(await portal.source('statistics').oldestCreatedAt()).toEqual({ ok: true, value: start })
  const empty = await openPortal(answering(modelPortal([])))
  expect(await empty.portal.source('statistics').oldestCreatedAt()).toEqual({ ok: true, value: null })
})

describe('ratings of a window', () => {
  const ratings = (count: number) => Array.from({ length: count }, (_, index) => ({ sessionId: index + 1, vote: index % 2 === 0 ? 'like' : 'dislike', votedAt: minutes(index) }))

  test('are read again when some were deleted between two pages', async () => {
    const held = ratings(1000)
    let deletions = 1
    const { portal } = await openPortal(answering((method, query, key) => {
      if (key === 'c1' && deletions-- > 0) held.splice(0, 3)
      return modelPortal([], held)(method, query, key)
    }))
    const found = await portal.source('statistics').ratedBetween?.(start, minutes(1000))
    const ids = found?.ok === true ? new Set(found.value.ratings.map(({ sessionId }) => sessionId)) : new Set()
    expect(held.filter(({ sessionId }) => !ids.has(sessionId))).toEqual([])
  })

  test('are complete over many pages', async () => {
    const { portal } = await openPortal(answering(modelPortal([], ratings(1234))))
    const result = await portal.source('statistics').ratedBetween?.(start, minutes(1000))
    if (result?.ok !== true) throw new Error(result?.error.message)
    expect(result.value.complete).toBe(true)
    expect(result.value.ratings).toHaveLength(1000)
    expect(result.value.ratings[1]).toEqual({ sessionId: 2, lineId: 3, operatorId: 42, source: 'livechat', clientRating: 1, ratedAt: minutes(1) })
  })

  test('say when the portal cannot list them all', async () => {
    const { portal } = await openPortal(answering(modelPortal([], ratings(10_300))))
    const result = await portal.source('statistics').ratedBetween?.(start, minutes(20_000))
    expect(result).toMatchObject({ ok: true, value: { complete: false } })
    expect(result?.ok && result.value.ratings.length).toBe(10_150)
  })
})
