import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import type { Account } from '#contract/accounts.ts'
import { settingsSchema } from '#contract/settings.ts'
import type { Timer } from '#core/ports.ts'
import { createSettings } from '#core/settings/settings-service.ts'
import { webhookAccess } from '#infra/bitrix24/access.ts'
import { createBitrixPortal } from '#infra/bitrix24/bitrix-portal.ts'
import { parseWebhook } from '#infra/bitrix24/webhook.ts'
import { startPortal } from '../simulator/server.ts'
import { openRuntime } from './account-runtime.ts'
import { differences, mirrorRows, portalRows } from './testing/mirror-truth.ts'
import { controlOf } from './testing/portal-control.ts'
import { ratingsAtOnce } from './testing/ratings-at-once.ts'

/** Portal and product share a time that passes faster: the portal pauses a method for up to ten minutes. */
const speed = 200
const began = Date.now()
const monotonic = (): number => (Date.now() - began) * speed
const clock = (): number => began + monotonic()
const timer: Timer = (delayMs, task) => {
  const handle = setTimeout(task, delayMs / speed)
  return () => { clearTimeout(handle) }
}
const soon = { timeout: 15_000, interval: 100 }

test.each(['imopenlines.v2.Session.list', 'imopenlines.v2.Session.Rating.list', 'imopenlines.session.history.get'])(
  'a portal that pauses %s for its running time, during the first sync and later', async method => {
    const folder = mkdtempSync(join(tmpdir(), 'linewatch-paused-'))
    const demo = await startPortal({ sessions: 600, seed: 5, pace: 0, clock, rate: { drainPerSecond: 1e9, burst: 1e9 } })
    const control = controlOf(demo.controlUrl)
    const webhook = parseWebhook(demo.webhook)
    if (!webhook.ok) throw new Error(webhook.error.message)
    const account: Account = { id: 'paused', kind: 'webhook', host: 'paused', userId: 1, userName: 'Test', zoneMinutes: 180, keptBy: 'none' }
    await control.ask('faults', { list: [{ mode: 'operationLimit', method, times: 2 }, { mode: 'operationLimit', method, after: 9, times: 2 }] })
    const portal = createBitrixPortal({ access: webhookAccess(webhook.value), clock, monotonic, timer, log: () => {}, timeoutMs: 30_000 * speed, batchTimeoutMs: 60_000 * speed })
    const runtime = openRuntime(account, portal, {
      folder, exportsDir: folder, pollMs: 60_000, clock, monotonic, timer, emit: () => {}, log: () => {},
      settings: createSettings({ stored: settingsSchema.parse(ratingsAtOnce), locale: 'en', save: async () => {}, emit: () => {} }),
      shell: {
        capabilities: { tray: false, nativeNotifications: true }, notify: async () => true, reveal: async () => false,
        openExternal: async () => false, seal: async () => null, unseal: async () => null, resolveProxy: async () => null, saveSettings: async () => {},
      },
    })
    if (!runtime.ok) throw new Error(runtime.error.message)
    onTestFinished(async () => {
      await runtime.value.close()
      await demo.close()
      rmSync(folder, { recursive: true })
    })
    const differ = async () => differences(portalRows(await control.dump()), mirrorRows(join(folder, 'mirror.db')))
    await expect.poll(differ, soon).toEqual([])

    const rateable = (await control.dump()).find(({ status, voteHeadStored }) => status === 'closed' && voteHeadStored === 0)
    const sessionId = Number(rateable?.['id'])
    await control.ask('faults', { mode: 'operationLimit', method, times: 2 })
    await control.ask('create', { configId: 12, messages: [{ by: 'client', text: 'Алло' }, { by: 'operator', text: 'Да' }], closeReason: 'operator', vote: 'like' })
    expect(runtime.value.ratings.submit({ sessionId, rating: 3, comment: '', seen: null }).ok).toBe(true)
    await expect.poll(async () => [...await differ(), ...runtime.value.ratings.unsent()], soon).toEqual([])
    expect((await control.stats()).writes).toEqual({ [sessionId]: 1 })
    expect((await control.stats()).faults['operationLimit']).toBeGreaterThan(3)
  })
