import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openPortal } from '../testing/open-portal.ts'
import type { TestPortal } from '../testing/open-portal.ts'

let portal: TestPortal
beforeAll(async () => {
  portal = await openPortal({ sessions: 100 })
})
afterAll(() => portal.close())

type User = { readonly ID: string; readonly ACTIVE: boolean; readonly NAME: string; readonly LAST_NAME: string; readonly UF_DEPARTMENT: number[]; readonly WORK_POSITION: string }
const users = (params: unknown = {}) => portal.result<User[]>('user.get', params)
const ids = (found: readonly User[]) => found.map((user) => Number(user.ID))

describe('user.get', () => {
  test('lists employees, the dismissed included, never bots or clients', async () => {
    const { body } = await portal.call('user.get')
    const found = body['result'] as User[]
    expect(body['total']).toBe(31)
    expect(body['next']).toBeUndefined()
    expect(found[0]).toMatchObject({ ID: '1', ACTIVE: true, NAME: 'Марина', UF_DEPARTMENT: [13], USER_TYPE: 'employee' })
    expect(found.filter((user) => !user.ACTIVE).map((user) => user.ID)).toEqual(['18', '24', '33', '48'])
    expect(ids(found)).not.toContain(5)
    expect(new Set(found.map((user) => user.UF_DEPARTMENT[0])).size).toBeGreaterThanOrEqual(5)
  })

  test('understands the classic filters', async () => {
    const everybody = await users()
    expect(ids(await users({ FILTER: { '@ID': [11, '42', 9999] } }))).toEqual([11, 42])
    expect(ids(await users({ FILTER: { ID: 13 } }))).toEqual([13])
    expect(await users({ filter: { ACTIVE: true } })).toEqual(everybody.filter((user) => user.ACTIVE))
    expect(await users({ FILTER: { ACTIVE: 'N' } })).toEqual(everybody.filter((user) => !user.ACTIVE))
    expect(ids(await users({ FILTER: { UF_DEPARTMENT: 9 } }))).toEqual([19, 20, 21, 22, 23, 24, 25])
    expect(ids(await users({ UF_DEPARTMENT: 9 }))).toEqual([19, 20, 21, 22, 23, 24, 25])
    expect(ids(await users({ FILTER: { NAME_SEARCH: 'петр' } }))).toEqual([11])
    expect(ids(await users({ FILTER: { '>ID': 44, '<=ID': 47 } }))).toEqual([45, 46, 47])
    expect(ids(await users({ FILTER: { '!ID': ids(everybody).slice(1) } }))).toEqual([1])
    expect(ids(await users({ FILTER: { '%LAST_NAME': 'ова' } }))).toEqual(ids(everybody.filter((user) => user.LAST_NAME.toLowerCase().includes('ова'))))
    expect(ids(await users({ SORT: 'ID', ORDER: 'DESC' }))).toEqual(ids(everybody).toReversed())
  })

  test('pages by start; -1 spares the counting', async () => {
    expect((await portal.call('user.get', { start: 50 })).body).toMatchObject({ result: [], total: 31 })
    const { body } = await portal.call('user.get', { start: -1 })
    expect([Object.hasOwn(body, 'total'), Object.hasOwn(body, 'next')]).toEqual([false, false])
  })
})

test('user.current and profile are the supervisor who owns the webhook', async () => {
  expect(await portal.result('user.current')).toMatchObject({ ID: '1', ACTIVE: true, LAST_NAME: 'Ветрова' })
  expect(await portal.result('profile')).toEqual({ ID: '1', ADMIN: false, NAME: 'Марина', LAST_NAME: 'Ветрова', PERSONAL_GENDER: 'F', TIME_ZONE: '' })
})

test('department.get is a tree with string ids', async () => {
  const { body } = await portal.call('department.get')
  expect(body['total']).toBe(7)
  const found = body['result'] as { ID: string; NAME: string; PARENT?: string }[]
  expect(found[0]).toEqual({ ID: '1', NAME: 'Орион Маркет', SORT: 500, UF_HEAD: '1' })
  const known = new Set(found.map((item) => item.ID))
  expect(found.slice(1).every((item) => known.has(item.PARENT ?? ''))).toBe(true)
  expect(await portal.result('department.get', { PARENT: 3 })).toHaveLength(3)
})

describe('im.user.list.get', () => {
  test('knows employees, clients and the bot; unknown ids are null', async () => {
    const found = await portal.result<Record<string, Record<string, unknown> | null>>('im.user.list.get', { ID: [11, 5001, 5, 999_999] })
    expect(found['11']).toMatchObject({ id: 11, name: 'Анна Петрова', connector: false, bot: false, external_auth_id: 'default' })
    expect(found['5001']).toMatchObject({ id: 5001, connector: true, external_auth_id: 'imconnector', name: expect.stringMatching(/./) })
    expect(found['5']).toMatchObject({ bot: true })
    expect(found['999999']).toBeNull()
  })

  test('answers a list on request, the caller when asked for nobody, and an error for a wrong format', async () => {
    expect(await portal.result('im.user.list.get', { ID: [11, 999_999], RESULT_TYPE: 'array' })).toMatchObject([{ id: 11 }])
    expect(Object.keys(await portal.result('im.user.list.get'))).toEqual(['1'])
    expect(await portal.errorOf('im.user.list.get', { ID: 'all' })).toBe('400 INVALID_FORMAT')
  })
})

describe('lines', () => {
  const LIST = 'imopenlines.config.list.get'

  test('config.list.get shows every scalar as text and the queue as numbers', async () => {
    const lines = await portal.result<Record<string, unknown>[]>(LIST, { PARAMS: { select: ['ID', 'LINE_NAME', 'VOTE_MESSAGE', 'CRM'], order: { ID: 'ASC' } }, OPTIONS: { QUEUE: 'Y' } })
    expect(lines).toHaveLength(6)
    expect(lines[0]).toEqual({ ID: '12', LINE_NAME: 'Поддержка', VOTE_MESSAGE: 'Y', CRM: 'Y', QUEUE: [11, 12, 13, 15, 16, 17, 32], QUEUE_USERS_FIELDS: expect.any(Object) })
    expect(lines[5]).toMatchObject({ ID: '30', VOTE_MESSAGE: 'N', CRM: 'N' })
    const [whole] = await portal.result<Record<string, unknown>[]>(LIST)
    expect(whole).toMatchObject({ ID: '12', KPI_FIRST_ANSWER_TIME: '120', MAX_CHAT: '5', XML_ID: null, DATE_CREATE: {} })
    expect(whole).not.toHaveProperty('QUEUE')
  })

  test('it filters, sorts and pages in its own way', async () => {
    const idsOf = async (params: unknown) => (await portal.result<{ ID: string }[]>(LIST, { PARAMS: params })).map(({ ID }) => ID)
    expect(await idsOf({ filter: { VOTE_MESSAGE: 'N' } })).toEqual(['30'])
    expect(await idsOf({ order: { ID: 'DESC' }, limit: 2, offset: 1 })).toEqual(['24', '22'])
    expect(await portal.errorOf(LIST, { PARAMS: { select: 'ID' } })).toBe('400 INVALID_FORMAT')
  })

  test('config.path.get tells where lines are set up, revision.get what the portal speaks', async () => {
    expect(await portal.result('imopenlines.config.path.get')).toEqual({ SERVER_ADDRESS: portal.portal.url, PUBLIC_PATH: '/contact_center/' })
    expect(await portal.result('imopenlines.revision.get')).toEqual({ rest: 2, web: 1, mobile: 1 })
  })

  test('config.get shows one line, false for an unknown one', async () => {
    expect(await portal.result('imopenlines.config.get', { CONFIG_ID: 22 })).toMatchObject({ ID: '22', LINE_NAME: 'Customer Care', QUEUE: ['41', '42', '43', '44'], QUEUE_FULL: { 41: { USER_ID: '41' } }, QUEUE_ONLINE: 'Y' })
    expect(await portal.result('imopenlines.config.get', { CONFIG_ID: 22, WITH_QUEUE: 'N' })).not.toHaveProperty('QUEUE')
    expect(await portal.result('imopenlines.config.get', { CONFIG_ID: 999 })).toBe(false)
    expect(await portal.errorOf('imopenlines.config.get')).toBe('400 CONFIG_ID_EMPTY')
  })
})

describe('service methods', () => {
  test('scope tells what was granted', async () => {
    expect(await portal.result('scope')).toEqual(['imopenlines', 'imconnector', 'im', 'user', 'department', 'crm', 'disk'])
    expect(await portal.result('scope', { full: true })).toContain('telephony')
  })

  test.each([
    ['imopenlines.v2.session.list', true, true],
    ['imopenlines.v2.Session.list', false, false],
    ['crm.activity.list', true, true],
    ['imopenlines.session.list', false, false],
    ['profile', true, true],
  ])('method.get of %s', async (name, isExisting, isAvailable) => {
    expect(await portal.result('method.get', { name })).toEqual({ isExisting, isAvailable })
  })

  test('server.time follows the portal’s clock and zone', async () => {
    expect(await portal.result('server.time')).toBe('2026-10-14T14:00:00+03:00')
    const nepal = await openPortal({ sessions: 5, timeZone: 345 })
    expect(await nepal.result('server.time')).toBe('2026-10-14T16:45:00+05:45')
    expect((await nepal.sessions())[0]?.dateCreate).toMatch(/\+05:45$/)
    await nepal.close()
  })
})
