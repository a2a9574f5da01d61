import { connect } from 'node:net'
import { networkInterfaces } from 'node:os'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { methodNames } from '#contract/names.ts'
import { ok } from '#contract/result.ts'
import { createAccess, type Access } from './access.ts'
import { createEventStreams, type EventStreams } from './event-stream.ts'
import { createFakeEngine } from './testing/fake-engine.ts'
import { createRoutes, type Route } from './routes.ts'
import { startWebServer, type WebServer } from './web-server.ts'

let server: WebServer
let access: Access
let streams: EventStreams
let routes: readonly Route[]
let engine: ReturnType<typeof createFakeEngine>

beforeEach(async () => {
  engine = createFakeEngine({ 'app.info': payload => ok({ asked: payload }) })
  access = createAccess({ now: () => performance.now(), onTokenBurnt: () => undefined })
  streams = createEventStreams(() => undefined)
  const assets = new Map([
    ['/', { type: 'text/html; charset=utf-8', body: Buffer.from('<!doctype html>') }],
    ['/assets/index.js', { type: 'text/javascript; charset=utf-8', body: Buffer.from('export {}') }],
  ])
  routes = createRoutes({ assets, access, streams, dispatch: engine.engine.dispatch })
  server = await startWebServer(0)
  server.serve({ routes, access })
})
afterEach(async () => {
  streams.close()
  await server.close()
})

const signIn = () => access.exchange(access.issueToken()) ?? ''

type Ask = { method?: string; headers?: Record<string, string>; body?: string }

/** A raw socket, because `fetch` repairs everything that these tests are about. */
function ask(path: string, { method = 'GET', headers = {}, body = '' }: Ask = {}): Promise<{ status: number; head: string; body: string }> {
  const host = new URL(server.origin)
  const lines = Object.entries({ host: host.host, ...headers }).filter(([, value]) => value !== '').map(([name, value]) => `${name}: ${value}`)
  if (body !== '') lines.push(`content-length: ${Buffer.byteLength(body)}`)
  return raw(`${method} ${path} HTTP/1.1\r\n${lines.join('\r\n')}\r\nconnection: close\r\n\r\n${body}`)
}

function raw(text: string): Promise<{ status: number; head: string; body: string }> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(server.origin).port), '127.0.0.1', () => socket.write(text))
    let reply = ''
    socket.setEncoding('utf8').on('data', (part: string) => { reply += part })
    socket.on('error', reject)
    socket.on('close', () => {
      const [head = '', ...rest] = reply.split('\r\n\r\n')
      resolve({ status: Number(head.split(' ')[1]), head: head.toLowerCase(), body: rest.join('\r\n\r\n') })
    })
  })
}

const json = { 'content-type': 'application/json' }

describe('every route', () => {
  test('needs its guard: the right host, origin, type and secret', async () => {
    const secret = signIn()
    const wrong = [
      { change: { host: 'evil.test' }, status: 421, for: () => true },
      { change: { origin: 'http://evil.test' }, status: 403, for: () => true },
      { change: { origin: 'null' }, status: 403, for: () => true },
      { change: { origin: '' }, status: 403, for: ({ method }: Route) => method === 'POST' },
      { change: { 'content-type': 'text/plain' }, status: 415, for: ({ method }: Route) => method === 'POST' },
      { change: { 'x-linewatch-session': '' }, status: 401, for: ({ guard }: Route) => guard === 'session' },
      { change: { 'x-linewatch-session': 'wrong' }, status: 401, for: ({ guard }: Route) => guard === 'session' },
    ]
    for (const route of routes) {
      const post = route.method === 'POST'
      const right = { ...(post ? { ...json, origin: server.origin } : {}), 'x-linewatch-session': secret }
      for (const { change, status } of wrong.filter(entry => entry.for(route))) {
        const reply = await ask(route.path, { method: route.method, body: post ? '{}' : '', headers: { ...right, ...change } })
        expect([route.path, change, reply.status]).toEqual([route.path, change, status])
      }
    }
    expect(engine.calls).toEqual([])
  })

  test('that is open to everybody is a page file or the exchange of the token', () => {
    expect(routes.filter(route => route.guard === 'public').map(route => `${route.method} ${route.path}`))
      .toEqual(['GET /', 'GET /assets/index.js', 'POST /session'])
  })

  test('of the contract is there', () => {
    expect(routes.filter(route => route.path.startsWith('/rpc/')).map(route => route.path.slice('/rpc/'.length))).toEqual(methodNames)
  })

  test('answers with the security headers, also when it refuses', async () => {
    for (const reply of [await ask('/'), await ask('/nothing'), await ask('/events'), await ask('/', { headers: { host: 'evil.test' } })]) {
      expect(reply.head).toContain("content-security-policy: default-src 'none';")
      for (const header of ['x-content-type-options: nosniff', 'referrer-policy: no-referrer', 'cross-origin-opener-policy: same-origin',
        'cross-origin-resource-policy: same-origin', 'cache-control: no-store']) expect(reply.head).toContain(header)
      for (const header of ['access-control-', 'set-cookie', 'x-powered-by']) expect(reply.head).not.toContain(header)
    }
  })
})

describe('the host', () => {
  test.each(['evil.test', '127.0.0.1.evil.test', 'localhost', 'localhost.', '0.0.0.0', '[::1]', '127.0.0.1', '127.0.0.1:1', '127.1'])(
    'named %s is refused', async host => {
      const { port } = new URL(server.origin)
      for (const name of [host, `${host}:${port}`].filter(text => text !== `127.0.0.1:${port}`)) {
        expect((await ask('/', { headers: { host: name } })).status).toBe(421)
      }
    })

  test('missing or named twice is refused', async () => {
    const { host } = new URL(server.origin)
    expect((await raw('GET / HTTP/1.1\r\nconnection: close\r\n\r\n')).status).toBe(400)
    expect((await raw(`GET / HTTP/1.1\r\nhost: ${host}\r\nhost: evil.test\r\nconnection: close\r\n\r\n`)).status).toBe(421)
    expect((await raw(`GET http://evil.test/ HTTP/1.1\r\nhost: ${host}\r\nconnection: close\r\n\r\n`)).status).toBe(400)
  })

  test('is reached from this computer only', async () => {
    const outside = Object.values(networkInterfaces()).flat().filter(address => address?.family === 'IPv4' && !address.internal)
    for (const address of outside) {
      await expect(fetch(`http://${address?.address}:${new URL(server.origin).port}/`)).rejects.toThrow('fetch failed')
    }
    await expect(fetch(`http://[::1]:${new URL(server.origin).port}/`)).rejects.toThrow('fetch failed')
  })
})

test.each(['/../package.json', '/..%2fpackage.json', '/%2e%2e/package.json', '/assets/../../package.json', '/assets/%5c..%5cpackage.json',
  '//etc/passwd', '/assets/', '/assets', '/index.html%00.js', '/assets/index.js/', '/ASSETS/index.js', '/rpc/', '/rpc/constructor', '/rpc/__proto__'])(
  'there is nothing at %s', async path => {
    expect((await ask(path, { headers: { 'x-linewatch-session': signIn() } })).status).toBe(404)
  })

describe('a call', () => {
  const post = (path: string, body: string) => ask(path, { method: 'POST', body, headers: { ...json, origin: server.origin, 'x-linewatch-session': signIn() } })

  test('reaches the engine and brings its answer', async () => {
    const reply = await post('/rpc/app.info', '{"a":1}')
    expect([reply.status, JSON.parse(reply.body)]).toEqual([200, { ok: true, value: { asked: { a: 1 } } }])
    expect(engine.calls).toEqual([{ name: 'app.info', payload: { a: 1 } }])
  })

  test('that fails brings the error as a value', async () => {
    const reply = await post('/rpc/sync.state', '{}')
    expect([reply.status, JSON.parse(reply.body)]).toEqual([200, { ok: false, error: { code: 'not-found', message: 'sync.state' } }])
  })

  test('that is not JSON or larger than 1 MB does not reach the engine', async () => {
    expect((await post('/rpc/app.info', '{')).status).toBe(400)
    expect((await post('/rpc/app.info', `"${'x'.repeat(1_000_000)}"`)).status).toBe(413)
    expect(engine.calls).toEqual([])
  })

  test('by another method is refused', async () => {
    expect((await ask('/rpc/app.info', { headers: { 'x-linewatch-session': signIn() } })).status).toBe(405)
    expect((await ask('/', { method: 'PUT', headers: { origin: server.origin } })).status).toBe(405)
    expect((await ask('/rpc/app.info', { method: 'OPTIONS', headers: { origin: 'http://evil.test' } })).status).toBe(403)
  })
})

describe('the token', () => {
  const exchange = (body: string) => ask('/session', { method: 'POST', body, headers: { ...json, origin: server.origin } })

  test('is traded once for a secret', async () => {
    const token = access.issueToken()
    const [first, second] = await Promise.all([exchange(JSON.stringify({ token })), exchange(JSON.stringify({ token }))])
    expect([first?.status, second?.status].toSorted()).toEqual([200, 401])
    const { secret } = JSON.parse(first?.status === 200 ? first.body : second?.body ?? '') as { secret: string }
    expect(access.allows(secret)).toBe(true)
  })

  test.each(['{}', 'null', '[]', '{"token":5}', '{"token":""}', '"token"'])('sent as %s is refused', async body => {
    access.issueToken()
    expect((await exchange(body)).status).toBe(401)
  })
})

describe('events', () => {
  const open = async () => {
    const reply = await fetch(`${server.origin}/events`, { headers: { 'x-linewatch-session': signIn() } })
    return { reply, reader: reply.body?.pipeThrough(new TextDecoderStream()).getReader() }
  }

  test('arrive as they happen', async () => {
    const { reply, reader } = await open()
    expect(reply.headers.get('content-type')).toBe('text/event-stream')
    expect((await reader?.read())?.value).toBe(': connected\n\n')
    streams.send('alerts.changed', { open: 3 })
    expect((await reader?.read())?.value).toBe('event: alerts.changed\ndata: {"open":3}\n\n')
    await reader?.cancel()
    await expect.poll(streams.size).toBe(0)
  })

  test('of a page that does not read are not kept without end', async () => {
    const { port, host } = new URL(server.origin)
    const socket = connect(Number(port), '127.0.0.1')
    socket.pause()
    socket.on('error', () => undefined) // the server cuts it off, which is the point
    socket.write(`GET /events HTTP/1.1\r\nhost: ${host}\r\nx-linewatch-session: ${signIn()}\r\n\r\n`)
    await expect.poll(streams.size).toBe(1)
    for (let count = 0; count < 40; count += 1) streams.send('directory.changed', { filler: 'x'.repeat(500_000) })
    await expect.poll(streams.size).toBe(0)
    socket.destroy()
  })

  test('go to a limited number of pages', async () => {
    const pages = await Promise.all(Array.from({ length: 32 }, open))
    expect((await open()).reply.status).toBe(503)
    await Promise.all(pages.map(page => page.reader?.cancel()))
  })
})

test('a port in use is told as such', async () => {
  await expect(startWebServer(Number(new URL(server.origin).port))).rejects.toMatchObject({ code: 'EADDRINUSE' })
})

test('before the engine is there every request is told to come back', async () => {
  const early = await startWebServer(0)
  expect((await fetch(early.origin)).status).toBe(503)
  await early.close()
})
