import type { TestPortal } from '../fixtures/demo-portal.ts'
import { expect, test } from '../fixtures/desk.ts'
import { listMethods, shownDialogs } from '../fixtures/shown-dialogs.ts'
import { DialogsPage } from '../pages/dialogs-page.ts'
import { SignInPage } from '../pages/sign-in-page.ts'

async function listed(portal: TestPortal): Promise<number> {
  return (await portal.requests())[listMethods[portal.source]] ?? 0
}

test('the same list is there after a restart, without reading the history again', async ({ desk, portal }) => {
  const { length } = await shownDialogs(portal)
  await new SignInPage(desk.page).enter(portal.webhook, true)
  const dialogs = new DialogsPage(desk.page)
  await dialogs.synced()
  await dialogs.view('All dialogs')
  await expect.poll(() => dialogs.total()).toBe(length)
  await expect(dialogs.rows.nth(15)).toBeVisible()
  const before = await topOf(dialogs)
  const firstSync = await listed(portal)

  await desk.restart()
  await new SignInPage(desk.page).unlock()
  const again = new DialogsPage(desk.page)
  await again.view('All dialogs')
  await expect.poll(() => topOf(again)).toEqual(before)
  await again.synced()
  await expect.poll(() => again.total()).toBe(length)
  // A few looks at what is new, far from the first sync's pages.
  expect(await listed(portal) - firstSync).toBeLessThan(firstSync)
})

/** What is on screen whatever stands above the list. */
async function topOf(dialogs: DialogsPage): Promise<number[]> {
  return (await dialogs.visibleIds()).slice(0, 15)
}

test('with the portal away the list is still there, and a rating waits for its return', async ({ desk, portal }) => {
  await new SignInPage(desk.page).enter(portal.webhook, true)
  await new DialogsPage(desk.page).synced()
  await portal.control('faults', { mode: 'offline' })
  await desk.restart()
  await new SignInPage(desk.page).unlock()

  const dialogs = new DialogsPage(desk.page)
  await dialogs.view('All dialogs')
  await expect(dialogs.rows.first()).toBeVisible()
  await expect(desk.page.getByText('Waiting to try again')).toBeVisible()
})
