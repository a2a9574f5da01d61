import { beforeEach, expect, test } from 'vitest'
import { anyDialog } from '#contract/filters.ts'
import { builtInViews, viewLimit, type ViewSave } from '#contract/views.ts'
import { createViewRepository } from '#infra/sqlite/ledger/view-repository.ts'
import { sql } from '#infra/sqlite/sql.ts'
import { openMemoryStores } from '#infra/sqlite/testing/memory-stores.ts'
import { createViews, type ViewService } from './view-service.ts'

const sort = { column: 'waitAnswer', direction: 'desc' } as const
const layout = { columns: [{ column: 'client' as const, width: 180, pinned: true }, { column: 'status' as const, width: null, pinned: false }], density: 'compact' as const }
const builtIn = builtInViews.map(view => view.id)

let stores: ReturnType<typeof openMemoryStores>
let views: ViewService
let told: string[]

beforeEach(() => {
  stores = openMemoryStores()
  told = []
  views = open()
})

/** As after a restart. */
function open(): ViewService {
  let ids = stores.ledger.pluck<number>(sql`SELECT COUNT(*) FROM saved_view`)[0] ?? 0
  return createViews({
    store: createViewRepository(stores.ledger), count: filter => filter.lineIds.length * 10, newId: () => `own-${++ids}`,
    emit: event => { told.push(event) },
  })
}

const own = (patch: Partial<ViewSave> = {}): ViewSave => ({ id: null, name: 'VIP', filter: { ...anyDialog, lineIds: [3] }, sort, layout, shortcut: null, ...patch })
const ids = (): string[] => views.list().map(view => view.id)
const shortcutOf = (id: string) => views.list().find(view => view.id === id)?.shortcut

test('built-in views come first, each with its number, and a saved one lasts over a restart', () => {
  expect(views.list().map(({ id, name, shortcut }) => [id, name, shortcut])).toEqual(builtIn.map((id, index) => [id, null, index + 1]))
  expect(views.save(own({ shortcut: 9 }))).toMatchObject({ ok: true, value: { id: 'own-1' } })
  views = open()
  expect(views.list().at(-1)).toEqual({ ...own({ shortcut: 9 }), id: 'own-1' })
  expect(told).toEqual(['views.changed'])
})

test('saving again changes the view and leaves it where it stands', () => {
  views.save(own())
  views.save(own({ name: 'Second' }))
  expect(views.save(own({ id: 'own-1', name: 'VIP, late', layout: null }))).toMatchObject({ ok: true })
  expect(views.list().slice(builtIn.length).map(({ id, name, layout: look }) => [id, name, look])).toEqual([['own-1', 'VIP, late', null], ['own-2', 'Second', layout]])
})

test('own views are moved, renamed and removed; built-in ones are not', () => {
  for (const name of ['A', 'B', 'C']) views.save(own({ name }))
  expect(views.move('own-3', 'own-1')).toMatchObject({ ok: true })
  expect(views.move('own-1', null)).toMatchObject({ ok: true })
  expect(ids()).toEqual([...builtIn, 'own-3', 'own-2', 'own-1'])
  expect(views.rename('own-2', 'Bee')).toMatchObject({ ok: true, value: { name: 'Bee' } })
  expect(views.remove('own-3')).toMatchObject({ ok: true })
  expect(views.list().slice(builtIn.length).map(view => view.name)).toEqual(['Bee', 'A'])
  const refused = [views.move('own-1', 'own-9'), views.move('all', 'own-1'), views.rename('all', 'X'), views.remove('all'), views.remove('own-9'), views.save(own({ id: 'all' }))]
  expect(refused.map(result => result.ok)).toEqual(refused.map(() => false))
  expect(ids()).toEqual([...builtIn, 'own-2', 'own-1'])
})

test('how a built-in view looks is remembered, what it shows stays', () => {
  expect(views.arrange({ id: 'low', sort, layout, shortcut: null })).toMatchObject({ ok: true })
  views = open()
  expect(ids()).toEqual(builtIn)
  expect(views.list()[1]).toEqual({ id: 'low', name: null, filter: builtInViews[1]?.filter, sort, layout, shortcut: null })
})

test('a digit opens one view: who takes it takes it away', () => {
  views.save(own({ shortcut: 2 }))
  expect([shortcutOf('own-1'), shortcutOf('low')]).toEqual([2, null])
  views.arrange({ id: 'low', sort, layout: null, shortcut: 2 })
  expect([shortcutOf('own-1'), shortcutOf('low')]).toEqual([null, 2])
})

test('every view has its count', () => {
  views.save(own())
  expect(views.counts()).toEqual({ ...Object.fromEntries(builtIn.map(id => [id, 0])), 'own-1': 10 })
})

test('there is an end to views', () => {
  for (let i = 0; i < viewLimit; i++) views.save(own())
  expect(views.save(own())).toMatchObject({ ok: false, error: { code: 'invalid-input' } })
  expect(views.save(own({ id: 'own-1', name: 'still changes' }))).toMatchObject({ ok: true })
})

test('a view of another version is left alone, and its digit is free', () => {
  stores.ledger.run(sql`INSERT INTO saved_view (id, place, name, filter, sort, shortcut) VALUES ('newer', 0, 'N', '{"mood":["sad"]}', '{}', 8)`)
  views.save(own({ shortcut: 8 }))
  expect(ids()).toEqual([...builtIn, 'own-1'])
  expect(stores.ledger.pluck(sql`SELECT name FROM saved_view WHERE id = 'newer'`)).toEqual(['N'])
})
