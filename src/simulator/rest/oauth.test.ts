import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openPortal } from '../testing/open-portal.ts'
import type { TestPortal } from '../testing/open-portal.ts'

let portal: TestPortal
beforeAll(async () => {
  portal = await openPortal({ sessions: 20 })
})
afterAll(() => portal.close())

const REDIRECT = 'http://127.0.0.1:45678/callback'
const authorizeUrl = (clientId = portal.portal.clientId) => `${portal.portal.url}/oauth/authorize/?client_id=${clientId}&state=xyz`
const withPortal = (params: Record<string, string>) => new URLSearchParams({ client_id: portal.portal.clientId, client_secret: portal.portal.clientSecret, ...params })

async function newCode(): Promise<string> {
  await portal.control('app', { redirectUri: REDIRECT })
  const response = await fetch(authorizeUrl(), { redirect: 'manual' })
  return new URL(response.headers.get('location') ?? '').searchParams.get('code') ?? ''
}

async function token(params: Record<string, string>) {
  const response = await fetch(`${portal.portal.url}/oauth/token/?${withPortal(params)}`)
  return { status: response.status, body: (await response.json()) as Record<string, string | number> }
}

const login = async () => (await token({ grant_type: 'authorization_code', code: await newCode() })).body
const callAs = async (auth: unknown, method = 'profile') => (await portal.post(`${portal.portal.url}/rest/${method}`, { auth })).body

describe('signing in', () => {
  test('the browser is sent to the address in the application’s card', async () => {
    await portal.control('app', { redirectUri: REDIRECT })
    const response = await fetch(authorizeUrl(), { redirect: 'manual' })
    const location = new URL(response.headers.get('location') ?? '')
    const host = new URL(portal.portal.url).host
    expect(response.status).toBe(302)
    expect(location.origin + location.pathname).toBe(REDIRECT)
    expect(Object.fromEntries(location.searchParams)).toEqual({ code: expect.any(String), state: 'xyz', domain: host, member_id: expect.stringMatching(/^[0-9a-f]{32}$/), scope: 'imopenlines,imconnector,im,user,department', server_domain: host })
  })

  test('without an address the code is shown to be copied', async () => {
    await portal.control('app', { redirectUri: null })
    const page = await (await fetch(authorizeUrl())).text()
    const code = /<code id="code">([0-9a-f]+)<\/code>/.exec(page)?.[1] ?? ''
    expect((await token({ grant_type: 'authorization_code', code })).status).toBe(200)
  })

  test('an unknown application is shown the door', async () => {
    expect((await fetch(authorizeUrl('local.0.0'))).status).toBe(404)
  })

  test('a code buys tokens once', async () => {
    const code = await newCode()
    const { status, body } = await token({ grant_type: 'authorization_code', code })
    expect(status).toBe(200)
    expect(body).toEqual({ access_token: expect.stringMatching(/^[0-9a-f]{70}$/), client_endpoint: `${portal.portal.url}/rest/`, domain: expect.any(String), expires: expect.any(Number), expires_in: 3600, member_id: expect.any(String), refresh_token: expect.any(String), scope: expect.any(String), server_endpoint: expect.any(String), status: 'L', user_id: 1 })
    expect(await token({ grant_type: 'authorization_code', code })).toMatchObject({ status: 400, body: { error: 'invalid_grant' } })
  })

  test('a code lives 30 seconds', async () => {
    const code = await newCode()
    portal.time.now += 31_000
    expect(await token({ grant_type: 'authorization_code', code })).toMatchObject({ status: 400, body: { error: 'invalid_grant' } })
  })

  test('a wrong secret is invalid_client', async () => {
    expect(await token({ grant_type: 'authorization_code', code: await newCode(), client_secret: 'no' })).toMatchObject({ status: 401, body: { error: 'invalid_client' } })
  })
})

describe('tokens', () => {
  test('open the same methods, those of the application context too', async () => {
    const { access_token: auth } = await login()
    expect(await callAs(auth)).toMatchObject({ result: { ID: '1' } })
    expect(await callAs(auth, 'imconnector.list')).toMatchObject({ result: { livechat: 'Онлайн-чат' } })
    expect(await callAs(auth, 'app.info')).toMatchObject({ result: { STATUS: 'L' } })
  })

  test('expire after an hour; the refresh token is good once and turns into a new pair', async () => {
    const { access_token: auth, refresh_token } = await login()
    portal.time.now += 3_601_000
    expect(await callAs(auth)).toMatchObject({ error: 'expired_token' })
    const renewed = await token({ grant_type: 'refresh_token', refresh_token: String(refresh_token) })
    expect(await callAs(renewed.body['access_token'])).toMatchObject({ result: { ID: '1' } })
    expect(await token({ grant_type: 'refresh_token', refresh_token: String(refresh_token) })).toMatchObject({ status: 400, body: { error: 'invalid_grant' } })
    portal.time.now += 181 * 86_400_000
    expect(await token({ grant_type: 'refresh_token', refresh_token: String(renewed.body['refresh_token']) })).toMatchObject({ status: 400, body: { error: 'invalid_grant' } })
  })

  test('one kind does not stand in for another', async () => {
    const { refresh_token, access_token } = await login()
    expect(await callAs(refresh_token)).toMatchObject({ error: 'NO_AUTH_FOUND' })
    expect((await token({ grant_type: 'refresh_token', refresh_token: String(access_token) })).status).toBe(400)
    expect((await token({ grant_type: 'password' })).body).toMatchObject({ error: 'invalid_request' })
  })
})
