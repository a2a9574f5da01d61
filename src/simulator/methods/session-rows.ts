import { FIRST_CHAT_ID, FIRST_CLIENT_USER_ID } from '../generate/clients.ts'
import { isoDate, isoOrNull } from '../portal-state.ts'
import { crmTypes } from '../types.ts'
import { orNull } from '../store.ts'
import type { PortalState } from '../portal-state.ts'
import type { Store } from '../store.ts'

/** Seconds from creation to the first answer by a person; null = not answered. */
export function waitAnswer({ columns }: Store, index: number): number | null {
  const answered = columns.get('operatorAnswer', index)
  return answered === 0 ? null : answered - columns.get('created', index)
}

export function waitClose({ columns }: Store, index: number): number | null {
  const closed = columns.get('closed', index)
  return closed === 0 ? null : closed - columns.get('created', index)
}

/** Null where the line has no target or the first answer is still awaited. */
export function kpiFirstAnswer(store: Store, index: number): boolean | null {
  const { kpiSeconds } = store.line(index)
  if (kpiSeconds === 0) return null
  const wait = waitAnswer(store, index)
  if (wait !== null) return wait <= kpiSeconds
  return store.columns.get('closed', index) === 0 ? null : false
}

export function voteHead({ columns }: Store, index: number): number | null {
  const rating = columns.get('voteHead', index)
  return rating > 0 ? rating : null
}

/** A session as `imopenlines.v2.Session.list` shows it. */
export function sessionRow({ store, timeZone }: PortalState, index: number): Record<string, unknown> {
  const { columns } = store
  const client = store.client(index)
  const crm = columns.get('crm', index)
  return {
    id: store.id(index),
    configId: columns.get('line', index),
    source: store.channel(index),
    operatorId: orNull(columns.get('operator', index)),
    userId: FIRST_CLIENT_USER_ID + columns.get('client', index),
    userCode: client.externalId,
    chatId: FIRST_CHAT_ID + columns.get('client', index),
    dateCreate: isoDate(columns.get('created', index), timeZone),
    dateClose: isoOrNull(columns.get('closed', index), timeZone),
    dateFirstAnswer: isoOrNull(columns.get('firstAnswer', index), timeZone),
    dateOperatorAnswer: isoOrNull(columns.get('operatorAnswer', index), timeZone),
    status: store.status(index),
    closeReason: store.closeReason(index),
    vote: store.vote(index),
    voteHead: voteHead(store, index),
    commentHead: store.comment(index),
    crmEntityType: crm === 0 ? null : crmTypes[crm - 1],
    crmEntityId: crm === 0 ? null : (client.crm?.id ?? null),
    queueTransfers: columns.get('transfers', index),
    waitAnswer: waitAnswer(store, index),
    waitClose: waitClose(store, index),
    kpiFirstAnswer: kpiFirstAnswer(store, index),
    messageCount: columns.get('messages', index),
  }
}

/** A rated session as `imopenlines.v2.Session.Rating.list` shows it. */
export function ratingRow({ store, timeZone }: PortalState, index: number): Record<string, unknown> {
  const { columns } = store
  return {
    sessionId: store.id(index),
    configId: columns.get('line', index),
    operatorId: orNull(columns.get('operator', index)),
    source: store.channel(index),
    vote: store.vote(index),
    voteHead: voteHead(store, index),
    commentHead: store.comment(index),
    dateVote: isoOrNull(columns.get('voted', index), timeZone),
    dateSessionClose: isoOrNull(columns.get('closed', index), timeZone),
  }
}
