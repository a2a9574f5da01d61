import { describe, test, type TestContext } from 'vitest'
import type { FaultInput } from '../simulator/rest/fault-input.ts'
import { openFaultDesk, type FaultDesk } from './testing/fault-desk.ts'

// Tests here run side by side: most of their time is the product's patience.

const sessions = 'imopenlines.v2.Session.list'
const ratings = 'imopenlines.v2.Session.Rating.list'
const names = 'im.user.list.get'
const history = 'imopenlines.session.history.get'

/**
 * What can go wrong with a request, and with one call inside a batch while the others succeed. `times`: where the recovery
 * is slow, or nothing asks again because a conversation has told meanwhile.
 */
const faults: readonly FaultInput[] = [
  { mode: 'slow', ms: 20, maxMs: 120 },
  { mode: 'offline' },
  { mode: 'html' },
  { mode: 'badGateway' },
  { mode: 'serverError' },
  { mode: 'limit', times: 1 },
  { mode: 'redirect', url: 'http://127.0.0.1:9/elsewhere' },
  { mode: 'reset', bytes: 0 },
  { mode: 'reset', bytes: 700 },
  { mode: 'lostReply' },
  { mode: 'truncated' },
  { mode: 'contentType' },
  { mode: 'trickle', ms: 1, method: ratings, times: 1 },
  { mode: 'duplicateBody' },
  { mode: 'previousReply' },
  { mode: 'wrongType', method: 'batch', value: { result: 'none' } },
  { mode: 'wrongType', method: 'batch', value: [] },
  { mode: 'wrongType', method: sessions, value: null },
  { mode: 'wrongType', method: sessions, value: { sessions: 'none', hasNextPage: false } },
  { mode: 'wrongType', method: sessions, value: { sessions: [{ id: 'x' }], hasNextPage: false } },
  { mode: 'wrongType', method: ratings, value: 7 },
  { mode: 'wrongType', method: names, value: 'none', times: 1 },
  { mode: 'error', method: sessions, code: 'INTERNAL_SERVER_ERROR', status: 500 },
  { mode: 'error', method: sessions, code: 'QUERY_LIMIT_EXCEEDED', status: 503, times: 1 },
  { mode: 'error', method: history, code: 'INTERNAL_SERVER_ERROR', status: 500 },
]
const cases = faults.map(fault => ({ name: nameOf(fault), fault, times: fault.times ?? 2 }))

function nameOf(fault: FaultInput): string {
  const details = Object.entries(fault).filter(([name]) => name !== 'mode' && name !== 'times')
  return [fault.mode, ...details.map(([name, value]) => `${name} ${JSON.stringify(value)}`)].join(', ')
}

const soon = { timeout: 40_000, interval: 200 }
const slowly = { concurrent: true, timeout: 60_000 }

async function open({ onTestFinished }: TestContext): Promise<FaultDesk> {
  const desk = await openFaultDesk()
  onTestFinished(desk.close)
  return desk
}

describe('the mirror is the portal’s equal after trouble during the first sync', () => {
  test.for(cases)('$name', slowly, async ({ fault, times }, context) => {
    const { expect } = context
    const desk = await open(context)
    // The sign-in's own request passes; then what follows it, and something in the middle of the walk, go wrong.
    await desk.control.ask('faults', { list: [{ ...fault, after: 1, times }, { ...fault, after: fault.method === undefined ? 7 : 4, times }] })
    await desk.signIn()
    await expect.poll(desk.strikes, soon).toBe(2 * times)
    await desk.bustle()
    await expect.poll(() => desk.differences(), soon).toEqual([])
    expect(desk.everShrank()).toBe(false)
  })
})

describe('the mirror is the portal’s equal after trouble while current, and a rating arrives once', () => {
  test.for(cases)('$name', slowly, async ({ fault, times }, context) => {
    const { expect } = context
    const desk = await open(context)
    await desk.signInAndSync()
    const [sessionId = 0] = await desk.unrated(1)
    await desk.control.ask('faults', fault)
    await desk.bustle()
    await desk.engine().get('ratings.submit', { sessionId, rating: 3, comment: 'Сухо' })
    await expect.poll(desk.strikes, soon).toBeGreaterThanOrEqual(times)
    await desk.control.ask('faults', { mode: 'none' })
    await expect.poll(() => desk.differences(), soon).toEqual([])
    expect(desk.everShrank()).toBe(false)
    expect(await desk.control.stats()).toMatchObject({ writes: { [sessionId]: 1 }, notifications: { [sessionId]: 1 } })
  })
})

test('ratings of which each meets another trouble on its way arrive once each', slowly, async context => {
  const { expect } = context
  const desk = await open(context)
  await desk.signInAndSync()
  const troubles = faults.filter(({ method }) => method === undefined).map(fault => ({ ...fault, method: 'imopenlines.session.head.vote', times: 1 }))
  const sessionIds = await desk.unrated(troubles.length)
  await desk.control.ask('faults', { list: troubles })
  for (const sessionId of sessionIds) await desk.engine().get('ratings.submit', { sessionId, rating: 2, comment: `О ${sessionId}` })
  await expect.poll(desk.strikes, soon).toBe(troubles.length)
  await expect.poll(() => desk.differences(), soon).toEqual([])
  const once = Object.fromEntries(sessionIds.map(id => [id, 1]))
  const { writes, notifications } = await desk.control.stats()
  expect({ writes, notifications }).toEqual({ writes: once, notifications: once })
})
