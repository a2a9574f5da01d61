import { anyDialog, dialogSortSchema } from '#contract/dialogs.ts'
import { openDb } from '#infra/sqlite/db.ts'
import { createSessionRepository } from '#infra/sqlite/mirror/session-repository.ts'
import type { SessionStore } from '#core/sessions/session-store.ts'
import { atDesk, load, type Desk } from './desk.ts'
import { reportTimes } from './report.ts'
import { keepRecent } from './review-next.ts'

/** Typed letter by letter: names, words of conversations, and both. */
const searches = ['сафронова', 'гришина анна', 'возврат', 'guest 12', 'доставка']
/** Of lines, ticked and unticked one after another. */
const lines = Array.from({ length: 36 }, (_, step) => [1, 2, 3, 4, 5, 6, 2, 4, 1, 6, 3, 5][step % 12] ?? 1)
const typingMs = 120

type Wanted = { readonly total: number; readonly first: number | null }

/** From a letter typed in the search field, or a condition ticked, until the rows that match are painted, among 200 000. */
export function keystrokeToRows(): Promise<boolean> {
  return atDesk({ place: '#/all', prepare: keepRecent }, async desk => {
    const db = openDb(desk.mirrorFile, { synchronous: 'normal', cacheMegabytes: 16 })
    const wanted = (filter: Partial<typeof anyDialog>): Wanted => wantedOf(createSessionRepository(db), filter)
    try {
      const typed = await timesOf(desk, () => typeAll(desk, wanted))
      const ticked = await timesOf(desk, () => tickAll(desk, wanted))
      return [
        reportTimes('keystroke-to-rows, typed', typed.times, 100, { cpu: typed.cpu, load: load() }),
        reportTimes('keystroke-to-rows, ticked', ticked.times, 100, { cpu: ticked.cpu, load: load() }),
      ].every(Boolean)
    } finally {
      db.close()
    }
  })
}

/** What the list should show, from the mirror itself. */
function wantedOf(repository: SessionStore, filter: Partial<typeof anyDialog>): Wanted {
  const { ids, total } = repository.index({ filter: { ...anyDialog, ...filter, period: null }, sort: dialogSortSchema.parse({}), offset: 0, limit: 1 })
  return { total, first: ids[0] ?? null }
}

/** `cpu`: of the page's main thread for each, in milliseconds. */
async function timesOf({ cpuOf }: Desk, work: () => Promise<number[]>): Promise<{ readonly times: number[]; readonly cpu: number }> {
  let times: number[] = []
  const cpu = await cpuOf(async () => { times = await work() })
  return { times, cpu: cpu / times.length }
}

async function typeAll({ page }: Desk, wanted: (filter: { text: string }) => Wanted): Promise<number[]> {
  const times: number[] = []
  const field = page.getByRole('searchbox').first()
  for (const search of searches) {
    await field.fill('')
    await page.waitForTimeout(typingMs)
    await field.focus()
    for (let length = 1; length <= search.length; length++) {
      await whenShown(page, 'input', wanted({ text: search.slice(0, length) }))
      await page.keyboard.type(search.charAt(length - 1))
      times.push(await page.evaluate(() => paintTime()))
      await page.waitForTimeout(typingMs)
    }
  }
  await field.fill('')
  return times
}

async function tickAll({ page }: Desk, wanted: (filter: { lineIds: number[] }) => Wanted): Promise<number[]> {
  const times: number[] = []
  const ticked = new Set<number>()
  await page.getByRole('button', { name: 'Filter', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Line', exact: true }).click()
  for (const line of lines) {
    if (!ticked.delete(line)) ticked.add(line)
    await whenShown(page, 'click', wanted({ lineIds: [...ticked] }))
    await page.getByRole('checkbox', { name: `Line ${line}`, exact: true }).click()
    times.push(await page.evaluate(() => paintTime()))
    await page.waitForTimeout(typingMs)
  }
  return times
}

function whenShown(page: Desk['page'], event: 'input' | 'click', wanted: Wanted): Promise<void> {
  return page.evaluate(({ type, total, first }) => awaitPaint(type, () => {
    const count = [...document.querySelectorAll('main [role=status]')].find(({ textContent }) => /dialog/.test(textContent))?.textContent.replaceAll(/\D/g, '')
    if (total === 0) return count === '0'
    const row = document.querySelector('[data-dialog-grid] [role=row][aria-rowindex="2"]')
    return count === String(total) && row?.getAttribute('data-id') === String(first) && blankRows().length === 0
  }), { type: event, ...wanted })
}
