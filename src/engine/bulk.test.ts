import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { anyDialog } from '#contract/filters.ts'
import { startPortal, type Portal } from '../simulator/server.ts'
import { createComputer, startTestEngine, type TestEngine } from './testing/test-engine.ts'

const line = 12
const from = 11
const to = 12
const dialogs = 8

let folder: string
let portal: Portal
let engine: TestEngine

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'linewatch-bulk-'))
  portal = await startPortal({ sessions: 30, seed: 5, pace: 0, license: 'ent' })
  engine = await startTestEngine(folder, createComputer())
})
afterEach(async () => {
  await engine.close()
  await portal.close()
  rmSync(folder, { recursive: true })
})

async function control<T>(command: string, params: object): Promise<T> {
  const answer = await fetch(`${portal.controlUrl}/${command}`, { method: 'POST', body: JSON.stringify(params), headers: { 'content-type': 'application/json' } })
  return await answer.json() as T
}

const filter = { ...anyDialog, statuses: ['new' as const, 'answered' as const, 'paused' as const], lineIds: [line], operatorIds: [from] }

test('dialogs are handed over at the portal itself, two refused ones stay, and the view that counts them follows', async () => {
  const ids: number[] = []
  for (let i = 0; i < dialogs; i++) {
    ids.push((await control<{ id: number }>('create', { configId: line, operatorId: from, messages: [{ by: 'client', text: 'Где заказ?' }, { by: 'operator', text: 'Смотрю' }] })).id)
  }
  const live = engine.next('sync.progress', ({ phase }) => phase === 'live')
  await engine.get('account.signInWebhook', { url: portal.webhook, keep: { kind: 'session' } })
  await live
  const { id: viewId } = await engine.get('views.save', { id: null, name: 'Его', filter, sort: { column: 'createdAt', direction: 'desc' }, layout: null, shortcut: 7 })
  const before = (await engine.get('views.counts', {}))[viewId] ?? 0
  expect(before).toBeGreaterThanOrEqual(dialogs)

  await control('faults', { mode: 'error', code: 'ACCESS_DENIED', method: 'imopenlines.operator.transfer', after: 3, times: 2 })
  const { previewId, applies } = await engine.get('bulk.preview', { selection: { kind: 'ids', ids }, action: { kind: 'transfer', target: { kind: 'operator', operatorId: to } } })
  expect(applies).toBe(dialogs)
  const ended = engine.next('bulk.progress', ({ finishedAt }) => finishedAt !== null)
  const { id } = await engine.get('bulk.start', { previewId })
  expect(await ended).toMatchObject({ id, state: 'done', total: dialogs, rows: { done: dialogs - 2, refused: 2 } })

  const { rows } = await engine.get('bulk.result', { id })
  const refused = rows.filter(row => row.state === 'refused').map(row => row.sessionId)
  const operators = await Promise.all(ids.map(async sessionId => [sessionId, (await control<{ operatorId: number }>('session', { sessionId })).operatorId]))
  expect(operators).toEqual(ids.map(sessionId => [sessionId, refused.includes(sessionId) ? from : to]))
  expect((await engine.get('views.counts', {}))[viewId]).toBe(before - dialogs + 2)
  expect(await control('stats', {})).toMatchObject({ requests: { 'imopenlines.operator.transfer': dialogs } })
}, 60_000)
