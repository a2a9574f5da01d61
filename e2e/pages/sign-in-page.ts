import { expect, type Locator, type Page } from '@playwright/test'

export class SignInPage {
  readonly webhook: Locator
  readonly failure: Locator
  private readonly page: Page

  constructor(page: Page) {
    this.page = page
    this.webhook = page.getByLabel('Incoming webhook address')
    this.failure = page.getByRole('alert')
  }

  async submit(webhook: string): Promise<void> {
    await this.webhook.fill(webhook)
    await this.page.getByRole('button', { name: 'Sign in' }).click()
  }

  /** Signs in and waits for the list. */
  async enter(webhook: string): Promise<void> {
    await this.submit(webhook)
    await expect(this.page.getByRole('grid', { name: 'Dialogs' })).toBeVisible({ timeout: 20_000 })
  }

  async enterDemo(): Promise<void> {
    await this.page.getByRole('button', { name: 'Try the demo portal' }).click()
    await expect(this.page.getByRole('grid', { name: 'Dialogs' })).toBeVisible({ timeout: 20_000 })
  }
}
