import { expect, test } from 'vitest'
import { ok } from '#contract/result.ts'
import { openMemoryStores } from '#infra/sqlite/testing/memory-stores.ts'
import { createJournalExport } from './journal-export.ts'

const start = Date.UTC(2026, 10, 20, 22, 30)
const rated = 1_201

/** A file in memory that takes so many pieces. */
function openExport({ language = 'en', room = Infinity }: { readonly language?: 'en' | 'ru'; readonly room?: number } = {}) {
  const { outbox } = openMemoryStores()
  for (let n = 0; n < rated; n++) {
    const rating = { sessionId: n + 1, rating: 2, comment: n === 0 ? '=1+1; "поздно"\nи грубо' : `Late ${n}`, seen: null }
    outbox.hold({ rating, uuid: `uuid-${n}`, base: { rating: 5, comment: '+7 900' }, at: start, sendAfter: start, event: 'saved' })
  }
  const pieces: string[] = []
  const ended: string[] = []
  const files = createJournalExport({
    outbox, shell: { reveal: async () => true }, clock: () => start, log: () => {}, context: () => ({ language, zoneMinutes: 180 }),
    author: () => ({ host: 'vega.bitrix24.ru', userId: 1, userName: 'Марина' }),
    diskError: error => (error instanceof RangeError ? { code: 'disk', message: error.message } : null),
    openSink: async name => ok({
      path: name, commit: async () => { ended.push('commit') }, abort: async () => { ended.push('abort') },
      async write(text) {
        if (pieces.length >= room) throw new RangeError('full')
        pieces.push(text)
      },
    }),
  })
  return { files, ended, text: () => pieces.join('') }
}

test('the file holds every line there is, with its zone, and nothing that a spreadsheet would run', async () => {
  const { files, ended, text } = openExport()
  expect(await files.write()).toEqual({ ok: true, value: { path: 'Linewatch ratings journal 2026-11-21 0130.csv', rows: rated } })
  const [head, first, ...others] = text().split('\r\n')
  expect(head).toMatch(/^\uFEFF"When \(UTC\+03:00\)","Dialog",/)
  expect(first).toBe(`2026-11-21 01:30:00,1,"Saved",2,"'=1+1; ""поздно""\nи грубо",5,"'+7 900","","Марина (1)","vega.bitrix24.ru","uuid-0"`)
  expect(others.map(line => line.split(',')[1])).toEqual([...Array.from({ length: rated - 1 }, (_, n) => String(n + 2)), undefined])
  expect(ended).toEqual(['commit'])
})

test('in Russian a semicolon parts the columns, as spreadsheets there expect', async () => {
  const { files, text } = openExport({ language: 'ru' })
  await files.write()
  expect(text().split('\r\n', 1)[0]).toMatch(/^\uFEFF"Когда \(UTC\+03:00\)";"Диалог";/)
})

test('on a full disk there is no half file, and nothing to show', async () => {
  const { files, ended } = openExport({ room: 2 })
  expect(await files.write()).toMatchObject({ ok: false, error: { code: 'disk' } })
  expect(ended).toEqual(['abort'])
  expect(await files.reveal()).toMatchObject({ ok: false, error: { code: 'not-found' } })
})
