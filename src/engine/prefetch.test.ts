import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createComputer, startTestEngine, type TestEngine } from './testing/test-engine.ts'

let folder: string
let engine: TestEngine

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'linewatch-prefetch-'))
  engine = await startTestEngine(folder, createComputer())
})
afterEach(async () => {
  await engine.close()
  rmSync(folder, { recursive: true })
})

test('conversations that the reader will open next are read, also those too old to be read anyway', async () => {
  const live = engine.next('sync.progress', ({ phase }) => phase === 'live')
  await engine.get('account.signInDemo', {})
  await live
  const { ids } = await engine.get('dialogs.index', { filter: { statuses: ['closed'] }, sort: { column: 'createdAt', direction: 'asc' } })
  const sessionIds = ids.slice(0, 3)
  const read = Promise.all(sessionIds.map(id => engine.next('transcripts.changed', ({ sessionId }) => sessionId === id)))
  expect(await engine.get('transcripts.prefetch', { sessionIds })).toEqual({})
  await read
  expect(await engine.ask('transcripts.prefetch', { sessionIds: ids.slice(0, 11) })).toMatchObject({ ok: false, error: { code: 'invalid-input' } })
}, 30_000)
