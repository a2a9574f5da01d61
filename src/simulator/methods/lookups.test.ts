import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openPortal } from '../testing/open-portal.ts'
import type { SessionRow, TestPortal } from '../testing/open-portal.ts'

let portal: TestPortal
let all: SessionRow[]
beforeAll(async () => {
  portal = await openPortal({ sessions: 300 })
  all = await portal.sessions()
})
afterAll(() => portal.close())

describe('user.search', () => {
  const found = async (FILTER: unknown) => (await portal.result<{ ID: string }[]>('user.search', { FILTER })).map(({ ID }) => Number(ID))

  test('finds beginnings of words in names, positions and departments', async () => {
    expect(await found({ FIND: 'петр' })).toEqual([11])
    expect(await found({ FIND: 'Анна Пет' })).toEqual([11])
    expect(await found({ FIND: 'пет анна' })).toEqual([11])
    expect(await found({ FIND: 'етрова' })).toEqual([])
    expect(await found({ FIND: 'артем' })).toEqual([19])
    expect(await found({ FIND: 'international' })).toEqual([41, 42, 43, 44, 45, 46, 47, 48])
    expect(await found({ FIND: 'анна чижов' })).toEqual([])
  })

  test('FIND makes the other conditions void; without it they count', async () => {
    expect(await found({ FIND: 'людмила', ACTIVE: true })).toEqual([18])
    expect(await found({ LAST_NAME: 'Ершова' })).toEqual([18])
    expect(await found({ LAST_NAME: 'Ершова', ACTIVE: true })).toEqual([])
  })

  test('answers rows and paging as user.get does', async () => {
    const [one] = await portal.result<unknown[]>('user.get', { FILTER: { ID: 11 } })
    const { body } = await portal.call('user.search', { filter: { find: 'Петрова' } })
    expect(body).toMatchObject({ result: [one], total: 1 })
    expect((await portal.call('user.search', { FILTER: { FIND: 'о' }, start: -1 })).body).not.toHaveProperty('total')
  })
})

describe('crm.chat.get', () => {
  const GET = 'imopenlines.crm.chat.get'
  const latest = (test: (row: SessionRow) => boolean) => all.find((row) => row.crmEntityId !== null && all.find((other) => other.chatId === row.chatId) === row && test(row)) as SessionRow

  test('gives the chat of an open dialog by its CRM record', async () => {
    const linked = latest((row) => row.dateClose === null)
    expect(await portal.result(GET, { CRM_ENTITY_TYPE: linked.crmEntityType, CRM_ENTITY: linked.crmEntityId })).toEqual([{ CHAT_ID: String(linked.chatId), CONNECTOR_ID: linked.source, CONNECTOR_TITLE: expect.stringMatching(/./) }])
  })

  test('leaves chats at rest out unless they are asked for', async () => {
    const closed = latest((row) => row.dateClose !== null)
    const record = { crm_entity_type: closed.crmEntityType?.toUpperCase(), crm_entity: String(closed.crmEntityId) }
    expect(await portal.result(GET, record)).toEqual([])
    expect(await portal.result(GET, { ...record, ACTIVE_ONLY: 'N' })).toMatchObject([{ CHAT_ID: String(closed.chatId), CONNECTOR_ID: closed.source }])
  })

  test('a record of another type or without a chat has none', async () => {
    const linked = latest(() => true)
    const other = linked.crmEntityType === 'deal' ? 'lead' : 'deal'
    expect(await portal.result(GET, { CRM_ENTITY_TYPE: other, CRM_ENTITY: linked.crmEntityId, ACTIVE_ONLY: 'N' })).toEqual([])
    expect(await portal.result(GET, { CRM_ENTITY_TYPE: 'deal', CRM_ENTITY: 9_999_999, ACTIVE_ONLY: 'N' })).toEqual([])
  })

  test.each([
    [{ CRM_ENTITY: 5 }, 'CRM_ENTITY_TYPE'],
    [{ CRM_ENTITY_TYPE: 'deal' }, 'CRM_ENTITY'],
    [{ CRM_ENTITY_TYPE: 'invoice', CRM_ENTITY: 5 }, 'CRM_ENTITY_TYPE'],
  ])('%o is a wrong argument', async (params, argument) => {
    expect(await portal.call(GET, params)).toMatchObject({ status: 400, body: { error: 'ERROR_ARGUMENT', argument } })
  })
})

describe('im.recent.list', () => {
  type Item = { readonly id: string; readonly chat_id: number; readonly title: string; readonly message: { readonly text: string; readonly author_id: number }; readonly chat: { readonly owner: number }; readonly lines: { readonly id: number; readonly status: number; readonly date_create: string } }
  type Recent = { readonly items: Item[]; readonly hasMore: boolean; readonly hasMorePages: boolean }

  async function dialog(from: TestPortal, messages: readonly string[], configId = 12): Promise<{ readonly id: number; readonly chatId: number }> {
    const { id } = (await from.control('create', { configId, operatorId: 11, messages: messages.map((by) => ({ by, text: `Слова: ${by}` })) })).body
    return (await from.sessions()).find((row) => row.id === id) as SessionRow
  }

  test('shows nobody else’s dialogs, and the caller’s own with the session and its exact status', async () => {
    const own = await openPortal({ sessions: 40 })
    const list = () => own.result<Recent>('im.recent.list', { SKIP_CHAT: 'Y' })
    expect(await list()).toEqual({ items: [], hasMore: false, hasMorePages: false })

    const { id, chatId } = await dialog(own, ['client', 'operator'])
    await own.result('imopenlines.session.intercept', { CHAT_ID: chatId })
    expect((await list()).items).toMatchObject([{ id: `chat${chatId}`, chat_id: chatId, type: 'chat', chat: { owner: 1, type: 'lines' }, lines: { id, status: 40, date_create: '2026-10-14T14:00:00+03:00' } }])
    await own.control('say', { sessionId: id, by: 'client', text: 'А когда?' })
    expect((await list()).items).toMatchObject([{ message: { text: 'А когда?' }, lines: { id, status: 25 }, user: { connector: true } }])
    await own.result('imopenlines.operator.finish', { CHAT_ID: chatId })
    expect((await list()).items).toMatchObject([{ lines: { id, status: 50 } }])
    await own.result('imopenlines.operator.finish', { CHAT_ID: chatId })
    expect((await list()).items).toEqual([])
    await own.close()
  })

  test('a dialog just taken is 10, one only joined is listed under its own operator', async () => {
    const own = await openPortal({ sessions: 40 })
    const taken = await dialog(own, ['client'])
    const joined = await dialog(own, ['client', 'operator'])
    await own.result('imopenlines.session.intercept', { CHAT_ID: taken.chatId })
    own.time.now += 5_000
    await own.result('imopenlines.session.join', { CHAT_ID: joined.chatId })
    const { items } = await own.result<Recent>('im.recent.list')
    expect(items.map((item) => [item.lines.id, item.lines.status, item.chat.owner])).toEqual([
      [joined.id, 40, 11],
      [taken.id, 10, 1],
    ])
    await own.close()
  })

  test('pages by offset and limit, counts nothing, leaves open channels out on request', async () => {
    const own = await openPortal({ sessions: 20 })
    for (let n = 0; n < 3; n += 1) {
      const { chatId } = await dialog(own, ['client'], 30)
      await own.result('imopenlines.session.intercept', { CHAT_ID: chatId })
    }
    const whole = await own.call('im.recent.list')
    const { items } = whole.body['result'] as Recent
    expect([whole.body['total'], items.length]).toEqual([-1, 3])
    expect(await own.result('im.recent.list', { LIMIT: 2 })).toEqual({ items: items.slice(0, 2), hasMore: true, hasMorePages: true })
    expect(await own.result('im.recent.list', { limit: 2, offset: 2 })).toEqual({ items: items.slice(2), hasMore: false, hasMorePages: false })
    expect(await own.result('im.recent.list', { SKIP_OPENLINES: 'Y' })).toMatchObject({ items: [] })
    await own.close()
  })
})
