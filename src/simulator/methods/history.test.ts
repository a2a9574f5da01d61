import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openPortal } from '../testing/open-portal.ts'
import type { SessionRow, TestPortal } from '../testing/open-portal.ts'

type HistoryMessage = { readonly id: string; readonly chatid: string; readonly senderid: string; readonly recipientid: string; readonly date: string; readonly text: string; readonly textlegacy: string; readonly params: Record<string, unknown> | [] }
type History = {
  readonly chatId: number
  readonly sessionId: number
  readonly canJoin: string
  readonly canVoteHead: string
  readonly sessionVoteHead: number
  readonly sessionCommentHead: string | null
  readonly userId: string
  readonly message: Record<string, HistoryMessage>
  readonly usersMessage: Record<string, string[]>
  readonly users: Record<string, { readonly id: string; readonly name: string; readonly connector: boolean; readonly bot: boolean; readonly firstName: string; readonly externalAuthId: string; readonly lastActivityDate: string }>
  readonly chat: Record<string, { readonly owner: string; readonly entityId: string; readonly entityData1: string; readonly messageCount: number }>
  readonly userInChat: Record<string, number[]>
  readonly files: Record<string, { readonly id: number; readonly type: string; readonly urldownload: string }> | []
  readonly openlines: unknown
}

/** The line whose clients give stars. */
const STARS = 22

let portal: TestPortal
let all: SessionRow[]
beforeAll(async () => {
  portal = await openPortal({ sessions: 600 })
  all = await portal.sessions()
})
afterAll(() => portal.close())

const history = (id: number) => portal.result<History>('imopenlines.session.history.get', { SESSION_ID: id })
const oldestFirst = (found: History) => Object.values(found.message).toSorted((a, b) => Number(a.id) - Number(b.id))
const paramsOf = (message: HistoryMessage | undefined) => (message === undefined || Array.isArray(message.params) ? {} : message.params)

describe('session.history.get', () => {
  test('agrees with the session: counts, dates, operator, rating', async () => {
    for (const row of all.slice(0, 300)) {
      const found = await history(row.id)
      const messages = oldestFirst(found)
      const talk = messages.filter((message) => message.senderid !== '0')
      const authors = talk.map((message) => found.users[message.senderid])
      expect(authors).not.toContain(undefined)
      const firstBy = (isHim: (author: History['users'][string] | undefined) => boolean) => talk.find((message) => isHim(found.users[message.senderid]))?.date ?? null

      expect(talk.length).toBe(row.messageCount)
      expect(messages[0]?.date).toBe(row.dateCreate)
      expect(firstBy((author) => author?.connector === false)).toBe(row.dateFirstAnswer)
      expect(firstBy((author) => author?.connector === false && !author.bot)).toBe(row.dateOperatorAnswer)
      expect(messages.map((message) => message.date)).toEqual(messages.map((message) => message.date).toSorted())
      expect([found.sessionVoteHead, found.sessionCommentHead]).toEqual([row.voteHead ?? 0, row.commentHead])
      const end = messages.find((message) => paramsOf(message)['class'] === 'bx-messenger-content-item-ol-end')
      expect(end?.date ?? null).toBe(row.dateClose)
      // A line that asks for no rating keeps none with its closing messages.
      const hasVote = end !== undefined && row.configId !== 30
      const { imolVoteSid, imolVoteUser } = paramsOf(end)
      const marks = row.configId === STARS ? { none: [0], like: [3, 4, 5], dislike: [1, 2] } : { none: [0], like: [5], dislike: [1] }
      expect([imolVoteSid, hasVote ? marks[row.vote as keyof typeof marks].includes(imolVoteUser as number) : imolVoteUser]).toEqual(hasVote ? [row.id, true] : [undefined, undefined])
      expect(messages.map((message) => message.text).join('')).not.toMatch(/[{}]/)
    }
  })

  test('has the documented shape', async () => {
    const row = all.find((candidate) => candidate.status === 'closed' && candidate.source === 'livechat') as SessionRow
    const found = await history(row.id)
    const chatKey = String(row.chatId)
    const [message] = oldestFirst(found)
    expect(Object.keys(found)).toEqual(['chatId', 'canJoin', 'canVoteHead', 'sessionId', 'sessionVoteHead', 'sessionCommentHead', 'userId', 'message', 'usersMessage', 'users', 'openlines', 'userInGroup', 'woUserInGroup', 'chat', 'userBlockChat', 'userInChat', 'files'])
    expect(found).toMatchObject({ chatId: row.chatId, sessionId: row.id, canJoin: 'Y', canVoteHead: 'Y', userId: `chat${row.chatId}`, openlines: { canvoteashead: { [row.configId]: true } } })
    expect(message).toEqual({ id: expect.any(String), chatid: chatKey, senderid: String(row.userId), recipientid: `chat${row.chatId}`, date: row.dateCreate, text: expect.any(String), textlegacy: expect.any(String), params: [] })
    expect(found.usersMessage[`chat${row.chatId}`]).toEqual(oldestFirst(found).map(({ id }) => id).toReversed())
    expect(found.users[String(row.userId)]).toMatchObject({ id: String(row.userId), connector: true, externalAuthId: 'imconnector', lastActivityDate: expect.any(String) })
    expect(found.chat[chatKey]).toMatchObject({ owner: '0', entityId: `livechat|${row.configId}|${row.chatId - 1}|${row.userId}` })
    expect(found.userInChat).toEqual({ [chatKey]: [row.userId] })
  })

  test('lists files that messages refer to, and an empty array where there are none', async () => {
    let withFiles = 0
    for (const row of all.slice(100, 200)) {
      const found = await history(row.id)
      const referred = oldestFirst(found).flatMap((message) => (paramsOf(message)['fileId'] as number[] | undefined) ?? [])
      expect(Object.keys(found.files)).toEqual(referred.map(String))
      expect(Array.isArray(found.files)).toBe(referred.length === 0)
      withFiles += referred.length
    }
    expect(withFiles).toBeGreaterThan(5)
  })

  test('a chat id means its last session', async () => {
    const earlier = all.find((row, at) => all.findIndex((other) => other.chatId === row.chatId) < at) as SessionRow
    const latest = all.find((row) => row.chatId === earlier.chatId) as SessionRow
    expect(latest.id).toBeGreaterThan(earlier.id)
    expect((await portal.result<History>('imopenlines.session.history.get', { CHAT_ID: earlier.chatId })).sessionId).toBe(latest.id)
  })

  test.each([
    [{}, '400 MISSING_REQUIRED_PARAM'],
    [{ session_id: 100_001 }, '400 MISSING_REQUIRED_PARAM'],
    [{ SESSION_ID: 0 }, '400 INVALID_SESSION_ID'],
    [{ SESSION_ID: 5 }, '400 ACCESS_DENIED'],
    [{ CHAT_ID: 5 }, '400 ACCESS_DENIED'],
  ])('%o answers %s', async (params, expected) => {
    expect(await portal.errorOf('imopenlines.session.history.get', params)).toBe(expected)
  })
})

describe('dialog.get', () => {
  test('describes the chat by any of its names, in any case', async () => {
    const row = all.find((candidate) => candidate.status === 'answered') as SessionRow
    const dialog = await portal.result('imopenlines.dialog.get', { CHAT_ID: row.chatId })
    expect(dialog).toMatchObject({ id: row.chatId, dialog_id: `chat${row.chatId}`, type: 'lines', owner: row.operatorId, entity_type: 'LINES', message_type: 'L' })
    expect(String(dialog['entity_data_1']).split('|')).toHaveLength(10)
    const messages = oldestFirst(await history(row.id))
    expect([dialog['message_count'], dialog['last_message_id']]).toEqual([messages.length, Number(messages.at(-1)?.id)])
    expect(String(dialog['entity_data_1']).split('|')[5]).toBe(String(row.id))
    for (const params of [{ dialog_id: `chat${row.chatId}` }, { session_id: row.id }, { USER_CODE: dialog['entity_id'] }]) {
      expect(await portal.result('imopenlines.dialog.get', params)).toEqual(dialog)
    }
  })

  test('of a closed session it has no owner and no session id', async () => {
    const row = all.find((candidate) => candidate.status === 'closed' && all.find((other) => other.chatId === candidate.chatId) === candidate) as SessionRow
    const dialog = await portal.result('imopenlines.dialog.get', { SESSION_ID: row.id })
    expect([dialog['owner'], String(dialog['entity_data_1']).split('|')[5]]).toEqual([0, '0'])
  })

  test('by an earlier session of the chat it still describes the latest', async () => {
    const earlier = all.find((row, at) => all.findIndex((other) => other.chatId === row.chatId) < at) as SessionRow
    expect(await portal.result('imopenlines.dialog.get', { SESSION_ID: earlier.id })).toEqual(await portal.result('imopenlines.dialog.get', { CHAT_ID: earlier.chatId }))
  })

  test('an unknown chat is an access error', async () => {
    expect(await portal.errorOf('imopenlines.dialog.get', { CHAT_ID: 3 })).toBe('400 ACCESS_ERROR')
    expect(await portal.errorOf('imopenlines.dialog.get')).toBe('400 ACCESS_ERROR')
  })
})

describe('session.head.vote', () => {
  const VOTE = 'imopenlines.session.head.vote'
  const stored = async (id: number) => {
    const { sessionVoteHead, sessionCommentHead } = await history(id)
    return [sessionVoteHead, sessionCommentHead]
  }
  const unrated = (n: number) => (all.filter((row) => row.status === 'closed' && row.voteHead === null && row.configId === 12)[n] as SessionRow).id

  test('stores rating and comment, shows them in list, history and closing message, and notifies the operator', async () => {
    const id = unrated(0)
    expect((await portal.call(VOTE, { SESSION_ID: id, RATING: 4, COMMENT: 'Хорошо, но долго' })).body).toMatchObject({ result: true, time: {} })
    expect(await stored(id)).toEqual([4, 'Хорошо, но долго'])
    expect((await portal.sessions()).find((row) => row.id === id)).toMatchObject({ voteHead: 4, commentHead: 'Хорошо, но долго' })
    const end = oldestFirst(await history(id)).at(-1)
    expect(paramsOf(end)).toMatchObject({ imolVoteHead: 4, imolCommentHead: { text: 'Хорошо, но долго' } })
    expect((await portal.control('stats')).body).toMatchObject({ notifications: { [id]: 1 }, headVotes: [{ sessionId: id, rating: 4, comment: 'Хорошо, но долго' }] })
  })

  test('a rating alone wipes the comment, a comment alone keeps the rating', async () => {
    const id = unrated(1)
    await portal.result(VOTE, { SESSION_ID: id, RATING: 2, COMMENT: 'first' })
    await portal.result(VOTE, { SESSION_ID: id, COMMENT: 'second' })
    expect(await stored(id)).toEqual([2, 'second'])
    await portal.result(VOTE, { SESSION_ID: id, RATING: 3 })
    expect(await stored(id)).toEqual([3, ''])
  })

  test('more than 5 becomes 0; a negative mark is not checked; text numbers are numbers', async () => {
    const id = unrated(2)
    await portal.result(VOTE, { SESSION_ID: id, RATING: 5 })
    await portal.result(VOTE, { SESSION_ID: id, RATING: 9 })
    expect((await stored(id))[0]).toBe(0)
    await portal.result(VOTE, { SESSION_ID: id, RATING: -3 })
    expect((await stored(id))[0]).toBe(-3)
    await portal.result(VOTE, { SESSION_ID: String(id), RATING: '4.9' })
    expect((await stored(id))[0]).toBe(4)
  })

  test('open sessions may be rated too', async () => {
    const open = all.find((row) => row.dateClose === null && row.messageCount > 0) as SessionRow
    await portal.result(VOTE, { SESSION_ID: open.id, RATING: 1, COMMENT: 'слишком долго' })
    expect(await stored(open.id)).toEqual([1, 'слишком долго'])
  })

  test.each([
    [{ RATING: 5 }, '400 EMPTY_SESSION_ID'],
    [{ session_id: 100_001, RATING: 5 }, '400 EMPTY_SESSION_ID'],
    [{ SESSION_ID: 100_001 }, '400 EMPTY_VOTE_PARAMS'],
    [{ SESSION_ID: 100_001, RATING: '0', COMMENT: '  ' }, '400 EMPTY_VOTE_PARAMS'],
    [{ SESSION_ID: 100_001, COMMENT: '0' }, '400 EMPTY_VOTE_PARAMS'],
    [{ SESSION_ID: 77, RATING: 5 }, '400 ACCESS_DENIED'],
  ])('%o answers %s', async (params, expected) => {
    expect(await portal.errorOf(VOTE, params)).toBe(expected)
  })
})
