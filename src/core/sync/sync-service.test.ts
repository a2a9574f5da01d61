import { beforeEach, expect, test } from 'vitest'
import { err } from '#contract/result.ts'
import { dialogFilterSchema } from '#contract/dialogs.ts'
import { openMemoryStores } from '#infra/sqlite/testing/memory-stores.ts'
import type { PortalRating } from '../portal/portal.ts'
import { createFakePortal, fakeSession, type FakePortal } from '../testing/fake-portal.ts'
import { createManualTime, type ManualTime } from '../testing/manual-time.ts'
import { createSync, type SyncService } from './sync-service.ts'

const start = Date.UTC(2026, 10, 20, 9)
const minute = 60_000
const day = 86_400_000
const pollMs = 10_000

let time: ManualTime
let portal: FakePortal
let stores: ReturnType<typeof openMemoryStores>
let seenRatings: PortalRating[]
let sync: SyncService
let told: string[]

function build(other: Partial<Parameters<typeof createSync>[0]> = {}): SyncService {
  return createSync({
    portal, sessions: stores.sessions, directory: stores.directory, store: stores.sync, clock: time.clock, monotonic: time.monotonic,
    timer: time.timer, emit: event => { told.push(event) }, log: () => {}, pollMs, onFirstSync: stores.alerts.setBaseline,
    onRatings: async ratings => { seenRatings.push(...ratings) }, onSessions: () => {}, onDirectory: () => {},
    sourceKind: () => 'statistics', onSourceRefused: async () => {}, reread: () => {}, ...other,
  })
}

function open(): void {
  stores = openMemoryStores()
  sync = build()
}

beforeEach(() => {
  time = createManualTime(start)
  portal = createFakePortal(time.clock)
  seenRatings = []
  told = []
  // Three years, so that a single window cannot hold them; names for all but one.
  portal.data.sessions = Array.from({ length: 200 }, (_, i) => fakeSession({ id: i + 1, createdAt: start - 3 * 365 * day + i * 5 * day }))
  portal.data.names = new Map(portal.data.sessions.slice(1).map(session => [session.clientId, `Client ${session.id}`]))
  open()
})

/** Closes the program, and opens it again that much later. */
async function away(ms: number): Promise<void> {
  await sync.stop()
  await time.advance(ms)
  sync = build()
  sync.start()
  await time.advance(pollMs)
}

const ids = () => stores.sessions.allIds({ ...dialogFilterSchema.parse({}), period: null }, { column: 'id', direction: 'asc' })
const all = () => portal.data.sessions.map(session => session.id).sort((a, b) => a - b)

test('the first sync brings every session, named, and then says it is live', async () => {
  sync.start()
  await time.advance(pollMs - 1)
  expect(ids()).toEqual(all())
  expect(sync.state()).toMatchObject({ phase: 'live', sessions: 200, error: null })
  expect(stores.sessions.rows([200])[0]).toMatchObject({ clientName: 'Client 200', operatorName: 'Пётр Орлов', lineName: 'Поддержка' })
  expect(stores.sessions.rows([1])[0]?.clientName).toBeNull()
})

test('a sync stopped on the way goes on where it was', async () => {
  portal.fail('walk', err('cancelled', ''))
  sync.start()
  await time.settle()
  await sync.stop()
  portal.fail('walk', err('cancelled', ''), { times: 0 })
  const before = portal.calls.length
  sync = build()
  sync.start()
  await time.advance(pollMs - 1)
  expect(ids()).toEqual(all())
  // No second begin: the walk is taken up from its cursor.
  expect(portal.calls.slice(before).filter(call => call === 'current').length).toBeLessThanOrEqual(1)
})

test('a later start asks only for what changed', async () => {
  sync.start()
  await time.advance(pollMs - 1)
  await sync.stop()
  const before = portal.calls.length
  sync = build()
  sync.start()
  await time.settle()
  expect(portal.calls.slice(before).filter(call => call === 'walk').length).toBeLessThanOrEqual(1)
})

test('new, closed and re-rated dialogs arrive with the next look', async () => {
  portal.data.sessions.push(fakeSession({ id: 300, createdAt: start - minute, closedAt: null }))
  sync.start()
  await time.advance(pollMs)
  expect(stores.sessions.rows([300])[0]?.status).toBe('answered')

  portal.data.sessions = portal.data.sessions.map(s => (s.id === 300 ? fakeSession({ id: 300, createdAt: s.createdAt, closedAt: start + 15_000 }) : s))
  portal.data.sessions.push(fakeSession({ id: 301, createdAt: start + 16_000 }))
  portal.data.ratings = [{ sessionId: 5, lineId: 1, operatorId: 7, source: 'livechat', clientRating: 1, ratedAt: start + 17_000 }]
  await time.advance(2 * pollMs)
  expect(stores.sessions.rows([300, 301, 5])).toMatchObject([
    { id: 300, status: 'closed' }, { id: 301 }, { id: 5, clientRating: 1, ratedAt: start + 17_000 },
  ])
  expect(seenRatings).toContainEqual(expect.objectContaining({ sessionId: 5 }))
})

test('dates of old client ratings are read too', async () => {
  portal.data.ratings = [{ sessionId: 3, lineId: 1, operatorId: 7, source: 'livechat', clientRating: 5, ratedAt: start - 2 * 365 * day }]
  sync.start()
  await time.advance(pollMs - 1)
  expect(stores.sessions.rows([3])[0]).toMatchObject({ clientRating: 5, ratedAt: start - 2 * 365 * day })
  expect(seenRatings).toEqual([])
})

test('more ratings in a window than the portal lists are read in shorter windows', async () => {
  portal.data.ratings = Array.from({ length: 40 }, (_, i) => (
    { sessionId: i + 1, lineId: 1, operatorId: 7, source: 'livechat', clientRating: 5, ratedAt: start - 400 * day + i * day }))
  sync.start()
  await time.advance(pollMs - 1)
  expect(stores.sessions.rows(portal.data.ratings.map(rating => rating.sessionId)).map(row => row.ratedAt)).toEqual(portal.data.ratings.map(rating => rating.ratedAt))
})

test('a failure keeps what is here, says why, and mends itself', async () => {
  sync.start()
  await time.advance(pollMs - 1)
  portal.fail('current', err('portal-unreachable', 'HTML instead of JSON'))
  await time.advance(pollMs)
  expect(sync.state()).toMatchObject({ phase: 'waiting', sessions: 200, error: { code: 'portal-unreachable' } })
  portal.fail('current', err('portal-unreachable', ''), { times: 0 })
  await time.advance(10 * minute)
  expect(sync.state()).toMatchObject({ phase: 'live', error: null })
})

test('a full disk is waited for, and nothing is missing afterwards', async () => {
  const full = new Error('database or disk is full')
  let isFull = true
  const whileRoom = <T extends readonly unknown[], R>(write: (...given: T) => R) => (...given: T): R => {
    if (isFull) throw full
    return write(...given)
  }
  sync = build({
    sessions: { ...stores.sessions, upsert: whileRoom(stores.sessions.upsert) },
    diskError: error => error === full ? { code: 'disk', message: full.message } : null,
  })
  sync.start()
  await time.advance(minute)
  expect(sync.state().error).toMatchObject({ code: 'disk' })
  isFull = false
  await time.advance(10 * minute)
  expect(sync.state()).toMatchObject({ phase: 'live', error: null })
  expect(ids()).toEqual(all())
})

test('days away are caught up without a gap', async () => {
  sync.start()
  await time.advance(pollMs - 1)
  await sync.stop()
  portal.data.sessions.push(...Array.from({ length: 40 }, (_, i) => fakeSession({ id: 400 + i, createdAt: start + i * 6 * 3_600_000 })))
  await time.advance(11 * day)
  const before = portal.looks.length
  sync = build()
  sync.start()
  await time.advance(minute)
  expect(ids()).toEqual(all())
  // A day at a time: a portal can only page through so many rows of one list.
  for (const { createdFrom, until } of portal.looks.slice(before)) expect(until - createdFrom).toBeLessThan(day + 30 * minute)
})

test('a dialog that left every list is read again', async () => {
  portal.data.sessions.push(fakeSession({ id: 300, createdAt: start - 2 * day, closedAt: null }))
  sync.start()
  await time.advance(pollMs - 1)
  // Closed with a date that no look covers any more.
  portal.data.sessions = portal.data.sessions.map(s => (s.id === 300 ? fakeSession({ id: 300, createdAt: s.createdAt, closedAt: start - day, status: 'spam' }) : s))
  await time.advance(2 * pollMs)
  expect(stores.sessions.rows([300])[0]?.status).toBe('spam')
})

test('a rating by another supervisor shows up without being announced', async () => {
  portal.data.sessions.push(fakeSession({ id: 300, createdAt: start - 3 * day }))
  sync.start()
  await time.advance(pollMs - 1)
  portal.data.sessions = portal.data.sessions.map(s => (s.id === 300 ? { ...s, supervisorRating: 4, supervisorComment: 'Good' } : s))
  await time.advance(5 * minute)
  expect(stores.sessions.rows([300])[0]).toMatchObject({ supervisorRating: 4, supervisorComment: 'Good' })
})

test('sessions missing from an old month are found by the daily comparison', async () => {
  sync.start()
  await time.advance(pollMs - 1)
  portal.data.sessions.push(fakeSession({ id: 300, createdAt: start - 100 * day }))
  await away(day)
  expect(ids()).toContain(300)
})

test('an empty portal is live at once', async () => {
  portal.data.sessions = []
  sync.start()
  await time.advance(pollMs - 1)
  expect(sync.state()).toMatchObject({ phase: 'live', sessions: 0 })
})

test('the portal’s clock decides, not this computer’s', async () => {
  const skew = -26 * 3_600_000
  portal = createFakePortal(() => time.clock() + skew)
  portal.data.sessions = [fakeSession({ id: 1, createdAt: start + skew - minute })]
  open()
  sync.start()
  await time.advance(pollMs)
  portal.data.sessions.push(fakeSession({ id: 2, createdAt: start + skew + 12_000, closedAt: null }))
  await time.advance(2 * pollMs)
  expect(ids()).toEqual([1, 2])
})

test('a computer clock that runs days ahead leaves no gap after a restart', async () => {
  sync.start()
  await time.advance(pollMs - 1)
  await sync.stop()
  const ahead = 3 * day
  const behind = createFakePortal(() => time.clock() - ahead)
  behind.data.sessions = [...portal.data.sessions]
  portal = behind
  await time.advance(ahead)
  sync = build()
  sync.start()
  await time.advance(pollMs - 1)
  // Already closed, so that no list of open ones names it; and before recent weeks are read again.
  portal.data.sessions.push(fakeSession({ id: 300, createdAt: start + 5_000, closedAt: start + 6_000 }))
  await time.advance(2)
  expect(ids()).toContain(300)
})

test('a channel that was not there before is announced once', async () => {
  sync.start()
  await time.advance(pollMs - 1)
  told = []
  portal.data.sessions.push(...[300, 301].map(id => fakeSession({ id, createdAt: start, source: 'avito' })))
  await time.advance(3 * pollMs)
  expect(told.filter(event => event === 'directory.changed')).toHaveLength(1)
})

test('dialogs that the daily comparison misses are fetched, counted and shown', async () => {
  sync.start()
  await time.advance(pollMs - 1)
  portal.data.sessions.push(...[300, 301].map(id => fakeSession({ id, createdAt: start - 100 * day })), fakeSession({ id: 302, createdAt: start - 200 * day }))
  await away(day)
  expect(ids()).toEqual(all())
  expect(sync.state()).toMatchObject({ phase: 'live', lastReconcile: { months: 12, repaired: 3, surplus: 0 } })
  expect(Math.abs((sync.state().lastReconcile?.at ?? 0) - (start + day))).toBeLessThan(minute)
})

test('nothing is deleted because the portal does not show it any more; the comparison says how many those are', async () => {
  sync.start()
  await time.advance(pollMs - 1)
  const before = ids()
  portal.data.sessions = portal.data.sessions.filter(session => session.id !== 200)
  await away(day)
  expect(ids()).toEqual(before)
  expect(sync.state().lastReconcile).toMatchObject({ repaired: 0, surplus: 1 })
})

test('open dialogs that no list shows are looked for in turn, a few at a time and seldom', async () => {
  const gone = Array.from({ length: 25 }, (_, i) => fakeSession({ id: 300 + i, createdAt: start - 40 * day - i * minute, closedAt: null }))
  portal.data.sessions.push(...gone)
  sync.start()
  await time.advance(pollMs - 1)
  // All but the last have left the portal; the last is closed with a date that no look covers.
  const last = gone.at(-1)?.id ?? 0
  portal.data.sessions = portal.data.sessions.flatMap(s => (s.id === last ? [{ ...s, closedAt: start - 30 * day, status: 'closed' as const }] : s.id >= 300 ? [] : [s]))
  const before = portal.calls.length
  await time.advance(3 * pollMs)
  expect(stores.sessions.rows([last])[0]?.status).toBe('closed')
  expect(portal.calls.slice(before).filter(call => call === 'walk').length).toBeLessThanOrEqual(26)
})
