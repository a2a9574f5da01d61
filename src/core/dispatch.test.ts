import { expect, test } from 'vitest'
import { methods, type MethodName } from '#contract/contract.ts'
import { ok } from '#contract/result.ts'
import { createDispatch, type Handlers } from './dispatch.ts'

const bugs: string[] = []
// Handlers that would be reached only by a payload that should have been refused.
const handlers = Object.fromEntries(Object.keys(methods).map(name => [name, () => { throw new Error('reached') }])) as unknown as Handlers
const dispatch = createDispatch(handlers, { onBug: name => { bugs.push(name) }, checkOutput: true })

test.each(Object.keys(methods) as MethodName[])('%s refuses what its schema does not know, in the one error shape', async name => {
  const reply = await dispatch(name, { surprise: true })
  expect(reply).toEqual({ ok: false, error: { code: 'invalid-input', message: expect.stringContaining(name) } })
})

test.each(['dialogs.everything', 'constructor', '__proto__', ''])('%j is no method', async name => {
  expect(await dispatch(name, {})).toEqual({ ok: false, error: { code: 'unknown-method', message: name } })
})

test('a bug is logged with the method and answered without its details', async () => {
  expect(await dispatch('sync.state', {})).toMatchObject({ ok: false, error: { code: 'internal', message: expect.not.stringContaining('reached') } })
  expect(bugs).toContain('sync.state')
})

test('an answer that breaks the contract is a bug', async () => {
  const wrong = createDispatch({ ...handlers, 'settings.get': () => ok({ theme: 'pink' } as never) }, { onBug: () => {}, checkOutput: true })
  expect(await wrong('settings.get', {})).toMatchObject({ ok: false, error: { code: 'internal' } })
})

test('a full disk is an answer and no bug', async () => {
  const full = new Error('SQLITE_FULL')
  const seen: string[] = []
  const onFull = createDispatch({ ...handlers, 'outbox.list': () => { throw full } }, {
    checkOutput: true, onBug: name => { seen.push(name) }, diskError: error => (error === full ? { code: 'disk', message: full.message } : null),
  })
  expect(await onFull('outbox.list', {})).toEqual({ ok: false, error: { code: 'disk', message: 'SQLITE_FULL' } })
  expect(await onFull('sync.state', {})).toMatchObject({ error: { code: 'internal' } })
  expect(seen).toEqual(['sync.state'])
})
