import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openPortal } from '../testing/open-portal.ts'
import type { SessionRow, TestPortal } from '../testing/open-portal.ts'

const FINISH = 'imopenlines.operator.finish'
const ANOTHER = 'imopenlines.operator.another.finish'
const SPAM = 'imopenlines.operator.spam'
const TRANSFER = 'imopenlines.operator.transfer'
const INTERCEPT = 'imopenlines.session.intercept'
const JOIN = 'imopenlines.session.join'

/** The owner of the webhook. */
const ME = 1
/** Line 12 asks for ratings and is served by 11, 12, 13…; line 30 does not ask. */
const ASKING = 12
const PLAIN = 30

let portal: TestPortal
beforeAll(async () => {
  portal = await openPortal({ sessions: 60 })
})
afterAll(() => portal.close())

async function row(id: number, from = portal): Promise<SessionRow> {
  return (await from.sessions()).find((candidate) => candidate.id === id) as SessionRow
}

async function dialogOn(configId: number, operatorId: number | null, from = portal): Promise<SessionRow> {
  const answer = operatorId === null ? [] : [{ by: 'operator', text: 'Здравствуйте' }]
  const { body } = await from.control('create', { configId, ...(operatorId === null ? {} : { operatorId }), messages: [{ by: 'client', text: 'Добрый день' }, ...answer] })
  return row(body['id'] as number, from)
}

type Message = { readonly text: string; readonly senderid: string; readonly params: Record<string, unknown> | [] }
type History = { readonly message: Record<string, Message>; readonly users: Record<string, unknown>; readonly userInChat: Record<string, number[]>; readonly chat: Record<string, { readonly owner: string; readonly entityData1: string }> }
const history = (id: number, from = portal) => from.result<History>('imopenlines.session.history.get', { SESSION_ID: id })
const texts = async (id: number) => Object.values((await history(id)).message).map((message) => message.text)

async function chatOf({ chatId }: SessionRow, from = portal) {
  const dialog = await from.result('imopenlines.dialog.get', { CHAT_ID: chatId })
  const data = String(dialog['entity_data_1']).split('|')
  return { owner: dialog['owner'], waitAction: data[4], sessionId: Number(data[5]), lineId: Number(data[7]), role: dialog['role'], members: dialog['user_counter'] }
}

async function transfers(id: number, from = portal) {
  return (await from.result<{ transfers: Record<string, unknown>[] }>('imopenlines.v2.Session.Transfer.list', { sessionId: [id] })).transfers
}

describe('finish', () => {
  test('on a line that asks for a rating the session stays open and waits', async () => {
    const before = await dialogOn(ASKING, 11)
    expect(await portal.result(ANOTHER, { CHAT_ID: before.chatId })).toBe(true)
    expect(await row(before.id)).toEqual({ ...before, status: 'answered', dateClose: null, closeReason: null })
    expect(await chatOf(before)).toMatchObject({ owner: 11, waitAction: 'Y', sessionId: before.id })
    const asked = Object.values((await history(before.id)).message).filter(({ senderid }) => senderid === '0')
    expect(asked).toMatchObject([{ text: 'Оцените, пожалуйста, качество обслуживания.', params: { imolVote: before.id } }])
  })

  test('a second finish closes it, and owner and session id are zeroed', async () => {
    const before = await dialogOn(ASKING, 11)
    await portal.result(ANOTHER, { CHAT_ID: before.chatId })
    await portal.result(ANOTHER, { chat_id: String(before.chatId) })
    expect(await row(before.id)).toMatchObject({ status: 'closed', closeReason: 'operator', operatorId: 11, dateClose: '2026-10-14T14:00:00+03:00' })
    expect(await chatOf(before)).toMatchObject({ owner: 0, waitAction: 'N', sessionId: 0, members: 1 })
    expect((await history(before.id)).chat[before.chatId]).toMatchObject({ owner: '0' })
    expect(await texts(before.id)).toContain('[USER=1]Марина Ветрова[/USER] завершила диалог')
  })

  test('the time-out closes it at the moment it ends, not before', async () => {
    const own = await openPortal({ sessions: 10 })
    const before = await dialogOn(ASKING, 11, own)
    await own.result(ANOTHER, { CHAT_ID: before.chatId })
    own.advance(599)
    expect(await row(before.id, own)).toMatchObject({ status: 'answered', dateClose: null })
    own.advance(300)
    expect(await row(before.id, own)).toMatchObject({ status: 'closed', closeReason: 'operator', dateClose: '2026-10-14T14:10:00+03:00' })
    await own.close()
  })

  test('the rating that was waited for closes it at once', async () => {
    const before = await dialogOn(ASKING, 11)
    await portal.result(ANOTHER, { CHAT_ID: before.chatId })
    await portal.control('vote', { sessionId: before.id, vote: 'like' })
    expect(await row(before.id)).toMatchObject({ status: 'closed', vote: 'like' })
    const params = Object.values((await history(before.id)).message).map((message) => message.params)
    expect(params).toContainEqual(expect.objectContaining({ imolVoteSid: before.id, imolVoteUser: 5 }))
  })

  test('words of the client take it out of the waiting, so the next finish asks again', async () => {
    const before = await dialogOn(ASKING, 11)
    await portal.result(ANOTHER, { CHAT_ID: before.chatId })
    await portal.control('say', { sessionId: before.id, by: 'client', text: 'Ещё вопрос' })
    expect(await chatOf(before)).toMatchObject({ waitAction: 'N', sessionId: before.id })
    await portal.result(ANOTHER, { CHAT_ID: before.chatId })
    expect(await chatOf(before)).toMatchObject({ waitAction: 'Y', sessionId: before.id })
  })

  test('where no rating is asked for, or one is there already, the first finish closes', async () => {
    const plain = await dialogOn(PLAIN, 25)
    await portal.result(ANOTHER, { CHAT_ID: plain.chatId })
    expect(await row(plain.id)).toMatchObject({ status: 'closed', closeReason: 'operator' })
    const rated = await dialogOn(ASKING, 11)
    await portal.control('vote', { sessionId: rated.id, vote: 'like' })
    await portal.result(ANOTHER, { CHAT_ID: rated.chatId })
    expect(await row(rated.id)).toMatchObject({ status: 'closed', closeReason: 'operator' })
  })

  test('another.finish of a dialog nobody serves makes the caller its operator', async () => {
    const before = await dialogOn(PLAIN, null)
    expect(before.operatorId).toBeNull()
    await portal.result(ANOTHER, { CHAT_ID: before.chatId })
    expect(await row(before.id)).toMatchObject({ status: 'closed', operatorId: ME, queueTransfers: 0, dateOperatorAnswer: null })
    expect(await transfers(before.id)).toEqual([
      { sessionId: before.id, date: '2026-10-14T14:00:00+03:00', fromOperatorId: null, toOperatorId: ME, fromConfigId: PLAIN, toConfigId: null, reason: 'manual', mode: 'MANUAL', type: 'USER', initiatorId: ME },
    ])
  })

  test('operator.finish is for the caller’s own dialogs', async () => {
    const before = await dialogOn(PLAIN, 25)
    expect(await portal.errorOf(FINISH, { CHAT_ID: before.chatId })).toBe('400 ERROR_USER_NOT_OPERATOR')
    expect(await row(before.id)).toEqual(before)
    await portal.result(INTERCEPT, { CHAT_ID: before.chatId })
    expect(await portal.result(FINISH, { CHAT_ID: before.chatId })).toBe(true)
    expect(await row(before.id)).toMatchObject({ status: 'closed', operatorId: ME })
  })

  test.each([FINISH, ANOTHER])('%s of a closed dialog finds no session', async (method) => {
    const before = await dialogOn(PLAIN, 25)
    await portal.result(SPAM, { CHAT_ID: before.chatId })
    expect(await portal.errorOf(method, { CHAT_ID: before.chatId })).toBe('400 NOT_LOAD_SESSION_OR_CHAT')
  })
})

describe('spam', () => {
  test('closes at once, also where a rating is asked for', async () => {
    const before = await dialogOn(ASKING, 11)
    expect(await portal.result(SPAM, { CHAT_ID: before.chatId })).toBe(true)
    expect(await row(before.id)).toMatchObject({ status: 'spam', closeReason: 'spam', dateClose: '2026-10-14T14:00:00+03:00' })
    expect(await chatOf(before)).toMatchObject({ owner: 0, sessionId: 0 })
  })

  test('of a closed dialog answers true and changes nothing', async () => {
    const before = await dialogOn(PLAIN, 25)
    await portal.result(ANOTHER, { CHAT_ID: before.chatId })
    const closed = await row(before.id)
    expect(await portal.result(SPAM, { CHAT_ID: before.chatId })).toBe(true)
    expect(await row(before.id)).toEqual(closed)
  })
})

describe('transfer', () => {
  test.each([
    ['TRANSFER_ID', 12],
    ['TRANSFER_ID', '12'],
    ['USER_ID', 12],
  ])('to a colleague by %s %o', async (name, value) => {
    const before = await dialogOn(ASKING, 11)
    expect(await portal.result(TRANSFER, { CHAT_ID: before.chatId, [name]: value })).toBe(true)
    expect(await row(before.id)).toEqual({ ...before, operatorId: 12, queueTransfers: 1 })
    expect(await chatOf(before)).toMatchObject({ owner: 12, sessionId: before.id, lineId: 0 })
    expect(await transfers(before.id)).toMatchObject([{ fromOperatorId: 11, toOperatorId: 12, fromConfigId: ASKING, toConfigId: null, reason: 'manual', mode: 'MANUAL', type: 'USER', initiatorId: ME }])
    expect(await texts(before.id)).toContain('[USER=1]Марина Ветрова[/USER] перенаправила диалог на [USER=12]Павел Дроздов[/USER]')
  })

  test('words said before keep their author', async () => {
    const before = await dialogOn(ASKING, 11)
    await portal.result(TRANSFER, { CHAT_ID: before.chatId, USER_ID: 12 })
    await portal.control('say', { sessionId: before.id, by: 'operator', text: 'Я вместо коллеги' })
    const said = Object.values((await history(before.id)).message).map(({ text, senderid }) => [text, senderid])
    expect(said).toContainEqual(['Здравствуйте', '11'])
    expect(said).toContainEqual(['Я вместо коллеги', '12'])
  })

  test.each([
    ['TRANSFER_ID', 'queue14'],
    ['QUEUE_ID', 14],
  ])('to another line by %s %o: its least busy operator, the line moves, the client does not', async (name, value) => {
    const before = await dialogOn(ASKING, 11)
    const { operators } = await portal.result<{ operators: { userId: number; activeSessions: number }[] }>('imopenlines.v2.Operator.list', { configId: 14, limit: 200 })
    const fewest = Math.min(...operators.map(({ activeSessions }) => activeSessions))
    await portal.result(TRANSFER, { CHAT_ID: before.chatId, [name]: value })
    const after = await row(before.id)
    expect(operators.filter(({ activeSessions }) => activeSessions === fewest).map(({ userId }) => userId)).toContain(after.operatorId)
    expect(after).toEqual({ ...before, configId: 14, operatorId: after.operatorId, queueTransfers: 1, kpiFirstAnswer: true })
    expect(await chatOf(before)).toMatchObject({ owner: after.operatorId, lineId: 14 })
    expect((await portal.result('imopenlines.dialog.get', { CHAT_ID: before.chatId }))['entity_id']).toMatch(/^livechat\|12\|/)
    expect(await transfers(before.id)).toMatchObject([{ fromOperatorId: 11, toOperatorId: after.operatorId, fromConfigId: ASKING, toConfigId: 14, reason: 'line', type: 'QUEUE' }])
    expect((await texts(before.id)).toSorted()).toEqual(['Добрый день', 'Здравствуйте', '[USER=1]Марина Ветрова[/USER] перенаправила диалог на открытую линию «Продажи»'].toSorted())
  })

  test('to the queue of its own line it goes to somebody else', async () => {
    const before = await dialogOn(PLAIN, 25)
    await portal.result(TRANSFER, { CHAT_ID: before.chatId, TRANSFER_ID: 'queue30' })
    expect(await row(before.id)).toMatchObject({ configId: PLAIN, operatorId: 21 })
    expect(await transfers(before.id)).toMatchObject([{ toOperatorId: 21, toConfigId: null, reason: 'queue', type: 'QUEUE' }])
  })

  test('the script of a live dialog does not take it back', async () => {
    const lively = await openPortal({ sessions: 10, pace: 10 })
    const id = (await lively.control('create', { configId: ASKING })).body['id'] as number
    const { chatId } = await row(id, lively)
    await lively.result(TRANSFER, { CHAT_ID: chatId, TRANSFER_ID: 12 })
    lively.advance(900)
    expect(await row(id, lively)).toMatchObject({ operatorId: 12, status: 'closed', queueTransfers: 0 })
    expect(Object.values((await history(id, lively)).message).filter(({ senderid }) => Number(senderid) < 5000 && senderid !== '0' && senderid !== '5').every(({ senderid }) => senderid === '12')).toBe(true)
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
    const before = await dialogOn(ASKING, 11)
    expect(await portal.errorOf(TRANSFER, 'CHAT_ID' in params && params.CHAT_ID === 'this' ? { ...params, CHAT_ID: before.chatId } : params)).toBe(`400 ${code}`)
    expect(await row(before.id)).toEqual(before)
  })

  test('of a closed dialog is refused', async () => {
    const before = await dialogOn(PLAIN, 25)
    await portal.result(ANOTHER, { CHAT_ID: before.chatId })
    expect(await portal.errorOf(TRANSFER, { CHAT_ID: before.chatId, TRANSFER_ID: 21 })).toBe('400 OPERATOR_WRONG')
  })
})

describe('intercept', () => {
  test('moves the dialog to the caller, out of the waiting for a rating too', async () => {
    const before = await dialogOn(ASKING, 11)
    await portal.result(ANOTHER, { CHAT_ID: before.chatId })
    expect(await portal.result(INTERCEPT, { CHAT_ID: before.chatId })).toBe(true)
    expect(await row(before.id)).toMatchObject({ operatorId: ME, queueTransfers: 1, dateClose: null })
    expect(await chatOf(before)).toMatchObject({ owner: ME, role: 'member', waitAction: 'N' })
    expect(await transfers(before.id)).toMatchObject([{ fromOperatorId: 11, toOperatorId: ME, reason: 'manual', initiatorId: ME }])
  })

  test('answers true and does nothing for one’s own dialog and for a closed one', async () => {
    const before = await dialogOn(PLAIN, 25)
    await portal.result(INTERCEPT, { CHAT_ID: before.chatId })
    await portal.result(INTERCEPT, { CHAT_ID: before.chatId })
    expect(await transfers(before.id)).toHaveLength(1)
    const { id, chatId } = await dialogOn(PLAIN, 25)
    await portal.result(ANOTHER, { CHAT_ID: chatId })
    expect(await portal.result(INTERCEPT, { CHAT_ID: chatId })).toBe(true)
    expect([await transfers(id), (await row(id)).operatorId]).toEqual([[], 25])
  })

  test('refuses an empty and an unknown chat', async () => {
    expect(await portal.errorOf(INTERCEPT)).toBe('400 CHAT_ID_EMPTY')
    expect(await portal.errorOf(INTERCEPT, { CHAT_ID: 3 })).toBe('400 OPERATOR_WRONG')
  })
})

describe('join', () => {
  test('adds the caller to the chat once, beside the operator', async () => {
    const before = await dialogOn(ASKING, 11)
    expect(await chatOf(before)).toMatchObject({ role: 'guest', members: 2 })
    expect(await portal.result(JOIN, { CHAT_ID: before.chatId })).toBe(true)
    expect(await portal.result(JOIN, { CHAT_ID: before.chatId })).toBe(true)
    expect(await row(before.id)).toEqual(before)
    expect(await chatOf(before)).toMatchObject({ owner: 11, role: 'member', members: 3 })
    const { userInChat, users } = await history(before.id)
    expect(userInChat[before.chatId]).toEqual([11, ME, before.userId])
    expect(users).toHaveProperty(String(ME))
    expect((await texts(before.id)).filter((text) => text === '[USER=1]Марина Ветрова[/USER] присоединилась к диалогу')).toHaveLength(1)
  })

  test('ends with the session', async () => {
    const before = await dialogOn(PLAIN, 25)
    await portal.result(JOIN, { CHAT_ID: before.chatId })
    await portal.result(ANOTHER, { CHAT_ID: before.chatId })
    expect(await chatOf(before)).toMatchObject({ role: 'guest', members: 1 })
  })
})

test.each([FINISH, ANOTHER, SPAM, JOIN])('%s knows the errors of a wrong chat', async (method) => {
  expect(await portal.errorOf(method)).toBe('400 CHAT_ID')
  expect(await portal.errorOf(method, { CHAT_ID: 3 })).toBe('400 CHAT_ID')
  expect(await portal.errorOf(method, { CHAT_ID: 701 })).toBe('400 CHAT_TYPE')
  await portal.control('faults', { mode: 'accessDenied', method, times: 1 })
  expect(await portal.errorOf(method, { CHAT_ID: 9001 })).toBe('400 ACCESS_DENIED')
})

test('everything done survives a restart, the wait for a rating included', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'linewatch-operator-'))
  const journalFile = join(folder, 'portal.jsonl')
  const first = await openPortal({ sessions: 30, journalFile })
  const waiting = await dialogOn(ASKING, 11, first)
  const moved = await dialogOn(ASKING, 11, first)
  const spammed = await dialogOn(ASKING, null, first)
  await first.result(ANOTHER, { CHAT_ID: waiting.chatId })
  await first.result(TRANSFER, { CHAT_ID: moved.chatId, TRANSFER_ID: 'queue22' })
  await first.result(JOIN, { CHAT_ID: moved.chatId })
  await first.result(SPAM, { CHAT_ID: spammed.chatId })
  const all = [waiting, moved, spammed]
  const seen = async (from: TestPortal) => ({
    rows: await from.sessions(),
    chats: await Promise.all(all.map((item) => chatOf(item, from))),
    messages: await Promise.all(all.map(async (item) => (await history(item.id, from)).message)),
    transfers: await Promise.all(all.map((item) => transfers(item.id, from))),
  })
  const before = await seen(first)
  await first.close()

  const again = await openPortal({ journalFile })
  expect(await seen(again)).toEqual(before)
  again.advance(3600)
  expect(await row(waiting.id, again)).toMatchObject({ status: 'closed', dateClose: '2026-10-14T14:10:00+03:00' })
  await again.close()

  const third = await openPortal({ journalFile })
  expect(await row(waiting.id, third)).toMatchObject({ status: 'closed', dateClose: '2026-10-14T14:10:00+03:00' })
  await third.close()
  rmSync(folder, { recursive: true })
})
