import { expect, onTestFinished, test } from 'vitest'
import { openFaultDesk } from './testing/fault-desk.ts'

test('a rating that waits for a sign-in goes on by itself when the portal takes the old one again', async () => {
  const desk = await openFaultDesk({ sessions: 60 })
  onTestFinished(desk.close)
  await desk.signInAndSync()
  const engine = desk.engine()
  const [sessionId = 0] = await desk.unrated(1)
  const syncStopped = engine.next('sync.progress', ({ error }) => error?.code === 'wrong-secret')
  await desk.control.ask('faults', { mode: 'error', code: 'NO_AUTH_FOUND', status: 401 })
  await engine.get('ratings.submit', { sessionId, rating: 4, comment: 'Вежливо' })
  await expect.poll(async () => (await engine.get('outbox.summary', {})).states['needs-sign-in']).toBe(1)
  await syncStopped
  await desk.control.ask('faults', { mode: 'none' })
  await engine.get('sync.now', {})
  await expect.poll(async () => (await desk.control.stats()).writes).toEqual({ [sessionId]: 1 })
  await expect.poll(async () => (await engine.get('outbox.summary', {})).unsent).toBe(0)
}, 60_000)
