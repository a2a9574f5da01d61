import { beforeEach, expect, test } from 'vitest'
import type { SourceKind } from '#contract/portal.ts'
import { err } from '#contract/result.ts'
import { openMemoryStores } from '#infra/sqlite/testing/memory-stores.ts'
import type { PortalRating } from '../portal/portal.ts'
import { closingMs, createFakePortal, fakeSession, type FakePortal } from '../testing/fake-portal.ts'
import { createTranscripts, type TranscriptService } from './transcript-service.ts'

const start = Date.UTC(2026, 10, 20, 9)
const hour = 3_600_000

let now: number
let portal: FakePortal
let stores: ReturnType<typeof openMemoryStores>
let transcripts: TranscriptService
let told: string[]
let kind: SourceKind
let ratings: PortalRating[]
let doubtedAt: number

beforeEach(() => {
  now = start
  told = []
  kind = 'statistics'
  ratings = []
  doubtedAt = 0
  portal = createFakePortal(() => now)
  portal.data.sessions = [fakeSession({ id: 1, createdAt: start - 2 * hour }), fakeSession({ id: 2, createdAt: start - hour, closedAt: null })]
  stores = openMemoryStores()
  stores.sessions.upsert(portal.data.sessions)
  transcripts = createTranscripts({
    portal, ...stores, clock: () => now, emit: event => { told.push(event) }, sourceKind: () => kind,
    onRatings: async found => { ratings.push(...found) }, rightsDoubtedAt: () => doubtedAt,
  })
})

test('once a rating was refused, what was read before is read again, to learn whether it may still be rated', async () => {
  await transcripts.get(1, 'user')
  portal.canRate = false
  doubtedAt = now
  now += 1_000
  expect(await transcripts.get(1, 'user')).toMatchObject({ ok: true, value: { canRate: false } })
  expect(told.at(-1)).toBe('transcripts.changed')
  await transcripts.get(1, 'user')
  expect(portal.calls).toEqual(['history', 'history'])
})

test('that a dialog may not be rated is asked again a minute later: the right may have been given', async () => {
  portal.canRate = false
  for (let i = 0; i < 2; i++) await transcripts.get(1, 'user')
  expect(portal.calls).toEqual(['history'])
  portal.canRate = true
  now += 60_000
  expect(await transcripts.get(1, 'user')).toMatchObject({ ok: true, value: { canRate: true } })
  now += hour
  await transcripts.get(1, 'user')
  expect(portal.calls).toEqual(['history', 'history'])
})

test('a closed dialog is fetched once, an open one every time it is opened', async () => {
  for (const id of [1, 1, 2, 2]) await transcripts.get(id, 'user')
  expect(portal.calls).toEqual(['history', 'history', 'history'])
})

test('a dialog that closed a moment ago is read again: its last messages may still be on the way', async () => {
  now = start - 2 * hour + 600_000 + 60_000
  await transcripts.get(1, 'user')
  now = start
  await transcripts.get(1, 'user')
  await transcripts.get(1, 'user')
  expect(portal.calls).toHaveLength(2)
})

test('two openings at once are one request', async () => {
  await Promise.all([transcripts.get(2, 'user'), transcripts.get(2, 'alerts')])
  expect(portal.calls).toEqual(['history'])
})

test('with the portal away an older copy is shown, and without one the reason', async () => {
  await transcripts.get(2, 'user')
  portal.fail('history', err('portal-unreachable', 'ECONNREFUSED'))
  expect(await transcripts.get(2, 'user')).toMatchObject({ ok: true })
  expect(await transcripts.get(1, 'user')).toMatchObject({ ok: false, error: { code: 'portal-unreachable' } })
})

test('the rating that comes with a conversation corrects the list', async () => {
  portal.data.sessions = [fakeSession({ id: 2, createdAt: start - hour, closedAt: null, supervisorRating: 4, supervisorComment: 'Good' })]
  await transcripts.get(2, 'user')
  expect(stores.sessions.rows([2])[0]).toMatchObject({ supervisorRating: 4, supervisorComment: 'Good' })
})

test('a conversation that did not change is not announced again', async () => {
  for (let i = 0; i < 3; i++) await transcripts.get(2, 'user')
  expect(told).toEqual(['dialogs.changed', 'transcripts.changed'])
})

test('a conversation that was read ahead is news for the list, whose columns and searches it tells', async () => {
  const evidence = () => stores.sessions.rows([1])[0]?.evidence
  expect([evidence(), stores.sessions.searchable().read]).toEqual([null, 0])
  await transcripts.read([1], 'background')
  expect([evidence(), stores.sessions.searchable().read]).toEqual([[], 1])
  expect(told).toContain('dialogs.changed')
})

test('a dialog that changed after it was read is read again, one that did not is not', async () => {
  await transcripts.get(1, 'user')
  stores.sessions.upsert([{ ...fakeSession({ id: 1, createdAt: start - 2 * hour }), changedAt: start - 60_000 }])
  await transcripts.get(1, 'user')
  await transcripts.get(1, 'user')
  expect(portal.calls).toHaveLength(2)
})

test('a rating that comes after the reading makes the conversation worth another', async () => {
  await transcripts.get(1, 'user')
  stores.sessions.applyRatings([{ sessionId: 1, lineId: 1, operatorId: 7, source: 'livechat', clientRating: 1, ratedAt: start }])
  await transcripts.get(1, 'user')
  expect(portal.calls).toHaveLength(2)
})

test('several are read in one request, each with an outcome of its own', async () => {
  portal.data.secret.add(2)
  const outcomes = await transcripts.read([1, 2], 'background')
  expect(outcomes).toEqual({ ok: true, value: new Map([[1, null], [2, { code: 'no-rights', message: 'ACCESS_DENIED' }]]) })
  expect([stores.transcripts.get(1) === null, stores.transcripts.get(2) === null]).toEqual([false, true])
  expect(portal.calls).toEqual(['histories'])
})

test('the next ones of a queue are here when they are opened', async () => {
  portal.data.sessions.push(fakeSession({ id: 3, createdAt: start - 3 * hour }))
  stores.sessions.upsert(portal.data.sessions)
  await transcripts.get(1, 'user')
  transcripts.prefetch([1, 3])
  transcripts.prefetch([3])
  await new Promise(resolve => { setImmediate(resolve) })
  expect(await transcripts.get(3, 'user')).toMatchObject({ ok: true, value: { sessionId: 3 } })
  expect(portal.reads).toEqual([{ ids: [1], priority: 'user' }, { ids: [3], priority: 'visible' }])
})

test('a running dialog read a moment ago is not read ahead again', async () => {
  const settled = () => new Promise(resolve => { setImmediate(resolve) })
  await transcripts.get(2, 'user')
  transcripts.prefetch([2])
  await settled()
  expect(portal.reads).toHaveLength(1)
  now += 61_000
  transcripts.prefetch([2])
  await settled()
  expect(portal.reads).toHaveLength(2)
})

test('the client’s name comes with the conversation where nothing else told it', async () => {
  portal.data.names.set(501, 'Ольга Сафронова')
  await transcripts.get(1, 'user')
  expect(stores.sessions.rows([1])[0]?.clientName).toBe('Ольга Сафронова')
  portal.data.names.set(501, 'Другое Имя')
  stores.sessions.markRead(1, null)
  await transcripts.get(1, 'user')
  expect(stores.sessions.rows([1])[0]?.clientName).toBe('Ольга Сафронова')
})

test('where lists tell no ratings, the conversation’s own goes into the row and to the alerts', async () => {
  kind = 'crm'
  stores = openMemoryStores()
  stores.sessions.upsert([{ id: 1, lineId: 1, source: 'livechat', status: 'closed', createdAt: start - 2 * hour, closedAt: start - hour }])
  transcripts = createTranscripts({
    portal, ...stores, clock: () => now, emit: () => {}, sourceKind: () => kind, onRatings: async found => { ratings.push(...found) },
  })
  portal.change(1, { clientRating: 1, messageCount: 9 })
  portal.data.ratings = [{ sessionId: 1, lineId: 1, operatorId: 7, source: 'livechat', clientRating: 1, ratedAt: start - hour }]
  await transcripts.read([1], 'visible')
  expect(stores.sessions.rows([1])[0]).toMatchObject({ clientRating: 1, ratedAt: start - hour + closingMs, messageCount: 9, operatorId: 7, waitAnswer: 60, chatId: 9001 })
  expect(ratings).toEqual(portal.data.ratings.map(rating => ({ ...rating, ratedAt: start - hour + closingMs, isApproximate: true })))
})

test('a conversation whose rating did not reach the alerts is read again', async () => {
  kind = 'crm'
  portal.change(1, { clientRating: 1 })
  const crashing = createTranscripts({
    portal, ...stores, clock: () => now, emit: () => {}, sourceKind: () => kind, onRatings: async () => { throw new Error('the power went') },
  })
  await expect(crashing.read([1], 'visible')).rejects.toThrow('the power went')
  expect(stores.sessions.unread({ since: 0, limit: 10, except: [] }).map(({ id }) => id)).toEqual([1])
  await transcripts.read([1], 'visible')
  expect(ratings).toMatchObject([{ sessionId: 1, clientRating: 1 }])
  expect(stores.sessions.unread({ since: 0, limit: 10, except: [] })).toEqual([])
})

test('an alert about a rating just found in a conversation does not have it read once more', async () => {
  kind = 'crm'
  portal.change(1, { clientRating: 1 })
  transcripts = createTranscripts({
    portal, ...stores, clock: () => now, emit: () => {}, sourceKind: () => kind,
    onRatings: async found => { for (const { sessionId } of found) transcripts.prefetch([sessionId], 'alerts') },
  })
  await transcripts.read([1], 'visible')
  expect(portal.calls).toEqual(['histories'])
})

test('where lists tell everything, the conversation corrects nothing but the rating of the supervisor', async () => {
  portal.change(1, { clientRating: 1, messageCount: 9 })
  await transcripts.read([1], 'visible')
  expect(stores.sessions.rows([1])[0]).toMatchObject({ clientRating: null, messageCount: 4 })
  expect(ratings).toEqual([])
})

test('a dialog that its operator has finished is being closed until the portal says otherwise', async () => {
  portal.data.sessions = [fakeSession({ id: 1, createdAt: start - hour, closedAt: null })]
  stores.sessions.upsert(portal.data.sessions)
  const stage = () => stores.sessions.rows([1])[0]?.detailedStatus
  portal.data.closing.add(1)
  await transcripts.read([1], 'visible')
  expect(stage()).toBe('closing')
  portal.data.closing.delete(1)
  await transcripts.read([1], 'visible')
  expect(stage()).not.toBe('closing')
})
