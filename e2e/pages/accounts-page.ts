import { expect, type Locator, type Page } from '@playwright/test'

/** The rail's account menu, and the accounts in the settings. */
export class AccountsPage {
  readonly menu: Locator
  readonly head: Locator
  readonly signOutDialog: Locator
  private readonly page: Page

  constructor(page: Page) {
    this.page = page
    this.menu = page.getByRole('menu', { name: 'Accounts' })
    this.head = page.getByRole('button', { name: /List of accounts/ })
    this.signOutDialog = page.getByRole('dialog', { name: /^Sign out of/ })
  }

  async add(): Promise<void> {
    await this.head.click()
    await this.menu.getByRole('menuitem', { name: 'Add account' }).click()
  }

  /** From the account menu, as far as the question. */
  async askToSignOut(): Promise<void> {
    await this.head.click()
    await this.menu.getByRole('menuitem', { name: 'Sign out…' }).click()
    await expect(this.signOutDialog).toBeVisible()
  }

  async signOut({ wipe = false } = {}): Promise<void> {
    await this.askToSignOut()
    if (wipe) await this.signOutDialog.getByLabel(/delete the local copy/).check()
    await this.signOutDialog.getByRole('button', { name: /^Sign out/ }).click()
    await expect(this.signOutDialog).toBeHidden()
  }

  /** The portal's section of the settings. */
  portal(): Locator {
    return this.page.getByRole('region', { name: 'Portal' })
  }
}
