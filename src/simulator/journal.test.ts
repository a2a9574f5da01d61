import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { ANCHOR, openPortal } from './testing/open-portal.ts'

let folder: string
let journalFile: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'linewatch-journal-'))
  journalFile = join(folder, 'portal.jsonl')
})
afterEach(() => rmSync(folder, { recursive: true }))

async function everything(portal: Awaited<ReturnType<typeof openPortal>>) {
  const rows = await portal.sessions()
  const histories = await Promise.all(rows.slice(0, 40).map((row) => portal.call('imopenlines.session.history.get', { SESSION_ID: row.id })))
  // When somebody was last seen is a matter of now, not of the portal's data.
  return { rows, histories: histories.map(({ body }) => (body['result'] as Record<string, unknown> | undefined)?.['message']) }
}

test('a restart gives the same portal: base, live events, votes, reviews, the webhook', async () => {
  const first = await openPortal({ sessions: 200, seed: 7, pace: 4, journalFile })
  first.advance(900)
  const rated = (await first.control('vote', { vote: 'dislike' })).body['sessionId']
  await first.result('imopenlines.session.head.vote', { SESSION_ID: 100_010, RATING: 2, COMMENT: 'грубо' })
  await first.control('create', { configId: 14, messages: [{ by: 'client', text: 'Ало' }, { by: 'operator', text: 'Здравствуйте' }], closeReason: 'operator', vote: 'like' })
  const before = await everything(first)
  const { webhook, clientId, clientSecret } = first.portal
  await first.close()

  const again = await openPortal({ sessions: 5, seed: 99, now: ANCHOR + 1e9, pace: 0, journalFile })
  expect(await everything(again)).toEqual(before)
  expect(before.rows.find((row) => row.id === rated)).toMatchObject({ vote: 'dislike' })
  expect([new URL(again.portal.webhook).pathname, again.portal.clientId, again.portal.clientSecret]).toEqual([new URL(webhook).pathname, clientId, clientSecret])
  await again.close()
})

test('the first line holds what the base depends on, the others one event each', async () => {
  const portal = await openPortal({ sessions: 50, seed: 3, journalFile })
  await portal.control('headVote', { sessionId: 100_005, rating: 4 })
  await portal.close()
  const lines = readFileSync(journalFile, 'utf8').trimEnd().split('\n').map((line) => JSON.parse(line) as unknown)
  expect(lines).toEqual([
    { seed: 3, sessions: 50, anchor: ANCHOR, timeZone: 180 },
    { type: 'headVote', at: ANCHOR / 1000, id: 100_005, rating: 4, comment: null },
  ])
})

test('a torn last line is dropped and later events are written cleanly after it', async () => {
  const portal = await openPortal({ sessions: 50, journalFile })
  await portal.control('headVote', { sessionId: 100_005, rating: 4 })
  await portal.close()
  // Longer than the line that will be written in its place.
  appendFileSync(journalFile, `{"type":"say","at":17,"text":"${'x'.repeat(500)}`)

  const second = await openPortal({ journalFile })
  await second.control('headVote', { sessionId: 100_006, rating: 2 })
  await second.close()
  const third = await openPortal({ journalFile })
  const rows = await third.sessions()
  expect([100_005, 100_006].map((id) => rows.find((row) => row.id === id)?.voteHead)).toEqual([4, 2])
  expect(readFileSync(journalFile, 'utf8').trimEnd().split('\n')).toHaveLength(3)
  await third.close()
})

test('live activity goes on after a restart from where it stopped', async () => {
  const first = await openPortal({ sessions: 100, pace: 4, journalFile })
  first.advance(300)
  const open = (await first.sessions()).filter((row) => row.dateClose === null).map((row) => row.id)
  const count = (await first.sessions()).length
  await first.close()
  const second = await openPortal({ pace: 4, journalFile })
  second.time.now = ANCHOR + 301_000
  second.portal.tick()
  second.advance(3600)
  const rows = await second.sessions()
  expect(rows.length).toBeGreaterThan(count + 100)
  expect(rows.filter((row) => open.includes(row.id) && row.dateClose !== null).length).toBe(open.length)
  await second.close()
})

test('a dialog made by hand keeps its own words after a restart', async () => {
  const first = await openPortal({ sessions: 50, journalFile })
  const { id } = (await first.control('create', { messages: [{ by: 'client', text: 'Ало' }] })).body
  await first.close()
  const second = await openPortal({ pace: 10, journalFile })
  second.advance(3600)
  expect((await second.sessions()).find((row) => row.id === id)).toMatchObject({ status: 'new', messageCount: 1 })
  await second.close()
})

test('a file that is no journal is refused, not overwritten', async () => {
  writeFileSync(journalFile, 'my diary\nday one\n')
  await expect(openPortal({ journalFile })).rejects.toThrow('is not a journal')
  expect(readFileSync(journalFile, 'utf8')).toBe('my diary\nday one\n')
})
