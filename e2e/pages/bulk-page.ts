import { expect, type Locator, type Page } from '@playwright/test'
import type { Keys } from './keys.ts'

/** One action on many dialogs: the bar of what is selected, the question before, and what became of it. */
export class BulkPage {
  readonly bar: Locator
  readonly question: Locator
  readonly strip: Locator
  readonly result: Locator
  private readonly page: Page

  constructor(page: Page) {
    this.page = page
    this.bar = page.getByRole('toolbar', { name: 'Actions on the selected dialogs' })
    this.question = page.getByRole('dialog', { name: 'Transfer dialogs' })
    this.strip = page.getByRole('region', { name: 'Transfer dialogs' })
    this.result = page.getByRole('dialog', { name: 'What became of each dialog' })
  }

  /** From the selection as far as the count; to an operator of that name. */
  async askToTransferByKeys(keys: Keys, operator: string): Promise<void> {
    await keys.walkTo(this.bar.getByRole('button', { name: 'Transfer' }))
    await keys.press('Enter')
    await expect(this.question.getByRole('textbox', { name: 'Find an operator' })).toBeFocused()
    await keys.keyboard.type(operator)
    await keys.tick(this.question.getByRole('radio', { name: operator }))
  }

  /** What the result says of the dialogs in that state, by number. */
  async rows(state: string): Promise<Map<number, string>> {
    const texts = await this.result.getByRole('listitem').filter({ has: this.page.getByText(state, { exact: true }) }).allTextContents()
    return new Map(texts.map(text => [Number(/№ (\d+)/.exec(text)?.[1]), text]))
  }
}
