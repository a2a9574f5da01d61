import { beforeEach, expect, test } from 'vitest'
import type { SourceKind } from '#contract/portal.ts'
import { err } from '#contract/result.ts'
import { openMemoryStores } from '#infra/sqlite/testing/memory-stores.ts'
import { createFakePortal, fakeSession, type FakePortal } from '../testing/fake-portal.ts'
import { createActions, type ActionService } from './action-service.ts'

const start = Date.UTC(2026, 10, 20, 9)

let portal: FakePortal
let stores: ReturnType<typeof openMemoryStores>
let kind: SourceKind
let told: unknown[]
let actions: ActionService

beforeEach(() => {
  portal = createFakePortal(() => start)
  portal.data.sessions = [fakeSession({ id: 1, createdAt: start - 60_000, closedAt: null })]
  stores = openMemoryStores()
  stores.sessions.upsert(portal.data.sessions)
  kind = 'statistics'
  told = []
  actions = createActions({
    portal, source: () => portal.source(kind), sessions: stores.sessions, log: () => {},
    emit: (event, payload) => { if (event === 'dialogs.changed') told.push(payload) },
  })
})

const row = () => stores.sessions.rows([1])[0]

test('what became of the dialog is read again and shown', async () => {
  portal.data.sessions = [fakeSession({ id: 1, createdAt: start - 60_000, operatorId: 8, closedAt: null })]
  portal.after = { state: 'open', operatorId: 8, lineId: 1 }
  expect(await actions.run(1, { kind: 'transfer', target: { kind: 'operator', operatorId: 8 } })).toEqual({ ok: true, value: portal.after })
  expect(row()?.operatorId).toBe(8)
  expect(told).toEqual([{ ids: [1], all: false }])
})

test('a close that waits for the client’s rating is a state, and the dialog is still open', async () => {
  portal.after = { state: 'closing', operatorId: 7, lineId: 1 }
  expect(await actions.run(1, { kind: 'finishAnother' })).toMatchObject({ ok: true, value: { state: 'closing' } })
  expect(row()).toMatchObject({ status: 'answered', generalStatus: 'answered', detailedStatus: 'closing' })
  expect(told).toEqual([{ ids: [1], all: false }])
})

test('an action is never repeated, and after a lost answer the dialog is read all the same', async () => {
  portal.fail('action', err('portal-unreachable', 'ECONNRESET'))
  portal.data.sessions = [fakeSession({ id: 1, createdAt: start - 60_000, closedAt: start })]
  expect(await actions.run(1, { kind: 'finish' })).toMatchObject({ ok: false, error: { code: 'portal-unreachable' } })
  expect(portal.calls).toEqual(['action', 'walk'])
  expect(row()?.status).toBe('closed')
})

test('own spam is remembered where the source cannot tell it', async () => {
  kind = 'crm'
  portal.data.sessions = [fakeSession({ id: 1, createdAt: start - 60_000, closedAt: start })]
  await actions.run(1, { kind: 'markSpam' })
  expect(row()).toMatchObject({ status: 'spam', closeReason: 'spam' })
  const again = await portal.source('crm').walk({ from: 0, to: start, mark: 0 })
  if (again.ok) stores.sessions.upsert(again.value.sessions)
  expect(row()?.status).toBe('spam')
})

test('a dialog that is not here, or whose chat is not known, cannot be acted on', async () => {
  stores.sessions.upsert([{ id: 2, lineId: 1, source: 'livechat', status: 'answered', createdAt: start }])
  expect(await actions.run(2, { kind: 'finish' })).toMatchObject({ ok: false, error: { code: 'not-found' } })
  expect(await actions.run(9, { kind: 'finish' })).toMatchObject({ ok: false, error: { code: 'not-found' } })
  expect(portal.calls).toEqual([])
})

test('the dialog is read again at the priority of whoever waits, not behind what is read ahead', async () => {
  const asked: unknown[] = []
  const source = portal.source(kind)
  const noting = createActions({
    portal, sessions: stores.sessions, log: () => {}, emit: () => {},
    source: () => ({ ...source, walk: (position, priority) => (asked.push(priority), source.walk(position)) }),
  })
  await noting.run(1, { kind: 'finish' }, 'visible')
  await noting.run(1, { kind: 'finish' })
  expect(asked).toEqual(['visible', 'user'])
})
