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

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'linewatch-runtime-'))
  portals = []
  runtimes = []
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
  const webhook = parseWebhook(portal.webhook)
  if (!webhook.ok) throw new Error(webhook.error.message)
  const account: Account = { id: name, kind: 'webhook', host: name, userId: 1, userName: 'Test', zoneMinutes: 180, keptBy: 'none' }
  const timer = (delayMs: number, task: () => void) => {
    const handle = setTimeout(task, delayMs)
    return () => { clearTimeout(handle) }
  }
  const opened = openRuntime(account, createBitrixPortal({ access: webhookAccess(webhook.value), clock: () => now, timer, log: () => {} }), {
    folder: join(folder, name), exportsDir: folder, pollMs: 600_000, clock: () => now, timer, emit: () => {}, log: () => {},
    settings: createSettings({ stored: settingsSchema.parse({}), locale: 'en', save: async () => {}, emit: () => {} }),
    shell: {
      capabilities: { tray: false, nativeNotifications: true }, notify: async () => true, reveal: async () => false,
      openExternal: async () => false, seal: async () => null, unseal: async () => null, saveSettings: async () => {},
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

/** How often a method was called there. */
async function asked(portal: Portal | undefined, method: string): Promise<number> {
  const answer = await fetch(`${portal?.controlUrl}/stats`, { method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } })
  const { requests } = await answer.json() as { requests: Record<string, number> }
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
