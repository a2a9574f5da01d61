import { fileOf } from '../generate/files.ts'
import { PHOTO_HEIGHT, PHOTO_WIDTH } from '../generate/picture.ts'
import { transcript } from '../generate/transcript.ts'
import { isoDate } from '../portal-state.ts'
import { failures, RestError } from '../rest/rest-error.ts'
import { phpMap, toInt } from '../rest/php.ts'
import { chatFacts, latestOfChat } from './chat-rows.ts'
import { canJoin, canReadHistory, canVoteHead } from '../rights.ts'
import { method } from './method.ts'
import { recase, userCard } from './user-cards.ts'
import type { Caller } from './method.ts'
import type { ChatFile } from '../generate/files.ts'
import type { Message } from '../generate/transcript.ts'
import type { Params } from '../rest/php.ts'
import type { PortalState } from '../portal-state.ts'
import { starsOf } from '../stars.ts'

export const historyMethods = [
  method('imopenlines.session.history.get', 'imopenlines', (state, params, caller) => ({ result: sessionHistory(state, findSession(state, params, caller), caller) })),
]

/** This method reads its parameters as written: only upper case counts. */
function findSession(state: PortalState, params: Params, { userId }: Caller): number {
  if (params['SESSION_ID'] === undefined && params['CHAT_ID'] === undefined) {
    throw new RestError('MISSING_REQUIRED_PARAM', 'SESSION_ID or CHAT_ID is required')
  }
  if (params['SESSION_ID'] !== undefined && toInt(params['SESSION_ID']) <= 0) throw new RestError('INVALID_SESSION_ID', 'Invalid session ID')
  const index = params['SESSION_ID'] === undefined ? latestOfChat(state, toInt(params['CHAT_ID'])) : state.store.find(toInt(params['SESSION_ID']))
  if (index === null || !canReadHistory(state, userId, index)) throw failures.accessDenied()
  return index
}

function sessionHistory(state: PortalState, index: number, { userId }: Caller): unknown {
  const { store, anchor, timeZone } = state
  const messages = transcript(store, index, anchor)
  if (messages.length === 0) throw failures.accessDenied()
  const chat = chatFacts(state, index)
  const sessionId = store.id(index)
  const operatorId = store.columns.get('operator', index)
  const newestFirst = messages.toReversed()
  const lastClose = store.columns.get('closed', index) === 0 ? undefined : newestFirst.find(({ act }) => act === 'close')
  const staffIds = [...new Set([...messages.map((message) => message.authorId), operatorId, ...chat.staffIds])].filter((id) => id !== 0 && id !== chat.clientUserId)
  const userIds = [chat.clientUserId, ...staffIds]
  const present = [...chat.staffIds, chat.clientUserId]
  const chatKey = String(chat.chatId)
  const lineId = store.columns.get('line', index)
  const mayVote = canVoteHead(state, userId, lineId)
  return {
    chatId: chat.chatId,
    canJoin: canJoin(state, userId, lineId) ? 'Y' : 'N',
    canVoteHead: mayVote ? 'Y' : 'N',
    sessionId,
    sessionVoteHead: store.columns.get('voteHead', index),
    sessionCommentHead: store.comment(index),
    userId: `chat${chat.chatId}`,
    message: phpMap(Object.fromEntries(newestFirst.map((message) => [String(message.id), messageRow(state, index, message, message === lastClose)]))),
    usersMessage: { [`chat${chat.chatId}`]: newestFirst.map((message) => String(message.id)) },
    users: phpMap(Object.fromEntries(userIds.flatMap((id) => historyUser(state, id)))),
    openlines: { canvoteashead: { [String(lineId)]: mayVote } },
    userInGroup: phpMap(groupByDepartment(state, staffIds)),
    woUserInGroup: [],
    chat: {
      [chatKey]: {
        id: chatKey,
        name: chat.name,
        owner: String(chat.owner),
        extranet: true,
        avatar: '',
        color: '#4ba984',
        type: 'lines',
        messageType: 'L',
        entityType: 'LINES',
        entityId: chat.entityId,
        entityData1: chat.entityData1,
        entityData2: chat.entityData2,
        entityData3: '',
        messageCount: messages.length,
        muteList: Object.fromEntries(present.map((id) => [String(id), false])),
        managerList: chat.owner === 0 ? [] : [chat.owner],
        dateCreate: isoDate(store.columns.get('created', index), timeZone),
        permissions: { manageUsersAdd: 'member', manageUsersDelete: 'manager', manageUi: 'member', manageSettings: 'owner', canPost: 'member' },
      },
    },
    userBlockChat: { [chatKey]: Object.fromEntries(present.map((id) => [String(id), false])) },
    userInChat: { [chatKey]: present },
    files: phpMap(Object.fromEntries(messages.flatMap((message) => fileEntry(state, chat.chatId, message)))),
  }
}

function messageRow(state: PortalState, index: number, message: Message, isLastClose: boolean): Record<string, unknown> {
  const { chatId } = chatFacts(state, index)
  return {
    id: String(message.id),
    chatid: String(chatId),
    senderid: String(message.authorId),
    recipientid: `chat${chatId}`,
    date: isoDate(message.at, state.timeZone),
    text: message.text,
    textlegacy: toHtml(message.text),
    params: phpMap(messageParams(state, index, message, isLastClose)),
  }
}

function toHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;').replaceAll('\n', '<br />')
}

/** The client's rating has no field of its own: it lives in the parameters of the portal's closing lines. */
function messageParams({ store }: PortalState, index: number, message: Message, isLastClose: boolean): Record<string, unknown> {
  const sessionId = store.id(index)
  const file = fileOf(message)
  if (file !== null) return { fileId: [file.id] }
  if (message.act === 'askVote') {
    const vote = store.vote(index)
    return { class: 'bx-messenger-content-item-vote', imolVote: vote === 'none' ? sessionId : vote }
  }
  if (message.act === 'close') {
    const end = { class: 'bx-messenger-content-item-ol-end', type: 'lines', componentId: 'bx-imopenlines-message' }
    const comment = store.comment(index)
    if (!store.line(index).asksForVote) return end
    return {
      ...end,
      imolVoteSid: sessionId,
      // A rating that came after a close is told by the close that followed it.
      imolVoteUser: isLastClose ? starsOf(store, index) : 0,
      imolVoteHead: isLastClose ? store.columns.get('voteHead', index) : 0,
      imolCommentHead: !isLastClose || comment === null || comment === '' ? [] : { text: comment },
    }
  }
  return message.by === 'system' ? { class: 'bx-messenger-content-item-ol-output' } : {}
}

function historyUser(state: PortalState, id: number): [string, unknown][] {
  const card = userCard(state, id)
  return card === null ? [] : [[String(id), { ...recase(card), id: String(id) }]]
}

function groupByDepartment({ directory }: PortalState, staffIds: readonly number[]): Record<string, unknown> {
  const groups: Record<string, { id: number; users: string[] }> = {}
  for (const id of staffIds) {
    const department = directory.person(id)?.departmentId
    if (department === undefined) continue
    const group = (groups[String(department)] ??= { id: department, users: [] })
    group.users.push(String(id))
  }
  return groups
}

function fileEntry(state: PortalState, chatId: number, message: Message): [string, unknown][] {
  const file = fileOf(message)
  return file === null ? [] : [[String(file.id), fileRow(state, chatId, message, file)]]
}

function fileRow(state: PortalState, chatId: number, message: Message, { id, name, isPhoto, bytes }: ChatFile): Record<string, unknown> {
  const card = userCard(state, message.authorId)
  return {
    id,
    chatid: chatId,
    date: isoDate(message.at, state.timeZone),
    type: isPhoto ? 'image' : 'file',
    name,
    extension: name.split('.').at(-1),
    size: bytes,
    image: isPhoto ? { height: PHOTO_HEIGHT, width: PHOTO_WIDTH } : false,
    status: 'done',
    progress: 100,
    authorid: message.authorId,
    authorname: card?.['name'] ?? '',
    urlpreview: isPhoto ? `${state.url()}/disk/showPreview/${id}/?fileName=${name}` : '',
    urlshow: `${state.url()}/disk/showFile/${id}/?filename=${name}`,
    urldownload: `${state.url()}/disk/downloadFile/${id}/?filename=${name}`,
  }
}
