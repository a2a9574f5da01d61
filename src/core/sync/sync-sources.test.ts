import { beforeEach, expect, test } from 'vitest'
import { dialogFilterSchema } from '#contract/dialogs.ts'
import type { SourceKind } from '#contract/portal.ts'
import { err } from '#contract/result.ts'
import { openMemoryStores } from '#infra/sqlite/testing/memory-stores.ts'
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
let sync: SyncService
/** The source in use, and the one that a look at the portal's rights would lead to. */
let kind: SourceKind
let fallback: SourceKind
let refusals: number
let reread: number[][]

function build(): SyncService {
  return createSync({
    portal, sessions: stores.sessions, directory: stores.directory, store: stores.sync, clock: time.clock, monotonic: time.monotonic,
    timer: time.timer, emit: () => {}, log: () => {}, pollMs, onFirstSync: stores.alerts.setBaseline, onRatings: async () => {},
    onSessions: () => {}, onDirectory: () => {}, sourceKind: () => kind,
    onSourceRefused: async () => { refusals++; kind = fallback },
    reread: ids => { reread.push([...ids]) },
  })
}

beforeEach(() => {
  time = createManualTime(start)
  portal = createFakePortal(time.clock)
  portal.data.sessions = Array.from({ length: 100 }, (_, i) => fakeSession({ id: i + 1, createdAt: start - 500 * day + i * 5 * day }))
  stores = openMemoryStores()
  kind = fallback = 'statistics'
  refusals = 0
  reread = []
  sync = build()
})

const ids = () => stores.sessions.allIds({ ...dialogFilterSchema.parse({}), period: null }, { column: 'id', direction: 'asc' })
const all = () => portal.data.sessions.map(session => session.id).sort((a, b) => a - b)

test('another source goes over the same rows, and what happened meanwhile is still asked for', async () => {
  stores.alerts.setBaseline(start - day)
  sync.start()
  await time.advance(pollMs - 1)
  await sync.stop()
  await time.advance(2 * day)
  const { looks } = portal
  const before = looks.length
  // One is new, and one is old, but not shown by the first source.
  portal.data.sessions.push(fakeSession({ id: 300, createdAt: start + day }), fakeSession({ id: 301, createdAt: start - 499 * day }))
  kind = 'crm'
  sync = build()
  sync.start()
  await time.advance(minute)
  expect(ids()).toEqual(all())
  expect(sync.state()).toMatchObject({ phase: 'live', expected: null })
  expect(Math.min(...looks.slice(before).map(look => look.createdFrom))).toBeLessThan(start + minute)
  expect(stores.alerts.baseline()).toBe(start - day)
  // What the first source told and this one cannot is kept.
  expect(stores.sessions.rows([100])[0]).toMatchObject({ waitAnswer: 60, closeReason: 'operator' })
})

test.each(['plan-without-statistics', 'missing-scope', 'no-rights'] as const)('a source refused with %s gives way to one that works', async code => {
  fallback = 'crm'
  portal.fail('current', err(code, ''), { times: 1 })
  sync.start()
  await time.advance(pollMs - 1)
  expect(sync.state()).toMatchObject({ phase: 'live', error: null })
  expect(stores.sync.load()?.source).toBe('crm')
})

test('a source that stays refused is not a reason to ask the portal at every attempt', async () => {
  portal.fail('current', err('missing-scope', 'insufficient_scope'))
  sync.start()
  await time.advance(40 * minute)
  expect(sync.state()).toMatchObject({ phase: 'waiting', error: { code: 'missing-scope' } })
  expect(refusals).toBe(2)
})

test('where lists tell no ratings, recent conversations are read again in turn', async () => {
  kind = 'crm'
  portal.data.sessions = Array.from({ length: 50 }, (_, i) => fakeSession({ id: i + 1, createdAt: start - minute - (i % 7) * day }))
  portal.data.sessions.push(fakeSession({ id: 99, createdAt: start - 60 * day }))
  sync.start()
  await time.advance(pollMs + 3 * minute)
  expect(reread.slice(0, 3).map(list => list.length)).toEqual([20, 20, 10])
  expect(new Set(reread.slice(0, 3).flat())).toEqual(new Set(Array.from({ length: 50 }, (_, i) => i + 1)))
})

test('a dialog that leaves the messenger’s list is read again, and so is one whose CRM record is gone', async () => {
  for (const source of ['recent', 'crm'] as const) {
    stores = openMemoryStores()
    reread = []
    kind = source
    portal.data.sessions = [2, 4].map(id => fakeSession({ id, createdAt: start - 60 * minute, closedAt: null }))
    sync = build()
    sync.start()
    await time.advance(pollMs)
    portal.data.sessions = portal.data.sessions.filter(({ id }) => id !== 4)
    await time.advance(2 * pollMs)
    expect(reread.filter(list => list.length === 1)).toEqual([[4]])
    await time.advance(11 * minute)
    expect(reread.filter(list => list.length === 1 && list[0] === 4).length).toBeGreaterThan(1)
    await sync.stop()
  }
})
