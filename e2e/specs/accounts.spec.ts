import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { startTestPortal } from '../fixtures/demo-portal.ts'
import { expect, test } from '../fixtures/desk.ts'
import { AccountsPage } from '../pages/accounts-page.ts'
import { ConversationPage } from '../pages/conversation-page.ts'
import { DialogsPage } from '../pages/dialogs-page.ts'
import { SignInPage } from '../pages/sign-in-page.ts'

test('signing out and in again finds the same data', async ({ desk, portal }) => {
  const signIn = new SignInPage(desk.page)
  await signIn.enter(portal.webhook)
  await new DialogsPage(desk.page).synced()
  await new AccountsPage(desk.page).signOut()
  await expect(signIn.webhook).toBeVisible()
  await signIn.enter(portal.webhook)
  await new DialogsPage(desk.page).view('All dialogs')
  await expect.poll(() => new DialogsPage(desk.page).total()).toBe(1200)
})

test('signing out asks when ratings are unsent, and they are sent after the next sign-in', async ({ desk, portal }) => {
  const { page } = desk
  const accounts = new AccountsPage(page)
  const conversation = new ConversationPage(page)
  const signIn = new SignInPage(page)
  await signIn.enter(portal.webhook)
  const id = Number(await new DialogsPage(page).rows.first().getAttribute('data-id'))
  await new DialogsPage(page).open(id)
  await expect(conversation.transcript).toContainText(/\p{L}{3}/u)
  await portal.control('faults', { mode: 'offline' })
  await conversation.rate(2, 'Late')
  await expect(page.getByRole('button', { name: 'Unsent ratings 1' })).toBeVisible()

  await accounts.askToSignOut()
  await expect(accounts.signOutDialog).toContainText('1 rating has not reached the portal')
  await accounts.signOutDialog.getByRole('button', { name: 'Sign out all the same' }).click()
  await expect(signIn.webhook).toBeVisible()
  await portal.control('faults', { mode: 'none' })
  await signIn.enter(portal.webhook)
  await expect.poll(() => portal.heldRating(id), { timeout: 30_000 }).toEqual({ rating: 2, comment: 'Late' })
})

test('signing out can delete the local copy', async ({ desk, portal }) => {
  const signIn = new SignInPage(desk.page)
  await signIn.enter(portal.webhook)
  const folder = join(desk.profileDir, 'accounts')
  expect(readdirSync(folder)).toHaveLength(1)
  await new AccountsPage(desk.page).signOut({ wipe: true })
  await expect(signIn.webhook).toBeVisible()
  await expect.poll(() => readdirSync(folder)).toEqual([])
})

test('a sign-in kept with a passphrase asks for it at the next start', async ({ desk, portal }) => {
  await new SignInPage(desk.page).enter(portal.webhook, true)
  await new DialogsPage(desk.page).synced()
  await desk.restart()
  const signIn = new SignInPage(desk.page)
  await signIn.unlock('not the passphrase')
  await expect(signIn.failure).toContainText(/not the passphrase/)
  await signIn.unlock()
  await new DialogsPage(desk.page).view('All dialogs')
  await expect.poll(() => new DialogsPage(desk.page).total()).toBe(1200)
})

test('two accounts run side by side and are switched with two keys, on any keyboard layout', async ({ desk, portal }) => {
  const { page } = desk
  const accounts = new AccountsPage(page)
  const signIn = new SignInPage(page)
  const other = await startTestPortal({ seed: 12, sessions: 300 })
  await signIn.enter(portal.webhook)
  await new DialogsPage(page).synced()
  await accounts.add()
  await signIn.enter(other.webhook)
  await new DialogsPage(page).synced()
  await expect(accounts.head).toContainText(new URL(other.url).host)

  await page.locator('body').press('Backquote')
  await expect(accounts.menu).toBeVisible()
  await page.keyboard.press('1')
  await expect(accounts.head).toContainText(new URL(portal.url).host)
  await new DialogsPage(page).view('All dialogs')
  await expect.poll(() => new DialogsPage(page).total()).toBe(1200)

  // What the same keys write on a Russian layout.
  await page.evaluate(() => document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'ё', code: 'Backquote', bubbles: true, cancelable: true })))
  await expect(accounts.menu).toBeVisible()
  await page.keyboard.press('2')
  await expect(accounts.head).toContainText(new URL(other.url).host)
  await expect.poll(() => new DialogsPage(page).total()).toBe(300)

  await new DialogsPage(page).search.press('Backquote')
  await expect(accounts.menu).toBeHidden()
  await other.close()
})

test('a low rating in the other account is on its badge, and its notification leads there', async ({ desk, portal, notifications }) => {
  const { page } = desk
  const accounts = new AccountsPage(page)
  const other = await startTestPortal({ seed: 12, sessions: 300 })
  await new SignInPage(page).enter(portal.webhook)
  await new DialogsPage(page).synced()
  await accounts.add()
  await new SignInPage(page).enter(other.webhook)
  await new DialogsPage(page).synced()

  const { sessionId } = await portal.control('vote', { vote: 'dislike' }) as { sessionId: number }
  await expect.poll(() => notifications.received.length).toBe(1)
  await accounts.head.click()
  await expect(accounts.menu.getByRole('menuitem', { name: new URL(portal.url).host })).toContainText('1 open alert')
  await page.keyboard.press('Escape')
  notifications.click(notifications.received[0]?.id ?? 0)
  await expect(accounts.head).toContainText(new URL(portal.url).host)
  await expect(new ConversationPage(page).pane).toContainText(`№ ${sessionId}`)
  await other.close()
})
