import { expect, test } from 'vitest'
import { anyDialog } from '#contract/dialogs.ts'
import { openMemoryStores } from '#infra/sqlite/testing/memory-stores.ts'
import { fakeSession } from '../testing/fake-portal.ts'
import { createDialogs } from './dialog-service.ts'

const start = Date.UTC(2026, 10, 20, 9)

function open() {
  const stores = openMemoryStores()
  stores.sessions.upsert([1, 2, 3].map(id => fakeSession({ id, createdAt: start + id })))
  const text = 'Где мой [b]заказ[/b]?'
  stores.transcripts.put({ sessionId: 2, fetchedAt: start, canRate: true, messages: [{ id: 1, at: start, authorKind: 'client', authorId: 1, authorName: '', text, files: [] }] })
  return createDialogs({ ...stores, clock: () => start, zoneMinutes: () => 0 })
}

const ask = (text: string) => ({ filter: { ...anyDialog, text }, sort: { column: 'id', direction: 'asc' } as const, offset: 0, limit: 10 })

test('a search says in how many conversations it could look; a list without one does not', () => {
  const dialogs = open()
  expect(dialogs.index(ask('заказ'))).toMatchObject({ ids: [2], total: 1, searchable: { read: 1, of: 3, shows: true } })
  expect(dialogs.index(ask('-заказ'))).toMatchObject({ ids: [1, 3], searchable: { shows: false } })
  expect(dialogs.index(ask(' " '))).toMatchObject({ ids: [1, 2, 3], total: 3, searchable: null })
})

test('so many first rows come along with the index as were asked for, in its order', () => {
  const { ids, rows } = open().index({ ...ask(''), offset: 1, rows: 2 })
  expect([ids, rows.map(({ id }) => id)]).toEqual([[2, 3], [2, 3]])
  expect(open().index({ ...ask(''), rows: 1 }).rows.map(({ id }) => id)).toEqual([1])
  expect(open().index(ask('')).rows).toEqual([])
})

test('snippets come in the order asked for, without the messenger’s marks', () => {
  expect(open().snippets([3, 2], 'зак')).toEqual([
    { id: 3, fragments: [] },
    { id: 2, fragments: [{ place: 'message', parts: [{ text: 'Где мой ', mark: false }, { text: 'заказ', mark: true }, { text: ' ?', mark: false }] }] },
  ])
})
