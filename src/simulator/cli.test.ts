import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { Worker } from 'node:worker_threads'
import { expect, test } from 'vitest'
import { openPortal } from './testing/open-portal.ts'
import type { ChildProcessWithoutNullStreams } from 'node:child_process'

const cli = new URL('./cli.ts', import.meta.url).pathname
const worker = new URL('./worker.ts', import.meta.url)

function run(...args: readonly string[]): ChildProcessWithoutNullStreams {
  return spawn(process.execPath, [cli, ...args])
}

async function firstLine(child: ChildProcessWithoutNullStreams): Promise<string> {
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string]
  return line
}

async function outcome(child: ChildProcessWithoutNullStreams): Promise<{ readonly code: number; readonly stderr: string }> {
  let stderr = ''
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()))
  const [code] = (await once(child, 'close')) as [number]
  return { code, stderr }
}

test.each(['SIGINT', 'SIGTERM'] as const)('prints one JSON line, serves, and ends cleanly on %s', async (signal) => {
  const child = run('--sessions', '50', '--pace', '0')
  const ended = outcome(child)
  const line = JSON.parse(await firstLine(child)) as Record<string, string>
  expect(Object.keys(line)).toEqual(['url', 'webhook', 'webhooks', 'clientId', 'clientSecret', 'control'])
  const response = await fetch(`${line['webhook']}profile`)
  expect((await response.json()) as unknown).toMatchObject({ result: { ID: '1' } })
  child.kill(signal)
  expect((await ended).code).toBe(0)
})

test('age, plan, scopes and zone of the portal are flags', async () => {
  const child = run('--sessions', '5', '--pace', '0', '--generation', 'classic', '--plan', 'basic', '--no-crm', '--time-zone', '345')
  const { control, webhook } = JSON.parse(await firstLine(child)) as Record<string, string>
  const response = await fetch(`${control}/portal`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' })
  expect((await response.json()) as unknown).toMatchObject({ generation: 'classic', statistics: false, headVote: false, crm: false })
  expect((await (await fetch(`${webhook}server.time`)).json()) as unknown).toMatchObject({ result: expect.stringMatching(/\+05:45$/) })
  child.kill('SIGTERM')
  await outcome(child)
})

test('a taken port is one line on stderr and exit code 1', async () => {
  const portal = await openPortal({ sessions: 5 })
  const { code, stderr } = await outcome(run('--port', new URL(portal.portal.url).port, '--sessions', '5'))
  expect(code).toBe(1)
  expect(stderr).toMatch(/^The port is already in use[^\n]*\n$/)
  await portal.close()
})

test.each([
  ['--sessions', 'many'],
  ['--pace', '-1'],
  ['--port', '70000'],
  ['--seed', ''],
  ['--generation', 'old'],
  ['--plan', 'free'],
  ['--time-zone', '9999'],
  ['--colour', 'red'],
  ['--burst', '0'],
  ['--skew', 'soon'],
  ['--fault', 'slow,speed=3'],
])('%s %s is refused with one line', async (...args) => {
  const { code, stderr } = await outcome(run(...args))
  expect(code).toBe(1)
  expect(stderr).toMatch(/^[^\n]+\n$/)
  expect(stderr).toContain(args[0])
})

test('faults, a wrong clock and limits come from the command line as well', async () => {
  const child = run('--sessions', '5', '--pace', '0', '--rate', '0.001', '--burst', '2', '--skew=-86400000', '--fault', 'error,code=PORTAL_DELETED,status=403,times=1', '--fault', 'contentType')
  const ended = outcome(child)
  const { webhook } = JSON.parse(await firstLine(child)) as Record<string, string>
  const ask = async () => {
    const response = await fetch(`${webhook}server.time`)
    return { type: response.headers.get('content-type'), body: (await response.json()) as Record<string, unknown> }
  }
  expect(await ask()).toMatchObject({ type: 'text/html; charset=utf-8', body: { error: 'PORTAL_DELETED' } })
  const off = Date.parse(String((await ask()).body['result'])) - Date.now()
  expect(Math.round(off / 3_600_000)).toBe(-24)
  expect((await ask()).body).toMatchObject({ error: 'QUERY_LIMIT_EXCEEDED' })
  child.kill('SIGTERM')
  await ended
})

test('--help explains itself', async () => {
  const child = run('--help')
  const ended = outcome(child)
  expect(await firstLine(child)).toContain('Demo portal')
  expect((await ended).code).toBe(0)
})

async function message(from: Worker): Promise<Record<string, string>> {
  const [value] = (await once(from, 'message')) as [Record<string, string>]
  return value
}

test('the worker reports ready, serves, and closes when told', async () => {
  const thread = new Worker(worker, { workerData: { sessions: 50, pace: 0 } })
  const exited = once(thread, 'exit')
  const ready = await message(thread)
  expect(ready).toEqual({ type: 'ready', url: expect.any(String), webhook: expect.any(String), webhooks: expect.any(Object), clientId: expect.any(String), clientSecret: expect.any(String), controlUrl: expect.any(String) })
  expect((await fetch(`${ready['webhook']}server.time`)).status).toBe(200)
  thread.postMessage({ type: 'close' })
  expect(await message(thread)).toEqual({ type: 'closed' })
  expect(await exited).toEqual([0])
})

test('the worker reports an error instead of dying', async () => {
  const portal = await openPortal({ sessions: 5 })
  const thread = new Worker(worker, { workerData: { port: Number(new URL(portal.portal.url).port), sessions: 5 } })
  expect(await message(thread)).toEqual({ type: 'error', message: expect.stringContaining('EADDRINUSE') })
  await portal.close()
})
