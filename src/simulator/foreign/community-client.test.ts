import { Bitrix, Method } from '@2bad/bitrix'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openPortal } from '../testing/open-portal.ts'
import type { SessionRow, TestPortal } from '../testing/open-portal.ts'

/** A client of the community's: GET alone, brackets by `qs`, paging by `total` through batches. */
let portal: TestPortal
let sessions: SessionRow[]
beforeAll(async () => {
  portal = await openPortal({ sessions: 400 })
  sessions = await portal.sessions()
})
afterAll(() => portal.close())

const webhook = () => portal.portal.webhook.replace(/\/$/, '')
/** Its types know other methods only; at run time any name will do. */
const activities = 'crm.activity.list' as Method.CRM_LEAD_LIST
const history = 'imopenlines.session.history.get' as Method.CRM_LEAD_GET

type Activity = { readonly ID: string; readonly ASSOCIATED_ENTITY_ID: string; readonly COMPLETED: string }

test('calls a method by webhook', async () => {
  const found = await Bitrix(webhook()).call(Method.USER_GET, { ID: '11' } as never)
  expect(found).toMatchObject({ result: [{ ID: '11', LAST_NAME: 'Петрова' }], total: 1 })
})

test('lists everything: a first page for the total, the rest in a batch', async () => {
  const bitrix = Bitrix(webhook())
  const { result } = (await bitrix.list(activities, { filter: { '=COMPLETED': 'Y' }, order: { ID: 'ASC' }, select: ['ID', 'ASSOCIATED_ENTITY_ID', 'COMPLETED'] } as never)) as unknown as { result: Activity[] }
  const expected = sessions.filter((row) => row.crmEntityId !== null && row.dateClose !== null).map(({ id }) => String(id)).toReversed()
  expect(expected.length).toBeGreaterThan(100)
  expect(result.map((row) => row.ASSOCIATED_ENTITY_ID)).toEqual(expected)
})

test('batches by name and by number', async () => {
  const bitrix = Bitrix(webhook())
  const [first, second] = sessions
  const named = (await bitrix.batch({ one: { method: history, params: { SESSION_ID: first?.id } }, two: { method: history, params: { SESSION_ID: second?.id } } } as never)) as unknown as { result: { result: Record<string, { sessionId: number }> } }
  expect([named.result.result['one']?.sessionId, named.result.result['two']?.sessionId]).toEqual([first?.id, second?.id])
  const numbered = (await bitrix.batch([{ method: history, params: { SESSION_ID: first?.id } }] as never)) as unknown as { result: { result: { sessionId: number }[] } }
  expect(numbered.result.result.map(({ sessionId }) => sessionId)).toEqual([first?.id])
})

test('a failed command of a batch is an error', async () => {
  await expect(Bitrix(webhook()).batch({ a: { method: history, params: { SESSION_ID: 5 } } } as never)).rejects.toThrow('errors in 1 commands')
})

test('a full bucket is tried again, other refusals are errors', async () => {
  const bitrix = Bitrix(webhook(), undefined, { retry: { limit: 2, calculateDelay: ({ computedValue }) => Math.min(computedValue, 1) } })
  await portal.control('faults', { mode: 'limit', times: 1 })
  expect(await bitrix.call(Method.USER_GET, { ID: '1' } as never)).toMatchObject({ total: 1 })
  await expect(bitrix.call('no.such.method' as Method.USER_GET, {} as never)).rejects.toThrow('404')
})
