import type { Locator, Page } from '@playwright/test'

/** A rating is held back for 8 s before the portal hears of it. */
export const sentBy = { timeout: 20_000 }

export class ConversationPage {
  readonly pane: Locator
  readonly transcript: Locator
  readonly ratingState: Locator
  readonly comment: Locator
  readonly facts: Locator
  readonly factsButton: Locator
  /** There while the search is open. */
  readonly search: Locator
  private readonly form: Locator

  constructor(page: Page) {
    this.pane = page.getByRole('complementary', { name: 'Conversation' })
    this.transcript = this.pane.getByRole('log').or(this.pane.getByLabel('Transcript'))
    this.form = this.pane.getByRole('form', { name: 'Supervisor rating' })
    this.ratingState = this.form
    this.facts = this.pane.getByRole('region', { name: 'All facts' })
    this.factsButton = this.pane.getByRole('button', { name: 'Facts' })
    this.search = this.pane.getByRole('search')
    this.comment = this.form.getByRole('textbox', { name: 'Comment' })
  }

  /** The bubble that holds this text. */
  message(text: string): Locator {
    return this.transcript.locator('[data-message]').filter({ hasText: text })
  }

  choice(rating: number): Locator {
    return this.form.getByRole('radio', { name: new RegExp(`^${rating},`) })
  }

  async rate(rating: number, comment: string): Promise<void> {
    await this.choice(rating).check({ force: true })
    await this.comment.fill(comment)
    await this.form.getByRole('button', { name: /Save rating/ }).click()
  }

  get flag(): Locator {
    return this.form.getByRole('button', { name: 'Flag this dialog' })
  }

  retry(): Locator {
    return this.form.getByRole('button', { name: 'Retry' })
  }

  /** Both ratings side by side, while there is a conflict. */
  get conflict(): Locator {
    return this.form.getByRole('group', { name: 'Somebody else has rated this dialog meanwhile.' })
  }

  replaceTheirs(): Locator {
    return this.conflict.getByRole('button', { name: 'Replace with mine' })
  }
}
