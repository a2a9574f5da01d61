import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openPortal } from '../testing/open-portal.ts'
import type { SessionRow, TestPortal } from '../testing/open-portal.ts'

type Row = { readonly ID: string; readonly TIMESTAMP_X: string; readonly EVENT_NAME: string; readonly EVENT_DATA: { FIELDS: { ID: number } }; readonly MESSAGE_ID: string; readonly PROCESS_ID: string; readonly ERROR: string }

const ADD = 'ONCRMACTIVITYADD'
const UPDATE = 'ONCRMACTIVITYUPDATE'
const DELETE = 'ONCRMACTIVITYDELETE'

let folder: string
let portal: TestPortal
let admin: string
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'linewatch-offline-'))
  portal = await openPortal({ sessions: 40, journalFile: join(folder, 'portal.jsonl') })
  admin = await tokenOf(7)
})
afterEach(async () => {
  await portal.close()
  rmSync(folder, { recursive: true })
})

async function tokenOf(user: number, from = portal): Promise<string> {
  const page = await (await fetch(`${from.portal.url}/oauth/authorize/?client_id=${from.portal.clientId}&user=${user}`)).text()
  const query = new URLSearchParams({ client_id: from.portal.clientId, client_secret: from.portal.clientSecret, grant_type: 'authorization_code', code: /id="code">([0-9a-f]+)</.exec(page)?.[1] ?? '' })
  return ((await (await fetch(`${from.portal.url}/oauth/token/?${query}`)).json()) as { access_token: string }).access_token
}

const call = (method: string, params: Record<string, unknown> = {}, auth = admin, from = portal) => from.post(`${from.portal.url}/rest/${method}`, { ...params, auth })
const bind = (event: string) => call('event.bind', { event, event_type: 'offline' })
const list = async (params: Record<string, unknown> = {}) => (await call('event.offline.list', params)).body['result'] as Row[]
const take = async (params: Record<string, unknown> = {}) => (await call('event.offline.get', params)).body['result'] as { process_id: string | null; events: Row[] }

/** A new dialog with a client whom the CRM knows, and the id of its activity. */
async function dialog(): Promise<{ readonly row: SessionRow; readonly activityId: number }> {
  for (;;) {
    const { id } = (await portal.control('create', { configId: 12, messages: [{ by: 'client', text: 'Ау' }] })).body
    const [activity] = await portal.result<{ ID: string }[]>('crm.activity.list', { filter: { ASSOCIATED_ENTITY_ID: id }, start: -1 })
    if (activity !== undefined) return { row: (await portal.sessions()).find((row) => row.id === id) as SessionRow, activityId: Number(activity.ID) }
  }
}

test('only an administrator of the application may', async () => {
  const supervisor = await tokenOf(1)
  for (const method of ['event.bind', 'event.offline.list', 'event.offline.get', 'event.offline.clear', 'event.offline.error']) {
    expect(await call(method, { event: ADD, event_type: 'offline' }, supervisor)).toMatchObject({ status: 403, body: { error: 'ACCESS_DENIED', error_description: expect.stringContaining('requires administrator access rights') } })
    expect(await portal.call(method)).toMatchObject({ status: 403, body: { error: 'ACCESS_DENIED', error_description: 'Access denied! Application context required' } })
  }
  expect(await call('event.bind', { event: 'ONSOMETHINGELSE', event_type: 'offline' })).toMatchObject({ status: 400, body: { error: 'ERROR_EVENT_NOT_FOUND' } })
  expect((await bind('OnCrmActivityAdd')).body).toMatchObject({ result: true })
})

test('keeps nothing before it is asked to, then what was asked for', async () => {
  await dialog()
  expect(await list()).toEqual([])
  await bind(ADD)
  const { row, activityId } = await dialog()
  await portal.result('imopenlines.session.intercept', { CHAT_ID: row.chatId })
  const added = await list({ filter: { EVENT_NAME: ADD } })
  expect(added.at(-1)).toEqual({ ID: expect.stringMatching(/^\d+$/), TIMESTAMP_X: '2026-10-14T14:00:00+03:00', EVENT_NAME: ADD, EVENT_DATA: { FIELDS: { ID: activityId } }, EVENT_ADDITIONAL: false, MESSAGE_ID: expect.stringMatching(/^[0-9a-f]{32}$/), PROCESS_ID: '', ERROR: '0' })
  expect(await list({ filter: { EVENT_NAME: UPDATE } })).toEqual([])
})

test('one row for an event of an object, with the latest time; what does not change the activity leaves none', async () => {
  await bind(UPDATE)
  const { row, activityId } = await dialog()
  await portal.control('say', { sessionId: row.id, by: 'client', text: 'Кто-нибудь?' })
  expect(await list()).toEqual([])
  await portal.result('imopenlines.session.intercept', { CHAT_ID: row.chatId })
  const [first] = await list()
  portal.advance(60)
  await portal.control('say', { sessionId: row.id, by: 'operator', text: 'Я здесь' })
  const [second, ...others] = await list()
  expect(second).toEqual({ ...first, TIMESTAMP_X: '2026-10-14T14:01:00+03:00' })
  expect([second?.EVENT_DATA.FIELDS.ID, others]).toEqual([activityId, []])
  portal.advance(60)
  await portal.result('imopenlines.session.head.vote', { SESSION_ID: row.id, RATING: 5 })
  expect(await list()).toEqual([second])
})

test('a deleted session tells of it', async () => {
  await bind(DELETE)
  const { row, activityId } = await dialog()
  expect((await portal.control('remove', { sessionId: row.id })).status).toBe(200)
  expect(await list()).toMatchObject([{ EVENT_NAME: DELETE, EVENT_DATA: { FIELDS: { ID: activityId } } }])
})

test('taking empties the queue, a restart changes nothing of it', async () => {
  await bind(ADD)
  const { activityId } = await dialog()
  const before = await list()
  await portal.close()
  portal = await openPortal({ journalFile: join(folder, 'portal.jsonl') })
  expect(await list()).toEqual(before)
  const { process_id, events } = await take()
  expect([process_id, events.map((event) => event.EVENT_DATA.FIELDS.ID)]).toEqual([null, [activityId]])
  expect(await list()).toEqual([])
})

test('without clearing the rows are reserved for a process until it settles them', async () => {
  await bind(ADD)
  await dialog()
  await dialog()
  const first = await take({ clear: 0, limit: 1 })
  const second = await take({ clear: 0 })
  expect([first.events.length, second.events.length]).toEqual([1, 1])
  expect(first.events[0]?.ID).not.toBe(second.events[0]?.ID)
  expect((await take({ clear: 0 })).events).toEqual([])
  expect(await call('event.offline.error', { process_id: first.process_id, message_id: [first.events[0]?.MESSAGE_ID] })).toMatchObject({ body: { result: true } })
  expect((await list()).map((row) => row.ERROR)).toEqual(['1', '0'])
  expect(await call('event.offline.clear', { process_id: first.process_id })).toMatchObject({ body: { result: true } })
  expect(await list()).toMatchObject([{ ID: second.events[0]?.ID, PROCESS_ID: second.process_id }])
  expect(await call('event.offline.clear')).toMatchObject({ status: 400, body: { error: 'ERROR_ARGUMENT', argument: 'process_id' } })
})
