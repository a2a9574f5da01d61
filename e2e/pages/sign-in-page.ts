import { expect, type BrowserContext, type Locator, type Page } from '@playwright/test'
import type { Keys } from './keys.ts'

/** Long enough for the program, and the same in every test. */
const PASSPHRASE = 'correct horse battery'

export type Application = { readonly portal: string; readonly clientId: string; readonly clientSecret: string }

export class SignInPage {
  readonly webhook: Locator
  readonly portal: Locator
  readonly failure: Locator
  /** Of the browser's part of a sign-in. */
  readonly link: Locator
  readonly code: Locator
  /** Of an account that is kept with one. */
  readonly passphrase: Locator
  /** In the banner of an account that the portal does not let pass. */
  readonly again: Locator
  private readonly page: Page

  constructor(page: Page) {
    this.page = page
    this.webhook = page.getByLabel('Incoming webhook address')
    this.portal = page.getByLabel('Portal address')
    this.failure = page.getByRole('alert')
    this.link = page.getByLabel('Sign-in address')
    this.code = page.getByRole('textbox', { name: 'Code from the portal' })
    this.again = page.getByRole('button', { name: 'Sign in again' })
    this.passphrase = page.getByRole('form', { name: 'Unlock' }).getByLabel('Passphrase', { exact: true })
  }

  /** `keep` over a restart: as this computer can, else with a passphrase. */
  async submit(webhook: string, keep = false): Promise<void> {
    await this.webhook.fill(webhook)
    if (keep) await this.keep()
    await this.press('Sign in')
  }

  /** Signs in and waits for the list. */
  async enter(webhook: string, keep = false): Promise<void> {
    await this.submit(webhook, keep)
    await this.entered()
  }

  /** As `enter`, by keys alone. */
  async enterByKeys(keys: Keys, webhook: string, keep = false): Promise<void> {
    await expect(this.webhook).toBeFocused()
    await keys.keyboard.type(webhook)
    if (keep) await this.keepByKeys(keys)
    await keys.press('Enter')
    await this.entered()
  }

  async enterDemo(): Promise<void> {
    await this.press('Try the demo portal')
    await this.entered()
  }

  /** Until the browser is asked for. */
  async submitApplication({ portal, clientId, clientSecret }: Application, keep = false): Promise<void> {
    await this.page.getByText('Application', { exact: true }).click()
    await this.portal.fill(portal)
    await this.page.getByLabel('Application ID').fill(clientId)
    await this.page.getByLabel('Application key').fill(clientSecret)
    if (keep) await this.keep()
    await this.press('Sign in with the browser')
  }

  /** As `submitApplication`, by keys alone. */
  async submitApplicationByKeys(keys: Keys, { portal, clientId, clientSecret }: Application): Promise<void> {
    await expect(this.webhook).toBeFocused()
    await keys.walkTo(this.page.getByRole('radio', { name: 'Webhook' }), 'Shift+Tab')
    await keys.press('ArrowRight')
    for (const [field, text] of [[this.portal, portal], [this.page.getByLabel('Application ID'), clientId], [this.page.getByLabel('Application key'), clientSecret]] as const) {
      await keys.walkTo(field)
      await keys.keyboard.type(text)
    }
    await keys.press('Enter')
  }

  /** What a person does in the browser: on the demo portal everybody is signed in and willing. */
  async allowIn(context: BrowserContext): Promise<void> {
    const browser = await context.newPage()
    await browser.goto(await this.link.inputValue())
    await browser.close()
  }

  /** From the banner, until the browser is asked for. */
  async signInAgain(): Promise<void> {
    await this.again.click()
    await this.press('Sign in with the browser')
  }

  async pasteCode(code: string): Promise<void> {
    await this.code.fill(code)
    await this.press('Use the code')
  }

  async cancel(): Promise<void> {
    await this.press('Cancel')
  }

  /** After a restart: types the passphrase where this computer has no key store, else nothing. */
  async unlock(passphrase = PASSPHRASE, grid = this.page.getByRole('grid', { name: 'Dialogs' })): Promise<void> {
    await expect(this.passphrase.or(grid)).toBeVisible({ timeout: 20_000 })
    if (await grid.isVisible()) return
    await this.passphrase.fill(passphrase)
    await this.press('Unlock')
  }

  /** As `unlock`, by keys alone. */
  async unlockByKeys(keys: Keys): Promise<void> {
    const grid = this.page.getByRole('grid', { name: 'Dialogs' })
    await expect(this.passphrase.or(grid)).toBeVisible({ timeout: 20_000 })
    if (await grid.isVisible()) return
    await expect(this.passphrase).toBeFocused()
    await keys.keyboard.type(PASSPHRASE)
    await keys.press('Enter')
    await this.entered()
  }

  async entered(): Promise<void> {
    await expect(this.page.getByRole('grid', { name: 'Dialogs' })).toBeVisible({ timeout: 20_000 })
  }

  private async keep(): Promise<void> {
    const phrase = this.page.getByRole('radio', { name: /With a passphrase/ })
    const store = this.page.getByRole('checkbox', { name: 'Keep me signed in' })
    await expect(phrase.or(store)).toBeVisible()
    if (await store.isVisible()) return store.check()
    await phrase.check()
    await this.page.getByLabel('Passphrase', { exact: true }).fill(PASSPHRASE)
    await this.page.getByLabel('Repeat the passphrase').fill(PASSPHRASE)
  }

  private async keepByKeys(keys: Keys): Promise<void> {
    const phrase = this.page.getByRole('radio', { name: /With a passphrase/ })
    const store = this.page.getByRole('checkbox', { name: 'Keep me signed in' })
    await expect(phrase.or(store)).toBeVisible()
    if (await store.isVisible()) return keys.tick(store)
    await keys.walkTo(this.page.getByRole('radio', { name: 'Until Linewatch is closed' }))
    await keys.walkTo(phrase, 'ArrowDown')
    await keys.walkTo(this.page.getByLabel('Passphrase', { exact: true }))
    await keys.keyboard.type(PASSPHRASE)
    await keys.walkTo(this.page.getByLabel('Repeat the passphrase'))
    await keys.keyboard.type(PASSPHRASE)
  }

  private async press(name: string): Promise<void> {
    await this.page.getByRole('button', { name, exact: true }).click()
  }
}
