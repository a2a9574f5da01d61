import { FIRST_CHAT_ID } from '../generate/clients.ts'
import { teamChat } from '../data/company.ts'
import { failures, RestError } from '../rest/rest-error.ts'
import { toInt } from '../rest/php.ts'
import { canActIn } from '../rights.ts'
import { latestOfChat } from './chat-rows.ts'
import type { Params } from '../rest/php.ts'
import type { PortalState } from '../portal-state.ts'

/** The latest session of the chat an operator method is about, with the refusals those methods share. */
export function sessionOfChat(state: PortalState, params: Params, callerId: number): number {
  const chatId = toInt(params['CHAT_ID'])
  if (chatId === teamChat.id) throw new RestError('CHAT_TYPE', 'Указанный чат не является открытой линией')
  const index = chatId < FIRST_CHAT_ID ? null : latestOfChat(state, chatId)
  if (index === null) throw new RestError('CHAT_ID', 'Указан не корректный идентификатор чата')
  if (!canActIn(state, callerId, index)) throw failures.accessDenied()
  return index
}

/** As the two methods do it that refuse an empty id by themselves and everything else in one breath. */
export function sessionOfChatOrWrongOperator(state: PortalState, params: Params, callerId: number): number {
  const chatId = toInt(params['CHAT_ID'])
  if (chatId <= 0) throw new RestError('CHAT_ID_EMPTY', "Chat ID can't be empty")
  const index = latestOfChat(state, chatId)
  if (index === null || !canActIn(state, callerId, index)) throw wrongOperator()
  return index
}

export function wrongOperator(): RestError {
  return new RestError('OPERATOR_WRONG', 'You can not redirect to this operator')
}

export function isOpen({ store }: PortalState, index: number): boolean {
  return store.columns.get('closed', index) === 0
}
