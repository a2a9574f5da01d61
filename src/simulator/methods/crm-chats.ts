import { clientOfCrmId } from '../generate/clients.ts'
import { RestError } from '../rest/rest-error.ts'
import { isTruthy, toInt, toText } from '../rest/php.ts'
import { crmTypes } from '../types.ts'
import { chatFacts, crmLink } from './chat-rows.ts'
import { method } from './method.ts'
import { channelNames } from './service.ts'
import { upperKeys } from './users.ts'
import type { Params } from '../rest/php.ts'
import type { PortalState } from '../portal-state.ts'

export const crmChatMethods = [method('imopenlines.crm.chat.get', 'imopenlines', (state, params) => ({ result: chatsOf(state, upperKeys(params)) }))]

/** Chats of one CRM record; those without an open session only on request. */
function chatsOf(state: PortalState, params: Params): readonly Record<string, unknown>[] {
  const type = toText(params['CRM_ENTITY_TYPE']).toLowerCase()
  if (type === '') throw argumentError('CRM_ENTITY_TYPE', "Argument 'CRM_ENTITY_TYPE' is null or empty")
  if (!isTruthy(params['CRM_ENTITY'])) throw argumentError('CRM_ENTITY', "Argument 'CRM_ENTITY' is null or empty")
  if (!crmTypes.some((known) => known === type)) throw argumentError('CRM_ENTITY_TYPE', 'Unknown CRM entity type')

  const { store } = state
  const id = toInt(params['CRM_ENTITY'])
  // Every record belongs to one client here, and a client has one chat.
  const index = store.latestOfClient(clientOfCrmId(id))
  const link = index === null ? null : crmLink(state, index)
  if (index === null || link?.id !== id || link.type !== type.toUpperCase()) return []
  const chat = chatFacts(state, index)
  if (!chat.isOpen && params['ACTIVE_ONLY'] !== 'N') return []
  const channel = store.channel(index)
  return [{ CHAT_ID: String(chat.chatId), CONNECTOR_ID: channel, CONNECTOR_TITLE: channelNames[channel] }]
}

function argumentError(argument: string, description: string): RestError {
  return new RestError('ERROR_ARGUMENT', description, 400, { argument })
}
