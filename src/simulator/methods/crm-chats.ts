import { clientOfCrmId } from '../generate/clients.ts'
import { failures, RestError } from '../rest/rest-error.ts'
import { isTruthy, toInt, toText } from '../rest/php.ts'
import { canReadCrm, rightsOf } from '../rights.ts'
import { crmTypes } from '../types.ts'
import { chatFacts, crmLink } from './chat-rows.ts'
import { method } from './method.ts'
import { channelNames } from './service.ts'
import { upperKeys } from './users.ts'
import type { Caller } from './method.ts'
import type { Params } from '../rest/php.ts'
import type { PortalState } from '../portal-state.ts'

export const crmChatMethods = [
  method('imopenlines.crm.chat.get', 'imopenlines', (state, params, caller) => ({ result: chatsOf(state, upperKeys(params), caller) })),
  method('imopenlines.crm.chat.getLastId', 'imopenlines', (state, params, caller) => ({ result: lastChatOf(state, upperKeys(params), caller) })),
]

/** Chats of one CRM record; those without an open session only on request. */
function chatsOf(state: PortalState, params: Params, caller: Caller): readonly Record<string, unknown>[] {
  const index = sessionOfRecord(state, params, caller)
  if (index === null) return []
  const chat = chatFacts(state, index)
  if (!chat.isOpen && params['ACTIVE_ONLY'] !== 'N') return []
  const channel = state.store.channel(index)
  return [{ CHAT_ID: String(chat.chatId), CONNECTOR_ID: channel, CONNECTOR_TITLE: channelNames[channel] }]
}

function lastChatOf(state: PortalState, params: Params, caller: Caller): number {
  const index = sessionOfRecord(state, params, caller)
  if (index === null) throw new RestError('CRM_CHAT_EMPTY_CRM_DATA', 'The CRM record has no chats')
  return chatFacts(state, index).chatId
}

/** Every record belongs to one client here, and a client has one chat: its latest session, or null. */
function sessionOfRecord(state: PortalState, params: Params, { userId }: Caller): number | null {
  const type = toText(params['CRM_ENTITY_TYPE']).toLowerCase()
  if (type === '') throw argumentError('CRM_ENTITY_TYPE', "Argument 'CRM_ENTITY_TYPE' is null or empty")
  if (!isTruthy(params['CRM_ENTITY'])) throw argumentError('CRM_ENTITY', "Argument 'CRM_ENTITY' is null or empty")
  if (!crmTypes.some((known) => known === type)) throw argumentError('CRM_ENTITY_TYPE', 'Unknown CRM entity type')
  if (rightsOf(userId).crm === 'none') throw failures.accessDenied(403)
  const id = toInt(params['CRM_ENTITY'])
  const index = state.store.latestOfClient(clientOfCrmId(id))
  const link = index === null ? null : crmLink(state, index)
  if (index === null || link?.id !== id || link.type !== type.toUpperCase()) return null
  if (!canReadCrm(state, userId, index)) throw failures.accessDenied(403)
  return index
}

function argumentError(argument: string, description: string): RestError {
  return new RestError('ERROR_ARGUMENT', description, 400, { argument })
}
