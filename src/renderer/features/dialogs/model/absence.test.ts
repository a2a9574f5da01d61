import { expect, test } from 'vitest'
import type { DialogRow } from '#contract/dialogs.ts'
import { absence } from './absence.ts'

/** Only what the question looks at. */
function row(patch: Partial<DialogRow>): DialogRow {
  return { messageCount: 4, clientRating: null, supervisorRating: null, evidence: null, lastMessageAt: null, generalStatus: null, hidden: [], ...patch } as DialogRow
}

test('what only a conversation tells is unread until it was read, never none', () => {
  expect(absence('lastMessageAt', row({}), 'statistics')).toBe('unread')
  expect(absence('lastMessageAt', row({ lastMessageAt: 5 }), 'statistics')).toBe(null)
  expect(absence('evidence', row({ evidence: [] }), 'statistics')).toBe(null)
  expect(absence('generalStatus', row({ generalStatus: 'closed' }), 'crm')).toBe(null)
  expect(absence('clientRating', row({ messageCount: 0 }), 'crm')).toBe('unread')
  expect(absence('clientRating', row({}), 'crm')).toBe(null)
})

test('a rating that this user may not see is never shown as none, nor one that nobody has looked for', () => {
  const hidden = row({ review: 'hidden', evidence: [] })
  expect((['supervisorRating', 'supervisorComment', 'review'] as const).map(column => absence(column, hidden, 'statistics'))).toEqual(['rights', 'rights', null])
  const unread = row({ review: 'none', marked: false, messageCount: 0 })
  expect([absence('review', unread, 'crm'), absence('review', { ...unread, marked: true }, 'crm'), absence('review', row({ review: 'none', marked: false }), 'crm')]).toEqual(['unread', null, null])
})

test('what cannot be told says by whom not', () => {
  expect(absence('page', row({}), 'statistics')).toBe('untold')
  expect(absence('closeReason', row({}), 'crm')).toBe('source')
  expect(absence('closeReason', row({}), 'statistics')).toBe(null)
})

test('a blind review hides the operator and the client’s rating on purpose', () => {
  const blind = row({ hidden: ['clientRating', 'operator'] })
  expect((['clientRating', 'ratedAt', 'operator', 'department', 'client'] as const).map(column => absence(column, blind, 'statistics'))).toEqual(['hidden', 'hidden', 'hidden', 'hidden', null])
})
