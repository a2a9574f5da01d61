import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openPortal } from '../testing/open-portal.ts'
import type { SessionRow, TestPortal } from '../testing/open-portal.ts'

const LIST = 'crm.activity.list'
const OURS = { '=PROVIDER_ID': 'IMOPENLINES_SESSION' }
/** RESPONSIBLE_ID stays behind on line 14; line 24 keeps a session open for a while after the rating. */
const LAGGING = 14
const WAITING = 24

type Activity = Readonly<Record<string, string>>

let portal: TestPortal
let sessions: SessionRow[]
let everything: Activity[]
beforeAll(async () => {
  portal = await openPortal({ sessions: 700 })
  sessions = (await portal.sessions()).toReversed()
  everything = await walk()
})
afterAll(() => portal.close())

const list = (params: unknown, from = portal) => from.result<Activity[]>(LIST, params)

/** By the keyset: pages of 50 until a short one. */
async function walk(filter: Record<string, unknown> = {}, from = portal): Promise<Activity[]> {
  const found: Activity[] = []
  for (;;) {
    const page = await list({ filter: { ...OURS, ...filter, '>ID': found.at(-1)?.['ID'] ?? 0 }, order: { ID: 'ASC' }, start: -1 }, from)
    found.push(...page)
    if (page.length < 50) return found
  }
}

const session = (activity: Activity) => sessions.find(({ id }) => String(id) === activity['ASSOCIATED_ENTITY_ID']) as SessionRow
const activityOf = async (id: unknown, from = portal) => (await list({ filter: { ASSOCIATED_ENTITY_ID: id }, start: -1 }, from))[0]

describe('what it lists', () => {
  test('one activity for each session bound to the CRM, and none for the line without CRM', () => {
    expect(everything.map((activity) => Number(activity['ASSOCIATED_ENTITY_ID']))).toEqual(sessions.filter((row) => row.crmEntityId !== null).map(({ id }) => id))
    expect(sessions.filter((row) => row.configId === 30).length).toBeGreaterThan(5)
    expect(everything.some((activity) => activity['PROVIDER_TYPE_ID'] === '30')).toBe(false)
  })

  test('ids grow with those of the sessions and are others', () => {
    const ids = everything.map((activity) => Number(activity['ID']))
    expect(ids).toEqual(ids.toSorted((a, b) => a - b))
    expect(new Set(ids).size).toBe(ids.length)
    // The gaps are uneven, so neither id can be worked out from the other by adding.
    expect(new Set(everything.map((activity) => Number(activity['ID']) - 3 * Number(activity['ASSOCIATED_ENTITY_ID']))).size).toBe(3)
  })

  test('every scalar is text, dates are in the portal’s zone', async () => {
    const closed = everything.find((activity) => session(activity).status === 'closed' && session(activity).source === 'livechat') as Activity
    const row = session(closed)
    expect(closed).toMatchObject({
      TYPE_ID: '6',
      PROVIDER_ID: 'IMOPENLINES_SESSION',
      PROVIDER_TYPE_ID: String(row.configId),
      PROVIDER_PARAMS: { USER_CODE: `livechat|${row.configId}|${row.chatId - 1}|${row.userId}` },
      ORIGIN_ID: `IMOL_${row.id}`,
      RESULT_SOURCE_ID: 'livechat',
      START_TIME: row.dateCreate,
      END_TIME: row.dateClose,
      DEADLINE: row.dateClose,
      COMPLETED: 'Y',
      RESULT_MARK: '0',
      DIRECTION: '1',
      OWNER_ID: String(row.crmEntityId),
      OWNER_TYPE_ID: String(['', 'lead', 'deal', 'contact', 'company'].indexOf(row.crmEntityType ?? '')),
      SETTINGS: [],
      IS_INCOMING_CHANNEL: 'Y',
    })
    expect(Object.values(closed).filter((value) => typeof value === 'number' || typeof value === 'boolean')).toEqual([])
    const nepal = await openPortal({ sessions: 60, timeZone: 345 })
    for (const activity of await walk({}, nepal)) expect([activity['START_TIME'], activity['LAST_UPDATED'], activity['END_TIME']].join()).toMatch(/^(\S+\+05:45,?){3}$/)
    await nepal.close()
  })

  test('completion, taking and the last change agree with the session', () => {
    for (const activity of everything) {
      const row = session(activity)
      expect(activity['COMPLETED']).toBe(row.dateClose === null ? 'N' : 'Y')
      expect(activity['RESULT_STATUS']).toBe(row.dateOperatorAnswer === null ? '1' : '2')
      // A session at rest changed when it ended or later; the end of an open one is only planned.
      const [earlier, later] = row.dateClose === null ? [portal.time.now, activity['END_TIME']] : [Date.parse(row.dateClose), activity['LAST_UPDATED']]
      expect(Date.parse(later ?? '')).toBeGreaterThanOrEqual(earlier)
    }
  })

  test('select narrows the fields; communications come only when asked for', async () => {
    expect(await list({ filter: OURS, select: ['ID', 'subject'], start: -1 })).toHaveLength(50)
    expect(Object.keys((await list({ select: ['ID', 'subject'] }))[0] ?? {})).toEqual(['ID', 'SUBJECT'])
    expect(everything[0]).not.toHaveProperty('COMMUNICATIONS')
    const [row] = await portal.result<{ PROVIDER_PARAMS: { USER_CODE: string } }[]>(LIST, { select: ['ID', 'PROVIDER_PARAMS', 'COMMUNICATIONS'] })
    expect(row).toMatchObject({ COMMUNICATIONS: [{ TYPE: 'IM', VALUE: `imol|${row?.PROVIDER_PARAMS.USER_CODE}`, ENTITY_SETTINGS: { NAME: expect.any(String) } }] })
  })
})

describe('filters', () => {
  const idsWhere = (test: (activity: Activity) => boolean) => everything.filter(test).map((activity) => activity['ID'])
  const at = (n: number, field: string) => everything[n]?.[field] ?? ''
  const date = (value: string | undefined) => Date.parse(value ?? '')

  const cases: readonly (readonly [filter: string, value: () => unknown, expected: (activity: Activity) => boolean])[] = [
    ['=COMPLETED', () => 'N', (a) => a['COMPLETED'] === 'N'],
    ['!COMPLETED', () => 'N', (a) => a['COMPLETED'] !== 'N'],
    ['@ASSOCIATED_ENTITY_ID', () => [at(3, 'ASSOCIATED_ENTITY_ID'), Number(at(90, 'ASSOCIATED_ENTITY_ID')), 5], (a) => [at(3, 'ID'), at(90, 'ID')].includes(a['ID'] ?? '')],
    ['!@PROVIDER_TYPE_ID', () => [12, '14'], (a) => !['12', '14'].includes(a['PROVIDER_TYPE_ID'] ?? '')],
    ['>ID', () => at(70, 'ID'), (a) => Number(a['ID']) > Number(at(70, 'ID'))],
    ['>=ID', () => at(70, 'ID'), (a) => Number(a['ID']) >= Number(at(70, 'ID'))],
    ['<ID', () => at(70, 'ID'), (a) => Number(a['ID']) < Number(at(70, 'ID'))],
    ['<=ID', () => at(70, 'ID'), (a) => Number(a['ID']) <= Number(at(70, 'ID'))],
    ['>=START_TIME', () => at(200, 'START_TIME'), (a) => date(a['START_TIME']) >= date(at(200, 'START_TIME'))],
    ['>=LAST_UPDATED', () => at(250, 'LAST_UPDATED'), (a) => date(a['LAST_UPDATED']) >= date(at(250, 'LAST_UPDATED'))],
    ['<LAST_UPDATED', () => at(250, 'LAST_UPDATED'), (a) => date(a['LAST_UPDATED']) < date(at(250, 'LAST_UPDATED'))],
    ['RESULT_SOURCE_ID', () => 'TelegramBot', (a) => a['RESULT_SOURCE_ID'] === 'telegrambot'],
    ['%SUBJECT', () => 'customer care', (a) => (a['SUBJECT'] ?? '').includes('Customer Care')],
    ['!%SUBJECT', () => 'customer care', (a) => !(a['SUBJECT'] ?? '').includes('Customer Care')],
    ['=%ORIGIN_ID', () => 'IMOL_1000%', (a) => (a['ORIGIN_ID'] ?? '').startsWith('IMOL_1000')],
    ['!=%ORIGIN_ID', () => 'IMOL_1000%', (a) => !(a['ORIGIN_ID'] ?? '').startsWith('IMOL_1000')],
    ['!=RESULT_STATUS', () => '2', (a) => a['RESULT_STATUS'] === '1'],
    ['UNKNOWN_FIELD', () => 'x', () => true],
  ]
  test.each(cases)('%s', async (key, value, expected) => {
    const wanted = idsWhere(expected)
    expect(wanted.length).toBeGreaterThan(0)
    expect((await walkAll({ [key]: value() })).map((activity) => activity['ID'])).toEqual(wanted)
  })

  /** By the classic pages, so that conditions on ID can be tested too. */
  async function walkAll(filter: Record<string, unknown>): Promise<Activity[]> {
    const found: Activity[] = []
    for (let start: unknown = 0; start !== undefined; ) {
      const { body } = await portal.call(LIST, { filter: { ...OURS, ...filter }, order: { ID: 'ASC' }, start })
      found.push(...(body['result'] as Activity[]))
      start = body['next']
    }
    return found
  }

  test('another provider has no activities here', async () => {
    expect(await portal.call(LIST, { filter: { PROVIDER_ID: 'CRM_EMAIL' } })).toMatchObject({ status: 200, body: { result: [], total: 0 } })
  })

  test('the form that is no JSON filters as well', async () => {
    const response = await fetch(`${portal.portal.webhook}${LIST}?filter[%3EID]=${at(100, 'ID')}&filter[%3DCOMPLETED]=Y&order[ID]=DESC&select[]=ID&start=-1`)
    const { result } = (await response.json()) as { result: Activity[] }
    expect(result.map(({ ID }) => ID)).toEqual(idsWhere((a) => Number(a['ID']) > Number(at(100, 'ID')) && a['COMPLETED'] === 'Y').toReversed().slice(0, 50))
  })
})

describe('order and pages', () => {
  test('classic pages count, the fast ones do not', async () => {
    const first = (await portal.call(LIST, { order: { ID: 'ASC' } })).body
    expect([(first['result'] as Activity[]).length, first['total'], first['next']]).toEqual([50, everything.length, 50])
    const lastStart = Math.floor((everything.length - 1) / 50) * 50
    const last = (await portal.call(LIST, { order: { ID: 'ASC' }, start: lastStart })).body
    expect(last['result']).toEqual(everything.slice(lastStart))
    expect(last).not.toHaveProperty('next')
    const fast = (await portal.call(LIST, { order: { ID: 'ASC' }, start: -1 })).body
    expect(fast['result']).toEqual(first['result'])
    expect(fast).not.toHaveProperty('total')
    expect(fast).not.toHaveProperty('next')
  })

  test('sorts by the last change and then the id; by the start unless told', async () => {
    const byChange = await list({ order: { LAST_UPDATED: 'DESC', ID: 'ASC' }, start: -1 })
    const expected = everything.toSorted((a, b) => Date.parse(b['LAST_UPDATED'] ?? '') - Date.parse(a['LAST_UPDATED'] ?? '') || Number(a['ID']) - Number(b['ID']))
    expect(byChange).toEqual(expected.slice(0, 50))
    expect(await list({})).toEqual(everything.slice(0, 50))
  })

  test('chained pages in one batch reach the end, with the page of a short one repeated', async () => {
    const after = everything.at(-70)?.['ID']
    const cmd = {
      a: `${LIST}?filter[%3EID]=${after}&order[ID]=ASC&select[]=ID&start=-1`,
      b: `${LIST}?filter[%3EID]=$result[a][49][ID]&order[ID]=ASC&select[]=ID&start=-1`,
    }
    const { result } = await portal.result<{ result: Record<string, Activity[]> }>('batch', { cmd })
    expect([...(result['a'] ?? []), ...(result['b'] ?? [])].map(({ ID }) => ID)).toEqual(everything.slice(-69).map(({ ID }) => ID))
  })
})

describe('LAST_UPDATED', () => {
  /** A dialog bound to the CRM on the line, with its activity's last change as the clock goes on minute by minute. */
  async function dialog(configId: number, messages: readonly ('client' | 'operator')[]) {
    const own = await openPortal({ sessions: 40 })
    let row: SessionRow | undefined
    while (row?.crmEntityId == null) {
      const { id } = (await own.control('create', { configId, messages: messages.map((by) => ({ by, text: by })) })).body
      row = (await own.sessions()).find((candidate) => candidate.id === id)
    }
    const { id, chatId } = row
    const changed = async () => {
      const activity = await activityOf(id, own)
      return activity?.['LAST_UPDATED']?.slice(11, 16)
    }
    const later = async (act: () => Promise<unknown>) => {
      own.advance(60)
      await act()
      return changed()
    }
    const say = (by: string) => later(() => own.control('say', { sessionId: id, by, text: 'слова' }))
    return { own, id, chatId, changed, later, say, call: (method: string, params = {}) => later(() => own.result(method, { CHAT_ID: chatId, ...params })) }
  }

  test('stands still for a client whom nobody has taken, then moves with every message', async () => {
    const { own, changed, say, call } = await dialog(12, ['client'])
    expect(await changed()).toBe('14:00')
    expect(await say('client')).toBe('14:00')
    expect(await call('imopenlines.session.intercept')).toBe('14:02')
    expect(await say('client')).toBe('14:03')
    expect(await say('operator')).toBe('14:04')
    await own.close()
  })

  test('moves with finish, the client’s rating and the close, not with a supervisor’s rating', async () => {
    const { own, id, later, call } = await dialog(WAITING, ['client', 'operator'])
    expect(await call('imopenlines.operator.another.finish')).toBe('14:01')
    expect(await later(() => own.control('vote', { sessionId: id, vote: 'like' }))).toBe('14:02')
    expect(await activityOf(id, own)).toMatchObject({ COMPLETED: 'N' })
    expect(await call('imopenlines.operator.another.finish')).toBe('14:03')
    expect(await activityOf(id, own)).toMatchObject({ COMPLETED: 'Y', END_TIME: '2026-10-14T14:03:00+03:00' })
    expect(await later(() => own.result('imopenlines.session.head.vote', { SESSION_ID: id, RATING: 3 }))).toBe('14:03')
    await own.close()
  })

  test('a late rating moves it while the activity stays completed, with an end to come', async () => {
    const { own, id, later, call } = await dialog(WAITING, ['client', 'operator'])
    await call('imopenlines.operator.another.finish')
    await call('imopenlines.operator.another.finish')
    expect(await later(() => own.control('vote', { sessionId: id, vote: 'dislike' }))).toBe('14:03')
    const reopened = await activityOf(id, own)
    expect(reopened?.['COMPLETED']).toBe('Y')
    expect(Date.parse(reopened?.['END_TIME'] ?? '')).toBeGreaterThan(own.time.now)
    own.advance(600)
    expect(await activityOf(id, own)).toMatchObject({ COMPLETED: 'Y', LAST_UPDATED: '2026-10-14T14:13:00+03:00', END_TIME: '2026-10-14T14:13:00+03:00' })
    await own.close()
  })

  test.each([
    [12, '14:01', '13'],
    [LAGGING, '14:00', '19'],
  ])('a transfer on line %i', async (configId, moved, responsible) => {
    const { own, id, call } = await dialog(configId, ['client', 'operator'])
    expect(await call('imopenlines.operator.transfer', { TRANSFER_ID: 13 })).toBe(moved)
    const first = configId === LAGGING ? '19' : '11'
    expect(await activityOf(id, own)).toMatchObject({ RESPONSIBLE_ID: responsible, AUTHOR_ID: first })
    await own.close()
  })
})
