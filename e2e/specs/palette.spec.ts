import { expect, test } from '../fixtures/desk.ts'
import { DialogsPage } from '../pages/dialogs-page.ts'
import { SignInPage } from '../pages/sign-in-page.ts'

test('places, filters and actions by name, without a mouse and on the wrong layout', async ({ desk, portal }) => {
  const { page } = desk
  const dialogs = new DialogsPage(page)
  const { id } = await portal.control('create', { configId: 18, operatorId: 11, messages: [{ by: 'client', text: 'Где заказ?' }, { by: 'operator', text: 'Смотрю' }] }) as { id: number }
  await new SignInPage(page).enter(portal.webhook)
  await dialogs.synced()
  const input = page.getByRole('combobox', { name: 'Find a command' })
  const run = async (query: string, option: RegExp): Promise<void> => {
    await page.keyboard.press('Control+KeyK')
    await expect(input).toBeFocused()
    await page.keyboard.insertText(query)
    await expect(page.getByRole('option', { selected: true })).toHaveAccessibleName(option)
    await page.keyboard.press('Enter')
    await expect(input).toBeHidden()
  }

  // "settings" on a Russian layout.
  await run('ыуеештпы', /^Settings/)
  await expect(page.getByRole('heading', { level: 1, name: 'Settings' })).toBeVisible()
  await run('all dia', /^All dialogs/)
  await expect(page.getByRole('heading', { level: 1, name: 'All dialogs' })).toBeVisible()
  await expect.poll(() => dialogs.total()).toBeGreaterThan(0)
  const all = await dialogs.total()
  await run('channel telegram', /^Channel: Telegram/)
  await expect.poll(() => dialogs.total()).toBeLessThan(all)
  for (const row of (await dialogs.rows.all()).slice(0, 5)) await expect(row).toContainText('Telegram')
  await run('rating dislike', /^Client rating: dislike/)
  await run('created yesterday', /^Created: yesterday/)
  await expect.poll(() => dialogs.chips()).toEqual(['Change the filter “Channel”: Telegram', 'Change the filter “Created”: yesterday', 'Change the filter “Client rating”: dislike'])
  await run('all dia', /^All dialogs/)

  await run(String(id), /Dialog № \d+/)
  await expect(page.getByRole('complementary', { name: 'Conversation' })).toContainText(`№ ${id}`)
  await run('close the dialog', /^Close the dialog №/)
  const question = page.getByRole('dialog', { name: 'Close dialogs' })
  await expect(question).toContainText('Applies to 1 of 1 dialog')
  await question.getByRole('button', { name: 'Close 1' }).press('Enter')
  await expect(page.getByRole('region', { name: 'Close dialogs' })).toContainText(/finished · 1 (done|wait)/)
  expect((await portal.control('stats'))['requests']).toMatchObject({ 'imopenlines.operator.another.finish': 1 })
})
