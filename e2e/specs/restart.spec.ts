import { expect, test } from '../fixtures/desk.ts'
import { DialogsPage } from '../pages/dialogs-page.ts'
import { SignInPage } from '../pages/sign-in-page.ts'

const listed = (requests: Record<string, number>): number => requests['imopenlines.v2.Session.list'] ?? 0

test('the same list is there after a restart, without reading the history again', async ({ desk, portal }) => {
  await new SignInPage(desk.page).enter(portal.webhook)
  const dialogs = new DialogsPage(desk.page)
  await dialogs.synced()
  await dialogs.view('All dialogs')
  await expect.poll(() => dialogs.total()).toBe(1200)
  await expect(dialogs.rows.nth(15)).toBeVisible()
  const before = await dialogs.visibleIds()
  const firstSync = listed(await portal.requests())

  await desk.restart()
  const again = new DialogsPage(desk.page)
  await again.view('All dialogs')
  await expect.poll(() => again.visibleIds()).toEqual(before)
  await again.synced()
  await expect.poll(() => again.total()).toBe(1200)
  // A few looks at what is new, far from the first sync's pages.
  expect(listed(await portal.requests()) - firstSync).toBeLessThan(firstSync)
})

test('with the portal away the list is still there, and a rating waits for its return', async ({ desk, portal }) => {
  await new SignInPage(desk.page).enter(portal.webhook)
  await new DialogsPage(desk.page).synced()
  await portal.control('faults', { mode: 'offline' })
  await desk.restart()

  const dialogs = new DialogsPage(desk.page)
  await dialogs.view('All dialogs')
  await expect(dialogs.rows.first()).toBeVisible()
  await expect(desk.page.getByText('Waiting to try again')).toBeVisible()
})
