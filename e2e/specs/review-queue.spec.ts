import type { Page } from '@playwright/test'
import { expect, test } from '../fixtures/desk.ts'
import { holdBack } from '../fixtures/hold-back.ts'
import { DialogsPage } from '../pages/dialogs-page.ts'
import { Keys } from '../pages/keys.ts'
import { ReviewPage } from '../pages/review-page.ts'
import { SignInPage } from '../pages/sign-in-page.ts'

test.beforeEach(async ({ desk, portal }) => {
  await new SignInPage(desk.page).enter(portal.webhook, true)
  await new DialogsPage(desk.page).synced()
})

test('who opens the palette before the first of a queue is found keeps the keyboard there', { tag: '@browser-face' }, async ({ desk }) => {
  const { page } = desk
  const review = new ReviewPage(page)
  await review.opened()
  await page.keyboard.press('KeyQ')
  const release = await holdBack(page, 'review.next')
  await review.sample({ size: 6, seed: 7 })
  await expect(review.progress).toHaveText('0 of 6')
  await page.keyboard.press('Control+KeyK')
  const palette = page.getByRole('combobox', { name: 'Find a command' })
  await expect(palette).toBeFocused()
  await release()
  await expect(page.locator('[data-session][aria-current]')).toBeAttached()
  await expect(palette).toBeFocused()
})

test('who does something else while a dialog is skipped stays with that', { tag: '@browser-face' }, async ({ desk }) => {
  const { page } = desk
  const review = new ReviewPage(page)
  const other = page.locator('[data-session]:not([aria-current])').nth(3)
  const skipping = review.skipDialog.locator('button[data-loading]')
  await startQueue(page)
  await page.keyboard.press('KeyS')
  await expect(review.skipDialog.locator(':focus')).toBeVisible()
  let release = await holdBack(page, 'review.skip')
  await page.keyboard.press('Enter')
  await expect(skipping).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(review.skipDialog).toBeHidden()
  const id = Number(await other.getAttribute('data-session'))
  await other.click()
  await expect(review.item(id)).toHaveAttribute('aria-current')
  await release()
  await expect(review.progress).toHaveText('1 of 6')
  expect(await review.item(id).getAttribute('aria-current')).toBe('true')

  await expect.poll(() => review.dialogId()).toBe(id)
  await page.keyboard.press('KeyS')
  await expect(review.skipDialog.locator(':focus')).toBeVisible()
  release = await holdBack(page, 'review.skip')
  await page.keyboard.press('Enter')
  await expect(skipping).toBeVisible()
  await page.keyboard.press('Control+KeyK')
  const palette = page.getByRole('combobox', { name: 'Find a command' })
  await expect(palette).toBeFocused()
  await release()
  await expect.poll(() => review.dialogId()).not.toBe(id)
  await expect(palette).toBeFocused()
})

test('who opens another dialog over the question has left it', { tag: '@browser-face' }, async ({ desk }) => {
  const { page } = desk
  const review = new ReviewPage(page)
  await startQueue(page)
  const id = Number(await page.locator('[data-session]:not([aria-current])').nth(3).getAttribute('data-session'))
  await page.keyboard.press('KeyS')
  await expect(review.skipDialog.locator(':focus')).toBeVisible()
  await new Keys(page).command(String(id), new RegExp(String(id)))
  await expect(review.item(id)).toHaveAttribute('aria-current')
  await expect(review.skipDialog).toBeHidden()
})

test('after a skip the list has the keyboard', { tag: '@browser-face' }, async ({ desk }) => {
  const { page } = desk
  const review = new ReviewPage(page)
  await startQueue(page)
  await expect(page.locator('[data-dialog-grid]')).toBeFocused()
  await page.keyboard.press('KeyS')
  await expect(review.skipDialog.locator(':focus')).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(review.progress).toHaveText('1 of 6')
  await expect(review.skipDialog).toBeHidden()
  await expect(page.locator('[data-dialog-grid]')).toBeFocused()
})

test('who goes elsewhere while the next of a queue is looked for stays there', { tag: '@browser-face' }, async ({ desk }) => {
  const { page } = desk
  const review = new ReviewPage(page)
  await startQueue(page)
  const other = page.locator('[data-session]:not([aria-current])').nth(3)
  const id = Number(await other.getAttribute('data-session'))
  let release = await rateUntilNextIsAsked(page)
  await other.click()
  await expect(review.item(id)).toHaveAttribute('aria-current')
  await release()
  expect(await review.item(id).getAttribute('aria-current')).toBe('true')

  await expect.poll(() => review.dialogId()).toBe(id)
  release = await rateUntilNextIsAsked(page)
  await page.getByRole('navigation').getByRole('link', { name: 'Alerts' }).click()
  const alerts = page.getByRole('heading', { level: 1, name: 'Alerts' })
  await expect(alerts).toBeVisible()
  await release()
  expect(await alerts.isVisible()).toBe(true)
})

for (const [where, opened] of [['a list', (page: Page) => new ReviewPage(page).opened()], ['a queue', startQueue]] as const) {
  test(`who opens the palette before a rating of ${where} is saved keeps the keyboard there`, { tag: '@browser-face' }, async ({ desk }) => {
    const review = new ReviewPage(desk.page)
    const id = await opened(desk.page)
    await desk.page.keyboard.press('Digit4')
    const release = await holdBack(desk.page, 'ratings.submit')
    await desk.page.keyboard.press('Control+Enter')
    await desk.page.keyboard.press('Control+KeyK')
    const palette = desk.page.getByRole('combobox', { name: 'Find a command' })
    await expect(palette).toBeFocused()
    await release()
    await expect.poll(() => review.dialogId()).not.toBe(id)
    await expect(palette).toBeFocused()
  })
}

/** Answers the first dialog of the queue, once it can be rated. */
async function startQueue(page: Page): Promise<number> {
  const review = new ReviewPage(page)
  await review.opened()
  await page.keyboard.press('KeyQ')
  await review.sample({ size: 6, seed: 7 })
  await expect(review.progress).toHaveText('0 of 6')
  const id = Number(await page.locator('[data-session][aria-current]').getAttribute('data-session'))
  await expect.poll(() => review.dialogId()).toBe(id)
  return id
}

/** Rates the dialog that is read. Where the queue goes on is asked for and not answered before that is released. */
async function rateUntilNextIsAsked(page: Page): Promise<() => Promise<void>> {
  await page.keyboard.press('Digit4')
  const release = await holdBack(page, 'review.next')
  await Promise.all([page.waitForRequest('**/rpc/review.next'), page.keyboard.press('Control+Enter')])
  return release
}
