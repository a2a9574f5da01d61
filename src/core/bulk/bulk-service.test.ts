import { beforeEach, expect, test } from 'vitest'
import type { BulkAction, BulkRun, Selection } from '#contract/bulk.ts'
import type { EventPayload } from '#contract/contract.ts'
import { anyDialog } from '#contract/filters.ts'
import { err, ok, type Result } from '#contract/result.ts'
import { createBulkRepository } from '#infra/sqlite/ledger/bulk-repository.ts'
import { createReviewMarkRepository } from '#infra/sqlite/ledger/review-mark-repository.ts'
import { openMemoryStores } from '#infra/sqlite/testing/memory-stores.ts'
import type { AfterAction } from '../portal/portal.ts'
import { createActions } from '../sessions/action-service.ts'
import { createFakePortal, fakeSession, type FakePortal } from '../testing/fake-portal.ts'
import { createManualTime, type ManualTime } from '../testing/manual-time.ts'
import { createBulk, type BulkService } from './bulk-service.ts'

const start = Date.UTC(2026, 10, 20, 9)
const me = 1
const toNina: BulkAction = { kind: 'transfer', target: { kind: 'operator', operatorId: 8 } }

type Sent = { readonly method: string; readonly id: number; readonly priority: string | undefined }

let time: ManualTime
let portal: FakePortal
let stores: ReturnType<typeof openMemoryStores>
let sent: Sent[]
let answers: Map<number, Result<AfterAction> | Promise<Result<AfterAction>>>
let runs: BulkRun[]
/** Ids that the windows were told of, as they were told. */
let told: (readonly number[])[]
let mayAct: boolean
let bulk: BulkService

beforeEach(() => {
  time = createManualTime(start)
  portal = createFakePortal(time.clock)
  stores = openMemoryStores()
  sent = []
  answers = new Map()
  runs = []
  told = []
  mayAct = true
  portal.data.sessions = Array.from({ length: 60 }, (_, i) => fakeSession({ id: i + 1, createdAt: start - (i + 1) * 60_000, closedAt: i < 50 ? null : start }))
  stores.sessions.upsert(portal.data.sessions)
  bulk = open()
})

/** On the same ledger each time, as after a restart. */
function open(): BulkService {
  const idOf = (chatId: number): number => portal.data.sessions.find(session => session.chatId === chatId)?.id ?? 0
  function act(method: string) {
    return async (chatId: number, ...rest: unknown[]): Promise<Result<AfterAction>> => {
      const id = idOf(chatId)
      sent.push({ method, id, priority: rest.at(-1) as string | undefined })
      return answers.get(id) ?? ok({ state: 'open', operatorId: 8, lineId: 1 })
    }
  }
  const actions = createActions({
    portal: { actions: { finish: act('finish'), finishAnother: act('finishAnother'), markSpam: act('markSpam'), transfer: act('transfer'), intercept: act('intercept'), join: act('join') } },
    source: () => portal.source('statistics'), sessions: stores.sessions, emit: () => {}, log: () => {},
  })
  let ids = 0
  return createBulk({
    store: createBulkRepository(stores.ledger), marks: createReviewMarkRepository(stores.ledger), sessions: stores.sessions, actions, links: portal.links,
    idsOf: () => portal.data.sessions.map(session => session.id), mayAct: () => mayAct, userId: () => me,
    clock: time.clock, timer: time.timer, log: () => {}, newId: () => `preview-${++ids}`,
    emit(event, payload) {
      if (event === 'bulk.progress') runs.push(payload as BulkRun)
      if (event === 'dialogs.changed') told.push((payload as EventPayload<'dialogs.changed'>).ids)
    },
  })
}

const all: Selection = { kind: 'filter', filter: anyDialog, except: [] }
const named = (...ids: number[]): Selection => ({ kind: 'ids', ids })

function begin(selection: Selection, action: BulkAction): BulkRun {
  const run = bulk.start(bulk.preview({ selection, action }).previewId)
  if (!run.ok) throw new Error(run.error.message)
  return run.value
}

async function settled(id: number) {
  // Each dialog takes some turns of its own; time stands still meanwhile.
  for (let i = 0; i < 60; i++) await time.settle()
  return resultOf(id)
}

function resultOf(id: number) {
  const result = bulk.result(id)
  if (!result.ok) throw new Error(result.error.message)
  return result.value
}

/** As the list finds them. */
function marked(): readonly number[] {
  return stores.sessions.allIds({ ...anyDialog, period: null, marked: ['yes'] }, { column: 'id', direction: 'asc' })
}

test('what would be done is counted first, with the reason for what would not', () => {
  portal.data.sessions = [...portal.data.sessions, fakeSession({ id: 61, createdAt: start - 1, operatorId: null, closedAt: null }), fakeSession({ id: 62, createdAt: start - 1, operatorId: 8, closedAt: null })]
  stores.sessions.upsert(portal.data.sessions)
  stores.sessions.upsert([{ id: 63, lineId: 1, source: 'livechat', status: 'answered', createdAt: start }])
  portal.data.sessions.push(fakeSession({ id: 63, createdAt: start, closedAt: null }))
  expect(bulk.preview({ selection: { ...all, except: [1, 2] }, action: toNina })).toEqual({
    previewId: 'preview-1', selected: 61, applies: 49, unassigned: 0, undoable: false,
    leftOut: [{ obstacle: 'closed', count: 10 }, { obstacle: 'already', count: 1 }, { obstacle: 'no-chat', count: 1 }],
  })
  expect(bulk.preview({ selection: named(3, 61, 999), action: { kind: 'finish' } })).toMatchObject({ selected: 3, applies: 2, unassigned: 1, leftOut: [{ obstacle: 'gone', count: 1 }] })
  mayAct = false
  expect(bulk.preview({ selection: named(3, 55), action: { kind: 'spam' } })).toMatchObject({ applies: 0, leftOut: [{ obstacle: 'closed', count: 1 }, { obstacle: 'no-rights', count: 1 }] })
  expect(sent).toEqual([])
})

test('fifty transfers, two of them refused: the others are done, each sent once and behind what people wait for', async () => {
  answers.set(7, err('no-rights', 'ACCESS_DENIED'))
  answers.set(30, err('portal-rejected', 'The dialog cannot be handed to this person'))
  const { run, rows } = await settled(begin(all, toNina).id)
  expect(run).toMatchObject({ state: 'done', total: 50, error: null, undoable: false, rows: { done: 48, refused: 2, waiting: 0 } })
  expect(rows.slice(0, 3).map(({ sessionId, state, error }) => [sessionId, state, error?.code])).toEqual([[7, 'refused', 'no-rights'], [30, 'refused', 'portal-rejected'], [1, 'done', undefined]])
  expect(sent.map(({ id }) => id)).toEqual(Array.from({ length: 50 }, (_, i) => i + 1))
  expect(new Set(sent.map(({ method, priority }) => `${method} ${priority}`))).toEqual(new Set(['transfer visible']))
  expect(runs.at(0)).toMatchObject({ state: 'waiting', total: 50 })
  expect(runs.at(-1)).toEqual(run)
})

test('only what was counted is done, and only once', async () => {
  const { previewId } = bulk.preview({ selection: all, action: toNina })
  portal.data.sessions.push(fakeSession({ id: 61, createdAt: start, closedAt: null }))
  stores.sessions.upsert(portal.data.sessions)
  expect(bulk.start(previewId)).toMatchObject({ ok: true, value: { total: 50 } })
  expect(bulk.start(previewId)).toMatchObject({ ok: false, error: { code: 'not-found' } })
  expect(bulk.start('never')).toMatchObject({ ok: false })
  await settled(1)
  expect(sent.length).toBe(50)
})

test('own dialogs are closed by their own method; a close may wait for the client; one that ended meanwhile is skipped', async () => {
  stores.sessions.upsert([{ ...fakeSession({ id: 1, createdAt: start - 60_000, closedAt: null }), operatorId: me }])
  answers.set(2, ok({ state: 'closing', operatorId: 7, lineId: 1 }))
  const { previewId } = bulk.preview({ selection: named(1, 2, 3), action: { kind: 'finish' } })
  portal.change(3, { status: 'closed', closedAt: start })
  stores.sessions.upsert(portal.data.sessions.filter(({ id }) => id === 3))
  bulk.start(previewId)
  const { rows } = await settled(1)
  expect(sent.map(({ id, method }) => [id, method])).toEqual([[1, 'finish'], [2, 'finishAnother']])
  expect(rows.map(({ sessionId, state, obstacle }) => [sessionId, state, obstacle])).toEqual([[2, 'closing', null], [3, 'skipped', 'closed'], [1, 'done', null]])
})

test('a cancel lets the dialog under way end and leaves the rest alone', async () => {
  let answer: (result: Result<AfterAction>) => void = () => {}
  answers.set(3, new Promise(resolve => { answer = resolve }))
  const { id } = begin(all, toNina)
  await settled(id)
  expect(resultOf(id).run).toMatchObject({ state: 'running', rows: { done: 2, sending: 1, waiting: 47 } })
  expect(bulk.cancel(id)).toMatchObject({ ok: true })
  answer(ok({ state: 'open', operatorId: 8, lineId: 1 }))
  expect((await settled(id)).run).toMatchObject({ state: 'cancelled', rows: { done: 3, waiting: 47 } })
  expect(sent.length).toBe(3)
  expect(bulk.cancel(id)).toMatchObject({ ok: false, error: { code: 'not-found' } })
})

test('a restart in the middle: interrupted, and what was being sent is not claimed and not sent again', async () => {
  answers.set(3, new Promise(() => {}))
  const { id } = begin(all, toNina)
  await settled(id)
  bulk = open()
  bulk.recover()
  const { run, rows } = await settled(id)
  expect(run).toMatchObject({ state: 'interrupted', finishedAt: start, rows: { done: 2, unknown: 1, waiting: 47 } })
  expect(rows[0]).toMatchObject({ sessionId: 3, state: 'unknown' })
  expect(sent.map(({ id: session }) => session)).toEqual([1, 2, 3])
})

test('an orderly end says the same', async () => {
  let answer: (result: Result<AfterAction>) => void = () => {}
  answers.set(2, new Promise(resolve => { answer = resolve }))
  const { id } = begin(all, toNina)
  await settled(id)
  const stopped = bulk.stop()
  answer(err('cancelled', 'closed'))
  await settled(id)
  await stopped
  expect(resultOf(id).run).toMatchObject({ state: 'interrupted', rows: { done: 1, unknown: 1, waiting: 48 } })
})

test('a lost answer is unknown; a portal out of reach ends the run after three', async () => {
  answers.set(1, err('portal-unreachable', 'ECONNRESET'))
  for (const id of [5, 6, 7]) answers.set(id, err('portal-unreachable', 'ECONNREFUSED'))
  const { run } = await settled(begin(all, toNina).id)
  expect(run).toMatchObject({ state: 'stopped', error: { code: 'portal-unreachable' }, rows: { unknown: 4, done: 3, waiting: 43 } })
  expect(sent.map(({ id }) => id)).toEqual([1, 2, 3, 4, 5, 6, 7])
})

test('an ended sign-in ends the run at once', async () => {
  answers.set(2, err('wrong-secret', 'INVALID_CREDENTIALS'))
  const { run } = await settled(begin(all, toNina).id)
  expect(run).toMatchObject({ state: 'stopped', error: { code: 'wrong-secret' }, rows: { done: 1, refused: 1, waiting: 48 } })
})

test('a run that breaks does not take the next one with it', async () => {
  answers.set(2, Promise.reject(new Error('a bug')))
  const broken = begin(named(1, 2, 3), toNina)
  const next = begin(named(4), toNina)
  expect((await settled(broken.id)).run).toMatchObject({ state: 'stopped', error: { code: 'internal' }, rows: { done: 1, unknown: 1, waiting: 1 } })
  expect((await settled(next.id)).run).toMatchObject({ state: 'done', rows: { done: 1 } })
})

test('a run whose end finds no room on the disk is ended by the next start, and holds up nothing', async () => {
  let accept = (): void => {}
  answers.set(1, new Promise(resolve => { accept = () => { resolve(ok({ state: 'open', operatorId: 8, lineId: 1 })) } }))
  const broken = begin(named(1), toNina)
  await time.settle()
  stores.ledger.exec('PRAGMA query_only = ON')
  accept()
  await time.settle()
  stores.ledger.exec('PRAGMA query_only = OFF')
  expect((await settled(begin(named(2), toNina).id)).run).toMatchObject({ state: 'done', rows: { done: 1 } })
  bulk = open()
  bulk.recover()
  expect((await settled(broken.id)).run).toMatchObject({ state: 'interrupted', rows: { unknown: 1 } })
})

test('runs take their turns', async () => {
  const first = begin(named(1, 2), toNina)
  const second = begin(named(2, 4), { kind: 'spam' })
  await settled(second.id)
  expect(sent.map(({ id, method }) => [id, method])).toEqual([[1, 'transfer'], [2, 'transfer'], [2, 'markSpam'], [4, 'markSpam']])
  expect(bulk.list().map(({ id, state }) => [id, state])).toEqual([[second.id, 'done'], [first.id, 'done']])
})

test('marking as reviewed asks the portal nothing and can be taken back, but not what was marked before', async () => {
  await settled(begin(named(1), { kind: 'markReviewed' }).id)
  const counted = bulk.preview({ selection: named(1, 2, 51), action: { kind: 'markReviewed' } })
  expect(counted).toMatchObject({ applies: 2, undoable: true, leftOut: [{ obstacle: 'already', count: 1 }] })
  bulk.start(counted.previewId)
  expect((await settled(2)).run).toMatchObject({ state: 'done', undoable: true, rows: { done: 2 } })
  expect(marked()).toEqual([1, 2, 51])
  expect(bulk.undo(2)).toMatchObject({ ok: true, value: { state: 'undone', undoable: false, rows: { undone: 2 } } })
  expect(bulk.undo(2)).toMatchObject({ ok: false })
  expect(marked()).toEqual([1])
  expect(bulk.preview({ selection: named(1, 2, 51), action: { kind: 'markReviewed' } })).toMatchObject({ applies: 2, leftOut: [{ obstacle: 'already', count: 1 }] })
  expect(sent).toEqual([])
})

test('a mark is taken back for the dialogs that have one, and that can be undone too', async () => {
  await settled(begin(named(1, 2), { kind: 'markReviewed' }).id)
  const counted = bulk.preview({ selection: named(2, 3), action: { kind: 'unmarkReviewed' } })
  expect(counted).toMatchObject({ applies: 1, undoable: true, leftOut: [{ obstacle: 'already', count: 1 }] })
  bulk.start(counted.previewId)
  expect((await settled(2)).run).toMatchObject({ state: 'done', undoable: true, rows: { done: 1 } })
  expect(marked()).toEqual([1])
  expect(bulk.undo(2)).toMatchObject({ ok: true, value: { state: 'undone' } })
  expect(marked()).toEqual([1, 2])
  expect(told).toEqual([[1, 2], [2], [2]])
  expect(sent).toEqual([])
})

test('a mark that another run has set between counting and doing is not taken back with this one', async () => {
  const counted = [named(1, 2), named(2, 3)].map(selection => bulk.preview({ selection, action: { kind: 'markReviewed' } }))
  for (const { previewId } of counted) bulk.start(previewId)
  expect((await settled(2)).run).toMatchObject({ state: 'done', rows: { done: 1, skipped: 1 } })
  expect(marked()).toEqual([1, 2, 3])
  expect(bulk.undo(2)).toMatchObject({ ok: true, value: { rows: { undone: 1, skipped: 1 } } })
  expect(marked()).toEqual([1, 2])
})

test('a transfer cannot be undone', async () => {
  const { id } = begin(named(1), toNina)
  await settled(id)
  expect(bulk.undo(id)).toMatchObject({ ok: false })
})

test('links are those of what was counted', () => {
  const { previewId, applies } = bulk.preview({ selection: named(1, 55), action: { kind: 'copyLinks' } })
  expect(applies).toBe(2)
  expect(bulk.links(previewId)).toEqual({ ok: true, value: 'https://portal.test/online/?IM_HISTORY=imol%7C1\nhttps://portal.test/online/?IM_HISTORY=imol%7C55' })
  expect(bulk.start(previewId)).toMatchObject({ ok: false })
})
