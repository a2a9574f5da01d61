import { expect, test } from '../fixtures/desk.ts'
import { DialogsPage } from '../pages/dialogs-page.ts'
import { SignInPage } from '../pages/sign-in-page.ts'

test('conditions are turned round, kept as a view, and opened again by its digit', async ({ desk, portal }) => {
  const { page } = desk
  const dialogs = new DialogsPage(page)
  await new SignInPage(page).enter(portal.webhook)
  await dialogs.synced()
  await dialogs.view('All dialogs')
  await expect.poll(() => dialogs.total()).toBeGreaterThan(0)
  const all = await dialogs.total()
  await dialogs.filter('Channel', ['Telegram'])
  await expect.poll(() => dialogs.total()).toBeLessThan(all)
  const telegram = await dialogs.total()

  await page.getByRole('button', { name: /^Change the filter “Channel”/ }).click()
  await page.getByText('is not', { exact: true }).click()
  await page.keyboard.press('Escape')
  await expect.poll(() => dialogs.total()).toBe(all - telegram)

  await page.getByRole('button', { name: 'Save as a view' }).click()
  await page.getByRole('textbox', { name: 'Name of the view' }).fill('Not Telegram')
  await page.keyboard.press('Enter')
  const entry = page.getByRole('navigation').getByRole('link', { name: 'Not Telegram' })
  await expect(entry).toContainText(String(all - telegram))
  await dialogs.view('Low ratings')
  await page.keyboard.press('KeyG')
  await page.keyboard.press('Digit7')
  await expect(page.getByRole('heading', { level: 1, name: 'Not Telegram' })).toBeVisible()
  await expect.poll(() => dialogs.total()).toBe(all - telegram)
})

test('rows are selected by mouse and keys, and all that match at once', async ({ desk, portal }) => {
  const { page } = desk
  const dialogs = new DialogsPage(page)
  await new SignInPage(page).enter(portal.webhook)
  await dialogs.synced()
  await dialogs.view('All dialogs')
  await expect.poll(() => dialogs.total()).toBeGreaterThan(5)
  const bar = page.getByRole('toolbar', { name: 'Selected dialogs' })
  await dialogs.rows.nth(0).click()
  await dialogs.rows.nth(2).click({ modifiers: ['ControlOrMeta'] })
  await expect(bar.getByRole('status')).toContainText('2')
  await dialogs.rows.nth(0).click()
  await expect(bar).toHaveCount(0)
  await dialogs.rows.nth(3).click({ modifiers: ['Shift'] })
  await expect(bar.getByRole('status')).toContainText('4')
  await dialogs.grid.press('Control+a')
  await expect(bar.getByRole('status')).toContainText(new Intl.NumberFormat('en').format(await dialogs.total()))
  await dialogs.grid.press('Escape')
  await expect(bar).toHaveCount(0)
})

test('columns are added, moved by keys, and kept', async ({ desk, portal }) => {
  const { page } = desk
  const dialogs = new DialogsPage(page)
  await new SignInPage(page).enter(portal.webhook)
  await dialogs.synced()
  await dialogs.view('All dialogs')
  const heads = dialogs.grid.getByRole('columnheader')
  await expect(heads.first()).toHaveAccessibleName('Client')
  await page.getByRole('button', { name: 'Columns', exact: true }).click()
  await page.getByRole('checkbox', { name: 'Evidence' }).click()
  await expect(heads.last()).toHaveAccessibleName('Evidence')
  const client = page.getByRole('dialog', { name: 'Columns' }).getByRole('button', { name: 'Client', exact: true })
  await client.press('Alt+ArrowDown')
  await expect(client).toBeFocused()
  await expect(heads.first()).toHaveAccessibleName('Operator')
  await page.reload()
  await expect(heads.first()).toHaveAccessibleName('Operator')
})
