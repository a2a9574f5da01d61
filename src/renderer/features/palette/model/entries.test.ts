import { expect, test } from 'vitest'
import { findEntries, type Entry } from './entries.ts'

const entry = (id: string, group: Entry['group'], label: string, more: Partial<Entry> = {}): Entry => ({ id, group, label, icon: 'list', run: () => {}, ...more })

const entries: readonly Entry[] = [
  entry('settings', 'places', 'Settings', { also: 'language theme' }),
  entry('review', 'views', 'To review'),
  entry('open', 'views', 'Open now'),
  entry('portal', 'dialog', 'Open in portal'),
  entry('orlova', 'filters', 'Operator: Орлова Мария', { quiet: true }),
  ...Array.from({ length: 20 }, (_, i) => entry(`line-${i}`, 'filters', `Line: Support ${i}`, { quiet: true })),
]
const found = (query: string) => findEntries(entries, query).map(({ group, hits }) => `${group}: ${hits.map(hit => hit.entry.id).join(' ')}`)

test('before anything is typed all but the filters stands in its groups', () => {
  expect(found('')).toEqual(['views: review open', 'dialog: portal', 'places: settings'])
})

test('the group of the best hit comes first', () => {
  expect(found('open')).toEqual(['views: open', 'dialog: portal'])
  expect(found('open po')).toEqual(['dialog: portal'])
  expect(found('jhkjdf')).toEqual(['filters: orlova'])
})

test('other words find too, and a group does not fill the screen', () => {
  expect(found('theme')).toEqual(['places: settings'])
  expect(found('support')[0]?.split(' ').length).toBe(8)
  expect(found('nothing at all')).toEqual([])
})

test('what was made for the query stands above all', () => {
  expect(findEntries([...entries, entry('dialog-17', 'found', 'Dialog № 17', { fits: true })], 'open').map(({ group }) => group)).toEqual(['found', 'views', 'dialog'])
})

test('the letters that were found are told', () => {
  expect(findEntries(entries, 'now')[0]?.hits[0]?.pieces).toEqual([{ text: 'Open ', mark: false }, { text: 'now', mark: true }])
})
