import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openPortal } from '../testing/open-portal.ts'
import { deskOf } from '../testing/operator-desk.ts'
import type { TestPortal } from '../testing/open-portal.ts'

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
let desk: ReturnType<typeof deskOf>
beforeAll(async () => {
  portal = await openPortal({ sessions: 60 })
  desk = deskOf(portal)
})
afterAll(() => portal.close())

describe('finish', () => {
  test('on a line that asks for a rating the session stays open and waits', async () => {
    const before = await desk.dialogOn(ASKING, 11)
    expect(await portal.result(ANOTHER, { CHAT_ID: before.chatId })).toBe(true)
    expect(await desk.row(before.id)).toEqual({ ...before, status: 'answered', dateClose: null, closeReason: null })
    expect(await desk.chatOf(before)).toMatchObject({ owner: 11, waitAction: 'Y', sessionId: before.id })
    const asked = Object.values((await desk.history(before.id)).message).filter(({ senderid }) => senderid === '0')
    expect(asked).toMatchObject([{ text: 'Оцените, пожалуйста, качество обслуживания.', params: { imolVote: before.id } }])
  })

  test('a second finish closes it, and owner and session id are zeroed', async () => {
    const before = await desk.dialogOn(ASKING, 11)
    await portal.result(ANOTHER, { CHAT_ID: before.chatId })
    await portal.result(ANOTHER, { chat_id: String(before.chatId) })
    expect(await desk.row(before.id)).toMatchObject({ status: 'closed', closeReason: 'operator', operatorId: 11, dateClose: '2026-10-14T14:00:00+03:00' })
    expect(await desk.chatOf(before)).toMatchObject({ owner: 0, waitAction: 'N', sessionId: 0, members: 1 })
    expect((await desk.history(before.id)).chat[before.chatId]).toMatchObject({ owner: '0' })
    expect(await desk.texts(before.id)).toContain('[USER=1]Марина Ветрова[/USER] завершила диалог')
  })

  test('the time-out closes it at the moment it ends, not before', async () => {
    const own = await openPortal({ sessions: 10 })
    const before = await deskOf(own).dialogOn(ASKING, 11)
    await own.result(ANOTHER, { CHAT_ID: before.chatId })
    own.advance(599)
    expect(await deskOf(own).row(before.id)).toMatchObject({ status: 'answered', dateClose: null })
    own.advance(300)
    expect(await deskOf(own).row(before.id)).toMatchObject({ status: 'closed', closeReason: 'operator', dateClose: '2026-10-14T14:10:00+03:00' })
    await own.close()
  })

  test('the rating that was waited for closes it at once', async () => {
    const before = await desk.dialogOn(ASKING, 11)
    await portal.result(ANOTHER, { CHAT_ID: before.chatId })
    await portal.control('vote', { sessionId: before.id, vote: 'like' })
    expect(await desk.row(before.id)).toMatchObject({ status: 'closed', vote: 'like' })
    const params = Object.values((await desk.history(before.id)).message).map((message) => message.params)
    expect(params).toContainEqual(expect.objectContaining({ imolVoteSid: before.id, imolVoteUser: 5 }))
  })

  test('words of the client take it out of the waiting, so the next finish asks again', async () => {
    const before = await desk.dialogOn(ASKING, 11)
    await portal.result(ANOTHER, { CHAT_ID: before.chatId })
    await portal.control('say', { sessionId: before.id, by: 'client', text: 'Ещё вопрос' })
    expect(await desk.chatOf(before)).toMatchObject({ waitAction: 'N', sessionId: before.id })
    await portal.result(ANOTHER, { CHAT_ID: before.chatId })
    expect(await desk.chatOf(before)).toMatchObject({ waitAction: 'Y', sessionId: before.id })
  })

  test('where no rating is asked for, or one is there already, the first finish closes', async () => {
    const plain = await desk.dialogOn(PLAIN, 25)
    await portal.result(ANOTHER, { CHAT_ID: plain.chatId })
    expect(await desk.row(plain.id)).toMatchObject({ status: 'closed', closeReason: 'operator' })
    const rated = await desk.dialogOn(ASKING, 11)
    await portal.control('vote', { sessionId: rated.id, vote: 'like' })
    await portal.result(ANOTHER, { CHAT_ID: rated.chatId })
    expect(await desk.row(rated.id)).toMatchObject({ status: 'closed', closeReason: 'operator' })
  })

  test('another.finish of a dialog nobody serves makes the caller its operator', async () => {
    const before = await desk.dialogOn(PLAIN, null)
    expect(before.operatorId).toBeNull()
    await portal.result(ANOTHER, { CHAT_ID: before.chatId })
    expect(await desk.row(before.id)).toMatchObject({ status: 'closed', operatorId: ME, queueTransfers: 0, dateOperatorAnswer: null })
    expect(await desk.transfers(before.id)).toEqual([
      { sessionId: before.id, date: '2026-10-14T14:00:00+03:00', fromOperatorId: null, toOperatorId: ME, fromConfigId: PLAIN, toConfigId: null, reason: 'manual', mode: 'MANUAL', type: 'USER', initiatorId: ME },
    ])
  })

  test('operator.finish is for the caller’s own dialogs', async () => {
    const before = await desk.dialogOn(PLAIN, 25)
    expect(await portal.errorOf(FINISH, { CHAT_ID: before.chatId })).toBe('400 ERROR_USER_NOT_OPERATOR')
    expect(await desk.row(before.id)).toEqual(before)
    await portal.result(INTERCEPT, { CHAT_ID: before.chatId })
    expect(await portal.result(FINISH, { CHAT_ID: before.chatId })).toBe(true)
    expect(await desk.row(before.id)).toMatchObject({ status: 'closed', operatorId: ME })
  })

  test.each([FINISH, ANOTHER])('%s of a closed dialog finds no session', async (method) => {
    const before = await desk.dialogOn(PLAIN, 25)
    await portal.result(SPAM, { CHAT_ID: before.chatId })
    expect(await portal.errorOf(method, { CHAT_ID: before.chatId })).toBe('400 NOT_LOAD_SESSION_OR_CHAT')
  })
})

describe('spam', () => {
  test('closes at once, also where a rating is asked for', async () => {
    const before = await desk.dialogOn(ASKING, 11)
    expect(await portal.result(SPAM, { CHAT_ID: before.chatId })).toBe(true)
    expect(await desk.row(before.id)).toMatchObject({ status: 'spam', closeReason: 'spam', dateClose: '2026-10-14T14:00:00+03:00' })
    expect(await desk.chatOf(before)).toMatchObject({ owner: 0, sessionId: 0 })
  })

  test('of a closed dialog answers true and changes nothing', async () => {
    const before = await desk.dialogOn(PLAIN, 25)
    await portal.result(ANOTHER, { CHAT_ID: before.chatId })
    const closed = await desk.row(before.id)
    expect(await portal.result(SPAM, { CHAT_ID: before.chatId })).toBe(true)
    expect(await desk.row(before.id)).toEqual(closed)
  })
})

describe('intercept', () => {
  test('moves the dialog to the caller, out of the waiting for a rating too', async () => {
    const before = await desk.dialogOn(ASKING, 11)
    await portal.result(ANOTHER, { CHAT_ID: before.chatId })
    expect(await portal.result(INTERCEPT, { CHAT_ID: before.chatId })).toBe(true)
    expect(await desk.row(before.id)).toMatchObject({ operatorId: ME, queueTransfers: 1, dateClose: null })
    expect(await desk.chatOf(before)).toMatchObject({ owner: ME, role: 'member', waitAction: 'N' })
    expect(await desk.transfers(before.id)).toMatchObject([{ fromOperatorId: 11, toOperatorId: ME, reason: 'manual', initiatorId: ME }])
  })

  test('answers true and does nothing for one’s own dialog and for a closed one', async () => {
    const before = await desk.dialogOn(PLAIN, 25)
    await portal.result(INTERCEPT, { CHAT_ID: before.chatId })
    await portal.result(INTERCEPT, { CHAT_ID: before.chatId })
    expect(await desk.transfers(before.id)).toHaveLength(1)
    const { id, chatId } = await desk.dialogOn(PLAIN, 25)
    await portal.result(ANOTHER, { CHAT_ID: chatId })
    expect(await portal.result(INTERCEPT, { CHAT_ID: chatId })).toBe(true)
    expect([await desk.transfers(id), (await desk.row(id)).operatorId]).toEqual([[], 25])
  })

  test('refuses an empty and an unknown chat', async () => {
    expect(await portal.errorOf(INTERCEPT)).toBe('400 CHAT_ID_EMPTY')
    expect(await portal.errorOf(INTERCEPT, { CHAT_ID: 3 })).toBe('400 OPERATOR_WRONG')
  })
})

describe('join', () => {
  test('adds the caller to the chat once, beside the operator', async () => {
    const before = await desk.dialogOn(ASKING, 11)
    expect(await desk.chatOf(before)).toMatchObject({ role: 'guest', members: 2 })
    expect(await portal.result(JOIN, { CHAT_ID: before.chatId })).toBe(true)
    expect(await portal.result(JOIN, { CHAT_ID: before.chatId })).toBe(true)
    expect(await desk.row(before.id)).toEqual(before)
    expect(await desk.chatOf(before)).toMatchObject({ owner: 11, role: 'member', members: 3 })
    const { userInChat, users } = await desk.history(before.id)
    expect(userInChat[before.chatId]).toEqual([11, ME, before.userId])
    expect(users).toHaveProperty(String(ME))
    expect((await desk.texts(before.id)).filter((text) => text === '[USER=1]Марина Ветрова[/USER] присоединилась к диалогу')).toHaveLength(1)
  })

  test('ends with the session', async () => {
    const before = await desk.dialogOn(PLAIN, 25)
    await portal.result(JOIN, { CHAT_ID: before.chatId })
    await portal.result(ANOTHER, { CHAT_ID: before.chatId })
    expect(await desk.chatOf(before)).toMatchObject({ role: 'guest', members: 1 })
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
  const waiting = await deskOf(first).dialogOn(ASKING, 11)
  const moved = await deskOf(first).dialogOn(ASKING, 11)
  const spammed = await deskOf(first).dialogOn(ASKING, null)
  await first.result(ANOTHER, { CHAT_ID: waiting.chatId })
  await first.result(TRANSFER, { CHAT_ID: moved.chatId, TRANSFER_ID: 'queue22' })
  await first.result(JOIN, { CHAT_ID: moved.chatId })
  await first.result(SPAM, { CHAT_ID: spammed.chatId })
  const all = [waiting, moved, spammed]
  const seen = async (from: TestPortal) => ({
    rows: await from.sessions(),
    chats: await Promise.all(all.map((item) => deskOf(from).chatOf(item))),
    messages: await Promise.all(all.map(async (item) => (await deskOf(from).history(item.id)).message)),
    transfers: await Promise.all(all.map((item) => deskOf(from).transfers(item.id))),
  })
  const before = await seen(first)
  await first.close()

  const again = await openPortal({ journalFile })
  expect(await seen(again)).toEqual(before)
  again.advance(3600)
  expect(await deskOf(again).row(waiting.id)).toMatchObject({ status: 'closed', dateClose: '2026-10-14T14:10:00+03:00' })
  await again.close()

  const third = await openPortal({ journalFile })
  expect(await deskOf(third).row(waiting.id)).toMatchObject({ status: 'closed', dateClose: '2026-10-14T14:10:00+03:00' })
  await third.close()
  rmSync(folder, { recursive: true })
})
