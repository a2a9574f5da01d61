import { expect, test } from 'vitest'
import { answering, openPortal } from './testing/scripted-portal.ts'

const sample = {
  chatId: 1763, canJoin: 'Y', canVoteHead: 'Y', sessionId: 321, sessionVoteHead: 0, sessionCommentHead: null, userId: 'chat1763',
  message: {
    85851: { id: '85851', chatid: '1763', senderid: '103', date: '2026-03-11T13:12:46+03:00', text: '[b]Да[/b]', textlegacy: '<b>Да</b>', params: { connectorMid: ['85853'], fileId: [5437, '9'] } },
    85833: { id: '85833', chatid: '1763', senderid: 587, date: '2026-03-11T13:10:00+03:00', text: 'Есть?', params: [] },
    85840: { id: '85840', chatid: '1763', senderid: '0', date: '2026-03-11T13:11:00+03:00', text: 'Начат диалог', params: [] },
    85845: { id: 85845, chatid: '1763', senderid: '900', date: 'never', text: null, params: [] },
  },
  users: {
    103: { id: '103', name: 'Ольга Смирнова', bot: false, connector: false },
    587: { id: '587', name: '', firstName: 'Иван', lastName: 'Гость', connector: true, externalAuthId: 'imconnector' },
    900: { id: '900', name: 'Бот', bot: true },
  },
  files: { 5437: { id: 5437, type: 'image', name: '2311.png', size: '70855' } },
}

test('messages come oldest first with their authors and files', async () => {
  const { portal } = await openPortal(answering(() => sample))
  const at = (text: string) => Date.parse(`2026-03-11T${text}+03:00`)
  expect(await portal.history(321, 'user')).toEqual({ ok: true, value: {
    sessionId: 321, canRate: true, isClosing: false, supervisorRating: null, supervisorComment: null, clientName: 'Иван Гость',
    told: {
      chatId: 1763, clientId: 587, operatorId: 103, firstAnswerAt: at('13:11:00'), operatorAnswerAt: at('13:12:46'), waitAnswer: 166,
      messageCount: 3, clientRating: null, ratedAt: null,
    },
    messages: [
      { id: 85833, at: at('13:10:00'), authorKind: 'client', authorId: 587, authorName: 'Иван Гость', text: 'Есть?', files: [] },
      { id: 85840, at: at('13:11:00'), authorKind: 'system', authorId: 0, authorName: '', text: 'Начат диалог', files: [] },
      { id: 85845, at: at('13:11:00'), authorKind: 'bot', authorId: 900, authorName: 'Бот', text: '', files: [] },
      { id: 85851, at: at('13:12:46'), authorKind: 'operator', authorId: 103, authorName: 'Ольга Смирнова', text: '[b]Да[/b]', files: [
        { id: 5437, name: '2311.png', type: 'image', size: 70_855 }, { id: 9, name: 'file 9', type: 'file', size: 0 },
      ] },
    ],
  } })
})

test('lines of the portal say what happened, and one message tells when the client rated', async () => {
  const { portal } = await openPortal(answering(() => ({
    ...sample,
    message: {
      1: { id: '1', senderid: '0', date: '2026-03-11T13:10:00+03:00', text: 'Оцените качество', params: { class: 'bx-messenger-content-item-vote', imolVote: 321 } },
      2: { id: '2', senderid: '587', date: '2026-03-11T13:11:00+03:00', text: '[dislike] Плохо' },
      3: { id: '3', senderid: '0', date: '2026-03-11T13:12:00+03:00', text: 'Завершил', params: { class: 'bx-messenger-content-item-ol-end', imolVoteSid: 321, imolVoteUser: 1 } },
    },
  })))
  const history = await portal.history(321, 'user')
  expect(history.ok && history.value.messages.map(({ id, event, clientRating }) => ({ id, event, clientRating }))).toEqual([
    { id: 1, event: 'rating-asked', clientRating: undefined }, { id: 2, event: undefined, clientRating: 1 }, { id: 3, event: 'closed', clientRating: undefined },
  ])
})

test('empty collections are lists in PHP', async () => {
  const { portal } = await openPortal(answering(() => ({ canVoteHead: 'N', sessionVoteHead: '2', sessionCommentHead: 'Не ответил', message: [], users: [], files: [] })))
  expect(await portal.history(5, 'visible')).toEqual({ ok: true, value: {
    sessionId: 5, messages: [], canRate: false, isClosing: false, supervisorRating: 2, supervisorComment: 'Не ответил', clientName: null,
    told: { firstAnswerAt: null, operatorAnswerAt: null, waitAnswer: null, messageCount: 0, clientRating: null, ratedAt: null },
  } })
})

test('a client without a user is called as the chat is', async () => {
  const named = (name: unknown) => ({ message: [], users: { 103: { id: '103', name: 'Ольга' } }, chat: { 5: { id: '5', name } } })
  for (const [name, expected] of [['Иван - Линия - 2', 'Иван'], ['Без линии', null], [null, null]]) {
    const { portal } = await openPortal(answering(() => named(name)))
    expect(await portal.history(5, 'visible')).toMatchObject({ ok: true, value: { clientName: expected } })
  }
})

test('a portal that does not say whether rating is allowed', async () => {
  const { portal } = await openPortal(answering(() => ({ message: [] })))
  expect(await portal.history(5, 'visible')).toMatchObject({ ok: true, value: { canRate: null, supervisorRating: null } })
})

test('a rating always travels with its comment, in capitals', async () => {
  const { portal, server } = await openPortal(answering(() => true))
  expect(await portal.rate({ sessionId: 321, rating: 2, comment: '' })).toEqual({ ok: true, value: null })
  expect(server.calls[0]).toMatchObject({ method: 'imopenlines.session.head.vote', body: { SESSION_ID: 321, RATING: 2, COMMENT: '' } })
})

test('a rating that the portal does not confirm has failed', async () => {
  const { portal } = await openPortal(answering(() => false))
  expect(await portal.rate({ sessionId: 321, rating: 2, comment: 'x' })).toMatchObject({ error: { code: 'portal-rejected' } })
})
