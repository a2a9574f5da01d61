import { afterAll, beforeAll, expect, test } from 'vitest'
import { openPortal } from '../testing/open-portal.ts'
import type { SessionRow, TestPortal } from '../testing/open-portal.ts'

const ANSWER = 'imopenlines.operator.answer'
const SKIP = 'imopenlines.operator.skip'
const OPEN = 'imopenlines.session.open'
const LAST = 'imopenlines.crm.chat.getLastId'

let portal: TestPortal
beforeAll(async () => {
  portal = await openPortal({ sessions: 300 })
})
afterAll(() => portal.close())

async function dialog(messages: readonly string[], operatorId = 12): Promise<SessionRow> {
  const { id } = (await portal.control('create', { configId: 12, operatorId, messages: messages.map((by) => ({ by, text: by })) })).body
  return row(id as number)
}
const row = async (id: number) => (await portal.sessions()).find((candidate) => candidate.id === id) as SessionRow
const as = (role: 'operator' | 'supervisor', method: string, params: unknown) => portal.post(portal.portal.webhooks[role] + method, params)
const statusIn = async (id: number) => {
  const { body } = await as('operator', 'im.recent.get', { ONLY_OPENLINES: 'Y' })
  return (body['result'] as { lines: { id: number; status: number } }[]).find((item) => item.lines.id === id)?.lines.status
}

test('answer makes the caller the operator of a waiting dialog, once', async () => {
  const { id, chatId } = await dialog(['client'])
  expect((await as('operator', ANSWER, { CHAT_ID: chatId })).body).toMatchObject({ result: true })
  expect((await row(id)).operatorId).toBe(12)
  expect(await statusIn(id)).toBe(10)
  const messages = async () => ((await portal.control('session', { sessionId: id })).body['messages'] as unknown[]).length
  const before = await messages()
  await as('operator', ANSWER, { CHAT_ID: chatId })
  expect(await messages()).toBe(before)
})

test('skip gives the dialog to the next in the queue; nobody skips another’s', async () => {
  const { id, chatId } = await dialog(['client', 'operator'])
  expect(await as('supervisor', SKIP, { CHAT_ID: chatId })).toMatchObject({ status: 400, body: { error: 'ACCESS_DENIED_KICK' } })
  expect((await as('operator', SKIP, { CHAT_ID: chatId })).body).toMatchObject({ result: true })
  const after = await row(id)
  expect(after.operatorId).not.toBe(12)
  expect(after.queueTransfers).toBe(1)
  expect(await statusIn(id)).toBeUndefined()
})

test('session.open finds the chat behind a client’s code and writes its id as text', async () => {
  const { chatId } = await dialog(['client'])
  const { entity_id } = await portal.result('imopenlines.dialog.get', { CHAT_ID: chatId })
  expect(await portal.result(OPEN, { USER_CODE: entity_id })).toEqual({ chatId: String(chatId) })
  const other = (await portal.sessions()).find((candidate) => candidate.source === 'telegrambot') as SessionRow
  const code = (await portal.result('imopenlines.dialog.get', { CHAT_ID: other.chatId }))['entity_id']
  expect(await portal.result(OPEN, { user_code: code })).toEqual({ chatId: String(other.chatId) })
  expect(await portal.errorOf(OPEN, { USER_CODE: 'livechat|12|1|1' })).toBe('400 ACCESS_DENIED')
})

test('crm.chat.getLastId gives a number, at rest or not, and an error without a chat', async () => {
  const linked = (await portal.sessions()).find((candidate) => candidate.crmEntityId !== null && candidate.dateClose !== null) as SessionRow
  expect(await portal.result(LAST, { CRM_ENTITY_TYPE: linked.crmEntityType, CRM_ENTITY: linked.crmEntityId })).toBe(linked.chatId)
  expect(await portal.errorOf(LAST, { CRM_ENTITY_TYPE: 'deal', CRM_ENTITY: 9_999_999 })).toBe('400 CRM_CHAT_EMPTY_CRM_DATA')
  expect(await portal.errorOf(LAST, { CRM_ENTITY_TYPE: 'deal' })).toBe('400 ERROR_ARGUMENT')
})

test('feature.get answers Y or N and wants a code', async () => {
  expect(await portal.result('feature.get', { CODE: 'rest_offline_extended' })).toEqual({ value: 'Y' })
  expect(await portal.result('feature.get', { CODE: 'something_else' })).toEqual({ value: 'N' })
  expect(await portal.errorOf('feature.get')).toBe('400 CODE_EMPTY')
})
