import { expect, onTestFinished, test } from 'vitest'
import { createManualTime } from '#infra/bitrix24/testing/manual-time.ts'
import { startPortal } from '../simulator/server.ts'
import { createConnect, type Connection } from './connections.ts'
import { controlOf } from './testing/portal-control.ts'

test('two sign-ins to one portal stay inside its one bucket together', async () => {
  const demo = await startPortal({ sessions: 10, seed: 3, pace: 0 })
  onTestFinished(() => demo.close())
  const { now, timer } = createManualTime()
  const connect = createConnect({ clock: now, timer, monotonic: now, log: () => {} })
  let answered = 0

  function signInWithMany(): Connection {
    const connection = connect({ kind: 'webhook', url: demo.webhook })
    if (!connection.ok) throw new Error(connection.error.code)
    onTestFinished(connection.value.portal.close)
    for (let call = 0; call < 30; call++) void connection.value.portal.identify().then(({ ok }) => { answered += Number(ok) })
    return connection.value
  }
  signInWithMany()
  signInWithMany()
  // Nine tenths of the portal's fifty at once; the others wait for a clock that stands still.
  await expect.poll(() => answered).toBe(45)
  const { requests, refusals } = await controlOf(demo.controlUrl).stats()
  expect([requests['batch'], refusals]).toEqual([45, []])
})
