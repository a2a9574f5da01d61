import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { startPortal, type Portal as DemoPortal } from '../../../simulator/server.ts'
import { createManualTime } from '../testing/manual-time.ts'
import { callback, redirectOf, startSignIn, type SignInUnderWay } from '../testing/sign-in-under-way.ts'
import { startTokenPortal } from '../testing/token-portal.ts'
import type { OAuthApplication } from './application.ts'
import { startAuthorization, type AuthorizationOptions } from './authorization.ts'

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

async function codeOf(started: SignInUnderWay): Promise<string> {
  return (await redirectOf(demo, started)).searchParams.get('code') ?? ''
}

describe('the usual way', () => {
  test('browser, answer, tokens', async () => {
    const started = await start()
    const { authorizeUrl, redirects } = started.state
    expect(started.state).toEqual({ host: new URL(demo.url).host, authorizeUrl, opened: true, redirects, until: now + 180_000 })
    expect(started.openExternal.mock.calls).toEqual([[authorizeUrl]])
    expect([...new URL(authorizeUrl).searchParams.keys()]).toEqual(['client_id', 'state'])
    expect(started.stateWord).toMatch(/^[\w-]{43}$/)
    const page = await fetch(await redirectOf(demo, started), { headers: { 'accept-language': 'ru-RU,ru;q=0.9,en;q=0.5' } })
    expect(page.status).toBe(200)
    expect(await page.text()).toContain('Можно вернуться в Linewatch')
    expect(await started.done).toEqual({ ok: true, value: {
      accessToken: expect.stringMatching(/./), refreshToken: expect.stringMatching(/./), clientEndpoint: `${demo.url}/rest/`,
      memberId: expect.stringMatching(/^[0-9a-f]{32}$/), userId: null,
    } })
    expect(started.time.pending()).toBe(0)
    expect(JSON.stringify(started.log)).not.toContain(started.stateWord)
    expect(JSON.stringify(started.log)).not.toContain(application.clientSecret)
  })

  test('every sign-in has a state of its own', async () => {
    expect((await start()).stateWord).not.toBe((await start()).stateWord)
  })

  test('no browser: the address is still there', async () => {
    const refusing = await start({ openExternal: () => Promise.resolve(false) })
    const failing = await start({ openExternal: () => Promise.reject(new Error('no display')) })
    expect([refusing.state.opened, failing.state.opened]).toEqual([false, false])
  })

  test('a pasted code', async () => {
    const started = await start()
    expect(started.paste(` ${await codeOf(started)} `)).toEqual({ ok: true, value: null })
    expect(await started.done).toMatchObject({ ok: true })
  })

  test('a pasted address, after something that was none', async () => {
    const started = await start()
    const url = await redirectOf(demo, started)
    expect(started.paste('hello')).toMatchObject({ error: { code: 'wrong-code' } })
    expect(started.paste(url.href.replace(/state=[^&]+/, 'state=other'))).toMatchObject({ error: { code: 'wrong-code' } })
    expect(started.paste(url.href.replace(/domain=[^&]+/, 'domain=evil.example'))).toMatchObject({ error: { code: 'sign-in-mismatch' } })
    expect(started.paste(url.href)).toEqual({ ok: true, value: null })
    expect(started.paste(url.href)).toMatchObject({ error: { code: 'wrong-code' } })
    expect(await started.done).toMatchObject({ ok: true })
  })
})

test('an answer in the last second is still exchanged', async () => {
  let release = () => {}
  const released = new Promise<void>(resolve => { release = resolve })
  const server = await startTokenPortal({ token: (_form, response, { issue }) => released.then(() => response.end(JSON.stringify(issue()))) })
  const started = await start({ application: server.application })
  await started.time.advance(179_000)
  started.paste('c0dec0de')
  await started.time.advance(5_000)
  release()
  expect(await started.done).toMatchObject({ ok: true })
})

describe('how it ends without tokens', () => {
  test('after three minutes', async () => {
    const started = await start()
    await started.time.advance(180_000)
    expect(await started.done).toMatchObject({ error: { code: 'sign-in-timed-out' } })
    await expect(fetch(callback(started, { code: 'c0dec0de' }))).rejects.toThrow('fetch failed')
    expect(started.paste('c0dec0de')).toMatchObject({ error: { code: 'wrong-code' } })
  })

  test('by Cancel, also while the code is being exchanged', async () => {
    const started = await start()
    started.cancel()
    expect(await started.done).toMatchObject({ error: { code: 'cancelled' } })

    let arrive = () => {}
    const arrived = new Promise<void>(resolve => { arrive = resolve })
    const server = await startTokenPortal({ token: () => {
      arrive()
      return 'never'
    } })
    const hanging = await start({ application: server.application })
    hanging.paste('c0dec0de')
    await arrived
    hanging.cancel()
    expect(await hanging.done).toMatchObject({ error: { code: 'cancelled' } })
  })

  test('with a code that is older than 30 seconds', async () => {
    const started = await start()
    const code = await codeOf(started)
    now += 31_000
    await fetch(callback(started, { code }))
    expect(await started.done).toMatchObject({ error: { code: 'wrong-code' } })
  })

  test('with a code that was used before', async () => {
    const started = await start()
    const code = await codeOf(started)
    started.paste(code)
    expect(await started.done).toMatchObject({ ok: true })
    const again = await start()
    again.paste(code)
    expect(await again.done).toMatchObject({ error: { code: 'wrong-code' } })
  })

  test('with a wrong client secret', async () => {
    const started = await start({ application: { ...application, clientSecret: 'wrong' } })
    started.paste(await codeOf(started))
    expect(await started.done).toMatchObject({ error: { code: 'wrong-client' } })
  })

  test.each<[string, string]>([['access_denied', 'no-app-access'], ['invalid_client', 'wrong-client'], ['insufficient_scope', 'missing-scope'], ['<b>odd</b>', 'portal-rejected']])(
    'with error=%s in place of a code', async (error, code) => {
      const started = await start()
      const page = await fetch(callback(started, { error, error_description: '<script>alert(1)</script>' }))
      expect(page.status).toBe(403)
      expect(await page.text()).not.toMatch(/script|odd|denied/)
      const result = await started.done
      expect(result).toMatchObject({ error: { code } })
      expect(JSON.stringify(result)).not.toContain('<')
    })

  test.each<[string, string]>([['ftp://acme.bitrix24.ru', 'not-a-url'], ['http://acme.bitrix24.ru', 'https-required'], ['https://user:pass@acme.bitrix24.ru', 'not-a-url'], ['', 'not-a-url']])(
    'at once for the address %j', async (portal, code) => {
      const openExternal = vi.fn<(url: string) => Promise<boolean>>()
      const time = createManualTime()
      const started = await startAuthorization({ application: { ...application, portal }, openExternal, clock: time.now, timer: time.timer, log: () => {} })
      expect(started).toMatchObject({ error: { code } })
      expect(openExternal).not.toHaveBeenCalled()
    })
})
