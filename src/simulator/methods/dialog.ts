import { transcript } from '../generate/transcript.ts'
import { isoDate } from '../portal-state.ts'
import { failures, RestError } from '../rest/rest-error.ts'
import { toInt, toText } from '../rest/php.ts'
import { chatFacts, crmLink, latestOfChat } from './chat-rows.ts'
import { canActIn } from '../rights.ts'
import { method } from './method.ts'
import { upperKeys } from './users.ts'
import type { Params } from '../rest/php.ts'
import type { Caller } from './method.ts'
import type { PortalState } from '../portal-state.ts'

export const dialogMethods = [
  method('imopenlines.session.open', 'imopenlines', (state, params, caller) => ({ result: openChat(state, params, caller) })),
  method('imopenlines.dialog.get', 'imopenlines', (state, params, caller) => ({ result: dialog(state, findDialog(state, params, caller), caller) })),
]

/** Parameter names are upper-cased by the portal; whichever way in, the chat's latest session is meant. */
function findDialog(state: PortalState, given: Params, { userId }: Caller): number {
  const index = fromParams(state, upperKeys(given))
  if (index === null || !canActIn(state, userId, index)) throw new RestError('ACCESS_ERROR', 'You do not have access to the specified dialog')
  return index
}

function fromParams(state: PortalState, params: Params): number | null {
  if (params['CHAT_ID'] !== undefined) return latestOfChat(state, toInt(params['CHAT_ID']))
  if (params['DIALOG_ID'] !== undefined) return latestOfChat(state, toInt(toText(params['DIALOG_ID']).replace(/^chat/, '')))
  if (params['SESSION_ID'] !== undefined) {
    const index = state.store.find(toInt(params['SESSION_ID']))
    return index === null ? null : chatFacts(state, index).latest
  }
  if (params['USER_CODE'] !== undefined) return fromUserCode(state, toText(params['USER_CODE']))
  return null
}

/** The chat behind a client's code, as text of all things. */
function openChat(state: PortalState, params: Params, { userId }: Caller): unknown {
  const index = fromUserCode(state, toText(upperKeys(params)['USER_CODE']))
  if (index === null || !canActIn(state, userId, index)) throw failures.accessDenied()
  return { chatId: String(chatFacts(state, index).chatId) }
}

/** `connector|line|chat|user`; only the web chat carries our own ids in it, other channels have to be searched. */
function fromUserCode(state: PortalState, userCode: string): number | null {
  const [connector, line, chat] = userCode.split('|')
  if (connector === 'livechat') return latestOfChat(state, toInt(chat) + 1)
  for (let client = 0; client < state.store.clientCount(); client += 1) {
    const index = state.store.latestOfClient(client)
    if (index === null) continue
    const facts = state.store.facts(index)
    // Who somebody is in the channel takes a while to work out, so it comes last.
    if (facts.channel === connector && String(facts.line.id) === line && chatFacts(state, index).entityId === userCode) return index
  }
  return null
}

function dialog(state: PortalState, index: number, caller: Caller): unknown {
  const { store, anchor, timeZone } = state
  const chat = chatFacts(state, index)
  const messages = transcript(store, index, anchor)
  const last = messages.at(-1)
  const link = crmLink(state, index)
  return {
    id: chat.chatId,
    parent_chat_id: 0,
    parent_message_id: 0,
    name: chat.name,
    description: '',
    owner: chat.owner,
    extranet: true,
    avatar: '',
    color: '#4ba984',
    type: 'lines',
    counter: 0,
    user_counter: 1 + chat.staffIds.length,
    message_count: messages.length,
    unread_id: 0,
    restrictions: { avatar: true, rename: true, extend: true, call: true, mute: true, leave: true, leave_owner: true, send: true, user_list: true },
    last_message_id: last?.id ?? 0,
    last_id: 0,
    marked_id: 0,
    disk_folder_id: 0,
    entity_type: 'LINES',
    entity_id: chat.entityId,
    entity_data_1: chat.entityData1,
    entity_data_2: chat.entityData2,
    entity_data_3: '',
    mute_list: [],
    date_create: isoDate(store.columns.get('created', chat.latest), timeZone),
    message_type: 'L',
    public: '',
    role: chat.staffIds.includes(caller.userId) ? 'member' : 'guest',
    entity_link: link ?? { type: '', url: '', id: '' },
    text_field_enabled: true,
    background_id: null,
    permissions: { manage_users_add: 'member', manage_users_delete: 'manager', manage_ui: 'member', manage_settings: 'owner', can_post: 'member' },
    is_new: false,
    readed_list: [],
    manager_list: chat.owner === 0 ? [] : [chat.owner],
    last_message_views: { message_id: last?.id ?? 0, first_viewers: [], count_of_viewers: 0 },
    dialog_id: `chat${chat.chatId}`,
  }
}
