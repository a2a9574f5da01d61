import { beforeEach, expect, test } from 'vitest'
import { err } from '#contract/result.ts'
import { openMemoryStores } from '#infra/sqlite/testing/memory-stores.ts'
import { createFakePortal, fakeSession, type FakePortal } from '../testing/fake-portal.ts'
import { createTranscripts, type TranscriptService } from './transcript-service.ts'

const start = Date.UTC(2026, 10, 20, 9)
const hour = 3_600_000

let now: number
let portal: FakePortal
let stores: ReturnType<typeof openMemoryStores>
let transcripts: TranscriptService
let told: string[]

beforeEach(() => {
  now = start
  told = []
  portal = createFakePortal(() => now)
  portal.data.sessions = [fakeSession({ id: 1, createdAt: start - 2 * hour }), fakeSession({ id: 2, createdAt: start - hour, closedAt: null })]
  stores = openMemoryStores()
  stores.sessions.upsert(portal.data.sessions)
  transcripts = createTranscripts({ portal, ...stores, clock: () => now, emit: event => { told.push(event) } })
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
  expect(told).toEqual(['transcripts.changed'])
})
