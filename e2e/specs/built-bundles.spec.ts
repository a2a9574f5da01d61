import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test as base } from '@playwright/test'
import { startFakeTrayHost } from '../electron-stand-in/fake-tray-host.ts'
import { runBundles, type Bundles } from '../electron-stand-in/run-bundles.ts'
import { startFakeNotificationService, startPrivateBus } from '../fake-notification-service.ts'
import { startTestPortal } from '../fixtures/demo-portal.ts'
import { ConversationPage } from '../pages/conversation-page.ts'
import { DialogsPage } from '../pages/dialogs-page.ts'
import { SignInPage } from '../pages/sign-in-page.ts'

// The built main process, preload and page run together, with a stand-in for Electron alone: build machines have no
// Electron binary. The same specs as in the browser face run in the real one wherever it is present.

type Started = { readonly bundles: Bundles; readonly start: (args?: readonly string[]) => Promise<Bundles> }

const test = base.extend<Started>({
  start: async ({}, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'linewatch-bundles-'))
    const bus = await startPrivateBus()
    const service = await startFakeNotificationService({ address: bus.address })
    const trayHost = await startFakeTrayHost(bus.address)
    const running: Bundles[] = []
    await use(async (args = []) => {
      const env = { DBUS_SESSION_BUS_ADDRESS: bus.address, HOME: folder, XDG_CONFIG_HOME: join(folder, 'config') }
      const bundles = await runBundles({ profileDir: join(folder, 'profile'), args, env })
      running.push(bundles)
      await expect.poll(async () => (await bundles.look()).windows.length, { timeout: 30_000 }).toBe(1)
      return bundles
    })
    for (const bundles of running) bundles.kill()
    await Promise.all([trayHost.stop(), service.stop()])
    await bus.stop()
    await rm(folder, { recursive: true, force: true })
  },

  bundles: async ({ start }, use) => use(await start()),
})

test('the window is set up before anything is shown in it', async ({ bundles }) => {
  const { log, windows, tray, errors } = await bundles.look()
  expect(log).toEqual(['sandbox', 'schemes', 'lock', 'ready'])
  expect(windows).toEqual([{
    url: 'app://ui/', visible: true, preferences: expect.objectContaining({ contextIsolation: true, sandbox: true, nodeIntegration: false, webviewTag: false }),
  }])
  expect(tray).toEqual({ tooltip: 'Linewatch', labels: ['Open Linewatch', 'Low ratings: 0', 'Quit'] })
  expect(errors).toEqual([])
})

test('the demo portal is signed into, a dialog read and rated', async ({ bundles, context }) => {
  const page = await bundles.openPage(context)
  const violations: string[] = []
  page.on('console', message => { if (/Content Security Policy|Trusted/i.test(message.text())) violations.push(message.text()) })
  await new SignInPage(page).enterDemo()
  const dialogs = new DialogsPage(page)
  await dialogs.synced()
  const id = Number(await dialogs.rows.first().getAttribute('data-id'))
  await dialogs.open(id)
  const conversation = new ConversationPage(page)
  await expect(conversation.transcript).toBeVisible()
  await conversation.rate(2, 'Left without an answer')
  await expect.poll(() => supervisorRating(bundles, id), { timeout: 20_000 }).toEqual({ supervisorRating: 2, supervisorComment: 'Left without an answer', ratingState: null })
  expect(violations).toEqual([])
})

test('a new low rating is in the tray and in one notification, whose click opens the dialog', async ({ bundles, context }) => {
  const portal = await startTestPortal({ sessions: 300 })
  const page = await bundles.openPage(context)
  await new SignInPage(page).enter(portal.webhook)
  await new DialogsPage(page).synced()

  const { sessionId } = await portal.control('vote', { vote: 'dislike' }) as { sessionId: number }
  await expect.poll(async () => (await bundles.look()).notifications.length, { timeout: 20_000 }).toBe(1)
  await expect.poll(async () => (await bundles.look()).tray?.labels).toContain('Low ratings: 1')
  expect((await bundles.look()).badge).toBe(1)

  await bundles.ask({ kind: 'closeWindow' })
  expect((await bundles.look()).windows.map(({ visible }) => visible)).toEqual([false])
  await bundles.ask({ kind: 'clickNotification', index: 0 })
  expect((await bundles.look()).windows.map(({ visible }) => visible)).toEqual([true])
  await expect(new ConversationPage(page).pane).toContainText(String(sessionId))
  await portal.close()
})

test('a link opens its view, at the start and from a second start; a damaged one says so', async ({ start, context }) => {
  const link = (name: string): string => `linewatch://view?name=${name}&filter.sources=${encodeURIComponent('["telegrambot"]')}`
  const bundles = await start(['--demo', '--', link('First')])
  const page = await bundles.openPage(context)
  await expect(page.getByText('View opened: First')).toBeVisible({ timeout: 30_000 })
  await expect(page.getByRole('button', { name: 'Change the filter “Channel”: Telegram' })).toBeVisible()

  await new DialogsPage(page).view('Low ratings')
  await bundles.ask({ kind: 'secondInstance', argv: ['linewatch', link('Second')] })
  await expect(page.getByText('View opened: Second')).toBeVisible()
  await expect(page.getByRole('heading', { level: 1, name: 'All dialogs' })).toBeVisible()
  await bundles.ask({ kind: 'secondInstance', argv: ['linewatch', link('%')] })
  await expect(page.getByText('This view was not opened')).toBeVisible()
})

test('a page that is not ours gets an answer and nothing else', async ({ bundles }) => {
  const ask = (url: string, isTop = true) => bundles.ask({ kind: 'invoke', channel: 'linewatch:call', args: ['app.info', {}], frame: { url, isTop } })
  expect(await ask('https://evil.test/')).toMatchObject({ ok: false, error: { code: 'forbidden' } })
  expect(await ask('app://ui/', false)).toMatchObject({ ok: false, error: { code: 'forbidden' } })
  expect(await ask('app://ui/')).toMatchObject({ ok: true, value: { capabilities: { tray: true, nativeNotifications: true } } })
})

test('quitting writes everything down, and the next start takes it up', async ({ start, context }) => {
  const first = await start(['--demo'])
  const page = await first.openPage(context)
  await new DialogsPage(page).synced()
  await page.close()
  expect(await first.quit(), first.output()).toBe(0)

  const second = await start()
  const again = await second.openPage(context)
  await new DialogsPage(again).synced()
  expect(await second.quit(), second.output()).toBe(0)
})

test('a sign-in that the system seals is taken up by the next start', async ({ start, context }) => {
  const portal = await startTestPortal({ sessions: 300 })
  const first = await start()
  const page = await first.openPage(context)
  await new SignInPage(page).enter(portal.webhook, true)
  await new DialogsPage(page).synced()
  await page.close()
  expect(await first.quit(), first.output()).toBe(0)

  const second = await start()
  await new DialogsPage(await second.openPage(context)).synced()
  const list = await second.ask({ kind: 'invoke', channel: 'linewatch:call', args: ['account.list', {}], frame: { url: 'app://ui/', isTop: true } })
  expect(list).toMatchObject({ value: [{ account: { kind: 'webhook', keptBy: 'system' }, state: 'running', current: true }] })
  expect(await second.quit(), second.output()).toBe(0)
  await portal.close()
})

async function supervisorRating(bundles: Bundles, id: number): Promise<unknown> {
  const reply = await bundles.ask({ kind: 'invoke', channel: 'linewatch:call', args: ['dialogs.rows', [id]], frame: { url: 'app://ui/', isTop: true } })
  const { value: [row] } = reply as { value: [Record<string, unknown>] }
  return { supervisorRating: row['supervisorRating'], supervisorComment: row['supervisorComment'], ratingState: row['ratingState'] }
}
