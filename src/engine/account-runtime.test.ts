import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Account } from '#contract/accounts.ts'
import { dialogFilterSchema, type DialogRow } from '#contract/dialogs.ts'
import { settingsSchema } from '#contract/settings.ts'
import { createSettings } from '#core/settings/settings-service.ts'
import { webhookAccess } from '#infra/bitrix24/access.ts'
import { createBitrixPortal } from '#infra/bitrix24/bitrix-portal.ts'
import { parseWebhook } from '#infra/bitrix24/webhook.ts'
import { startPortal, type Portal, type PortalOptions } from '../simulator/server.ts'
import { openRuntime, type AccountRuntime } from './account-runtime.ts'

const now = Date.UTC(2026, 10, 20, 9)

let folder: string
let portals: Portal[]
let runtimes: AccountRuntime[]
let told: string[]

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'linewatch-runtime-'))
  portals = []
  runtimes = []
  told = []
})
afterEach(async () => {
  await Promise.all(runtimes.map(runtime => runtime.close()))
  await Promise.all(portals.map(portal => portal.close()))
  rmSync(folder, { recursive: true })
})

/** Signed in to a portal whose world stands still. */
async function signIn(name: string, options: PortalOptions): Promise<AccountRuntime> {
  const portal = await startPortal({ sessions: 60, seed: 5, pace: 0, now, clock: () => now, ...options })
  portals.push(portal)
  return open(name, portal)
}

function open(name: string, portal: Portal, url = portal.webhook): AccountRuntime {
  const webhook = parseWebhook(url)
  if (!webhook.ok) throw new Error(webhook.error.message)
  const account: Account = { id: name, kind: 'webhook', host: name, userId: 1, userName: 'Test', zoneMinutes: 180, keptBy: 'none' }
  const timer = (delayMs: number, task: () => void) => {
    const handle = setTimeout(task, delayMs)
    return () => { clearTimeout(handle) }
  }
  const opened = openRuntime(account, createBitrixPortal({ access: webhookAccess(webhook.value), clock: () => now, timer, log: () => {} }), {
    folder: join(folder, name), exportsDir: folder, pollMs: 600_000, clock: () => now, timer, emit: event => { told.push(event) }, log: () => {},
    settings: createSettings({ stored: settingsSchema.parse({}), locale: 'en', save: async () => {}, emit: () => {} }),
    shell: {
      capabilities: { tray: false, nativeNotifications: true }, notify: async () => true, reveal: async () => false,
      openExternal: async () => false, seal: async () => null, unseal: async () => null, resolveProxy: async () => null, saveSettings: async () => {},
    },
  })
  if (!opened.ok) throw new Error(opened.error.message)
  runtimes.push(opened.value)
  return opened.value
}

function rowsOf({ dialogs }: AccountRuntime): DialogRow[] {
  const { ids } = dialogs.index({ filter: dialogFilterSchema.parse({}), sort: { column: 'id', direction: 'asc' }, offset: 0, limit: 1000 })
  return dialogs.rows(ids)
}

async function control<T>(portal: Portal | undefined, command: string, params: object = {}): Promise<T> {
  const answer = await fetch(`${portal?.controlUrl}/${command}`, { method: 'POST', body: JSON.stringify(params), headers: { 'content-type': 'application/json' } })
  return await answer.json() as T
}

/** How often a method was called there. */
async function asked(portal: Portal | undefined, method: string): Promise<number> {
  const { requests } = await control<{ requests: Record<string, number> }>(portal, 'stats')
  return requests[method] ?? 0
}

const phaseOf = ({ sync }: AccountRuntime) => sync.state().phase

test('an older portal gives the same dialogs through its CRM records and conversations', async () => {
  const newer = await signIn('newer', {})
  const older = await signIn('older', { generation: 'classic' })
  await expect.poll(() => [phaseOf(newer), phaseOf(older)], { timeout: 20_000 }).toEqual(['live', 'live'])
  expect([newer.report.get()?.source, older.report.get()?.source]).toEqual(['statistics', 'crm'])
  expect(older.report.get()?.blindSpots).toContain('lines-without-crm')
  const recent = (rows: readonly DialogRow[]) => rows.filter(({ closedAt }) => closedAt !== null && closedAt > now - 60 * 86_400_000)
  const known = ({ id, lineId, source, createdAt, clientRating, supervisorRating, chatId, clientName, messageCount }: DialogRow) => (
    { id, lineId, source, createdAt, clientRating, supervisorRating, chatId, clientName, messageCount })
  const covered = new Set(rowsOf(older).map(({ id }) => id))
  expect(covered.size).toBeGreaterThan(10)
  await expect.poll(() => recent(rowsOf(older)).map(known), { timeout: 20_000 })
    .toEqual(recent(rowsOf(newer)).filter(({ id }) => covered.has(id)).map(known))
}, 60_000)

test('a source chosen by hand is taken at once, keeps what is here, and finds no news in old ratings', async () => {
  const runtime = await signIn('newer', {})
  await expect.poll(() => phaseOf(runtime), { timeout: 20_000 }).toBe('live')
  const before = rowsOf(runtime).map(({ id, clientRating }) => ({ id, clientRating }))
  const asks = await asked(portals[0], 'crm.activity.list')
  expect(await runtime.report.choose('crm')).toMatchObject({ ok: true, value: { source: 'crm', chosenByHand: true } })
  // Both lists, the oldest dialog and the count are asked for before the walk begins.
  await expect.poll(() => asked(portals[0], 'crm.activity.list'), { timeout: 20_000 }).toBeGreaterThan(asks + 4)
  await expect.poll(() => runtime.sync.state(), { timeout: 20_000 }).toMatchObject({ phase: 'live', error: null })
  expect(rowsOf(runtime).map(({ id, clientRating }) => ({ id, clientRating }))).toEqual(before)
  expect(runtime.alerts.list()).toEqual([])
}, 60_000)

test('what another supervisor rated is found on an older portal, where no list tells it', async () => {
  const first = await signIn('older', { generation: 'classic' })
  const newest = () => rowsOf(first).filter(({ closedAt }) => closedAt !== null).sort((a, b) => b.createdAt - a.createdAt)[0]
  // Read, as its messages show, and not due once more.
  await expect.poll(() => newest()?.messageCount ?? 0, { timeout: 20_000 }).toBeGreaterThan(0)
  await expect.poll(() => phaseOf(first), { timeout: 20_000 }).toBe('live')
  const id = newest()?.id ?? 0
  await first.close()
  runtimes = []
  await control(portals[0], 'headVote', { sessionId: id, rating: 2, comment: 'Не ответил по существу' })
  const again = open('older', portals[0] as Portal)
  const rowOf = () => again.dialogs.rows([id])[0]
  await expect.poll(rowOf, { timeout: 20_000 }).toMatchObject({ supervisorRating: 2, supervisorComment: 'Не ответил по существу' })
}, 60_000)

test('a portal whose clocks were changed since the sign-in is shown in its present time', async () => {
  const runtime = await signIn('newer', { timeZone: 240 })
  expect(runtime.account.zoneMinutes).toBe(180)
  await expect.poll(() => runtime.account.zoneMinutes, { timeout: 20_000 }).toBe(240)
  expect(told.filter(event => event === 'account.changed')).toHaveLength(1)
}, 60_000)

test('a dialog that ends leaves the list of its operator’s messenger, and is closed here', async () => {
  const portal = await startPortal({ sessions: 60, seed: 5, pace: 0, now, clock: () => now })
  portals.push(portal)
  const { id } = await control<{ id: number }>(portal, 'create', { configId: 12, operatorId: 12, messages: [{ by: 'client', text: 'Где заказ?' }, { by: 'operator', text: 'Смотрю' }] })
  const runtime = open('own', portal, portal.webhooks.operator)
  expect(await runtime.report.choose('recent')).toMatchObject({ ok: true, value: { source: 'recent' } })
  const rowOf = () => runtime.dialogs.rows([id])[0]
  await expect.poll(rowOf, { timeout: 20_000 }).toMatchObject({ status: 'answered', messageCount: 2, closedAt: null })
  const finish = () => fetch(`${portal.webhook}imopenlines.operator.another.finish`, {
    method: 'POST', body: JSON.stringify({ CHAT_ID: rowOf()?.chatId }), headers: { 'content-type': 'application/json' },
  })
  // On this line the first one asks for a rating, the second one closes.
  expect([(await finish()).status, (await finish()).status]).toEqual([200, 200])
  runtime.sync.now()
  await expect.poll(rowOf, { timeout: 20_000 }).toMatchObject({ status: 'closed', closedAt: now })
}, 60_000)

test('two stars from a client are a low rating on an older portal, and shown as stars', async () => {
  const runtime = await signIn('older', { generation: 'classic' })
  await expect.poll(() => phaseOf(runtime), { timeout: 20_000 }).toBe('live')
  const starred = rowsOf(runtime).findLast(({ lineId, status, clientRating }) => lineId === 22 && status === 'closed' && clientRating === null)
  const sessionId = starred?.id ?? 0
  await control(portals[0], 'vote', { sessionId, stars: 2 })
  runtime.sync.now()
  await expect.poll(() => runtime.alerts.list(), { timeout: 20_000 }).toMatchObject([{ sessionId, clientRating: 2, state: 'open' }])
  expect(runtime.dialogs.rows([sessionId])).toMatchObject([{ clientRating: 2, clientRatingScale: 5 }])
}, 60_000)
