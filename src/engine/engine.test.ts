import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { EventName } from '#contract/contract.ts'
import type { DialogIndex } from '#contract/dialogs.ts'
import type { Result } from '#contract/result.ts'
import type { Shell } from '#core/ports.ts'
import { startPortal, type Portal } from '../simulator/server.ts'
import type { Engine } from './engine-api.ts'
import { startEngine } from './start-engine.ts'
import { ratingsAtOnce } from './testing/ratings-at-once.ts'

let folder: string
let portal: Portal
let engines: Engine[]

const shellParts: Omit<Shell, 'capabilities'> = {
  notify: async () => false, reveal: async () => false, openExternal: async () => false,
  saveSettings: async () => {},
  seal: async plain => Buffer.from(plain).toString('base64'), unseal: async sealed => ({ text: Buffer.from(sealed, 'base64').toString(), sealedAgain: null }),
  resolveProxy: async () => null,
}
const keep = { kind: 'store' } as const

async function start(): Promise<Result<Engine>> {
  const started = await startEngine({
    workerUrl: new URL('./worker.ts', import.meta.url), checkOutput: true,
    config: {
      version: '1.2.3', profileDir: join(folder, 'profile'), exportsDir: join(folder, 'exports'), locale: 'ru-RU', settings: ratingsAtOnce,
      demoPortal: { entry: new URL('../simulator/worker.ts', import.meta.url).href, sessions: 200, seed: 3, pace: 0 }, pollSeconds: 1,
    },
    shell: { capabilities: { tray: false, nativeNotifications: false }, ...shellParts },
    onCrash: message => { throw new Error(message) },
  })
  if (started.ok) engines.push(started.value)
  return started
}

async function running(): Promise<Engine> {
  const started = await start()
  if (!started.ok) throw new Error(started.error.message)
  return started.value
}

function seen(engine: Engine, name: EventName, wanted: (payload: never) => boolean): Promise<void> {
  return new Promise(resolve => {
    const stop = engine.on((event, payload) => {
      if (event !== name || !wanted(payload as never)) return
      stop()
      resolve()
    })
  })
}

const live = (engine: Engine): Promise<void> => seen(engine, 'sync.progress', (state: { phase: string }) => state.phase === 'live')

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'linewatch-engine-'))
  portal = await startPortal({ sessions: 300, seed: 5, pace: 0 })
  engines = []
})
afterEach(async () => {
  await Promise.all(engines.map(engine => engine.close()))
  await portal.close()
  rmSync(folder, { recursive: true })
})

test('signs in, syncs over HTTP, and has the same list after a restart with the portal gone', async () => {
  const first = await running()
  const complete = live(first)
  expect(await first.dispatch('account.signInWebhook', { url: portal.webhook, keep })).toMatchObject({ ok: true, value: { kind: 'webhook', zoneMinutes: 180 } })
  await complete
  const list = await first.dispatch('dialogs.index', { filter: {}, sort: {} })
  expect(list).toMatchObject({ ok: true, value: { total: 300 } })
  await first.close()
  await portal.close()

  const second = await running()
  expect(await second.dispatch('dialogs.index', { filter: {}, sort: {} })).toEqual(list)
  const { ids } = (list as { value: DialogIndex }).value
  const rows = await second.dispatch('dialogs.rows', ids.slice(0, 50))
  expect(rows).toMatchObject({ ok: true })
})

test('nobody signed in is an answer, not a failure', async () => {
  const engine = await running()
  expect(await engine.dispatch('account.current', {})).toEqual({ ok: true, value: null })
  expect(await engine.dispatch('views.counts', {})).toMatchObject({ ok: false, error: { code: 'not-signed-in' } })
  expect(await engine.dispatch('sync.state', {})).toMatchObject({ ok: true, value: { phase: 'idle' } })
})

test('a second engine on the profile is refused', async () => {
  await running()
  expect(await start()).toMatchObject({ ok: false, error: { code: 'profile-in-use' } })
})

test('a refused sign-in leaves the one before as it was', async () => {
  const engine = await running()
  await engine.dispatch('account.signInWebhook', { url: portal.webhook, keep })
  const before = await engine.dispatch('account.current', {})
  expect(await engine.dispatch('account.signInWebhook', { url: portal.webhook.replace(/rest\/1\/\w+/, 'rest/1/wrong'), keep }))
    .toMatchObject({ ok: false, error: { code: 'wrong-secret' } })
  expect(await engine.dispatch('account.current', {})).toEqual(before)
})

test('the demo portal is the same one after a restart, with what was rated in it', async () => {
  const first = await running()
  const complete = live(first)
  await first.dispatch('account.signInDemo', {})
  await complete
  const index = await first.dispatch('dialogs.index', { filter: { statuses: ['closed'], supervisorRatings: [0] }, sort: {} }) as { value: DialogIndex }
  const sessionId = index.value.ids[0] ?? 0
  const sent = seen(first, 'outbox.changed', ({ unsent }: { unsent: number }) => unsent === 0)
  await first.dispatch('ratings.submit', { sessionId, rating: 3, comment: 'Kept' })
  await sent
  await first.close()
  rmSync(join(folder, 'profile', 'accounts', 'demo'), { recursive: true })

  const second = await running()
  const again = live(second)
  await again
  expect(await second.dispatch('dialogs.rows', [sessionId])).toMatchObject({ ok: true, value: [{ id: sessionId, supervisorRating: 3, supervisorComment: 'Kept' }] })
})

test('after its end the engine answers so', async () => {
  const engine = await running()
  await engine.close()
  expect(await engine.dispatch('app.info', {})).toMatchObject({ ok: false, error: { code: 'engine-stopped' } })
})
