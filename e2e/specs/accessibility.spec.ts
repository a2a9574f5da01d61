import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect, test } from '../fixtures/desk.ts'
import { AccountsPage } from '../pages/accounts-page.ts'
import { DialogsPage } from '../pages/dialogs-page.ts'
import { SignInPage } from '../pages/sign-in-page.ts'

async function violations(page: Page): Promise<string[]> {
  const { violations: found } = await new AxeBuilder({ page }).analyze()
  return found.filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(node => node.html).slice(0, 3).join(' | ')}`)
}

for (const colorScheme of ['light', 'dark'] as const) {
  for (const language of ['English', 'Русский'] as const) {
    test(`no screen has a serious violation: ${colorScheme}, ${language}`, async ({ desk, portal }) => {
      const { page } = desk
      await page.emulateMedia({ colorScheme })
      expect(await violations(page)).toEqual([])
      await new SignInPage(page).enter(portal.webhook)
      await new DialogsPage(page).synced()
      await page.goto(`${page.url().split('#')[0]}#/settings`)
      await page.getByText(language, { exact: true }).click()
      await expect(page.locator('html')).toHaveAttribute('lang', language === 'English' ? 'en' : 'ru')
      expect(await violations(page)).toEqual([])
      for (const screen of ['all', 'low', 'alerts', 'exports', 'sign-in?kind=oauth', 'accounts']) {
        await page.goto(`${page.url().split('#')[0]}#/${screen}`)
        await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
        expect(await violations(page), screen).toEqual([])
      }
    })
  }
}

test('account menu, signing out and unlocking have no serious violation', async ({ desk, portal }) => {
  const accounts = new AccountsPage(desk.page)
  await new SignInPage(desk.page).enter(portal.webhook, true)
  await accounts.head.click()
  await expect(accounts.menu).toBeVisible()
  expect(await violations(desk.page), 'menu').toEqual([])
  await desk.page.keyboard.press('Escape')
  await accounts.askToSignOut()
  expect(await violations(desk.page), 'sign-out').toEqual([])
  await desk.restart()
  await expect(new SignInPage(desk.page).passphrase).toBeVisible()
  expect(await violations(desk.page), 'unlock').toEqual([])
})
