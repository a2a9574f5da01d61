import { expect, onTestFinished, test } from 'vitest'
import { openFaultDesk, type FaultDesk } from './testing/fault-desk.ts'
import type { PortalOptions } from '../simulator/server.ts'

const soon = { timeout: 30_000, interval: 100 }
const hour = 3_600_000

async function openSynced(options: PortalOptions = {}): Promise<FaultDesk> {
  const desk = await openFaultDesk(options)
  onTestFinished(desk.close)
  await desk.signInAndSync()
  return desk
}

test('a portal that has us blocked is left alone until the program starts again', async () => {
  const desk = await openSynced()
  await desk.control.ask('faults', { mode: 'overload' })
  await expect.poll(async () => (await desk.engine().get('sync.state', {})).error?.code, soon).toBe('portal-blocked')
  const { exchanges } = await desk.control.stats()
  await desk.bustle()
  const [sessionId = 0] = await desk.unrated(1)
  await desk.engine().get('ratings.submit', { sessionId, rating: 4, comment: '' })
  await desk.engine().get('sync.now', {})
  expect((await desk.control.stats()).exchanges).toBe(exchanges)
  await desk.control.ask('faults', { mode: 'none' })
  await desk.restart()
  await expect.poll(() => desk.differences(), soon).toEqual([])
  expect(desk.everShrank()).toBe(false)
  expect((await desk.control.stats()).writes).toEqual({ [sessionId]: 1 })
})

test.each([3 * hour, -3 * hour])('the portal’s clock goes wrong by %d ms and right again', async skewMs => {
  const desk = await openSynced()
  await desk.control.ask('clock', { skewMs })
  await desk.bustle()
  await expect.poll(() => desk.differences(), soon).toEqual([])
  expect(desk.everShrank()).toBe(false)
  await desk.control.ask('clock', { skewMs: 0 })
  await desk.bustle()
  await expect.poll(() => desk.differences(), soon).toEqual([])
  expect(desk.everShrank()).toBe(false)
})

test.each([5 * hour, -30 * hour])('a portal whose clock is off by %d ms all the time', async clockSkew => {
  const desk = await openSynced({ clockSkew })
  await desk.bustle()
  await expect.poll(() => desk.differences(), soon).toEqual([])
  expect(desk.everShrank()).toBe(false)
})

test('rows that come and go between two pages of the first sync', async () => {
  const desk = await openFaultDesk()
  onTestFinished(desk.close)
  await desk.control.ask('faults', { mode: 'shift', appear: 7, times: 4 })
  await desk.signInAndSync()
  expect(await desk.strikes()).toBe(4)
  await expect.poll(() => desk.differences(), soon).toEqual([])
  expect(desk.everShrank()).toBe(false)
})

test('rows that are deleted between two pages are missing in the portal alone', async () => {
  const desk = await openFaultDesk()
  onTestFinished(desk.close)
  const before = (await desk.control.dump()).map(row => Number(row['id']))
  await desk.control.ask('faults', { mode: 'shift', appear: 2, disappear: 5, times: 4 })
  await desk.signInAndSync()
  expect(await desk.strikes()).toBe(4)
  const after = new Set((await desk.control.dump()).map(row => Number(row['id'])))
  const deleted = new Set(before.filter(id => !after.has(id)))
  expect(deleted.size).toBe(20)
  // What the portal showed once is kept; nothing that it still has is missing.
  await expect.poll(() => desk.differences({ deleted }), soon).toEqual([])
  expect(desk.everShrank()).toBe(false)
})

test('rows that come and go between two pages of what is new', async () => {
  const desk = await openSynced()
  for (let n = 0; n < 230; n++) await desk.control.ask('create', { configId: 12, messages: [{ by: 'client', text: 'Алло' }] })
  await desk.control.ask('faults', { mode: 'shift', appear: 3, times: 3 })
  await expect.poll(desk.strikes, soon).toBe(3)
  await expect.poll(() => desk.differences(), soon).toEqual([])
  expect(desk.everShrank()).toBe(false)
})

test('a busy portal, whose troubles take turns', async () => {
  let stopped: number | null = null
  const desk = await openSynced({ pace: 20, clock: () => stopped ?? Date.now() })
  const troubles = ['slow', 'truncated', 'lostReply', 'html', 'serverError', 'reset', 'previousReply']
  await desk.control.ask('faults', { list: troubles.map((mode, n) => ({ mode, ms: 100, bytes: 300, after: 2 * n, times: 1 })) })
  await expect.poll(desk.strikes, soon).toBe(troubles.length)
  // With its clock nothing moves any more, so that two reads of it can be compared.
  stopped = Date.now()
  await expect.poll(() => desk.differences(), soon).toEqual([])
  expect(desk.everShrank()).toBe(false)
}, 60_000)
