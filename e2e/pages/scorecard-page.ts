import { expect, type Locator, type Page } from '@playwright/test'
import type { Keys } from './keys.ts'

type Criterion = { readonly name: string; readonly points?: boolean; readonly weight?: number; readonly autoFail?: boolean }

/** Scorecards in the settings and on the open dialog, by keys alone. */
export class ScorecardPage {
  readonly part: Locator
  readonly result: Locator
  readonly settings: Locator
  readonly summarise: Locator

  constructor(page: Page) {
    this.part = page.getByRole('form', { name: 'Supervisor rating' }).getByRole('region', { name: 'Scorecard' })
    this.result = this.part.getByRole('status')
    this.summarise = this.part.getByRole('checkbox', { name: 'Put a summary into the comment' })
    this.settings = page.getByRole('region', { name: 'Scorecards' })
  }

  answer(criterion: string, answer: string): Locator {
    return this.part.getByRole('radiogroup', { name: criterion }).getByRole('radio', { name: answer, exact: true })
  }

  /** In the card that is being edited. */
  moveDown(criterion: number): Locator {
    return this.settings.getByRole('button', { name: `Move criterion ${criterion} down` })
  }

  async add(keys: Keys, name: string, criteria: readonly Criterion[], line: string): Promise<void> {
    const add = this.settings.getByRole('button', { name: 'Add a scorecard' })
    await keys.walkTo(add)
    await keys.press('Enter')
    await expect(this.settings.getByRole('textbox', { name: 'Name of the scorecard' })).toBeFocused()
    await keys.keyboard.type(name)
    for (const [index, { name: asked, points = false, weight = 1, autoFail = false }] of criteria.entries()) {
      const number = index + 1
      if (index > 0) {
        await keys.walkTo(this.settings.getByRole('button', { name: 'Add a criterion' }))
        await keys.press('Enter')
      }
      await keys.walkTo(this.settings.getByRole('textbox', { name: `Criterion ${number}`, exact: true }), index > 0 ? 'Shift+Tab' : 'Tab')
      await keys.keyboard.type(asked)
      await keys.walkTo(this.settings.getByRole('combobox', { name: `Answer to criterion ${number}` }))
      if (points) await keys.keyboard.type('1')
      await keys.walkTo(this.settings.getByRole('textbox', { name: `Weight of criterion ${number}` }))
      await keys.press('Control+KeyA')
      await keys.keyboard.type(String(weight))
      if (autoFail) await keys.tick(this.settings.getByRole('checkbox', { name: `Criterion ${number} fails the whole card` }))
    }
    await keys.tick(this.settings.getByRole('checkbox', { name: line }))
    await keys.walkTo(this.settings.getByRole('button', { name: 'Save' }))
    await keys.press('Enter')
    await expect(this.settings).toContainText(`${criteria.length} criteria · ${line}`)
    await expect(add).toBeFocused()
  }
}
