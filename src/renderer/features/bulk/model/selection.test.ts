import { beforeEach, expect, test } from 'vitest'
import { bulkPreviewInput } from '#contract/bulk.ts'
import { anyDialog } from '#contract/filters.ts'
import { createSelection, isSelected, selectedCount, severalWith, toRequest, type SelectionStore } from './selection.ts'

let store: SelectionStore
beforeEach(() => { store = createSelection() })

const count = (total = 100): number => selectedCount(store.get(), total)
const chosen = (ids: readonly number[]): number[] => ids.filter(id => isSelected(store.get(), id))
const request = () => toRequest(store.get(), anyDialog)

test('a click begins a range and selects nothing; Ctrl adds and takes away', () => {
  store.startAt(5)
  expect([count(), store.anchor(), request()]).toEqual([0, 5, null])
  store.toggle(7)
  store.toggle(9)
  store.toggle(7)
  expect([chosen([5, 7, 9]), store.anchor()]).toEqual([[9], 7])
  store.startAt(1)
  expect(count()).toBe(0)
})

test('a range takes the place of the range before and keeps what Ctrl had added', () => {
  store.toggle(40)
  store.toggle(10)
  store.extendTo([10, 11, 12, 13])
  store.extendTo([10, 11])
  expect(chosen([10, 11, 12, 13, 40])).toEqual([10, 11, 40])
  store.extendTo([8, 9, 10])
  expect(chosen([8, 9, 10, 11, 40])).toEqual([8, 9, 10, 40])
})

test('all of the filter but some, however the list grows', () => {
  store.selectAll()
  expect(count(3412)).toBe(3412)
  store.toggle(7)
  store.toggle(8)
  store.toggle(8)
  expect([count(3412), count(3500), chosen([7, 8, 99_999])]).toEqual([3411, 3499, [8, 99_999]])
  expect(request()).toEqual({ kind: 'filter', filter: anyDialog, except: [7] })
  store.extendTo([6, 7, 8])
  expect(count(3412)).toBe(3412)
})

test('a refresh of the same list leaves the selection, another filter ends it', () => {
  store.showList(anyDialog)
  store.toggle(7)
  store.showList({ ...anyDialog })
  expect(count()).toBe(1)
  store.showList({ ...anyDialog, text: 'orlova' })
  expect([count(), store.anchor()]).toEqual([0, null])
  store.selectAll()
  store.showList(anyDialog)
  expect(request()).toBeNull()
})

test('whoever shows it hears of every change, and of none where nothing changed', () => {
  let heard = 0
  const leave = store.subscribe(() => { heard++ })
  store.clear()
  expect(heard).toBe(0)
  store.toggle(1)
  store.selectAll()
  leave()
  store.clear()
  expect(heard).toBe(2)
})

test('the engine takes what is asked', () => {
  store.toggle(7)
  for (const selection of [request(), (store.selectAll(), request())]) {
    expect(bulkPreviewInput.safeParse({ selection, action: { kind: 'finish' } }).success).toBe(true)
  }
})

test('what is done on one of several selected dialogs concerns all of them; elsewhere it concerns that one alone', () => {
  const several = (id: number) => severalWith(store.get(), anyDialog, 100, id)
  store.toggle(4)
  expect(several(4)).toBeNull()
  store.toggle(5)
  expect([several(4), several(6)]).toEqual([{ count: 2, request: { kind: 'ids', ids: [4, 5] } }, null])
  store.selectAll()
  store.toggle(9)
  expect([several(4), several(9)]).toEqual([{ count: 99, request: { kind: 'filter', filter: anyDialog, except: [9] } }, null])
})
