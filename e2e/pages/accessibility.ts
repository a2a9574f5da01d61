import AxeBuilder from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'

type Rules = Parameters<AxeBuilder['options']>[0]

/** All that is asked in the first theme; the other one can only change colours. */
const themes: readonly (readonly [colorScheme: 'light' | 'dark', rules: Rules])[] = [['light', {}], ['dark', { runOnly: ['color-contrast'] }]]
/** The rows of a list are alike; some of them speak for all. */
const furtherRows = '[data-id]:nth-child(n+9)'
/** Worth a failure beside what is serious or critical: whatever opens over the page is a landmark too. */
const alsoWanted: readonly string[] = ['region']

/** Asks the checker of what is on screen, in both themes; goes on after a finding, so that one run tells all. */
export async function expectAccessible(page: Page, what: string): Promise<void> {
  for (const [colorScheme, rules] of themes) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await expect(page.locator('html')).toHaveAttribute('data-theme', colorScheme)
    expect.soft(await violations(page, rules), `${what}, ${colorScheme}`).toEqual([])
  }
}

async function violations(page: Page, rules: Rules): Promise<string[]> {
  // All in this page: the checker's own way opens another one, before which menus close.
  const { violations: found } = await new AxeBuilder({ page }).exclude(furtherRows).setLegacyMode().options({ resultTypes: ['violations'], ...rules }).analyze()
  return found.filter(({ id, impact }) => impact === 'serious' || impact === 'critical' || alsoWanted.includes(id))
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html, failureSummary }) => `${html} (${failureSummary})`).slice(0, 3).join(' | ')}`)
}
