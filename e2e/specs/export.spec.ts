import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '../fixtures/desk.ts'
import { holdBack } from '../fixtures/hold-back.ts'
import { shownDialogs, voteDislikes } from '../fixtures/shown-dialogs.ts'
import { DialogsPage } from '../pages/dialogs-page.ts'
import { show } from '../pages/place.ts'
import { SignInPage } from '../pages/sign-in-page.ts'

/** Good enough for our own files: every text is quoted, and no text in the demo portal holds a line break. */
function parse(text: string): string[][] {
  return text.trimEnd().split('\r\n').map(line => [...line.matchAll(/"((?:[^"]|"")*)"|([^,"]+)|(?<=,)(?=,|$)/g)].map(([, quoted, plain]) => (quoted ?? plain ?? '').replaceAll('""', '"')))
}

/** Of older ones conversations alone may tell the rating, and those come in for a while. */
const recentMs = 80 * 86_400_000

test('the file holds the filtered list row by row, with the shown columns', async ({ desk, portal }) => {
  const dialogs = new DialogsPage(desk.page)
  const since = Date.now() - recentMs
  const rated = (await shownDialogs(portal)).filter(({ dateCreate }) => Date.parse(dateCreate) >= since)
  await new SignInPage(desk.page).enter(portal.webhook)
  await dialogs.synced()
  const voted = await voteDislikes(portal, 10)
  const disliked = rated.filter(({ id, vote }) => vote === 'dislike' || voted.includes(id))
  await show(desk.page, `all?period=created.${since}-`)
  await dialogs.filter('Client rating', ['dislike'])
  // Where conversations alone tell ratings, they are read in the background first.
  await expect.poll(() => dialogs.total(), { timeout: 20_000 }).toBe(disliked.length)
  await dialogs.sortBy('Client')

  await desk.page.getByRole('button', { name: 'Export', exact: true }).click()
  await desk.page.getByRole('button', { name: 'Start export' }).click()
  await expect.poll(() => readdirSync(desk.exportsDir)).toEqual([expect.stringMatching(/^Linewatch dialogs .*\.csv$/)])

  const shown = await dialogs.allRows()
  const text = readFileSync(join(desk.exportsDir, readdirSync(desk.exportsDir)[0] ?? ''), 'utf8')
  expect(text.startsWith('\uFEFF')).toBe(true)
  const [head = [], ...rows] = parse(text.slice(1))
  expect(head.slice(0, 5)).toEqual(['Client', 'Operator', 'Channel', 'Line', 'Status'])
  expect(rows.length).toBe(shown.length)
  // Client, operator, channel, line: the screen shows the very words of the file.
  const words = (cells: readonly string[]): string[] => cells.slice(0, 4).map(cell => cell.replace(/^(No name|No operator)$/, ''))
  expect(rows.map(words)).toEqual(shown.map(([, ...cells]) => words(cells)))
})

test('an export asked for before the list is counted keeps the keyboard until it can start', { tag: '@browser-face' }, async ({ desk, portal }) => {
  const { page } = desk
  const dialogs = new DialogsPage(page)
  await new SignInPage(page).enter(portal.webhook)
  await dialogs.synced()
  const release = await holdBack(page, 'dialogs.index')
  await dialogs.view('All dialogs')
  await page.keyboard.press('Control+KeyE')
  const start = page.getByRole('button', { name: 'Start export' })
  await expect(start).toBeFocused()
  await expect(start).toBeDisabled()
  await page.keyboard.press('Enter')
  await release()
  await expect(start).toBeEnabled()
  await expect(start).toBeFocused()
  await page.keyboard.press('Enter')
  await expect.poll(() => readdirSync(desk.exportsDir)).toHaveLength(1)
})
