import { beforeEach, expect, test } from 'vitest'
import { dialogFilterSchema } from '#contract/dialogs.ts'
import type { KnownSession } from '#core/portal/portal.ts'
import { fakeSession } from '#core/testing/fake-portal.ts'
import { openMemoryStores } from '../testing/memory-stores.ts'
import { unreadLowQuery, unreadQuery } from './session-reading.ts'

const start = Date.UTC(2026, 10, 20, 9)
const minute = 60_000
/** As a source tells it that knows little. */
const partial: KnownSession = { id: 1, lineId: 1, source: 'livechat', status: 'answered', createdAt: start, operatorId: 7, closedAt: null, changedAt: start + 1000 }

let stores: ReturnType<typeof openMemoryStores>
beforeEach(() => { stores = openMemoryStores() })

const row = () => stores.sessions.rows([1])[0]

test('a source that tells little makes a row all the same, and leaves what it does not tell', () => {
  expect(stores.sessions.upsert([partial])).toEqual([1])
  expect(row()).toMatchObject({ operatorId: 7, clientRating: null, messageCount: 0, transfers: 0, chatId: 0, kpiFirstAnswer: null })

  const full = fakeSession({ id: 1, createdAt: start, clientRating: 5, transfers: 2, kpiFirstAnswer: true, supervisorRating: 4, crmEntityType: 'lead', crmEntityId: 9 })
  stores.sessions.upsert([full])
  expect(stores.sessions.upsert([{ ...partial, status: 'closed', closedAt: start + 600_000, changedAt: start + 2000 }])).toEqual([1])
  expect(row()).toMatchObject({ clientRating: 5, transfers: 2, kpiFirstAnswer: true, supervisorRating: 4, crmEntityType: 'lead', messageCount: 4, closeReason: 'operator' })
})

test('null is the portal’s own “none”, an absent key is not', () => {
  stores.sessions.upsert([{ ...partial, crmEntityType: 'lead', crmEntityId: 9 }])
  stores.sessions.upsert([{ ...partial, operatorId: null, changedAt: start + 2000 }])
  expect(row()).toMatchObject({ operatorId: null, crmEntityType: 'lead', crmEntityId: 9 })
})

test('what is repeated is no change, told in full or in part', () => {
  stores.sessions.upsert([partial])
  expect(stores.sessions.upsert([partial])).toEqual([])
  expect(stores.sessions.upsert([{ ...partial, changedAt: start + 2000 }])).toEqual([1])
})

test('a record that the portal has abandoned says nothing', () => {
  stores.sessions.upsert([partial])
  expect(stores.sessions.upsert([{ ...partial, operatorId: 9, changedAt: start }])).toEqual([])
  expect(row()?.operatorId).toBe(7)
  // Another source dates changes in its own way.
  stores.sessions.forgetChanges()
  stores.sessions.upsert([{ ...partial, operatorId: 9, changedAt: start }])
  expect(row()?.operatorId).toBe(9)
})

test('what the conversation told stands against such a list until something happens', () => {
  stores.sessions.upsert([partial])
  expect(stores.sessions.applyTold(1, { operatorId: 8, clientId: 77, messageCount: 6, waitAnswer: 30, ratedAt: null })).toBe(true)
  stores.sessions.markRead(1, start + 1000)
  expect(stores.sessions.upsert([partial])).toEqual([])
  expect(row()).toMatchObject({ operatorId: 8, messageCount: 6, waitAnswer: 30 })
  stores.sessions.upsert([{ ...partial, operatorId: 9, changedAt: start + 5000 }])
  expect(row()).toMatchObject({ operatorId: 9, messageCount: 6 })
})

test('a conversation dates its rating, but neither takes one back nor corrects a date that is known', () => {
  stores.sessions.upsert([partial])
  stores.sessions.applyTold(1, { clientRating: 1, ratedAt: start + minute })
  expect(row()).toMatchObject({ clientRating: 1, ratedAt: start + minute })
  expect(stores.sessions.applyTold(1, { clientRating: null, ratedAt: null })).toBe(false)
  expect(stores.sessions.applyTold(1, { clientRating: 1, ratedAt: start + 2 * minute })).toBe(false)
  expect(row()).toMatchObject({ clientRating: 1, ratedAt: start + minute })
  stores.sessions.applyTold(1, { clientRating: 5, ratedAt: start + 3 * minute })
  expect(row()).toMatchObject({ clientRating: 5, ratedAt: start + 3 * minute })
})

test('the close comes from the conversation where no list dates it, and the duration from the dates', () => {
  const { closedAt: _, ...undated } = { ...partial, status: 'closed' as const }
  stores.sessions.upsert([undated])
  stores.sessions.applyTold(1, { closedAt: start + 10 * minute, ratedAt: null })
  expect(row()).toMatchObject({ closedAt: start + 10 * minute, waitClose: 600 })
  // A list that dates it knows better.
  stores.sessions.upsert([{ ...partial, status: 'closed', closedAt: start + 20 * minute, changedAt: start + 20 * minute }])
  stores.sessions.applyTold(1, { closedAt: start + 15 * minute, ratedAt: null })
  expect(row()).toMatchObject({ closedAt: start + 20 * minute, waitClose: 1200 })
})

test('a name brought by the conversation is used where there is none, for all dialogs of the client', () => {
  stores.sessions.upsert([1, 2].map(id => ({ ...partial, id, clientId: 50 })))
  expect(stores.sessions.nameClient(1, 'Ольга')).toEqual([1, 2])
  expect(stores.sessions.nameClient(2, 'Другая')).toEqual([])
  expect(stores.sessions.namelessClients(10)).toEqual([])
})

test('clients that no source names yet are not asked for', () => {
  stores.sessions.upsert([partial])
  expect(stores.sessions.namelessClients(10)).toEqual([])
  expect(stores.sessions.nameClient(1, 'Nobody')).toEqual([])
})

test('what is to be read is found newest first, once per state of the session', () => {
  const everything = { since: 0, limit: 10, except: [] }
  stores.sessions.upsert([1, 2, 3].map(id => fakeSession({ id, createdAt: start + id * minute })))
  stores.sessions.upsert([fakeSession({ id: 4, createdAt: start, closedAt: null })])
  expect(stores.sessions.unread(everything).map(({ id }) => id)).toEqual([3, 2, 1])
  expect(stores.sessions.unread({ ...everything, since: start + 2 * minute + 600_000, except: [3] }).map(({ id }) => id)).toEqual([2])

  stores.sessions.markRead(3, stores.sessions.reading(3)?.stateAt ?? null)
  expect(stores.sessions.unread(everything).map(({ id }) => id)).toEqual([2, 1])
  stores.sessions.applyRatings([{ sessionId: 3, lineId: 1, operatorId: 7, source: 'livechat', clientRating: 1, ratedAt: start }])
  expect(stores.sessions.unreadLow(everything).map(({ id }) => id)).toEqual([3])
})

test('where no list shows a dialog any more, its conversation says whether it runs', () => {
  stores.sessions.upsert([partial])
  stores.sessions.applyTold(1, { closedAt: start + minute, ratedAt: null })
  expect(row()).toMatchObject({ status: 'answered', closedAt: null })
  stores.sessions.forgetChanges([1])
  stores.sessions.applyTold(1, { ratedAt: null })
  expect(row()).toMatchObject({ status: 'answered', closedAt: null })
  stores.sessions.applyTold(1, { closedAt: start + minute, ratedAt: null })
  expect(row()).toMatchObject({ status: 'closed', closedAt: start + minute, waitClose: 60 })
  // A late rating opens it again, and closes it once more.
  stores.sessions.applyTold(1, { closedAt: null, ratedAt: null })
  expect(row()).toMatchObject({ status: 'answered', closedAt: null })
  stores.sessions.applyTold(1, { closedAt: start + 9 * minute, ratedAt: null })
  expect(row()).toMatchObject({ status: 'closed', closedAt: start + 9 * minute, waitClose: 540 })
})

test('a line with stars is known by a rating that no two-step scale has, and two stars are low', () => {
  const ratings = [1, 2, 3, 4, 5, null]
  stores.sessions.upsert(ratings.map((clientRating, i) => fakeSession({ id: i + 1, createdAt: start, lineId: 22, clientRating })))
  stores.sessions.upsert([fakeSession({ id: 7, createdAt: start, lineId: 1, clientRating: 5 })])
  expect(stores.sessions.rows([1, 5, 6, 7]).map(({ clientRatingScale }) => clientRatingScale)).toEqual([5, 5, 5, 2])
  const idsOf = (kind: 'like' | 'dislike') => stores.sessions.allIds(
    { ...dialogFilterSchema.parse({ clientRatings: [kind] }), period: null }, { column: 'id', direction: 'asc' })
  expect([idsOf('dislike'), idsOf('like')]).toEqual([[1, 2], [3, 4, 5, 7]])
  stores.sessions.applyRatings([{ sessionId: 2, lineId: 22, operatorId: 7, source: 'livechat', clientRating: 2, ratedAt: start }])
  expect(stores.sessions.unreadLow({ since: 0, limit: 10, except: [] }).map(({ id }) => id)).toEqual([2])
})

test('a rating that a list tells makes the conversation worth reading once more', () => {
  const session = fakeSession({ id: 1, createdAt: start })
  stores.sessions.upsert([session])
  stores.sessions.markRead(1, session.closedAt)
  stores.sessions.upsert([{ ...session, messageCount: 9 }])
  expect(stores.sessions.unread({ since: 0, limit: 10, except: [] })).toEqual([])
  stores.sessions.upsert([{ ...session, clientRating: 1 }])
  expect(stores.sessions.unread({ since: 0, limit: 10, except: [] })).toMatchObject([{ id: 1, readState: null }])
})

test('what is to be read is found from an index of just that', () => {
  const query = { since: 1, limit: 10, except: [5] }
  expect(stores.mirror.explain(unreadQuery(query))).toContain('USING INDEX session_unread (state_at>?)')
  expect(stores.mirror.explain(unreadLowQuery(query))).toContain('USING INDEX session_unread_low (rated_at>?)')
  expect(stores.mirror.explain(unreadQuery(query))).not.toContain('TEMP B-TREE')
})

test('a walk through the copy is complete, also where many began at once', () => {
  const ids = Array.from({ length: 23 }, (_, i) => i + 1)
  stores.sessions.upsert(ids.map(id => fakeSession({ id, createdAt: start + Math.floor(id / 9) * 1000 })))
  const seen: number[] = []
  for (let position = { from: start, to: start + 5000, mark: 0 }; ;) {
    const page = stores.sessions.newestIn(position, 4)
    seen.push(...page.map(({ id }) => id))
    const last = page.at(-1)
    if (!last) break
    position = { ...position, to: last.createdAt + 1, mark: last.id }
  }
  expect(seen).toEqual([...ids].reverse())
})

test('lines without CRM are known by name', () => {
  stores.directory.replace({
    operators: [], departments: [],
    lines: [{ id: 1, name: 'Sales', active: true, crm: false }, { id: 2, name: 'Support', active: true, crm: true }, { id: 3, name: 'Old', active: false, crm: false }],
  })
  expect(stores.directory.linesWithoutCrm()).toEqual(['Sales'])
  expect(stores.directory.read().lines[0]).toEqual({ id: 3, name: 'Old', active: false })
})
