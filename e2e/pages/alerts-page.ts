import { expect, type Locator, type Page } from '@playwright/test'

export class AlertsPage {
  readonly badge: Locator
  private readonly page: Page

  constructor(page: Page) {
    this.page = page
    this.badge = page.getByRole('link', { name: /^Alerts/ })
  }

  async open(): Promise<void> {
    await this.badge.click()
    await expect(this.page.getByRole('heading', { level: 1, name: 'Alerts' })).toBeVisible()
  }

  /** An alert in the list, open or acknowledged. */
  of(sessionId: number): Locator {
    return this.page.getByRole('main').getByRole('listitem').filter({ hasText: String(sessionId) })
      .or(this.page.getByRole('main').getByRole('button', { name: new RegExp(`№ ${sessionId}`) })).first()
  }
}
