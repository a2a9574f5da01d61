import { startTestPortal } from '../fixtures/demo-portal.ts'
import { holdBack, refuse } from '../fixtures/hold-back.ts'
import { voteDislikes } from '../fixtures/shown-dialogs.ts'
import { expect, test } from '../fixtures/without-mouse.ts'
import { AccountsPage } from '../pages/accounts-page.ts'
import { AlertsPage } from '../pages/alerts-page.ts'
import { ConversationPage, sentBy } from '../pages/conversation-page.ts'
import { DialogsPage } from '../pages/dialogs-page.ts'
import { Keys } from '../pages/keys.ts'
import { ReviewPage } from '../pages/review-page.ts'
import { SignInPage } from '../pages/sign-in-page.ts'
import { UnsentPage } from '../pages/unsent-page.ts'

test('a refused rating leaves keyboard and words where they were', { tag: '@browser-face' }, async ({ desk, portal }) => {
  const keys = new Keys(desk.page)
  const conversation = new ConversationPage(desk.page)
  await new SignInPage(desk.page).enterByKeys(keys, portal.webhook)
  await new DialogsPage(desk.page).synced()
  await new ReviewPage(desk.page).opened()
  await refuse(desk.page, 'ratings.submit')
  await keys.press('Digit4', 'KeyC')
  await keys.keyboard.type('Polite')
  const save = conversation.pane.getByRole('button', { name: /Save rating/ })
  await keys.walkTo(save)
  await keys.press('Enter')
  await expect(conversation.pane.getByRole('alert')).toContainText('not saved')
  await expect(save).toBeFocused()
  await expect(conversation.comment).toHaveValue('Polite')
})

test('a refused sign-in leaves the keyboard on what was pressed', { tag: '@browser-face' }, async ({ desk }) => {
  const keys = new Keys(desk.page)
  const demo = desk.page.getByRole('button', { name: /demo portal/ })
  await expect(new SignInPage(desk.page).webhook).toBeFocused()
  await refuse(desk.page, 'account.signInDemo')
  await keys.walkTo(demo)
  await keys.press('Enter')
  await expect(desk.page.getByRole('alert')).toBeVisible()
  await expect(demo).toBeFocused()
})

test('what is typed while a rating is saved stays, and so does whoever types it', { tag: '@browser-face' }, async ({ desk, portal }) => {
  const keys = new Keys(desk.page)
  const conversation = new ConversationPage(desk.page)
  const review = new ReviewPage(desk.page)
  await new SignInPage(desk.page).enterByKeys(keys, portal.webhook)
  await new DialogsPage(desk.page).synced()
  const id = await review.opened()
  await keys.press('Digit4', 'KeyC')
  await keys.keyboard.type('Polite')
  const release = await holdBack(desk.page, 'ratings.submit')
  await keys.press('Control+Enter')
  await keys.keyboard.type(' and quick')
  await release()
  await expect(review.unsent(1)).toBeVisible()
  expect(await review.dialogId()).toBe(id)
  await expect(conversation.comment).toHaveValue('Polite and quick')
  await expect(conversation.comment).toBeFocused()

  await keys.press('Control+Enter')
  await expect.poll(() => review.dialogId()).not.toBe(id)
})

for (const [meanwhile, closed] of [['the list has heard of it', false], ['the list was closed', true]] as const) {
  test(`a rating taken back in the list stands in the form again, also when ${meanwhile} meanwhile`, { tag: '@browser-face' }, async ({ desk, portal }) => {
    const keys = new Keys(desk.page)
    const conversation = new ConversationPage(desk.page)
    const review = new ReviewPage(desk.page)
    const unsent = new UnsentPage(desk.page)
    await new SignInPage(desk.page).enterByKeys(keys, portal.webhook)
    await new DialogsPage(desk.page).synced()
    const id = await review.opened()
    await keys.press('Digit4', 'KeyC')
    await keys.keyboard.type('Polite')
    await keys.press('Control+Enter')
    await expect(review.unsent(1)).toBeVisible()
    await expect.poll(() => review.dialogId()).not.toBe(id)
    await unsent.openByKey(keys)
    const release = await holdBack(desk.page, 'ratings.undo', 'answer')
    await keys.walkTo(unsent.button('Take back'))
    await keys.press('Enter')
    if (closed) await keys.press('Escape')
    else await expect(unsent.list).toContainText('has reached the portal')
    await expect(review.unsent(0)).toBeVisible()
    await release()
    if (!closed) await keys.press('Escape')
    await expect(unsent.list).toBeHidden()
    await keys.command(String(id), new RegExp(String(id)))
    await expect.poll(() => review.dialogId()).toBe(id)
    await expect(conversation.comment).toHaveValue('Polite')
  })
}

test('what one portal answers is not shown for another account', { tag: '@browser-face' }, async ({ desk, portal }) => {
  const { page } = desk
  const keys = new Keys(page)
  const accounts = new AccountsPage(page)
  const signIn = new SignInPage(page)
  const other = await startTestPortal({ seed: 12, sessions: 300, generation: 'classic' })
  await signIn.enterByKeys(keys, portal.webhook)
  await new DialogsPage(page).synced()
  await keys.command('Settings', /Settings/)
  await keys.press('Backquote')
  await keys.walkTo(accounts.menu.getByRole('menuitem', { name: 'Add account' }), 'ArrowDown')
  await keys.press('Enter')
  await signIn.enterByKeys(keys, other.webhook)
  await new DialogsPage(page).synced()
  await keys.command('Settings', /Settings/)
  await expect(accounts.portal()).toContainText('CRM activities: dialogs')

  const release = await holdBack(page, 'portal.probe', 'answer')
  await keys.walkTo(accounts.portal().getByRole('button', { name: 'Check again' }))
  await keys.press('Enter', 'Backquote')
  await expect(accounts.menu).toBeVisible()
  await keys.press('1')
  const own = accounts.portal().getByText('Open Channels statistics: all dialogs and all figures.')
  await expect(own.first()).toBeVisible()
  const source = page.getByRole('button', { name: 'Source: Statistics' })
  await expect(source).toBeVisible()
  await release()
  expect(await source.isVisible()).toBe(true)
  await other.close()
})

test('alerts that are all seen leave the keyboard in the list; when that failed it is said', { tag: '@browser-face' }, async ({ desk, portal }) => {
  const { page } = desk
  const keys = new Keys(page)
  await new SignInPage(page).enterByKeys(keys, portal.webhook)
  await new DialogsPage(page).synced()
  await voteDislikes(portal, 2)
  await expect(new AlertsPage(page).badge).toContainText('2')
  await keys.command('Alerts', /Alerts/)
  const all = page.getByRole('main').getByRole('button', { name: /all/i })
  await refuse(page, 'alerts.acknowledge')
  await keys.walkTo(all)
  await keys.press('Enter')
  await expect(page.getByRole('alert')).toBeVisible()
  await expect(all).toBeFocused()
  await page.unroute('**/rpc/alerts.acknowledge')
  await keys.press('Enter')
  await expect(all).toBeHidden()
  await expect(page.getByRole('main').locator(':focus')).toBeVisible()
})

test('a check of the portal and a choice of the source leave the keyboard where it is', { tag: '@browser-face' }, async ({ desk, portal }) => {
  const { page } = desk
  const keys = new Keys(page)
  await new SignInPage(page).enterByKeys(keys, portal.webhook)
  await new DialogsPage(page).synced()
  const check = page.getByRole('button', { name: 'Check now' })
  const checked = await holdBack(page, 'sync.now')
  await keys.walkTo(check)
  await keys.press('Enter')
  await checked()
  await expect(check).toBeEnabled()
  await expect(check).toBeFocused()

  await keys.command('Settings', /Settings/)
  const report = new AccountsPage(page).portal()
  const chosen = await holdBack(page, 'portal.chooseSource')
  await keys.walkTo(report.getByRole('radio', { name: 'Automatic' }))
  await keys.press('ArrowDown')
  await chosen()
  await expect(report).toContainText('chosen by hand')
  await expect(report.getByRole('radio', { name: 'Statistics' })).toBeFocused()
})

test('a flag that could not be kept, and a page that could not be opened, are told', { tag: '@browser-face' }, async ({ desk, portal }) => {
  const { page } = desk
  const keys = new Keys(page)
  await new SignInPage(page).enterByKeys(keys, portal.webhook)
  await new DialogsPage(page).synced()
  await new ReviewPage(page).opened()
  await refuse(page, 'review.flag')
  await refuse(page, 'dialogs.openLink')
  await keys.press('KeyF')
  await expect(page.getByRole('alert')).toHaveCount(1)
  // It goes by itself.
  await expect(page.getByRole('alert')).toHaveCount(0)
  await keys.command('Open in portal', /Open in portal/)
  await expect(page.getByRole('alert')).toHaveCount(1)
})

test('a rating that is not deleted after all, and then sent again, leaves the keyboard beside it', { tag: '@browser-face' }, async ({ desk, portal }) => {
  const { page } = desk
  const keys = new Keys(page)
  const conversation = new ConversationPage(page)
  const review = new ReviewPage(page)
  const unsent = new UnsentPage(page)
  await new SignInPage(page).enterByKeys(keys, portal.webhook)
  await new DialogsPage(page).synced()
  const id = await review.opened()
  await portal.control('faults', { mode: 'accessDenied', method: 'imopenlines.session.head.vote' })
  await keys.press('Digit4')
  await keys.walkTo(conversation.pane.getByRole('button', { name: /Save rating/ }))
  await keys.press('Enter')
  await expect(conversation.retry()).toBeVisible(sentBy)
  expect(await review.dialogId()).toBe(id)

  // Who thinks better of deleting it is asked the same again.
  await unsent.openByKey(keys)
  await keys.walkTo(unsent.button('Delete…'))
  await keys.press('Enter')
  await expect(unsent.button('Keep it')).toBeFocused()
  await keys.press('Enter')
  await expect(unsent.button('Delete…')).toBeFocused()
  await keys.press('Escape')
  await expect(unsent.list).toBeHidden()

  await portal.control('faults', { mode: 'none' })
  await keys.walkTo(conversation.retry())
  await keys.press('Enter')
  await expect(conversation.retry()).toBeHidden()
  await expect(conversation.pane.locator('form :focus')).toBeVisible()
})
