import { expect, test } from 'vitest'
import { openPortal } from './testing/open-portal.ts'
import type { SessionRow, TestPortal } from './testing/open-portal.ts'

const NEPAL = 345
const DATE = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[^"]*/g

/** Every way to ask for dates, of one portal. */
async function answers(portal: TestPortal): Promise<string> {
  const [row] = (await portal.sessions()) as [SessionRow]
  const period = { from: '2026-01-01', to: '2026-10-30' }
  const calls: readonly (readonly [string, object])[] = [
    ['imopenlines.v2.Session.list', { limit: 200 }],
    ['imopenlines.v2.Session.Rating.list', { dateVoteFrom: period.from, dateVoteTo: period.to }],
    ['imopenlines.v2.Session.Transfer.list', { sessionId: (await portal.sessions()).slice(0, 50).map(({ id }) => id) }],
    ['imopenlines.v2.Operator.list', {}],
    ['imopenlines.session.history.get', { SESSION_ID: row.id }],
    ['imopenlines.dialog.get', { CHAT_ID: row.chatId }],
    ['crm.activity.list', { start: 0 }],
    ['user.get', {}],
    ['im.user.list.get', { ID: [11, row.userId] }],
    ['im.recent.list', {}],
    ['server.time', {}],
    ['profile', {}],
  ]
  await portal.result('imopenlines.session.intercept', { CHAT_ID: (await portal.sessions({ status: 'answered' }))[0]?.chatId })
  const bodies: unknown[] = []
  for (const [method, params] of calls) bodies.push((await portal.call(method, params)).body)
  return JSON.stringify(bodies)
}

test('every date is written in the portal’s zone, also where it is no whole hour', async () => {
  const portal = await openPortal({ sessions: 120, timeZone: NEPAL })
  const dates = (await answers(portal)).match(DATE) ?? []
  expect(dates.length).toBeGreaterThan(500)
  expect(dates.filter((date) => !date.endsWith('+05:45'))).toEqual([])
  await portal.close()
})

test('a date in a filter without an offset is read in the portal’s zone', async () => {
  const portal = await openPortal({ sessions: 120, timeZone: NEPAL })
  const [row] = (await portal.sessions()) as [SessionRow]
  const local = row.dateCreate.replace('+05:45', '')
  const found = await portal.sessions({ dateCreateFrom: local, dateCreateTo: local })
  expect(found.map(({ id }) => id)).toContain(row.id)
  const utc = new Date(row.dateCreate).toISOString()
  expect((await portal.sessions({ dateCreateFrom: utc, dateCreateTo: utc })).map(({ id }) => id)).toEqual(found.map(({ id }) => id))
  expect(await portal.result<unknown[]>('crm.activity.list', { filter: { '>START_TIME': local }, start: -1 })).toEqual(await portal.result('crm.activity.list', { filter: { '>START_TIME': utc }, start: -1 }))
  await portal.close()
})

test('where clocks are changed with the seasons each date has the offset of its day, and summer’s local dates are found', async () => {
  const portal = await openPortal({ sessions: 400, timeZone: 'America/New_York' })
  const rows = await portal.sessions({ dateCreateFrom: '2026-01-10T00:00:00Z', dateCreateTo: '2026-10-30T00:00:00Z' })
  const offsets = rows.map(({ dateCreate }) => [dateCreate >= '2026-03-08T02' ? '-04:00' : '-05:00', dateCreate.slice(-6)])
  expect(new Set(offsets.map(([expected]) => expected)).size).toBe(2)
  for (const [expected, offset] of offsets) expect(offset).toBe(expected)
  for (const { id, dateCreate } of [rows[0], rows.at(-1)] as [SessionRow, SessionRow]) {
    const local = dateCreate.slice(0, 19)
    expect((await portal.sessions({ dateCreateFrom: local, dateCreateTo: local })).map((row) => row.id)).toContain(id)
  }
  const { time } = (await portal.call('server.time', {})).body as { time: { date_finish: string } }
  expect(time.date_finish.slice(-6)).toBe('-04:00')
  await portal.close()
})
