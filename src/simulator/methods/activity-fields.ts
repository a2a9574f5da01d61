import { activityId, authorId, isTaken, responsibleId, updatedAt } from '../activity.ts'
import { FIRST_CLIENT_USER_ID } from '../generate/clients.ts'
import { isoDate } from '../portal-state.ts'
import { chatFacts } from './chat-rows.ts'
import { channelNames } from './service.ts'
import type { CrmType } from '../types.ts'
import type { PortalState } from '../portal-state.ts'

export const OPEN_LINE_PROVIDER = 'IMOPENLINES_SESSION'

/** What the line shows as AUTO_CLOSE_TIME, and the day that the portal adds to it. Seconds. */
const PLANNED_CLOSE = 14_400 + 86_400

/** How values of a field compare and are written: dates are epoch seconds until they leave. */
export type Field = {
  readonly kind: 'number' | 'date' | 'text'
  readonly value: (state: PortalState, index: number) => number | string | null
  /** Grows with the session, so that a condition on it cuts a range out of the sessions. */
  readonly isOrdered?: true
}

const ownerTypes: Readonly<Record<CrmType, number>> = { lead: 1, deal: 2, contact: 3, company: 4 }

const number = (value: Field['value']): Field => ({ kind: 'number', value })
const date = (value: Field['value']): Field => ({ kind: 'date', value })
const text = (value: Field['value']): Field => ({ kind: 'text', value })
const created: Field = { kind: 'date', value: ({ store }, index) => store.columns.get('created', index), isOrdered: true }

/** The scalar fields of an activity that stands for a session. */
export const activityFields: Readonly<Record<string, Field>> = {
  ID: { kind: 'number', value: (_, index) => activityId(index), isOrdered: true },
  OWNER_ID: number(({ store }, index) => store.client(index).crm?.id ?? 0),
  OWNER_TYPE_ID: number(ownerTypeId),
  TYPE_ID: number(() => 6),
  PROVIDER_ID: text(() => OPEN_LINE_PROVIDER),
  PROVIDER_TYPE_ID: text(({ store }, index) => String(store.columns.get('line', index))),
  PROVIDER_GROUP_ID: text(() => null),
  ASSOCIATED_ENTITY_ID: { kind: 'number', value: ({ store }, index) => store.id(index), isOrdered: true },
  SUBJECT: text(subject),
  CREATED: created,
  LAST_UPDATED: date(updatedAt),
  START_TIME: created,
  END_TIME: date(endTime),
  DEADLINE: date(endTime),
  COMPLETED: text((state, index) => (isCompleted(state, index) ? 'Y' : 'N')),
  STATUS: number((state, index) => (isCompleted(state, index) ? 2 : 1)),
  RESPONSIBLE_ID: number(responsibleId),
  PRIORITY: number(() => 2),
  NOTIFY_TYPE: number(() => 0),
  NOTIFY_VALUE: number(() => 0),
  DESCRIPTION: text(() => ''),
  DESCRIPTION_TYPE: number(() => 1),
  DIRECTION: number(() => 1),
  LOCATION: text(() => ''),
  ORIGINATOR_ID: text(() => null),
  ORIGIN_ID: text(({ store }, index) => `IMOL_${store.id(index)}`),
  AUTHOR_ID: number(authorId),
  EDITOR_ID: number(authorId),
  RESULT_MARK: number(() => 0),
  RESULT_VALUE: number(() => null),
  RESULT_SUM: number(() => null),
  RESULT_CURRENCY_ID: text(() => null),
  RESULT_STATUS: number((state, index) => (isTaken(state, index) ? 2 : 1)),
  RESULT_STREAM: number(() => 0),
  RESULT_SOURCE_ID: text(({ store }, index) => store.channel(index)),
  AUTOCOMPLETE_RULE: number(() => 0),
  IS_INCOMING_CHANNEL: text(() => 'Y'),
}

/** An activity with the fields named; without names all but the communications, which cost the portal extra. */
export function activityRow(state: PortalState, index: number, names: readonly string[]): Record<string, unknown> {
  const hasAll = names.length === 0 || names.includes('*')
  const row: Record<string, unknown> = {}
  for (const [name, { kind, value }] of Object.entries(activityFields)) {
    if (!hasAll && !names.includes(name)) continue
    const plain = value(state, index)
    row[name] = plain === null ? null : kind === 'date' ? isoDate(Number(plain), state.timeZone) : String(plain)
  }
  if (hasAll || names.includes('PROVIDER_PARAMS')) row['PROVIDER_PARAMS'] = { USER_CODE: chatFacts(state, index).entityId }
  if (hasAll || names.includes('SETTINGS')) row['SETTINGS'] = []
  if (names.includes('COMMUNICATIONS')) row['COMMUNICATIONS'] = [communication(state, index)]
  return row
}

function ownerTypeId({ store }: PortalState, index: number): number {
  const type = store.client(index).crm?.type
  return type === undefined ? 0 : ownerTypes[type]
}

/** A session that a late rating has opened again keeps its completed activity, with an end yet to come. */
function isCompleted({ store }: PortalState, index: number): boolean {
  return store.columns.get('closed', index) !== 0 || isReopened({ store }, index)
}

function isReopened({ store }: Pick<PortalState, 'store'>, index: number): boolean {
  return store.isAwaitingVote(index) && store.happenings(index).some((item) => 'act' in item && item.act === 'reopen')
}

/** For open sessions only the close that is planned. */
function endTime(state: PortalState, index: number): number {
  return state.store.columns.get('closed', index) || updatedAt(state, index) + PLANNED_CLOSE
}

function subject({ store }: PortalState, index: number): string {
  const { line, channel } = store.facts(index)
  return `Чат Открытой линии - "${store.client(index).name} - ${line.name}" (${channelNames[channel]})`
}

function communication(state: PortalState, index: number): Record<string, unknown> {
  const { store } = state
  const client = store.client(index)
  return {
    ID: String(activityId(index) * 2),
    TYPE: 'IM',
    VALUE: `imol|${chatFacts(state, index).entityId}`,
    ENTITY_ID: String(client.crm?.id ?? 0),
    ENTITY_TYPE_ID: String(ownerTypeId(state, index)),
    ENTITY_SETTINGS: { HONORIFIC: '', NAME: client.firstName, SECOND_NAME: '', LAST_NAME: client.lastName, LEAD_TITLE: client.name, USER_ID: String(FIRST_CLIENT_USER_ID + store.columns.get('client', index)) },
  }
}
