import { expect, type Keyboard, type Locator, type Page } from '@playwright/test'
import type { Keys } from './keys.ts'

/** Reviewing by keys, in a list or in a queue. */
export class ReviewPage {
  readonly undoBar: Locator
  readonly progress: Locator
  readonly skipDialog: Locator
  /** The form of a new queue. */
  readonly start: Locator
  private readonly page: Page
  private readonly pane: Locator

  constructor(page: Page) {
    this.page = page
    this.pane = page.getByRole('complementary', { name: 'Conversation' })
    this.undoBar = page.getByRole('status').filter({ hasText: /^Rated \d/ })
    this.progress = page.getByRole('main').getByRole('status').filter({ hasText: /^\d+ of \d+$/ })
    this.skipDialog = page.getByRole('dialog', { name: 'Skip this dialog' })
    this.start = page.getByRole('dialog', { name: 'Review queue' })
  }

  /** In the status line: how many ratings the portal does not have yet. */
  unsent(count: number): Locator {
    return this.page.getByRole('button', { name: `Unsent ratings ${count}`, exact: true })
  }

  /** Of the conversation on screen; 0 while there is none. */
  async dialogId(): Promise<number> {
    const [text = ''] = await this.pane.getByText(/№ \d+/).allTextContents()
    return Number(/№ (\d+)/.exec(text)?.[1] ?? 0)
  }

  /** Waits until a conversation is on screen; answers which. */
  async opened(): Promise<number> {
    let id = 0
    await expect.poll(async () => { id = await this.dialogId(); return id }).toBeGreaterThan(0)
    return id
  }

  item(sessionId: number): Locator {
    return this.page.locator(`[data-session="${sessionId}"]`)
  }

  async sample({ size, seed }: { readonly size: number; readonly seed: number }): Promise<void> {
    await this.start.getByRole('radio', { name: 'A random sample' }).check()
    await this.start.getByLabel('Dialogs', { exact: true }).fill(String(size))
    await this.start.getByLabel('Seed', { exact: true }).fill(String(seed))
    await this.page.keyboard.press('Enter')
  }

  /** As `sample`, by keys alone. */
  async sampleByKeys(keys: Keys, { size, seed }: { readonly size: number; readonly seed: number }): Promise<void> {
    await expect(this.start.getByRole('radio', { name: 'A random sample' })).toBeChecked()
    for (const [field, value] of [['Dialogs', size], ['Seed', seed]] as const) {
      await keys.walkTo(this.start.getByLabel(field, { exact: true }))
      await keys.press('Control+KeyA')
      await keys.keyboard.type(String(value))
    }
    await keys.press('Enter')
    await expect(this.start).toBeHidden()
  }

  async whole({ hide }: { readonly hide: string }): Promise<void> {
    await this.start.getByRole('radio', { name: /dialogs? of the list/ }).check()
    await this.start.getByRole('radio', { name: hide }).check()
    await this.start.getByRole('button', { name: 'Start' }).click()
  }

  /** Rates what is left of a queue. */
  async finish(keyboard: Keyboard, left: number): Promise<void> {
    for (let n = 0; n < left; n++) {
      const id = await this.opened()
      await keyboard.press('Digit4')
      await keyboard.press('Enter')
      if (n < left - 1) await expect.poll(() => this.dialogId()).not.toBe(id)
    }
  }
}
