import { expect, test } from '../fixtures/desk.ts'
import { listMethods, voteDislikes } from '../fixtures/shown-dialogs.ts'
import { AlertsPage } from '../pages/alerts-page.ts'
import { ConversationPage } from '../pages/conversation-page.ts'
import { DialogsPage } from '../pages/dialogs-page.ts'
import { SignInPage } from '../pages/sign-in-page.ts'

test('a new dislike is notified once, opens its dialog, and is not repeated after restarts', async ({ desk, portal, notifications }) => {
  const alerts = new AlertsPage(desk.page)
  await new SignInPage(desk.page).enter(portal.webhook, true)
  await new DialogsPage(desk.page).synced()
  // The portal is full of old dislikes; none of them is news.
  expect(notifications.received).toEqual([])

  const [sessionId = 0] = await voteDislikes(portal, 1)
  await expect.poll(() => notifications.received.length).toBe(1)
  const [notice] = notifications.received
  expect(notice).toMatchObject({ title: expect.stringMatching(/^Low rating: /), appName: 'Linewatch' })
  await expect(alerts.badge).toContainText('1')

  notifications.click(notice?.id ?? 0)
  await expect(new ConversationPage(desk.page).pane).toContainText(`№ ${sessionId}`)
  await alerts.open()
  await expect(alerts.of(sessionId)).toBeVisible()

  for (const by of ['quit', 'kill'] as const) {
    await desk.restart(by)
    await new SignInPage(desk.page).unlock()
    const again = new DialogsPage(desk.page)
    await again.synced()
    // A second dislike proves that the program looked, and that it kept quiet about the first.
    const before = notifications.received.length
    await voteDislikes(portal, 1)
    await expect.poll(() => notifications.received.length).toBe(before + 1)
  }
  expect(notifications.received).toHaveLength(3)
})

test('many at once are one notification, which opens the alerts', async ({ desk, portal, notifications }) => {
  await new SignInPage(desk.page).enter(portal.webhook)
  await new DialogsPage(desk.page).synced()
  // Held back while the list cannot be had, they all arrive with the same look.
  await portal.control('faults', { mode: 'offline', method: listMethods[portal.source] })
  await expect(desk.page.getByText('Waiting to try again')).toBeVisible()
  await voteDislikes(portal, 5)
  await portal.control('faults', { mode: 'none' })
  await desk.page.getByRole('button', { name: 'Check now' }).click()
  await expect.poll(() => notifications.received.length).toBe(1)
  expect(notifications.received[0]?.title).toBe('5 new low ratings')

  notifications.click(notifications.received[0]?.id ?? 0)
  await expect(desk.page.getByRole('heading', { level: 1, name: 'Alerts' })).toBeVisible()
  await expect(new AlertsPage(desk.page).badge).toContainText('5')
})
