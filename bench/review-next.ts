import type { WriteDb } from '#infra/sqlite/db.ts'
import { sql } from '#infra/sqlite/sql.ts'
import { atDesk, load, type Desk } from './desk.ts'
import { reportTimes } from './report.ts'
import { keepTranscripts } from './sample-profile.ts'
import { createRandom } from './sample-sessions.ts'
import { sampleMessages } from './sample-transcripts.ts'

const dialogs = 40
/** Nobody reads faster. */
const readingMs = 400

/** From the key that leads to the next dialog to review until its conversation is painted. */
export function reviewNext(): Promise<boolean> {
  return atDesk({ place: '#/review', prepare: keepRecent }, async desk => {
    const passed = await timesOf(desk, [], 'KeyJ')
    const saved = await timesOf(desk, ['Digit4'], 'Enter')
    return [
      reportTimes('review-next, J', passed.times, 150, { cpu: passed.cpu, load: load() }),
      reportTimes('review-next, rated', saved.times, 150, { cpu: saved.cpu, load: load() }),
    ].every(Boolean)
  })
}

/** `cpu`: of the page's main thread for each dialog, in milliseconds. */
async function timesOf({ page, cpuOf }: Desk, before: readonly string[], key: string): Promise<{ readonly times: number[]; readonly cpu: number }> {
  const times: number[] = []
  const cpu = await cpuOf(async () => {
    for (let n = 0; n < dialogs; n++) {
      await page.locator('#transcript [data-message]').first().waitFor()
      await page.waitForTimeout(readingMs)
      for (const earlier of before) await page.keyboard.press(earlier)
      const shown = await page.evaluate(() => /№ (\d+)/.exec(document.querySelector('aside')?.textContent ?? '')?.[1] ?? '')
      await page.evaluate(id => awaitPaint('keydown', () => {
        const now = /№ (\d+)/.exec(document.querySelector('aside')?.textContent ?? '')?.[1]
        return now !== undefined && now !== id && document.querySelector('#transcript [data-message]') !== null
      }), shown)
      await page.keyboard.press(key)
      times.push(await page.evaluate(() => paintTime()))
    }
  })
  return { times, cpu: cpu / dialogs }
}

/** Recent conversations, the product reads them ahead by itself. */
export function keepRecent(db: WriteDb): void {
  const random = createRandom(7)
  const recent = db.all<{ id: number; createdAt: number }>(sql`
    SELECT id, created_at AS createdAt FROM session WHERE closed_at < ${Date.now() - 3_600_000} ORDER BY created_at DESC LIMIT 2000
  `)
  keepTranscripts(db, new Map(recent.map(({ id, createdAt }) => [id, sampleMessages(createdAt, random)])))
}
