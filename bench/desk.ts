import { mkdtempSync, rmSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type CDPSession, type Page } from 'playwright'
import type { WriteDb } from '#infra/sqlite/db.ts'
import { startProduct } from '../e2e/fixtures/product.ts'
import { ensureTestBrowser } from '../scripts/find-browser.ts'
import { addPageTools } from './page-tools.ts'
import { writeProfile } from './sample-profile.ts'

export const sessions = 200_000

export type Desk = {
  readonly page: Page
  readonly cdp: CDPSession
  readonly mirrorFile: string
  /** CPU time that the page's main thread took for this, in milliseconds. Whatever else the machine does makes no difference to it. */
  readonly cpuOf: (work: () => Promise<void>) => Promise<number>
}

type Options = {
  /** The address behind the `#`. */
  readonly place: string
  readonly prepare?: (db: WriteDb) => void
}

/** The product in a real Chromium on a profile with 200 000 sessions, as `npm start` runs it, with its first rows on screen. */
export async function atDesk<T>({ place, prepare }: Options, work: (desk: Desk) => Promise<T>): Promise<T> {
  const browserFile = await ensureTestBrowser()
  if ('problem' in browserFile) throw new Error(browserFile.problem)
  const folder = mkdtempSync(join(tmpdir(), 'linewatch-bench-'))
  const profileDir = join(folder, 'profile')
  try {
    const mirrorFile = await writeProfile(profileDir, sessions, prepare)
    const env = { DBUS_SESSION_BUS_ADDRESS: '', XDG_CONFIG_HOME: join(folder, 'config'), HOME: folder, LANG: 'en_GB.UTF-8', LC_ALL: 'en_GB.UTF-8' }
    const product = await startProduct({ profileDir, env, args: ['--poll', '3600'] })
    const browser = await chromium.launch({
      executablePath: browserFile.path, ignoreDefaultArgs: ['--hide-scrollbars'],
      // Memory is otherwise told in coarse steps; root has no sandbox in Chromium.
      args: ['--enable-precise-memory-info', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
    })
    try {
      const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, locale: 'en-GB' })
      await addPageTools(page)
      await page.goto(product.link)
      await page.locator('[data-app-state="ready"]').waitFor({ state: 'attached' })
      await page.evaluate(hash => { location.hash = hash }, place)
      await page.locator('[role=grid] [role=row][data-id]').first().waitFor()
      const cdp = await page.context().newCDPSession(page)
      await cdp.send('Performance.enable', { timeDomain: 'threadTicks' })
      return await work({ page, cdp, mirrorFile, cpuOf: doing => cpuOf(cdp, doing) })
    } finally {
      await browser.close()
      await product.stop()
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Of the last minute: with more than there are cores, times of the wall are no measure. */
export function load(): number {
  return loadavg()[0] ?? 0
}

async function cpuOf(cdp: CDPSession, work: () => Promise<void>): Promise<number> {
  const taken = async (): Promise<number> => {
    const { metrics } = await cdp.send('Performance.getMetrics')
    return metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0
  }
  const before = await taken()
  await work()
  return (await taken() - before) * 1000
}
