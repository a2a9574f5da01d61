import { expect, type Keyboard, type Locator, type Page } from '@playwright/test'

/** More stops than any screen has. */
const MOST_STEPS = 120

/** Works the program as somebody without a mouse does: the focus goes nowhere but by keys. */
export class Keys {
  readonly keyboard: Keyboard
  private readonly page: Page

  constructor(page: Page) {
    this.page = page
    this.keyboard = page.keyboard
  }

  async press(...keys: readonly string[]): Promise<void> {
    for (const key of keys) await this.keyboard.press(key)
  }

  /** A key by its place, with what another layout writes there. */
  async pressAs(code: string, key: string, held: { readonly shiftKey?: boolean } = {}): Promise<void> {
    await this.page.evaluate(
      init => (document.activeElement ?? document.body).dispatchEvent(new KeyboardEvent('keydown', { ...init, bubbles: true, cancelable: true })),
      { code, key, ...held },
    )
  }

  /** Presses `key`, Tab for example, until that element has the focus. */
  async walkTo(target: Locator, key = 'Tab'): Promise<void> {
    await expect(target).toBeAttached()
    for (let step = 0; step < MOST_STEPS && !await hasFocus(target); step++) await this.keyboard.press(key)
    await expect(target).toBeFocused()
  }

  /** Ticks a box, or chooses one of several, of what has just been opened. */
  async tick(box: Locator): Promise<void> {
    await this.walkTo(box)
    await this.keyboard.press('Space')
    await expect(box).toBeChecked()
  }

  /** Runs the best hit for that query; `option` is how it is called. */
  async command(query: string, option: RegExp): Promise<void> {
    await this.keyboard.press('Control+KeyK')
    await expect(this.page.getByRole('combobox', { name: 'Find a command' })).toBeFocused()
    await this.keyboard.type(query)
    await expect(this.page.getByRole('option', { selected: true })).toHaveAccessibleName(option)
    await this.keyboard.press('Enter')
    await expect(this.page.getByRole('combobox', { name: 'Find a command' })).toBeHidden()
  }
}

function hasFocus(target: Locator): Promise<boolean> {
  return target.evaluate(element => element === document.activeElement)
}
