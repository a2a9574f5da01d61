import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Portal } from '#core/portal/portal.ts'
import type { Timer } from '#core/ports.ts'
import { startPortal, type Portal as DemoPortal } from '../../../simulator/server.ts'
import { createBitrixPortal } from '../bitrix-portal.ts'
import { memoryStore, type MemoryStore } from '../testing/token-portal.ts'
import { startAuthorization } from './authorization.ts'
import { oauthAccess } from './oauth-access.ts'

/** The whole way against the demo portal, which shares no code with the client. */
const now = Date.parse('2026-06-30T09:00:00Z')
const never: Timer = () => () => {}
let at = now
let demo: DemoPortal
let portal: Portal
let store: MemoryStore
const log: string[] = []

beforeAll(async () => {
  demo = await startPortal({ sessions: 200, pace: 0, seed: 5, now, clock: () => at, rate: { drainPerSecond: 1000, burst: 1000 } })
  const application = { portal: demo.url, clientId: demo.clientId, clientSecret: demo.clientSecret }
  const started = await startAuthorization({
    application, openExternal: () => Promise.resolve(true), ports: [0], clock: () => at, timer: never, log: () => {},
  })
  if (!started.ok) throw new Error(started.error.code)
  const page = await (await fetch(started.value.state.authorizeUrl)).text()
  started.value.paste(/<code id="code">(\w+)</.exec(page)?.[1] ?? '')
  const tokens = await started.value.done
  if (!tokens.ok) throw new Error(tokens.error.code)
  store = memoryStore(tokens.value)
  const access = oauthAccess({ application, tokens: tokens.value, store, timer: never, log: event => void log.push(event) })
  portal = createBitrixPortal({ access, clock: () => at, log: () => {}, rate: { perSecond: 1000, burst: 1000 } })
})

afterAll(async () => {
  portal.close()
  await demo.close()
})

const control = (command: string) => fetch(`${demo.controlUrl}/${command}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' })

test('an application is signed in and named by the portal\'s own id', async () => {
  expect(await portal.identify()).toMatchObject({ ok: true, value: { memberId: expect.stringMatching(/^[0-9a-f]{32}$/), userId: 1 } })
})

test('50 calls after the tokens expired: one renewal', async () => {
  expect((await control('expireTokens')).status).toBe(200)
  const results = await Promise.all(Array.from({ length: 50 }, () => portal.source('statistics').oldestCreatedAt()))
  expect(results.every(result => result.ok)).toBe(true)
  expect(store.written).toHaveLength(1)
  expect(log).toEqual(['tokens.renewed'])
})

test('an hour later once more, and after half a year of silence another sign-in is needed', async () => {
  at += 3_601_000
  expect(await portal.operators()).toMatchObject({ ok: true })
  expect(store.written).toHaveLength(2)
  at += 181 * 86_400_000
  expect(await portal.operators()).toMatchObject({ error: { code: 'sign-in-expired' } })
  expect(store.written).toHaveLength(2)
})
