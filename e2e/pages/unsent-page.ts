import { expect, type Locator, type Page } from '@playwright/test'
import type { Keys } from './keys.ts'

/** What the portal does not have yet: the status line's words and the list behind them. */
export class UnsentPage {
  readonly status: Locator
  readonly list: Locator
  /** Before something is deleted. */
  readonly question: Locator

  constructor(page: Page) {
    this.status = page.getByRole('contentinfo', { name: 'State' })
    this.list = page.getByRole('dialog', { name: 'Unsent ratings' })
    this.question = this.list.getByRole('alertdialog', { name: 'Delete…' })
  }

  async openByKey(keys: Keys): Promise<void> {
    await keys.press('KeyU')
    await expect(this.list).toBeVisible()
  }

  conflict(): Locator {
    return this.list.getByRole('group', { name: 'Somebody else has rated this dialog meanwhile.' })
  }

  button(name: string): Locator {
    return this.list.getByRole('button', { name, exact: true })
  }
}
