import { expect, type Locator, type Page } from '@playwright/test'
import type { Keys } from './keys.ts'

export class DialogsPage {
  readonly grid: Locator
  readonly rows: Locator
  readonly count: Locator
  readonly search: Locator
  readonly status: Locator
  private readonly page: Page

  constructor(page: Page) {
    this.page = page
    this.grid = page.getByRole('grid', { name: 'Dialogs' })
    this.rows = this.grid.locator('[role=row][data-id]')
    this.count = page.getByRole('main').getByRole('status').filter({ hasText: /dialog/ }).first()
    this.search = page.getByRole('searchbox', { name: /^Search/ })
    this.status = page.getByRole('status').filter({ hasText: /last check|history/ })
  }

  /** Waits until all of the portal's history is here. */
  async synced(): Promise<void> {
    await expect(this.status).toContainText('Live', { timeout: 30_000 })
  }

  /** In the status line; opens what the source does not show. */
  source(name: string): Locator {
    return this.page.getByRole('button', { name: `Source: ${name}`, exact: true })
  }

  async view(name: 'To review' | 'Low ratings' | 'Open now' | 'All dialogs'): Promise<void> {
    await this.page.getByRole('navigation').getByRole('link', { name }).click()
    await expect(this.page.getByRole('heading', { level: 1, name })).toBeVisible()
  }

  /** Ids of the rows on screen, from top to bottom; empty while they are loading. */
  async visibleIds(): Promise<number[]> {
    return this.rows.evaluateAll(rows => rows.map(row => Number(row.getAttribute('data-id'))))
  }

  row(id: number): Locator {
    return this.grid.locator(`[role=row][data-id="${id}"]`)
  }

  async open(id: number): Promise<void> {
    await this.row(id).click()
  }

  /** Chooses among the values of one filter; `filter` and `values` as the screen calls them. */
  async filter(filter: string, values: readonly string[]): Promise<void> {
    await this.page.getByRole('button', { name: 'Filter', exact: true }).click()
    await this.page.getByRole('menuitem', { name: filter }).click()
    for (const value of values) await this.page.getByRole('checkbox', { name: value }).check()
    await this.page.keyboard.press('Escape')
  }

  /** As `filter`, by keys alone. */
  async filterByKeys(keys: Keys, filter: string, values: readonly string[], condition: 'is' | 'is not' = 'is'): Promise<void> {
    const editor = await this.editorByKeys(keys, filter)
    for (const value of values) await keys.tick(editor.getByRole('checkbox', { name: value, exact: true }))
    if (condition === 'is not') {
      await keys.walkTo(editor.getByRole('radio', { name: 'is', exact: true }), 'Shift+Tab')
      await keys.press('ArrowRight')
      await expect(editor.getByRole('radio', { name: 'is not' })).toBeChecked()
    }
    await keys.press('Escape')
    await expect(editor).toBeHidden()
  }

  /** Only dialogs created in that period, by keys alone. */
  async periodByKeys(keys: Keys, period: string): Promise<void> {
    const editor = await this.editorByKeys(keys, 'Period')
    await keys.walkTo(editor.getByRole('button', { name: period }))
    await keys.press('Enter', 'Escape')
    await expect(editor).toBeHidden()
  }

  /** Conditions as they are read out. */
  async chips(): Promise<string[]> {
    const chips = this.page.getByRole('button', { name: /^Change the filter/ })
    return chips.evaluateAll(found => found.map(chip => chip.getAttribute('aria-label') ?? ''))
  }

  async saveViewByKeys(keys: Keys, name: string): Promise<void> {
    await keys.walkTo(this.page.getByRole('button', { name: 'Save as a view' }))
    await keys.press('Enter')
    await expect(this.page.getByRole('textbox', { name: 'Name of the view' })).toBeFocused()
    await keys.keyboard.type(name)
    await keys.press('Enter')
    await expect(this.page.getByRole('heading', { level: 1, name })).toBeVisible()
  }

  private async editorByKeys(keys: Keys, filter: string): Promise<Locator> {
    await keys.walkTo(this.page.getByRole('button', { name: 'Filter', exact: true }), 'Shift+Tab')
    await keys.press('Enter')
    await keys.walkTo(this.page.getByRole('menuitem', { name: filter, exact: true }), 'ArrowDown')
    await keys.press('Enter')
    const editor = this.page.getByRole('dialog')
    await expect(editor).toBeVisible()
    return editor
  }

  async sortBy(column: string): Promise<void> {
    await this.grid.getByRole('columnheader', { name: column, exact: true }).getByRole('button').click()
  }

  /** The number the header gives, such as 1,200. */
  async total(): Promise<number> {
    return Number((await this.count.textContent() ?? '').replaceAll(/\D/g, ''))
  }

  /** Of every row from top to bottom. */
  async allIds(): Promise<number[]> {
    return (await this.allRows()).map(([id]) => Number(id))
  }

  /** Texts of every row from top to bottom, scrolled through as a reader would. */
  async allRows(): Promise<string[][]> {
    const found = new Map<number, string[]>()
    await expect.poll(() => this.total()).toBeGreaterThan(0)
    const total = await this.total()
    await this.grid.evaluate(grid => { grid.scrollTop = 0 })
    await expect(async () => {
      const visible = await this.rows.evaluateAll(rows => rows.map(row => ({
        index: Number(row.getAttribute('aria-rowindex')),
        cells: [row.getAttribute('data-id') ?? '', ...[...row.querySelectorAll('[role=gridcell]')].map(cell => cell.textContent)],
      })))
      for (const { index, cells } of visible) found.set(index, cells)
      await this.grid.evaluate(grid => { grid.scrollTop += grid.clientHeight / 2 })
      expect(found.size).toBe(total)
    }).toPass({ timeout: 20_000, intervals: [50] })
    return [...found].sort(([a], [b]) => a - b).map(([, cells]) => cells)
  }
}
