import type { WriteDb } from '#infra/sqlite/db.ts'
import { sql } from '#infra/sqlite/sql.ts'
import { atDesk, load, type Desk } from './desk.ts'
import { percentile, report, reportTimes } from './report.ts'
import { keepTranscripts } from './sample-profile.ts'
import { createRandom } from './sample-sessions.ts'
import { sampleMessages } from './sample-transcripts.ts'

const lengths = { long: 5000, short: 50 } as const
/** Of each. */
const dialogs = 12
/** So much longer may a hundred times as many messages take. */
const factor = 2.5
const restMs = 300

/** From the click on a dialog to its conversation painted: one of 5 000 messages beside one of 50. */
export function openConversation(): Promise<boolean> {
  // With most messages first, those of 5 000 stand above those of 50, and nothing else above them.
  return atDesk({ place: '#/all?sort=messageCount.desc', prepare: keepBoth }, async desk => {
    const long = await opened(desk, 0)
    const short = await opened(desk, dialogs)
    const beside = { cpu: long.cpu, cpuOf50: short.cpu, load: load() }
    return [
      reportTimes('open-conversation, 50 messages', short.times, 150),
      reportTimes('open-conversation, 5000 messages', long.times, 150, beside),
      report({ name: 'open-conversation, 5000 to 50', value: percentile(long.times, 0.5) / percentile(short.times, 0.5), unit: 'times', bar: factor, n: dialogs }),
    ].every(Boolean)
  })
}

/** From the bottom up: the product fetches the one below ahead. */
async function opened({ page, cpuOf }: Desk, first: number): Promise<{ readonly times: number[]; readonly cpu: number }> {
  const times: number[] = []
  const cpu = await cpuOf(async () => {
    for (let place = first + dialogs - 1; place >= first; place--) {
      const row = page.locator(`[role=grid] [role=row][aria-rowindex="${place + 2}"][data-id]`)
      await row.scrollIntoViewIfNeeded()
      await page.waitForTimeout(restMs)
      await page.evaluate(id => awaitPaint('click', () => (
        document.querySelector('aside')?.textContent.includes(`№ ${id}`) === true && document.querySelector('#transcript [data-message]') !== null
      )), await row.getAttribute('data-id') ?? '')
      await row.click()
      times.push(await page.evaluate(() => paintTime()))
    }
  })
  return { times, cpu: cpu / dialogs }
}

function keepBoth(db: WriteDb): void {
  const random = createRandom(7)
  const closed = db.all<{ id: number; createdAt: number }>(sql`
    SELECT id, created_at AS createdAt FROM session WHERE closed_at < ${Date.now() - 3_600_000} ORDER BY created_at DESC LIMIT ${2 * dialogs}
  `)
  const lengthOf = (place: number): number => (place < dialogs ? lengths.long : lengths.short)
  closed.forEach(({ id }, place) => db.run(sql`UPDATE session SET message_count = ${lengthOf(place)} WHERE id = ${id}`))
  keepTranscripts(db, new Map(closed.map(({ id, createdAt }, place) => [id, sampleMessages(createdAt, random, lengthOf(place))])))
}
