import { expect, type Page } from '@playwright/test'

/** Goes to a place of the program by its address, and waits until that place has taken the keyboard over from the one before. */
export async function show(page: Page, place: string): Promise<void> {
  await page.evaluate(hash => new Promise<void>(resolve => {
    if (location.hash === hash) return resolve()
    // Told after the program has drawn what it was told before.
    addEventListener('hashchange', () => setTimeout(resolve), { once: true })
    location.hash = hash
  }), `#/${place}`)
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
}
