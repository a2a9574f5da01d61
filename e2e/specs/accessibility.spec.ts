import type { Locator, Page } from '@playwright/test'
import type { TestPortal } from '../fixtures/demo-portal.ts'
import { expect, test } from '../fixtures/desk.ts'
import { listMethods, shownDialogs, unreviewed } from '../fixtures/shown-dialogs.ts'
import { expectAccessible } from '../pages/accessibility.ts'
import { DialogsPage } from '../pages/dialogs-page.ts'
import { show } from '../pages/place.ts'
import { SignInPage } from '../pages/sign-in-page.ts'

// Each has its own product; so they can share the two workers.
test.describe.configure({ mode: 'parallel' })

function list(page: Page): Locator {
  return page.locator('[data-dialog-grid]')
}

/** A dialog or a menu; one is open at a time. */
function openedOver(page: Page): Locator {
  return page.getByRole('dialog').or(page.getByRole('menu'))
}

async function chooseLanguage(page: Page, language: 'English' | 'Русский'): Promise<void> {
  await show(page, 'settings')
  await page.getByText(language, { exact: true }).click()
  await expect(page.locator('html')).toHaveAttribute('lang', language === 'English' ? 'en' : 'ru')
}

/** Whatever `key` opens is looked at and put away. */
async function expectOpened(page: Page, what: string, key: string): Promise<void> {
  await page.keyboard.press(key)
  await expect(openedOver(page)).toBeVisible()
  await expectAccessible(page, what)
  await page.keyboard.press('Escape')
  await expect(openedOver(page)).toBeHidden()
}

test('with reduced motion, a change of theme is there at once', async ({ desk, portal }) => {
  const { page } = desk
  await new SignInPage(page).enter(portal.webhook)
  await new DialogsPage(page).synced()
  await expect(list(page).locator('[data-id]').first()).toBeVisible()
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'light')
  expect(await page.evaluate(() => {
    document.documentElement.dataset['theme'] = 'dark'
    document.body.getBoundingClientRect()
    return document.getAnimations().length
  })).toBe(0)
})

for (const language of ['English', 'Русский'] as const) {
  test(`the list, and what opens over it, has no serious violation in either theme: ${language}`, async ({ desk, portal }) => {
    test.slow()
    const { page } = desk
    const opened = openedOver(page)
    await new SignInPage(page).enter(portal.webhook)
    await new DialogsPage(page).synced()
    await chooseLanguage(page, language)
    await show(page, 'all?status=closed&channel=livechat,telegrambot&not=sources&period=created.last90')
    await expect(list(page).locator('[data-id]').first()).toBeVisible()
    await expectAccessible(page, 'list with chips')
    for (const [what, button] of [
      ['columns', /^(Columns|Столбцы)$/], ['condition', /^(Change the filter|Изменить фильтр)/], ['conditions', /^(Filter|Фильтр)$/], ['new view', /^(Save as a view|Сохранить как представление)/],
    ] as const) {
      await page.getByRole('button', { name: button }).first().click()
      await expect(opened).toBeVisible()
      await expectAccessible(page, what)
      await page.keyboard.press('Escape')
      await expect(opened).toBeHidden()
    }
    await list(page).getByRole('columnheader').first().click({ button: 'right' })
    await expect(opened).toBeVisible()
    await expectAccessible(page, 'menu of a column')
    await page.keyboard.press('Escape')
    await expect(opened).toBeHidden()
    // A pointer that rests where a menu opens would open its submenu too.
    await page.mouse.move(1_100, 400)
    await page.getByRole('navigation').locator('li button[aria-haspopup=menu]').first().focus()
    await expectOpened(page, 'menu of a view', 'Enter')
    await list(page).focus()
    await expectOpened(page, 'keys', 'Shift+Slash')
    await expectOpened(page, 'palette', 'Control+KeyK')
    await expectOpened(page, 'export', 'Control+KeyE')
    await expectOpened(page, 'accounts of the rail', 'Backquote')
    await show(page, 'all?text=zzzz')
    await expectAccessible(page, 'nothing found')

    await show(page, 'open')
    await expect(list(page).locator('[data-id]').first()).toBeVisible()
    await list(page).focus()
    await page.keyboard.press('Control+KeyA')
    const bar = page.locator('[data-bulk-bar]')
    await expectAccessible(page, 'bar of what is selected')
    await bar.getByRole('button', { name: /^(Transfer|Передать)/ }).click()
    await opened.getByRole('radio').last().check()
    await expectAccessible(page, 'transfer of many')
    await page.keyboard.press('Escape')
    await bar.getByRole('button', { name: /^(Reviewed|Просмотрено)/ }).click()
    await opened.getByRole('button').last().click()
    const strip = page.locator('[data-run-strip]')
    await expectAccessible(page, 'strip of a run')
    await strip.getByRole('button', { name: /^(Details|Подробнее)/ }).click()
    await expect(opened.getByRole('listitem').first()).toBeVisible()
    await expectAccessible(page, 'result of a run')
  })

  test(`reading and reviewing has no serious violation in either theme: ${language}`, async ({ desk, portal }) => {
    test.slow()
    const { page } = desk
    const opened = openedOver(page)
    await new SignInPage(page).enter(portal.webhook)
    await new DialogsPage(page).synced()
    const low = await lowRated(portal)
    await expect(page.getByRole('link', { name: /Alerts.*1/ })).toBeVisible()
    await chooseLanguage(page, language)
    await show(page, 'alerts')
    await expectAccessible(page, 'alerts')

    await show(page, `low?dialog=${low}`)
    await expect(page.getByText('terrible').first()).toBeVisible()
    await list(page).focus()
    await page.keyboard.press('KeyI')
    await page.keyboard.press('Control+KeyF')
    await expectAccessible(page, 'conversation with evidence, facts and search')
    await list(page).focus()
    await page.keyboard.press('KeyI')
    await page.keyboard.press('Digit1')
    await page.keyboard.press('Enter')
    await expect(page.getByRole('alert')).toBeVisible()
    await page.keyboard.press('Slash')
    await expect(page.getByRole('listbox')).toBeVisible()
    await expectAccessible(page, 'rating that lacks a word, and templates')

    // Another supervisor was quicker: that is found out once the rating is sent, while the queue is looked at.
    const contested = unreviewed(await shownDialogs(portal))[0]?.id ?? 0
    await portal.control('faults', { mode: 'offline', method: listMethods.statistics })
    await portal.control('headVote', { sessionId: contested, rating: 5, comment: 'Great' })
    await show(page, `all?dialog=${contested}`)
    await expect(page.getByText(`№ ${contested}`, { exact: true })).toBeVisible()
    await list(page).focus()
    await page.keyboard.press('Digit3')
    await page.keyboard.press('Enter')
    await expectAccessible(page, 'rating that can be taken back')

    await show(page, 'review')
    await list(page).focus()
    await page.keyboard.press('KeyQ')
    await expectAccessible(page, 'start of a queue')
    await page.keyboard.press('Enter')
    await expect(opened).toBeHidden()
    await expect(page.locator('[data-session]').first()).toBeVisible()
    await expectAccessible(page, 'queue')
    await expectOpened(page, 'skipping', 'KeyS')

    await show(page, `all?dialog=${contested}`)
    await expect(page.getByRole('alert')).toBeVisible({ timeout: 30_000 })
    await expectAccessible(page, 'conflict')
    await list(page).focus()
    await page.keyboard.press('KeyE')
    await expect(page.getByRole('textbox', { name: /^(Comment|Комментарий)$/ })).toBeFocused()
    await expectAccessible(page, 'merging two ratings')
    await list(page).focus()
    await page.keyboard.press('KeyI')
    await expectAccessible(page, 'journal of a dialog')
    await page.keyboard.press('KeyI')
    await page.keyboard.press('KeyU')
    await expect(opened).toBeVisible()
    await expectAccessible(page, 'unsent ratings')
  })

  test(`the other screens have no serious violation in either theme: ${language}`, async ({ desk, portal, application }) => {
    test.slow()
    const { page } = desk
    const opened = openedOver(page)
    const signIn = new SignInPage(page)
    await expectAccessible(page, 'sign-in')
    await signIn.enter(portal.webhook, true)
    await new DialogsPage(page).synced()
    await chooseLanguage(page, language)
    await expectAccessible(page, 'settings and portal report')
    await show(page, 'all')
    await page.keyboard.press('Control+KeyE')
    await expect(opened.getByRole('button').and(page.locator(':focus'))).toBeVisible()
    await page.keyboard.press('Enter')
    await show(page, 'exports')
    await expect(page.getByRole('main').getByRole('listitem')).toBeVisible()
    await expectAccessible(page, 'exports')
    for (const place of ['accounts', 'sign-in', 'sign-in?kind=oauth']) {
      await show(page, place)
      await expectAccessible(page, place)
    }
    const fields = page.locator('form input:not([type=radio]):not([type=checkbox]):not([readonly])')
    for (const [at, text] of [application.portal, application.clientId, application.clientSecret].entries()) await fields.nth(at).fill(text)
    await fields.first().press('Enter')
    await expect(page.locator('input[readonly][value*="/oauth/authorize"]')).toBeVisible()
    await expectAccessible(page, 'waiting for the browser')

    await show(page, 'all')
    await page.keyboard.press('Backquote')
    await opened.getByRole('menuitem').last().click()
    await expect(page.getByRole('dialog')).toBeVisible()
    await expectAccessible(page, 'signing out')
    await desk.restart()
    await expect(desk.page.locator('input[type=password]')).toBeVisible()
    await expectAccessible(desk.page, 'unlocking')
  })
}

/** Rated low just now, with causes to be seen. */
async function lowRated(portal: TestPortal): Promise<number> {
  const { id } = await portal.control('create', {
    messages: [{ by: 'client', text: 'This is a terrible service' }, { by: 'operator', text: 'I am looking' }, { by: 'client', text: 'When will it arrive?' }], closeReason: 'auto', vote: 'dislike',
  }) as { id: number }
  return id
}
