import { once } from 'node:events'
import { createServer, request as httpRequest } from 'node:http'
import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { startPortal, type Portal as DemoPortal } from '../../../simulator/server.ts'
import { callback, redirectOf, setRedirect, startSignIn, type SignInUnderWay } from '../testing/sign-in-under-way.ts'
import { startTokenPortal } from '../testing/token-portal.ts'
import type { OAuthApplication } from './application.ts'
import type { AuthorizationOptions } from './authorization.ts'

let demo: DemoPortal
let now: number
let application: OAuthApplication

beforeAll(async () => {
  now = Date.parse('2026-06-30T09:00:00Z')
  demo = await startPortal({ sessions: 20, pace: 0, seed: 3, now, clock: () => now })
  application = { portal: demo.url, clientId: demo.clientId, clientSecret: demo.clientSecret }
})

afterAll(() => demo.close())

const start = (options: Partial<AuthorizationOptions> = {}) => startSignIn(options.application ?? application, options, now)

describe('abuse of the receiver', () => {
  test.each<[string, (started: SignInUnderWay) => Record<string, string>]>([
    ['a wrong state', () => ({ code: 'c0dec0de', state: 'wrong' })],
    ['no state', () => ({ code: 'c0dec0de', state: '' })],
    ['no code', () => ({})],
    ['HTML as a code', () => ({ code: '<script>alert(1)</script>' })],
    ['an error with a wrong state', () => ({ error: 'access_denied', state: 'wrong' })],
  ])('%s is refused, and the sign-in goes on waiting', async (_name, params) => {
    const started = await start()
    const page = await fetch(callback(started, params(started)))
    expect(page.status).toBe(403)
    expect(await page.text()).not.toContain('script')
    expect((await fetch(await redirectOf(demo, started))).status).toBe(200)
    expect(await started.done).toMatchObject({ ok: true })
  })

  test('an answer of another portal ends the sign-in without the code being used', async () => {
    const server = await startTokenPortal()
    const started = await start({ application: server.application })
    const page = await fetch(callback(started, { code: 'c0dec0de', domain: 'evil.example' }))
    expect(page.status).toBe(403)
    expect(await started.done).toMatchObject({ error: { code: 'sign-in-mismatch' } })
    expect(server.grants).toHaveLength(0)
  })

  test('a hostile server_domain gets neither code nor secret', async () => {
    const hostile = await startTokenPortal()
    const server = await startTokenPortal()
    const started = await start({ application: server.application })
    await fetch(callback(started, { code: 'c0dec0de', server_domain: new URL(hostile.origin).host, server_endpoint: `${hostile.origin}/rest/`, client_endpoint: `${hostile.origin}/rest/` }))
    expect(await started.done).toMatchObject({ ok: true, value: { clientEndpoint: `${server.origin}/rest/` } })
    expect([hostile.grants.length, server.grants.length]).toEqual([0, 1])
  })

  test('tokens for another portal than the typed one are not taken', async () => {
    const other = await startTokenPortal()
    const server = await startTokenPortal({ token: (_form, response, { issue }) => response.end(JSON.stringify({ ...issue(), client_endpoint: `${other.origin}/rest/` })) })
    const started = await start({ application: server.application })
    started.paste('c0dec0de')
    expect(await started.done).toMatchObject({ error: { code: 'sign-in-mismatch' } })
  })

  test('nor those of another member_id than the answer\'s', async () => {
    const server = await startTokenPortal()
    const started = await start({ application: server.application })
    await fetch(callback(started, { code: 'c0dec0de', member_id: 'other' }))
    expect(await started.done).toMatchObject({ error: { code: 'sign-in-mismatch' } })
  })

  test('of two answers at once, one is taken', async () => {
    const server = await startTokenPortal()
    const started = await start({ application: server.application })
    const answers = await Promise.allSettled(Array.from({ length: 5 }, () => fetch(callback(started, { code: 'c0dec0de' }))))
    const taken = answers.filter(answer => answer.status === 'fulfilled' && answer.value.status === 200)
    expect(taken).toHaveLength(1)
    expect(await started.done).toMatchObject({ ok: true })
    expect(server.grants).toHaveLength(1)
    await expect(fetch(callback(started, { code: 'c0dec0de' }))).rejects.toThrow('fetch failed')
  })

  test.each<[string, string, string]>([['POST', 'POST', '127.0.0.1'], ['HEAD', 'HEAD', '127.0.0.1'], ['a name that leads here', 'GET', 'rebound.example']])(
    '%s is refused', async (_name, method, host) => {
      const started = await start()
      const { port } = new URL(started.address)
      const request = httpRequest(callback(started, { code: 'c0dec0de' }), { method, headers: { host: `${host}:${port}` } }).end()
      const [response] = await once(request, 'response')
      response.resume()
      expect(response.statusCode).toBe(403)
      started.cancel()
      expect(await started.done).toMatchObject({ error: { code: 'cancelled' } })
    })

  test('what browsers ask for besides gets a small page that can do nothing', async () => {
    const started = await start()
    const page = await fetch(`${started.address}favicon.ico`)
    expect(page.status).toBe(404)
    expect(Object.fromEntries(page.headers)).toMatchObject({
      'content-type': 'text/html; charset=utf-8', 'referrer-policy': 'no-referrer', 'cache-control': 'no-store', 'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    })
  })

  test('a connection that only waits does not hold up the end', async () => {
    const started = await start()
    const socket = connect(Number(new URL(started.address).port), '127.0.0.1')
    socket.on('error', () => {})
    socket.write('GET / HTTP/1.1\r\n')
    await once(socket, 'connect')
    started.cancel()
    expect(await started.done).toMatchObject({ error: { code: 'cancelled' } })
    socket.destroy()
  })
})

describe('ports', () => {
  test('listens on every free port of the list, and nowhere else', async () => {
    const busy = createServer().listen(0, '127.0.0.1')
    await once(busy, 'listening')
    onTestFinished(() => void busy.close())
    const address = busy.address()
    const taken = typeof address === 'object' && address !== null ? address.port : 0
    const started = await start({ ports: [0, taken, 0] })
    expect(started.state.redirects).toHaveLength(2)
    expect(started.state.redirects.every(url => /^http:\/\/127\.0\.0\.1:\d+\/$/.test(url))).toBe(true)
  })

  test('with none free, pasting remains', async () => {
    const busy = createServer().listen(0, '127.0.0.1')
    await once(busy, 'listening')
    onTestFinished(() => void busy.close())
    const address = busy.address()
    const started = await start({ ports: [typeof address === 'object' && address !== null ? address.port : 0] })
    expect(started.state.redirects).toEqual([])
    await setRedirect(demo, null)
    const page = await (await fetch(started.state.authorizeUrl)).text()
    expect(started.paste(/<code id="code">(\w+)</.exec(page)?.[1] ?? '')).toEqual({ ok: true, value: null })
    expect(await started.done).toMatchObject({ ok: true })
  })

  test('are free again when it is over', async () => {
    const first = await start()
    const port = Number(new URL(first.address).port)
    first.cancel()
    await first.done
    expect((await start({ ports: [port] })).state.redirects).toEqual([first.address])
  })
})
