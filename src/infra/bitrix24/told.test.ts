import { describe, expect, test } from 'vitest'
import { toSessionHistory } from './history.ts'
import { historySchema } from './schemas.ts'

const [client, operator, colleague, bot] = [587, 103, 104, 900]
const users = {
  [client]: { id: '587', name: 'Иван', connector: true },
  [operator]: { id: '103', name: 'Ольга' },
  [colleague]: { id: '104', name: 'Пётр', connector: false, bot: false },
  [bot]: { id: '900', name: 'Бот', bot: true },
}
type Line = readonly [senderId: number, minute: number, text?: string, params?: unknown]
const at = (minute: number) => Date.parse('2026-03-11T13:00:00+03:00') + minute * 60_000

function history(lines: readonly Line[], chat: unknown = { owner: '0', data: 'N|NONE|0|N|N|0|1773223732|0|0|0' }, top: Record<string, unknown> = {}) {
  const message = Object.fromEntries(lines.map(([senderid, minute, text = 'text', params = []], index) => (
    [String(index + 1), { id: String(index + 1), senderid: String(senderid), date: new Date(at(minute)).toISOString(), text, params }])))
  const { owner, data, code = 'livechat|22|1761|587' } = chat as { owner: unknown; data: unknown; code?: unknown } // The tests give these three.
  const record = {
    chatId: 1763, users, message: lines.length === 0 ? [] : message, files: [],
    chat: { 1763: { id: '1763', owner, entityId: code, entityData1: data } }, ...top,
  }
  const { told, isClosing } = toSessionHistory(321, historySchema.parse(record))
  return { ...told, isClosing }
}

const open = (owner: number) => ({ owner: String(owner), data: 'Y|LEAD|1205|N|N|321|1773223732|0|0|0' })
const next = { owner: '104', data: 'Y|LEAD|1205|N|N|400|1773223732|0|0|0' }

describe('the operator', () => {
  test.each([
    ['owns the chat while it is open', open(operator), [[client, 0], [colleague, 1]], operator],
    ['is nobody while an open chat is unassigned', open(0), [[client, 0], [colleague, 1]], null],
    ['is nobody while a bot owns the chat', open(bot), [[client, 0], [bot, 1]], null],
    ['of a closed chat wrote last, bots, client and system apart', undefined, [[client, 0], [colleague, 1], [operator, 2], [bot, 3], [client, 4], [0, 5]], operator],
    ['does not come from the chat’s next session', next, [[client, 0], [operator, 1]], operator],
    ['owns a chat that does not say which session it holds', { owner: 103, data: '' }, [[client, 0]], operator],
  ] as const)('%s', (_name, chat, lines, expected) => {
    expect(history(lines, chat).operatorId).toBe(expected)
  })

  test('stays unknown when nobody of the staff wrote', () => {
    expect(history([[client, 0], [0, 1]])).not.toHaveProperty('operatorId')
  })
})

test('a dialog is being closed while its chat waits, for as long as the chat holds it', () => {
  const waiting = (sessionId: number) => ({ owner: '103', data: `N|NONE|0|N|Y|${sessionId}|1773223732|0|0|0` })
  expect([open(operator), waiting(321), waiting(400), { owner: 0, data: '' }].map(chat => history([[client, 0]], chat).isClosing)).toEqual([false, true, false, false])
})

describe('times and counts', () => {
  test('run from the client’s first message to the first answer, and to the first by a person', () => {
    expect(history([[operator, 0], [0, 1], [client, 2], [client, 3], [bot, 4], [operator, 7], [client, 8], [0, 9]])).toMatchObject({
      firstAnswerAt: at(4), operatorAnswerAt: at(7), waitAnswer: 300, messageCount: 6,
    })
  })

  test('are none without an answer or a question', () => {
    const none = { firstAnswerAt: null, operatorAnswerAt: null, waitAnswer: null }
    expect(history([[client, 0], [0, 1]])).toMatchObject({ ...none, messageCount: 1 })
    expect(history([[operator, 0]])).toMatchObject({ ...none, messageCount: 1 })
    expect(history([])).toMatchObject({ ...none, messageCount: 0 })
  })

  test('a bot’s answer is not an operator’s', () => {
    expect(history([[client, 0], [bot, 1]])).toMatchObject({ firstAnswerAt: at(1), operatorAnswerAt: null, waitAnswer: null })
  })
})

describe('the end', () => {
  test('is the closing message', () => {
    expect(history([[client, 0], [0, 5, 'bye', { class: 'bx-messenger-content-item-ol-end' }], [0, 6]]).closedAt).toBe(at(5))
    expect(history([[client, 0], [0, 5]], next).closedAt).toBe(at(5))
  })

  test('is none while the chat holds the session, and unknown when it does not say', () => {
    expect(history([[client, 0]], open(operator)).closedAt).toBeNull()
    for (const data of ['', null, [], 'Y|LEAD']) expect(history([[client, 0]], { owner: 0, data })).not.toHaveProperty('closedAt')
  })
})

describe('the client', () => {
  test('is whoever wrote of several, with the chat and its code', () => {
    const earlier = { 500: { id: 500, name: 'Old', connector: 'Y' }, ...users }
    expect(history([[client, 0]], undefined, { users: earlier })).toMatchObject({ clientId: client, chatId: 1763, userCode: 'livechat|22|1761|587' })
  })

  test('is known by the way users of channels sign in', () => {
    expect(history([[client, 0]], undefined, { users: { [client]: { name: 'Иван', externalAuthId: 'imconnector' } } }).clientId).toBe(client)
  })

  test.each([[[]], [null], [false]])('is unknown where PHP has nothing: %j', nothing => {
    const told = history([[operator, 0]], undefined, { users: nothing, chat: nothing, chatId: nothing })
    expect(told).toEqual({ firstAnswerAt: null, operatorAnswerAt: null, waitAnswer: null, operatorId: operator, messageCount: 1, clientRating: null, ratedAt: null, isClosing: false })
  })
})

describe('the client’s rating', () => {
  const end = (vote: unknown, sid: unknown = 321) => ({ class: 'bx-messenger-content-item-ol-end', imolVoteSid: sid, imolVoteUser: vote })
  const lines = (...params: readonly unknown[]): readonly Line[] => [[client, 0], ...params.map((value, index) => [0, index + 1, '', value] as const)]
  const none = { clientRating: null, ratedAt: null }

  test.each([
    ['a like', lines(end(5)), 5, 1],
    ['a dislike, as text', lines(end('1', '321')), 1, 1],
    ['stars', lines(end(3)), 3, 1],
    ['in capitals', lines({ IMOL_VOTE_SID: 321, IMOL_VOTE_USER: '5' }), 5, 1],
    ['the last close of several', lines(end(0), {}, end(1)), 1, 3],
    ['the same in two closes: the first of them', lines(end(1), {}, end(1)), 1, 1],
    ['a dislike that became a like', lines(end(1), {}, end(5)), 5, 3],
    ['a button pressed, not closed yet', lines({ imolVote: 'dislike' }), 1, 1],
    ['a button, then the close that names it', lines({ imolVote: 'like' }, end(5)), 5, 2],
    ['a button pressed after the close', lines({ imolVote: 'dislike' }, end(0)), 1, 1],
  ] as const)('%s', (_name, given, clientRating, minute) => {
    expect(history(given)).toMatchObject({ clientRating, ratedAt: at(minute) })
  })

  test.each([
    ['no rating given', lines(end(0))],
    ['a close of another session of the chat', lines(end(1, 320))],
    ['a request that waits', lines({ imolVote: 321 }, { imolVote: '5' })],
    ['a line that does not ask: no marks at the close', lines({ class: 'bx-messenger-content-item-ol-end' })],
    ['a close without the rating', lines({ imolVoteSid: 321 })],
    ['empty parameters of PHP', lines([], null, false, '')],
    ['strange values', lines(end([]), end({ a: 1 }), end('bad'), end(7), end(-1), end(4.5), end(true), { imolVote: [] })],
  ] as const)('none: %s', (_name, given) => {
    expect(history(given)).toMatchObject(none)
  })

  test('as a message of a channel without buttons, at its own moment', () => {
    expect(history([[client, 0], [client, 4, '[dislike] Плохо']])).toMatchObject({ clientRating: 1, ratedAt: at(4) })
    expect(history([[client, 0], [client, 4, ' [LIKE]'], [0, 9, '', end(5)]])).toMatchObject({ clientRating: 5, ratedAt: at(4) })
  })

  test('is not what an operator writes, nor a word inside a sentence', () => {
    expect(history([[client, 0], [operator, 4, '[like]'], [client, 5, 'I [like] it'], [client, 6, '[b]like[/b]']])).toMatchObject(none)
  })
})
