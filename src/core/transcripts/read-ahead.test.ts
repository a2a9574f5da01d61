import { beforeEach, expect, test } from 'vitest'
import type { SourceKind } from '#contract/portal.ts'
import { err } from '#contract/result.ts'
import { openMemoryStores } from '#infra/sqlite/testing/memory-stores.ts'
import { createFakePortal, fakeSession, type FakePortal } from '../testing/fake-portal.ts'
import { createManualTime, type ManualTime } from '../testing/manual-time.ts'
import { createReadAhead, type ReadAhead } from './read-ahead.ts'
import { createTranscripts } from './transcript-service.ts'

const start = Date.UTC(2026, 10, 20, 9)
const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

let time: ManualTime
let portal: FakePortal
let stores: ReturnType<typeof openMemoryStores>
let kind: SourceKind
let isListComplete: boolean
let ahead: ReadAhead
/** Ids of dialogs that changed, and whether lists may wait with them. */
let told: unknown[]

function build(afterThrow?: (error: unknown) => number | null): ReadAhead {
  const transcripts = createTranscripts({
    portal, ...stores, clock: time.clock, emit: (event, payload) => { if (event === 'dialogs.changed') told.push(payload) }, sourceKind: () => kind, onRatings: async () => {},
  })
  return createReadAhead({
    transcripts, sessions: stores.sessions, clock: time.clock, monotonic: time.monotonic, timer: time.timer, log: () => {},
    sourceKind: () => kind, isListComplete: () => isListComplete, ...(afterThrow && { afterThrow }),
  })
}

beforeEach(() => {
  time = createManualTime(start)
  portal = createFakePortal(time.clock)
  stores = openMemoryStores()
  kind = 'statistics'
  isListComplete = true
  told = []
  ahead = build()
})

function hold(...sessions: ReturnType<typeof fakeSession>[]): void {
  portal.data.sessions.push(...sessions)
  stores.sessions.upsert(sessions)
}

function closed(id: number, ago: number) {
  return fakeSession({ id, createdAt: start - ago - hour, closedAt: start - ago })
}

const read = () => portal.reads.map(({ ids, priority }) => ({ ids: [...ids], priority }))

async function run(): Promise<void> {
  ahead.wake()
  await time.settle()
}

test('new low ratings come first, then what has just closed, then the recent past, newest first', async () => {
  hold(closed(1, 3 * day), closed(2, 2 * day), closed(3, 30 * minute), closed(4, 5 * day))
  stores.sessions.applyRatings([{ sessionId: 4, lineId: 1, operatorId: 7, source: 'livechat', clientRating: 1, ratedAt: start - hour }])
  await run()
  expect(read()).toEqual([
    { ids: [4], priority: 'alerts' }, { ids: [3], priority: 'visible' }, { ids: [2, 1], priority: 'background' },
  ])
  await run()
  expect(read()).toHaveLength(3)
})

test.each([{ source: 'statistics', recent: [1], far: [2, 3] }, { source: 'crm', recent: [1, 2], far: [3] }] as const)('all of the past is read, the recent one first, on $source', async ({ source, recent, far }) => {
  kind = source
  hold(closed(3, 91 * day), closed(2, 89 * day), closed(1, 29 * day))
  await run()
  expect(read().map(({ ids }) => ids)).toEqual([recent, far])
})

test('the far past is read at a pace that leaves the portal to others', async () => {
  hold(...Array.from({ length: 40 }, (_, i) => closed(i + 1, 100 * day)))
  await run()
  expect(read()).toHaveLength(1)
  await time.advance(2_500)
  expect(read()).toHaveLength(2)
  await time.advance(10_000)
  expect(read()).toHaveLength(4)
})

test('what has come in is gone on with soon after the list is complete', async () => {
  isListComplete = false
  hold(closed(1, 3 * day))
  await run()
  expect(read()).toEqual([])
  isListComplete = true
  await time.advance(5_000)
  expect(read()).toEqual([{ ids: [1], priority: 'background' }])
})

test('running dialogs of which nothing tells when they change are read once in a while, longest unread first', async () => {
  isListComplete = false
  const running = Array.from({ length: 12 }, (_, i) => fakeSession({ id: i + 1, status: 'answered', createdAt: start - i * hour, closedAt: null }))
  hold(...running)
  const ids = running.map(({ id }) => id)
  await run()
  expect(read()).toEqual([{ ids: ids.slice(0, 10), priority: 'background' }])
  await time.advance(5_000)
  expect(read().slice(1)).toEqual([{ ids: ids.slice(10), priority: 'background' }])
  await time.advance(2 * minute - 10_000)
  expect(read()).toHaveLength(2)
  await time.advance(20_000)
  expect(read()[2]?.ids).toEqual(ids.slice(0, 10))
})

test('a running dialog that may not be read is asked for again in an hour at the earliest', async () => {
  hold(fakeSession({ id: 1, status: 'new', createdAt: start - hour, closedAt: null }))
  portal.data.secret.add(1)
  await run()
  await time.advance(50 * minute)
  expect(read()).toHaveLength(1)
  await time.advance(20 * minute)
  expect(read()).toHaveLength(2)
})

test('lists wait with what was read of the past, not with what has just changed', async () => {
  hold(closed(1, 3 * day), closed(2, 20 * minute), closed(3, 100 * day))
  await run()
  expect(told).toEqual([[2, false], [1, true], [3, true]].map(([id, quiet]) => ({ ids: [id], all: false, quiet })))
})

test('while the list still loads, only what is new is read', async () => {
  isListComplete = false
  hold(closed(1, 3 * day), closed(2, 20 * minute))
  await run()
  expect(read()).toEqual([{ ids: [2], priority: 'visible' }])
})

test('many are read a few at a time, so that something urgent never waits long', async () => {
  hold(...Array.from({ length: 25 }, (_, i) => closed(i + 1, day + i * minute)))
  await run()
  expect(read().map(({ ids }) => ids.length)).toEqual([10, 10, 5])
  expect(read().flatMap(({ ids }) => ids)).toEqual(Array.from({ length: 25 }, (_, i) => i + 1))
})

test('a conversation that may not be read is left alone until it changes', async () => {
  hold(closed(1, day))
  portal.data.secret.add(1)
  await run()
  await time.advance(2 * hour)
  await run()
  expect(read()).toHaveLength(1)
  stores.sessions.upsert([{ ...closed(1, day), changedAt: time.clock() }])
  await run()
  expect(read()).toHaveLength(2)
})

test('one that fails for itself does not hold up the others, and is tried later', async () => {
  hold(closed(1, day), closed(2, 2 * day))
  portal.fail('histories', { ok: true, value: new Map([[1, err('portal-rejected', 'strange')], [2, await portal.histories([2], 'user').then(found => (found.ok ? found.value.get(2) : found))]]) }, { times: 1 })
  portal.reads.length = 0
  await run()
  expect(read()).toEqual([{ ids: [1, 2], priority: 'background' }])
  await time.advance(hour + 2 * minute)
  expect(read().at(-1)).toEqual({ ids: [1], priority: 'background' })
  expect(stores.transcripts.get(1)).not.toBeNull()
})

test('a portal that is away is not hammered on, however often something changes', async () => {
  hold(closed(1, day))
  portal.fail('histories', err('portal-unreachable', 'ECONNREFUSED'))
  for (let i = 0; i < 20; i++) await run()
  expect(read()).toHaveLength(1)
  portal.fail('histories', err('portal-unreachable', ''), { times: 0 })
  await time.advance(10 * minute)
  expect(stores.transcripts.get(1)).not.toBeNull()
})

test('a full disk is waited for', async () => {
  const full = new Error('database or disk is full')
  let isFull = true
  const { put } = stores.transcripts
  stores = { ...stores, transcripts: { ...stores.transcripts, put(transcript) {
    if (isFull) throw full
    put(transcript)
  } } }
  ahead = build(error => error === full ? minute : null)
  hold(closed(1, day))
  await run()
  isFull = false
  expect(stores.transcripts.get(1)).toBe(null)
  await time.advance(minute)
  expect(stores.transcripts.get(1)).not.toBe(null)
})

test('one that closed a moment ago is read once more when its last words have come', async () => {
  hold(closed(1, minute))
  await run()
  await time.advance(hour)
  expect(read()).toEqual([{ ids: [1], priority: 'visible' }, { ids: [1], priority: 'background' }])
})

test('a running dialog that changes with every message is read once in a while, after what has closed', async () => {
  kind = 'crm'
  hold(fakeSession({ id: 1, createdAt: start - hour, closedAt: null }))
  const touch = (): void => { stores.sessions.upsert([{ ...fakeSession({ id: 1, createdAt: start - hour, closedAt: null }), changedAt: time.clock() }]) }
  for (let i = 0; i < 60; i++) {
    touch()
    await run()
    await time.advance(10_000)
  }
  expect(read().length).toBeGreaterThanOrEqual(4)
  expect(read().length).toBeLessThanOrEqual(6)
  expect(read()[0]).toEqual({ ids: [1], priority: 'visible' })
  expect(read().at(-1)).toEqual({ ids: [1], priority: 'background' })
})

test('what has closed is not hidden behind running dialogs, however many there are', async () => {
  isListComplete = false
  const running = Array.from({ length: 80 }, (_, i) => fakeSession({ id: i + 2, createdAt: start - 2 * hour, closedAt: null }))
  hold(closed(1, 30 * minute), ...running)
  stores.sessions.upsert(running.map(session => ({ ...session, changedAt: start })))
  for (const { id } of running) stores.sessions.markRead(id, start - minute)
  await run()
  expect(read()).toEqual([{ ids: [1], priority: 'visible' }])
})

test('what is asked to be read again is, though it did not change', async () => {
  hold(closed(1, day))
  await run()
  portal.data.sessions = portal.data.sessions.map(session => ({ ...session, supervisorRating: 4, supervisorComment: 'Good' }))
  ahead.reread([1])
  await time.settle()
  expect(stores.sessions.rows([1])[0]).toMatchObject({ supervisorRating: 4, supervisorComment: 'Good' })
})
