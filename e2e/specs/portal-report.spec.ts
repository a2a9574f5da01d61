import { expect, test } from '../fixtures/desk.ts'
import { shownDialogs } from '../fixtures/shown-dialogs.ts'
import { AccountsPage } from '../pages/accounts-page.ts'
import { DialogsPage } from '../pages/dialogs-page.ts'
import { SignInPage } from '../pages/sign-in-page.ts'

test('what a sign-in lacks is told once, and stays in the settings', async ({ desk, portal }) => {
  const { page } = desk
  await portal.control('portal', { scopes: { supervisor: ['imopenlines', 'im', 'user'] } })
  await new SignInPage(page).enter(portal.webhook)
  const strip = page.getByText(/Some things are missing:.*departments/)
  await expect(strip).toBeVisible()
  await page.getByRole('button', { name: 'Settings → Portal' }).click()
  const departments = new AccountsPage(page).portal().getByRole('row', { name: /Departments/ })
  await expect(departments).toContainText('department')
  await expect(departments).toContainText('Missing')
})

test('the source can be chosen by hand, and left to the program again', async ({ desk, portal }) => {
  const { page } = desk
  const report = new AccountsPage(page).portal()
  await new SignInPage(page).enter(portal.webhook)
  await new DialogsPage(page).synced()
  await page.getByRole('link', { name: 'Settings' }).click()
  // The choice stands when the portal has been asked, not with the click.
  await report.getByRole('radio', { name: 'CRM' }).click()
  await expect(page.getByRole('button', { name: 'Source: CRM' })).toBeVisible()
  await expect(report).toContainText('chosen by hand')
  await report.getByRole('radio', { name: 'Automatic' }).click()
  await expect(page.getByRole('button', { name: 'Source: Statistics' })).toBeVisible()
  await expect(report).not.toContainText('chosen by hand')
})

test('without statistics the CRM stands in, and says what it does not show', async ({ desk, portal }) => {
  const { page } = desk
  await portal.control('portal', { statistics: false })
  await new SignInPage(page).enter(portal.webhook)
  await expect(page.getByText(/Some things are missing:.*statistics of Open Channels/)).toBeVisible()
  await page.getByRole('button', { name: 'Source: CRM' }).click()
  await expect(page.getByRole('dialog', { name: 'Source: CRM' })).toContainText('Dialogs without a CRM record')

  // What only a conversation tells is no fact before it was read, and one as soon as it is.
  const dialogs = new DialogsPage(page)
  await dialogs.synced()
  const [oldest] = (await shownDialogs({ ...portal, source: 'crm' })).toReversed()
  const id = oldest?.id ?? 0
  await dialogs.view('All dialogs')
  await dialogs.sortBy('Created')
  await expect(dialogs.row(id)).toContainText('not read yet')
  await dialogs.open(id)
  await expect(dialogs.row(id)).not.toContainText('not read yet')
})

test('a portal that loses its statistics goes on with the CRM, keeps every row, and comes back when asked', async ({ desk, portal }) => {
  const { page } = desk
  const dialogs = new DialogsPage(page)
  await new SignInPage(page).enter(portal.webhook)
  await dialogs.synced()
  await dialogs.view('All dialogs')
  await expect.poll(() => dialogs.total()).toBe(1200)

  await portal.control('portal', { generation: 'classic' })
  await expect(dialogs.source('CRM')).toBeVisible({ timeout: 20_000 })
  await dialogs.synced()
  await expect.poll(() => dialogs.total()).toBe(1200)

  await portal.control('portal', { generation: 'statistics' })
  // The line has no CRM, so only the statistics can bring this one.
  const { sessionId } = await portal.control('create', { configId: 30, messages: [{ by: 'client', text: 'Есть место на завтра?' }] }) as { sessionId: number }
  await page.getByRole('link', { name: 'Settings' }).click()
  await new AccountsPage(page).portal().getByRole('button', { name: 'Check again' }).click()
  await expect(dialogs.source('Statistics')).toBeVisible()
  await dialogs.view('All dialogs')
  await dialogs.synced()
  await expect(dialogs.row(sessionId)).toBeVisible()
  await expect.poll(() => dialogs.total()).toBe(1201)
})
