import type { Locator, Page } from '@playwright/test'

export class ConversationPage {
  readonly pane: Locator
  readonly transcript: Locator
  readonly ratingState: Locator
  readonly comment: Locator
  private readonly form: Locator

  constructor(page: Page) {
    this.pane = page.getByRole('complementary', { name: 'Conversation' })
    this.transcript = this.pane.getByRole('log').or(this.pane.getByLabel('Transcript'))
    this.form = this.pane.getByRole('form', { name: 'Supervisor rating' })
    this.ratingState = this.form
    this.comment = this.form.getByRole('textbox', { name: 'Comment' })
  }

  choice(rating: number): Locator {
    return this.form.getByRole('radio', { name: new RegExp(`^${rating},`) })
  }

  async rate(rating: number, comment: string): Promise<void> {
    await this.choice(rating).check({ force: true })
    await this.comment.fill(comment)
    await this.form.getByRole('button', { name: /Save rating/ }).click()
  }

  retry(): Locator {
    return this.form.getByRole('button', { name: 'Retry' })
  }
}
