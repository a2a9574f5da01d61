import { FIRST_CHAT_ID, FIRST_CLIENT_USER_ID } from '../generate/clients.ts'
import { crmTypes } from '../types.ts'
import type { PortalState } from '../portal-state.ts'

/** The chat of a session as several methods describe it. `current` = the session that is open in it now, if any. */
export type ChatFacts = {
  readonly chatId: number
  readonly clientUserId: number
  /** Index of the latest session of the chat. */
  readonly latest: number
  readonly isOpen: boolean
  /** 0 = in the queue, or no open session. */
  readonly owner: number
  /** Employees in the chat: the owner and those who joined. */
  readonly staffIds: readonly number[]
  readonly name: string
  readonly entityId: string
  readonly entityData1: string
  readonly entityData2: string
}

export function chatFacts({ store }: PortalState, index: number): ChatFacts {
  const { columns } = store
  const client = columns.get('client', index)
  const latest = store.latestOfClient(client) ?? index
  const { line, channel } = store.facts(latest)
  const profile = store.client(latest)
  const isOpen = columns.get('closed', latest) === 0
  const chatId = FIRST_CHAT_ID + client
  const clientUserId = FIRST_CLIENT_USER_ID + client
  const crm = columns.get('crm', latest) === 0 ? null : profile.crm
  const inChannel = channel === 'livechat' ? `${chatId - 1}|${clientUserId}` : `${profile.externalId}|${profile.externalId}`
  const owner = isOpen ? columns.get('operator', latest) : 0
  const links = ['LEAD', 'COMPANY', 'CONTACT', 'DEAL'].map((type) => `${type}|${crm?.type.toUpperCase() === type ? crm.id : 0}`)
  return {
    chatId,
    clientUserId,
    latest,
    isOpen,
    owner,
    staffIds: [...new Set([owner, ...store.joined(latest)])].filter((id) => id !== 0),
    name: `${profile.name} - ${line.name}`,
    entityId: `${channel}|${line.id}|${inChannel}`,
    entityData1: [
      crm === null ? 'N' : 'Y',
      crm === null ? 'NONE' : crm.type.toUpperCase(),
      crm?.id ?? 0,
      store.status(latest) === 'paused' ? 'Y' : 'N',
      store.isAwaitingVote(latest) ? 'Y' : 'N',
      isOpen ? store.id(latest) : 0,
      columns.get('created', latest),
      // 0 = the line named in the entity id.
      store.hasMoved(latest) ? columns.get('line', latest) : 0,
      0,
      0,
    ].join('|'),
    entityData2: links.join('|'),
  }
}

/** The latest session of the chat with this id, as an index. */
export function latestOfChat({ store }: PortalState, chatId: number): number | null {
  return store.latestOfClient(chatId - FIRST_CHAT_ID)
}

/** Where a session's card leads in the CRM; null without a link. */
export function crmLink({ store }: PortalState, index: number): { readonly type: string; readonly id: number; readonly url: string } | null {
  const code = crmTypes[store.columns.get('crm', index) - 1]
  const id = store.client(index).crm?.id
  return code === undefined || id === undefined ? null : { type: code.toUpperCase(), id, url: `/crm/${code}/details/${id}/` }
}
