import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { openFaultDesk } from './testing/fault-desk.ts'
import { createComputer, startTestEngine } from './testing/test-engine.ts'
import { startPortal } from '../simulator/server.ts'

test('a ledger damaged while the program was off: every unsent rating is still there, and the page is told what is uncertain', async () => {
  const desk = await openFaultDesk()
  onTestFinished(desk.close)
  await desk.signInAndSync()
  const [first = 0, second = 0] = await desk.unrated(2)
  await desk.control.ask('faults', { mode: 'offline' })
  await desk.engine().get('ratings.submit', { sessionId: first, rating: 4, comment: 'Вежливо' })
  await desk.engine().get('ratings.submit', { sessionId: second, rating: 2, comment: 'Поздно' })
  const path = desk.ledgerPath()
  await desk.restart(() => { writeFileSync(path, 'damaged'.repeat(3_000)) })

  const engine = desk.engine()
  const restored = await engine.get('ledger.restored', {})
  expect(restored?.backupAt).toEqual(expect.any(Number))
  expect(restored?.uncertain.map(({ sessionId, rating, comment }) => [sessionId, rating, comment]).toSorted())
    .toEqual([[first, 4, 'Вежливо'], [second, 2, 'Поздно']].toSorted())
  expect(existsSync(restored?.keptAt ?? '')).toBe(true)
  expect(await engine.get('outbox.summary', {})).toMatchObject({ unsent: 2, attention: 2, states: { refused: 2 } })
  expect(await engine.get('dialogs.rows', [first])).toMatchObject([{ supervisorRating: 4, ratingState: 'refused', ratingError: { code: 'damaged-data' } }])

  await desk.control.ask('faults', { mode: 'none' })
  await engine.get('ratings.retryAll', {})
  await expect.poll(async () => (await desk.control.stats()).writes).toEqual({ [first]: 1, [second]: 1 })
  await engine.get('ledger.acknowledge', {})
  await desk.restart()
  expect(await desk.engine().get('ledger.restored', {})).toBe(null)
}, 60_000)

test('the whole journal goes into a file, with who rated: the portal keeps no author', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'linewatch-journal-'))
  const portal = await startPortal({ sessions: 60, seed: 5, pace: 0 })
  const engine = await startTestEngine(folder, createComputer())
  onTestFinished(async () => {
    await engine.close()
    await portal.close()
    rmSync(folder, { recursive: true })
  })
  const live = engine.next('sync.progress', ({ phase }) => phase === 'live')
  const { userName, host } = await engine.get('account.signInWebhook', { url: portal.webhook, keep: { kind: 'session' } })
  await live
  expect(await engine.ask('journal.reveal', {})).toMatchObject({ error: { code: 'not-found' } })
  const { ids: [sessionId = 0] } = await engine.get('dialogs.index', { filter: { statuses: ['closed'], supervisorRatings: [0] }, sort: {} })
  expect(await engine.get('ratings.right', { sessionId })).toMatchObject({ reason: null })
  await engine.get('transcripts.get', { sessionId })
  expect(await engine.get('ratings.right', { sessionId })).toEqual({ state: 'allowed', reason: null, scope: null, granter: null })
  const sent = engine.next('outbox.changed', ({ unsent }) => unsent === 0)
  await engine.get('ratings.submit', { sessionId, rating: 2, comment: '=1+1; "поздно"' })
  await sent
  const { path, rows } = await engine.get('journal.export', {})
  expect([rows, readdirSync(join(folder, 'exports')).length]).toEqual([3, 1])
  const lines = readFileSync(path, 'utf8').split('\r\n').filter(line => line !== '')
  expect(lines).toHaveLength(4)
  expect(lines[0]).toMatch(/^\uFEFF"When \(UTC\+03:00\)","Dialog","Event","Rating","Comment"/)
  expect(lines.slice(1).map(line => line.split(',')[2])).toEqual(['"Saved"', '"Sent"', '"Portal has it"'])
  expect(lines[3]).toContain(`,${sessionId},"Portal has it",2,"'=1+1; ""поздно""",`)
  expect(lines[3]).toContain(`"${userName} (1)","${host}"`)
}, 60_000)
