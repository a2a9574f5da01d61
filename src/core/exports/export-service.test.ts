import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { ExportInput, ExportRun } from '#contract/exports.ts'
import { dialogFilterSchema } from '#contract/dialogs.ts'
import { err } from '#contract/result.ts'
import { createFileSinks, diskError } from '#infra/files/file-sink.ts'
import { openMemoryStores } from '#infra/sqlite/testing/memory-stores.ts'
import { createDialogs } from '../sessions/dialog-service.ts'
import { fakeSession } from '../testing/fake-portal.ts'
import { createExports, type ExportDeps, type OpenSink } from './export-service.ts'

const now = Date.UTC(2026, 10, 20, 21, 42)
const input: ExportInput = {
  filter: dialogFilterSchema.parse({ clientRatings: ['dislike'] }), sort: { column: 'id', direction: 'asc' },
  columns: ['id', 'client', 'source', 'clientRating', 'waitAnswer', 'createdAt', 'closedAt'], selection: null,
}

let folder: string
let stores: ReturnType<typeof openMemoryStores>
let ended: Promise<ExportRun>

function build(openSink: OpenSink = createFileSinks(folder), language: 'en' | 'ru' = 'en') {
  let tell: (run: ExportRun) => void = () => {}
  ended = new Promise(resolve => { tell = resolve })
  const dialogs = createDialogs({ ...stores, clock: () => now, zoneMinutes: () => 180 })
  const deps: ExportDeps = {
    runs: stores.exports, sessions: stores.sessions, idsOf: dialogs.idsOf, rows: dialogs.rows, openSink, diskError, context: () => ({ language, zoneMinutes: 180, source: 'statistics' }), clock: () => now, log: () => {},
    emit: (event, payload) => { if (event === 'exports.progress' && (payload as ExportRun).state !== 'running') tell(payload as ExportRun) },
    shell: {
      capabilities: { tray: false, nativeNotifications: false }, notify: async () => false, reveal: async () => true,
      openExternal: async () => false, seal: async () => null, unseal: async () => null, resolveProxy: async () => null, saveSettings: async () => {},
    },
  }
  return createExports(deps)
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'linewatch-export-'))
  stores = openMemoryStores()
  stores.sessions.upsert([
    fakeSession({ id: 1, createdAt: now - 7_200_000, clientRating: 1, source: 'avito', clientId: 51 }),
    fakeSession({ id: 2, createdAt: now - 3_600_000, clientRating: 5 }),
    fakeSession({ id: 3, createdAt: now - 1_800_000, clientRating: 1, waitAnswer: null, closedAt: null, clientId: 52 }),
  ])
  stores.sessions.setClientNames(new Map([[51, '=HYPERLINK("x")'], [52, 'Ёлкина, Анна']]))
})
afterEach(() => { rmSync(folder, { recursive: true }) })

test('the file holds the filtered list in its order, dates in the report zone', async () => {
  const started = await build().start(input)
  expect(started).toMatchObject({ ok: true, value: { state: 'running', total: 2 } })
  const run = await ended
  expect(run).toMatchObject({ state: 'done', rows: 2, total: 2, error: null })
  expect(run.path).toBe(join(folder, 'Linewatch dialogs 2026-11-21 0042.csv'))
  expect(readFileSync(run.path, 'utf8')).toBe([
    '\uFEFF"No.","Client","Channel","Client rating","Waited, s","Created (UTC+03:00)","Closed (UTC+03:00)"',
    `1,"'=HYPERLINK(""x"")","Avito","Dislike",60,2026-11-20 22:42:00,2026-11-20 22:52:00`,
    '3,"Ёлкина, Анна","Website chat","Dislike",,2026-11-21 00:12:00,',
    '',
  ].join('\r\n'))
  expect(readdirSync(folder)).toHaveLength(1)
})

test('a selection is written as it was selected, in the order of the list, and the run says so', async () => {
  const exports = build()
  // 2 is none of the list any more, 9 is gone, and one of them was named twice.
  const started = await exports.start({
    ...input, sort: { column: 'clientRating', direction: 'desc' }, columns: ['id'], selection: { kind: 'ids', ids: [3, 9, 2, 1, 3] },
  })
  expect(started).toMatchObject({ ok: true, value: { scope: 'selection', total: 3 } })
  const run = await ended
  expect(run).toMatchObject({ state: 'done', scope: 'selection', rows: 3, total: 3 })
  expect(readFileSync(run.path, 'utf8').split('\r\n').slice(1)).toEqual(['2', '3', '1', ''])
  expect(exports.list()).toEqual([run])
})

test('all of a filter but some is what the filter holds without them', async () => {
  const filter = dialogFilterSchema.parse({ clientRatings: ['dislike', 'like'] })
  const started = await build().start({ ...input, sort: { column: 'id', direction: 'desc' }, columns: ['id'], selection: { kind: 'filter', filter, except: [2] } })
  expect(started).toMatchObject({ ok: true, value: { scope: 'selection', total: 2 } })
  expect(readFileSync((await ended).path, 'utf8').split('\r\n').slice(1)).toEqual(['3', '1', ''])
})

test('a Russian file has Russian headings and the separator that Excel expects there', async () => {
  await build(undefined, 'ru').start(input)
  const { path } = await ended
  const [head, first] = readFileSync(path, 'utf8').split('\r\n')
  expect(head).toBe('\uFEFF"№";"Клиент";"Канал";"Оценка клиента";"Ожидание, с";"Создан (UTC+03:00)";"Закрыт (UTC+03:00)"')
  expect(first).toContain('"Авито";"Дизлайк";60;')
})

test('two files of the same minute do not meet', async () => {
  await build().start(input)
  const first = await ended
  await build().start(input)
  const second = await ended
  expect(second.path).toBe(first.path.replace('.csv', ' (2).csv'))
})

test('a cancelled export leaves nothing behind', async () => {
  const exports = build()
  const started = await exports.start(input)
  if (started.ok) exports.cancel(started.value.id)
  expect((await ended).state).toBe('cancelled')
  expect(readdirSync(folder)).toEqual([])
})

test('a full disk is said in words and leaves no half file', async () => {
  const files = createFileSinks(folder)
  const full: OpenSink = async name => {
    const sink = await files(name)
    if (!sink.ok) return sink
    const write = async (): Promise<void> => { throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC', syscall: 'write' }) }
    return { ok: true, value: { ...sink.value, write } }
  }
  await build(full).start(input)
  expect(await ended).toMatchObject({ state: 'failed', error: { code: 'disk' } })
  expect(readdirSync(folder)).toEqual([])
})

test('a folder that cannot be written to refuses before anything is promised', async () => {
  const refused = await build(async () => err('disk', 'EACCES')).start(input)
  expect(refused).toMatchObject({ ok: false, error: { code: 'disk' } })
  expect(stores.exports.list()).toEqual([])
})

test('what the last run left unfinished is shown as failed', () => {
  stores.exports.add({ state: 'running', scope: 'list', rows: 5, total: 9, path: '/x.csv', startedAt: now, finishedAt: null, error: null })
  const exports = build()
  exports.recover()
  expect(exports.list()).toMatchObject([{ state: 'failed', error: { code: 'engine-stopped' } }])
})
