import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ANCHOR, openPortal } from '../testing/open-portal.ts'
import type { SessionPage } from '../testing/open-portal.ts'

const LIST = 'imopenlines.v2.Session.list'
const RATINGS = 'imopenlines.v2.Session.Rating.list'
const month = { dateVoteFrom: '2026-09-14T00:00:00+03:00', dateVoteTo: '2026-10-14T14:00:00+03:00' }

async function page(portal: Awaited<ReturnType<typeof openPortal>>, offset: number, params: Record<string, unknown> = {}) {
  const { sessions } = await portal.result<SessionPage>(LIST, { ...params, offset, limit: 10 })
  return sessions.map(({ id }) => id)
}

test('sessions that appear between two pages push rows back, so that they come twice', async () => {
  const portal = await openPortal({ sessions: 60 })
  await portal.control('faults', { mode: 'shift', appear: 3, times: 1 })
  const first = await page(portal, 0)
  const second = await page(portal, 10)
  expect(second.slice(0, 3)).toEqual(first.slice(-3))
  expect((await portal.sessions()).map(({ id }) => id).slice(0, 4)).toEqual([100_063, 100_062, 100_061, first[0]])
  await portal.close()
})

test('sessions deleted between two pages pull rows forward, so that some are never shown; they are gone for good', async () => {
  const portal = await openPortal({ sessions: 60 })
  const before = (await portal.sessions({ status: 'closed' })).map(({ id }) => id)
  await portal.control('faults', { mode: 'shift', disappear: 2, method: LIST, times: 1 })
  expect(await page(portal, 0, { status: 'closed' })).toEqual(before.slice(0, 10))
  expect(await page(portal, 10, { status: 'closed' })).toEqual(before.slice(12, 22))
  expect((await portal.sessions({ status: 'closed' })).map(({ id }) => id)).toEqual(before.slice(2))
  expect(await portal.errorOf('imopenlines.session.history.get', { SESSION_ID: before[0] })).toBe('400 ACCESS_DENIED')
  await portal.close()
})

test('ratings appear as well, also inside a batch', async () => {
  const portal = await openPortal({ sessions: 200 })
  const rated = async () => (await portal.result<{ ratings: { sessionId: number }[] }>(RATINGS, { ...month, limit: 200 })).ratings.map(({ sessionId }) => sessionId)
  const before = await rated()
  await portal.control('faults', { mode: 'shift', appear: 2 })
  const query = new URLSearchParams({ ...month, limit: '2' }).toString()
  const { result } = await portal.result<{ result: Record<string, { ratings: { sessionId: number }[] }> }>('batch', { cmd: { a: `${RATINGS}?${query}&offset=0`, b: `${RATINGS}?${query}&offset=2` } })
  expect(result['b']).toEqual(result['a'])
  expect(await rated()).toHaveLength(before.length + 2)
  await portal.close()
})

test('a deleted session is rated by nobody', async () => {
  const portal = await openPortal({ sessions: 0 })
  const { id } = (await portal.control('create', { messages: [{ by: 'client', text: 'Ало' }, { by: 'operator', text: 'Да' }], closeReason: 'operator' })).body
  await portal.control('remove', { sessionId: id })
  expect((await portal.control('vote', { vote: 'like' })).status).toBe(400)
  await portal.close()
})

test('survives a restart from the journal, and live activity goes on without the deleted', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'linewatch-shift-'))
  const journalFile = join(folder, 'portal.jsonl')
  const portal = await openPortal({ sessions: 40, pace: 50, journalFile })
  const open = (await portal.sessions()).filter(({ dateClose }) => dateClose === null)
  for (const { id } of open) await portal.control('remove', { sessionId: id })
  portal.advance(60)
  const rows = await portal.sessions()
  expect(rows.length).toBeGreaterThan(100)
  await portal.close()
  const again = await openPortal({ sessions: 40, pace: 0, journalFile, now: ANCHOR })
  expect((await again.sessions()).map(({ id }) => id)).toEqual(rows.map(({ id }) => id))
  await again.close()
  rmSync(folder, { recursive: true })
})
