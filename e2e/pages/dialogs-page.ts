import { expect, type Locator, type Page } from '@playwright/test'

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
    this.search = page.getByRole('searchbox', { name: 'Search client name' })
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

  async sortBy(column: string): Promise<void> {
    await this.grid.getByRole('columnheader', { name: column, exact: true }).getByRole('button').click()
  }

  /** The number the header gives, such as 1,200. */
  async total(): Promise<number> {
    return Number((await this.count.textContent() ?? '').replaceAll(/\D/g, ''))
  }

  /** Texts of every row from top to bottom, scrolled through as a reader would. */
  async allRows(): Promise<string[][]> {
    const total = await this.total()
    const found = new Map<number, string[]>()
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
