import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openPortal } from '../testing/open-portal.ts'
import { deskOf } from '../testing/operator-desk.ts'
import type { TestPortal } from '../testing/open-portal.ts'

const ANOTHER = 'imopenlines.operator.another.finish'
const TRANSFER = 'imopenlines.operator.transfer'

/** The owner of the webhook. */
const ME = 1
/** Line 12 asks for ratings and is served by 11, 12, 13…; line 30 does not ask. */
const ASKING = 12
const PLAIN = 30

let portal: TestPortal
let desk: ReturnType<typeof deskOf>
beforeAll(async () => {
  portal = await openPortal({ sessions: 60 })
  desk = deskOf(portal)
})
afterAll(() => portal.close())

describe('transfer', () => {
  test.each([
    ['TRANSFER_ID', 12],
    ['TRANSFER_ID', '12'],
    ['USER_ID', 12],
  ])('to a colleague by %s %o', async (name, value) => {
    const before = await desk.dialogOn(ASKING, 11)
    expect(await portal.result(TRANSFER, { CHAT_ID: before.chatId, [name]: value })).toBe(true)
    expect(await desk.row(before.id)).toEqual({ ...before, operatorId: 12, queueTransfers: 1 })
    expect(await desk.chatOf(before)).toMatchObject({ owner: 12, sessionId: before.id, lineId: 0 })
    expect(await desk.transfers(before.id)).toMatchObject([{ fromOperatorId: 11, toOperatorId: 12, fromConfigId: ASKING, toConfigId: null, reason: 'manual', mode: 'MANUAL', type: 'USER', initiatorId: ME }])
    expect(await desk.texts(before.id)).toContain('[USER=1]Марина Ветрова[/USER] перенаправила диалог на [USER=12]Павел Дроздов[/USER]')
  })

  test('words said before keep their author', async () => {
    const before = await desk.dialogOn(ASKING, 11)
    await portal.result(TRANSFER, { CHAT_ID: before.chatId, USER_ID: 12 })
    await portal.control('say', { sessionId: before.id, by: 'operator', text: 'Я вместо коллеги' })
    const said = Object.values((await desk.history(before.id)).message).map(({ text, senderid }) => [text, senderid])
    expect(said).toContainEqual(['Здравствуйте', '11'])
    expect(said).toContainEqual(['Я вместо коллеги', '12'])
  })

  test.each([
    ['TRANSFER_ID', 'queue14'],
    ['QUEUE_ID', 14],
  ])('to another line by %s %o: its least busy operator, the line moves, the client does not', async (name, value) => {
    const before = await desk.dialogOn(ASKING, 11)
    const { operators } = await portal.result<{ operators: { userId: number; activeSessions: number }[] }>('imopenlines.v2.Operator.list', { configId: 14, limit: 200 })
    const fewest = Math.min(...operators.map(({ activeSessions }) => activeSessions))
    await portal.result(TRANSFER, { CHAT_ID: before.chatId, [name]: value })
    const after = await desk.row(before.id)
    expect(operators.filter(({ activeSessions }) => activeSessions === fewest).map(({ userId }) => userId)).toContain(after.operatorId)
    expect(after).toEqual({ ...before, configId: 14, operatorId: after.operatorId, queueTransfers: 1, kpiFirstAnswer: true })
    expect(await desk.chatOf(before)).toMatchObject({ owner: after.operatorId, lineId: 14 })
    expect((await portal.result('imopenlines.dialog.get', { CHAT_ID: before.chatId }))['entity_id']).toMatch(/^livechat\|12\|/)
    expect(await desk.transfers(before.id)).toMatchObject([{ fromOperatorId: 11, toOperatorId: after.operatorId, fromConfigId: ASKING, toConfigId: 14, reason: 'line', type: 'QUEUE' }])
    expect((await desk.texts(before.id)).toSorted()).toEqual(['Добрый день', 'Здравствуйте', '[USER=1]Марина Ветрова[/USER] перенаправила диалог на открытую линию «Продажи»'].toSorted())
  })

  test('to the queue of its own line it goes to somebody else', async () => {
    const before = await desk.dialogOn(PLAIN, 25)
    await portal.result(TRANSFER, { CHAT_ID: before.chatId, TRANSFER_ID: 'queue30' })
    expect(await desk.row(before.id)).toMatchObject({ configId: PLAIN, operatorId: 21 })
    expect(await desk.transfers(before.id)).toMatchObject([{ toOperatorId: 21, toConfigId: null, reason: 'queue', type: 'QUEUE' }])
  })

  test('the script of a live dialog does not take it back', async () => {
    const lively = await openPortal({ sessions: 10, pace: 10 })
    const id = (await lively.control('create', { configId: ASKING })).body['id'] as number
    const { chatId } = await deskOf(lively).row(id)
    await lively.result(TRANSFER, { CHAT_ID: chatId, TRANSFER_ID: 12 })
    lively.advance(900)
    expect(await deskOf(lively).row(id)).toMatchObject({ operatorId: 12, status: 'closed', queueTransfers: 0 })
    expect(Object.values((await deskOf(lively).history(id)).message).filter(({ senderid }) => Number(senderid) < 5000 && senderid !== '0' && senderid !== '5').every(({ senderid }) => senderid === '12')).toBe(true)
    const { messages } = (await lively.control('session', { sessionId: id })).body as { messages: { act: string }[] }
    expect(messages.filter(({ act }) => act === 'assign')).toHaveLength(1)
    expect((await lively.sessions()).length).toBeGreaterThan(11)
    await lively.close()
  })

  test.each([
    [{ TRANSFER_ID: 12 }, 'CHAT_ID_EMPTY'],
    [{ CHAT_ID: 0, TRANSFER_ID: 12 }, 'CHAT_ID_EMPTY'],
    [{ CHAT_ID: 'this' }, 'TRANSFER_ID_EMPTY'],
    [{ CHAT_ID: 'this', TRANSFER_ID: '' }, 'TRANSFER_ID_EMPTY'],
    [{ CHAT_ID: 'this', USER_ID: 0 }, 'USER_ID_EMPTY'],
    [{ CHAT_ID: 'this', QUEUE_ID: '0' }, 'QUEUE_ID_EMPTY'],
    [{ CHAT_ID: 'this', TRANSFER_ID: 11 }, 'OPERATOR_WRONG'],
    [{ CHAT_ID: 'this', TRANSFER_ID: ME }, 'OPERATOR_WRONG'],
    // Dismissed, unknown, no such line, a client.
    [{ CHAT_ID: 'this', TRANSFER_ID: 18 }, 'OPERATOR_WRONG'],
    [{ CHAT_ID: 'this', USER_ID: 4999 }, 'OPERATOR_WRONG'],
    [{ CHAT_ID: 'this', TRANSFER_ID: 'queue99' }, 'OPERATOR_WRONG'],
    [{ CHAT_ID: 'this', TRANSFER_ID: 5001 }, 'OPERATOR_WRONG'],
    [{ CHAT_ID: 3, TRANSFER_ID: 12 }, 'OPERATOR_WRONG'],
  ])('%o is refused with %s', async (params, code) => {
    const before = await desk.dialogOn(ASKING, 11)
    expect(await portal.errorOf(TRANSFER, 'CHAT_ID' in params && params.CHAT_ID === 'this' ? { ...params, CHAT_ID: before.chatId } : params)).toBe(`400 ${code}`)
    expect(await desk.row(before.id)).toEqual(before)
  })

  test('of a closed dialog is refused', async () => {
    const before = await desk.dialogOn(PLAIN, 25)
    await portal.result(ANOTHER, { CHAT_ID: before.chatId })
    expect(await portal.errorOf(TRANSFER, { CHAT_ID: before.chatId, TRANSFER_ID: 21 })).toBe('400 OPERATOR_WRONG')
  })
})
