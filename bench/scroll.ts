import type { Page } from 'playwright'
import { atDesk, load, sessions, type Desk } from './desk.ts'
import type { Watched } from './page-tools.ts'
import { percentile, report, reportTimes } from './report.ts'
import { createRandom } from './sample-sessions.ts'

const jumps = 40
/** Longer than the worst answer may take. */
const restMs = 400
/** Of the scroll bar, from its end to the middle of its thumb. */
const thumbPx = 8

/** `bar`: of frames, in milliseconds; null where a way has no frames to be even. */
type Way = { readonly name: string; readonly bar: number | null; readonly go: (page: Page) => Promise<void> }

/** Through 200 000 dialogs in every way there is. */
const ways: readonly Way[] = [
  { name: 'wheel', bar: 20, go: page => wheel(page, 120, 300) },
  { name: 'fast wheel', bar: 20, go: page => wheel(page, 1200, 200) },
  // Each step passes 1 300 rows. About one frame in twenty misses a refresh, for a reason of Chromium's: see docs/performance.md.
  { name: 'drag', bar: 34, go: drag },
  { name: 'jumps', bar: null, go: jump },
]

/** How evenly a list of 200 000 scrolls, whether its rows are there in time, and what it keeps in memory. */
export function scroll(): Promise<boolean> {
  return atDesk({ place: '#/all' }, async desk => {
    const results: boolean[] = []
    const before = await heapOf(desk)
    for (const way of ways) results.push(...await scrolled(desk, way))
    const heap = await heapOf(desk)
    results.push(report({ name: 'scroll heap', value: heap, unit: 'MB', bar: 60, n: 1, beside: { before } }))
    return results.every(Boolean)
  })
}

async function scrolled({ page, cpuOf }: Desk, { name, bar, go }: Way): Promise<boolean[]> {
  await page.evaluate(() => watchFrames())
  const cpu = await cpuOf(() => go(page))
  const { frames, longTasks, blanks }: Watched = await page.evaluate(() => watchedFrames())
  const beside = { cpuPerFrame: cpu / frames.length, longTasks: longTasks.length, longestTask: Math.max(0, ...longTasks), load: load() }
  return [
    ...(bar === null ? [] : [reportTimes(`scroll ${name}`, frames, bar, beside)]),
    report({
      name: `scroll ${name}, longest blank row`, value: Math.max(0, ...blanks), unit: 'ms', bar: 100, n: blanks.length,
      beside: { median: blanks.length === 0 ? 0 : percentile(blanks, 0.5), ...(bar === null ? beside : {}) },
    }),
  ]
}

async function wheel(page: Page, px: number, turns: number): Promise<void> {
  await page.locator('[data-dialog-grid]').hover({ position: { x: 200, y: 300 } })
  for (const by of [px, -px]) {
    for (let turn = 0; turn < turns; turn++) await page.mouse.wheel(0, by)
  }
  await page.waitForTimeout(restMs)
}

/** The thumb from the top to the bottom and back, with a rest at every fifth of the way. */
async function drag(page: Page): Promise<void> {
  const box = await page.locator('[data-dialog-grid]').boundingBox()
  if (!box) throw new Error('There is no list to scroll')
  const x = box.x + box.width - thumbPx
  const [top, bottom] = [box.y + 2 * thumbPx, box.y + box.height - 2 * thumbPx]
  await page.mouse.move(x, top)
  await page.mouse.down()
  for (const [from, to] of [[top, bottom], [bottom, top]] as const) {
    for (let fifth = 0; fifth < 5; fifth++) {
      await page.mouse.move(x, from + (to - from) * (fifth + 1) / 5, { steps: 30 })
      await page.waitForTimeout(restMs)
    }
    const row = await page.locator('[role=grid] [role=row][data-id]').first().getAttribute('aria-rowindex')
    if (to === bottom && Number(row) < sessions / 2) throw new Error(`The scroll bar does not follow: its end shows row ${row}`)
  }
  await page.mouse.up()
}

async function jump(page: Page): Promise<void> {
  const random = createRandom(3)
  for (let n = 0; n < jumps; n++) {
    await page.locator('[data-dialog-grid]').evaluate((grid, share) => { grid.scrollTop = share * grid.scrollHeight }, random())
    await page.waitForTimeout(restMs)
  }
}

/** What the page holds on to, in megabytes. */
async function heapOf({ cdp }: Desk): Promise<number> {
  await cdp.send('HeapProfiler.collectGarbage')
  const { usedSize } = await cdp.send('Runtime.getHeapUsage')
  return usedSize / 1_000_000
}
