import { describe, expect, test } from 'vitest'
import { toKnownSession, toKnownSessions } from './crm-mapping.ts'
import { activitySchema } from './schemas.ts'

const sample = {
  ID: '4512', OWNER_ID: '1205', OWNER_TYPE_ID: '2', TYPE_ID: '6', PROVIDER_ID: 'IMOPENLINES_SESSION', PROVIDER_TYPE_ID: '22', ASSOCIATED_ENTITY_ID: '321',
  ORIGIN_ID: 'IMOL_321', RESULT_SOURCE_ID: 'livechat', RESULT_STATUS: '2', COMPLETED: 'Y', RESPONSIBLE_ID: '103', DIRECTION: '1',
  PROVIDER_PARAMS: { USER_CODE: 'livechat|22|1761|587' }, SETTINGS: [],
  START_TIME: '2026-03-11T13:10:00+03:00', END_TIME: '2026-03-11T14:00:00+03:00', CREATED: '2026-03-11T13:10:01+03:00', LAST_UPDATED: '2026-03-11T14:00:02+03:00',
}
const mapped = (given: Record<string, unknown> = {}) => toKnownSession(activitySchema.parse({ ...sample, ...given }))

test('an activity tells these fields and no others', () => {
  expect(mapped()).toEqual({
    id: 321, lineId: 22, source: 'livechat', userCode: 'livechat|22|1761|587', clientId: 587, operatorId: 103, status: 'closed',
    createdAt: Date.parse('2026-03-11T10:10:00Z'), closedAt: Date.parse('2026-03-11T11:00:00Z'), changedAt: Date.parse('2026-03-11T11:00:02Z'),
    crmEntityType: 'deal', crmEntityId: 1205,
  })
})

test.each([
  ['an open dialog has only a planned end', { COMPLETED: 'N' }, { status: 'answered', closedAt: null }],
  ['nobody has taken the dialog', { COMPLETED: 'N', RESULT_STATUS: '1' }, { status: 'new', closedAt: null }],
  ['a dialog closed without an answer', { RESULT_STATUS: '1' }, { status: 'closed' }],
  ['a dialog that a late rating has opened again', { END_TIME: '2026-03-12T20:00:00+03:00' }, { status: 'closed', closedAt: Date.parse('2026-03-11T11:00:02Z') }],
  ['a lead', { OWNER_TYPE_ID: 1 }, { crmEntityType: 'lead', crmEntityId: 1205 }],
  ['a contact', { OWNER_TYPE_ID: '3' }, { crmEntityType: 'contact' }],
  ['a company', { OWNER_TYPE_ID: '4' }, { crmEntityType: 'company' }],
  ['a smart process', { OWNER_TYPE_ID: '1034' }, { crmEntityType: 'dynamic_1034', crmEntityId: 1205 }],
  ['a kind of record without a name', { OWNER_TYPE_ID: '7' }, { crmEntityType: null, crmEntityId: null }],
  ['no record', { OWNER_ID: '0' }, { crmEntityType: null, crmEntityId: null }],
  ['no operator', { RESPONSIBLE_ID: '0' }, { operatorId: null }],
  ['the session in the second key alone', { ASSOCIATED_ENTITY_ID: '0' }, { id: 321 }],
  ['a session linked to the CRM later', { START_TIME: null }, { createdAt: Date.parse('2026-03-11T10:10:01Z') }],
  ['channel and line from the client’s code', { RESULT_SOURCE_ID: null, PROVIDER_TYPE_ID: '', PROVIDER_PARAMS: { USER_CODE: 'wazzup|7|79001234567|x' } }, { source: 'wazzup', lineId: 7 }],
])('%s', (_name, given, expected) => {
  expect(mapped(given)).toMatchObject(expected)
})

test('a channel’s own ids are no users of the portal', () => {
  expect(mapped({ PROVIDER_PARAMS: { USER_CODE: 'telegrambot|22|1761|587' } })).not.toHaveProperty('clientId')
})

test.each([[[]], [null], [{ USER_CODE: '' }], [{ USER_CODE: 'nonsense' }]])('without a client’s code nothing is said of it: %j', PROVIDER_PARAMS => {
  const session = mapped({ PROVIDER_PARAMS })
  expect(session).not.toHaveProperty('userCode')
  expect(session).not.toHaveProperty('clientId')
  expect(session).toMatchObject({ source: 'livechat', lineId: 22 })
})

test('an activity that names no session is not one', () => {
  expect(mapped({ ASSOCIATED_ENTITY_ID: null, ORIGIN_ID: 'CALL_5' })).toBeNull()
})

describe('two activities of one session', () => {
  const record = (ID: number, LAST_UPDATED: string, OWNER_ID: number) => activitySchema.parse({ ...sample, ID, LAST_UPDATED, OWNER_ID })

  test.each([
    ['the one changed last counts', '2026-03-11T15:00:00+03:00', '2026-03-11T14:00:00+03:00', 1],
    ['also when it is the second', '2026-03-11T14:00:00+03:00', '2026-03-11T15:00:00+03:00', 2],
    ['changed in the same second: the greater id', '2026-03-11T14:00:00+03:00', '2026-03-11T14:00:00+03:00', 2],
  ])('%s', (_name, first, second, owner) => {
    const records = [record(10, first, 1), record(11, second, 2)]
    for (const order of [records, records.toReversed()]) expect(toKnownSessions(order).map(({ crmEntityId }) => crmEntityId)).toEqual([owner])
  })
})
