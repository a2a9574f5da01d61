import { FIRST_CLIENT_USER_ID } from '../generate/clients.ts'
import { transcript } from '../generate/transcript.ts'
import { isoDate } from '../portal-state.ts'
import { toInt } from '../rest/php.ts'
import { chatFacts } from './chat-rows.ts'
import { method } from './method.ts'
import { userCard } from './user-cards.ts'
import { upperKeys } from './users.ts'
import type { Message } from '../generate/transcript.ts'
import type { Params } from '../rest/php.ts'
import type { PortalState } from '../portal-state.ts'
import type { Answer } from './method.ts'

const LARGEST_LIMIT = 200

export const recentMethods = [
  method('im.recent.list', 'im', (state, params, caller) => listRecent(state, upperKeys(params), caller.userId)),
  method('im.recent.get', 'im', (state, params, caller) => ({ result: recent(state, upperKeys(params), caller.userId) })),
]

type Entry = { readonly index: number; readonly messages: readonly Message[]; readonly at: number }

/** The caller's own chats, latest talk first. Nobody on the demo portal has any but those of open channels. */
function listRecent(state: PortalState, params: Params, callerId: number): Answer {
  const limit = Math.min(LARGEST_LIMIT, Math.max(1, toInt(params['LIMIT']) || 50))
  const offset = Math.max(0, toInt(params['OFFSET']))
  const entries = params['SKIP_OPENLINES'] === 'Y' ? [] : ownDialogs(state, callerId)
  const items = entries.slice(offset, offset + limit).map((entry) => recentRow(state, entry))
  const hasMore = entries.length > offset + limit
  // The messenger counts nothing; the envelope of lists says so in its own way.
  return { result: { items, hasMorePages: hasMore, hasMore }, total: -1 }
}

/** The older form: everything at once, a bare list. All chats here are those of open channels, so leaving out others changes nothing. */
function recent(state: PortalState, params: Params, callerId: number): readonly unknown[] {
  return params['SKIP_OPENLINES'] === 'Y' ? [] : ownDialogs(state, callerId).map((entry) => recentRow(state, entry))
}

function ownDialogs(state: PortalState, callerId: number): readonly Entry[] {
  const { store, anchor } = state
  const entries: Entry[] = []
  for (let client = 0; client < store.clientCount(); client += 1) {
    const index = store.latestOfClient(client)
    if (index === null || !isTheirs(state, index, callerId)) continue
    const messages = transcript(store, index, anchor)
    entries.push({ index, messages, at: messages.at(-1)?.at ?? store.columns.get('created', index) })
  }
  return entries.sort((a, b) => b.at - a.at || b.index - a.index)
}

function isTheirs({ store }: PortalState, index: number, callerId: number): boolean {
  const serves = store.columns.get('closed', index) === 0 && store.columns.get('operator', index) === callerId
  return serves || store.joined(index).includes(callerId)
}

function recentRow(state: PortalState, { index, messages, at }: Entry): Record<string, unknown> {
  const { store, timeZone } = state
  const chat = chatFacts(state, index)
  const last = messages.at(-1)
  return {
    id: `chat${chat.chatId}`,
    chat_id: chat.chatId,
    type: 'chat',
    avatar: { url: '', color: '#4ba984' },
    title: chat.name,
    message: {
      id: last?.id ?? 0,
      text: last?.text ?? '',
      file: last !== undefined && last.file !== null,
      author_id: last?.authorId ?? 0,
      attach: false,
      date: isoDate(at, timeZone),
      status: 'received',
    },
    counter: 0,
    last_id: 0,
    pinned: store.status(index) === 'paused',
    unread: false,
    has_reminder: false,
    date_update: isoDate(at, timeZone),
    chat: {
      id: chat.chatId,
      name: chat.name,
      owner: chat.owner,
      extranet: true,
      avatar: '',
      color: '#4ba984',
      type: 'lines',
      entity_type: 'LINES',
      entity_id: chat.entityId,
      entity_data_1: chat.entityData1,
      entity_data_2: chat.entityData2,
      entity_data_3: '',
      mute_list: [],
      manager_list: chat.owner === 0 ? [] : [chat.owner],
      date_create: isoDate(store.columns.get('created', index), timeZone),
      message_type: 'L',
    },
    // The last session of the chat, open or not.
    lines: { id: store.id(index), status: statusCode(state, index, messages), date_create: isoDate(store.columns.get('created', index), timeZone) },
    user: userCard(state, last === undefined || last.authorId === 0 ? FIRST_CLIENT_USER_ID + store.columns.get('client', index) : last.authorId),
    options: [],
  }
}

/** The portal's own number for the state of a session; elsewhere only a coarser word for it is shown. */
function statusCode({ store }: PortalState, index: number, messages: readonly Message[]): number {
  if (store.status(index) === 'spam') return 65
  if (store.columns.get('closed', index) !== 0) return 60
  if (store.isAwaitingVote(index)) return 50
  if (store.columns.get('operator', index) === 0) return 0
  if (store.columns.get('operatorAnswer', index) === 0) return 10
  return messages.findLast(({ by }) => by === 'client' || by === 'operator')?.by === 'client' ? 25 : 40
}
