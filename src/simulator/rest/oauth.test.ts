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

describe('when the token endpoint misbehaves', () => {
  test('faults for all methods leave it alone', async () => {
    const { refresh_token } = await login()
    await portal.control('faults', { mode: 'offline' })
    expect((await token({ grant_type: 'refresh_token', refresh_token: String(refresh_token) })).status).toBe(200)
    await portal.control('faults', { mode: 'none' })
  })

  test('a lost reply has spent the refresh token', async () => {
    const { refresh_token } = await login()
    const again = { grant_type: 'refresh_token', refresh_token: String(refresh_token) }
    await portal.control('faults', { mode: 'lostReply', method: 'oauth.token', times: 1 })
    await expect(token(again)).rejects.toThrow('fetch failed')
    expect(await token(again)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } })
  })

  test('refusals, and answers of another shape', async () => {
    const { refresh_token } = await login()
    const again = { grant_type: 'refresh_token', refresh_token: String(refresh_token) }
    await portal.control('faults', { list: [{ mode: 'serverError', method: 'oauth.token', times: 1 }, { mode: 'error', code: 'PAYMENT_REQUIRED', status: 402, method: 'oauth.token', times: 1 }, { mode: 'wrongType', value: [], method: 'oauth.token', times: 1 }] })
    const before = (await portal.control('stats')).body['requests'] as Record<string, number>
    expect(await token(again)).toMatchObject({ status: 500, body: { error: 'INTERNAL_SERVER_ERROR' } })
    expect(await token(again)).toMatchObject({ status: 402, body: { error: 'PAYMENT_REQUIRED' } })
    expect(await token(again)).toEqual({ status: 200, body: [] })
    const after = (await portal.control('stats')).body['requests'] as Record<string, number>
    expect((after['oauth.token'] ?? 0) - (before['oauth.token'] ?? 0)).toBe(3)
  })
})

describe('signing in', () => {
  test('the browser is sent to the address in the application’s card', async () => {
    await portal.control('app', { redirectUri: REDIRECT })
    const response = await fetch(authorizeUrl(), { redirect: 'manual' })
    const location = new URL(response.headers.get('location') ?? '')
    const host = new URL(portal.portal.url).host
    expect(response.status).toBe(302)
    expect(location.origin + location.pathname).toBe(REDIRECT)
    expect(Object.fromEntries(location.searchParams)).toEqual({ code: expect.any(String), state: 'xyz', domain: host, member_id: expect.stringMatching(/^[0-9a-f]{32}$/), scope: 'imopenlines,imconnector,im,user,department,crm,disk', server_domain: host })
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
    expect(body).toEqual({ access_token: expect.stringMatching(/^[0-9a-f]{70}$/), client_endpoint: `${portal.portal.url}/rest/`, domain: expect.any(String), expires_in: 3600, member_id: expect.any(String), refresh_token: expect.any(String), scope: expect.any(String), server_endpoint: expect.any(String), status: 'L' })
    const renewed = await token({ grant_type: 'refresh_token', refresh_token: String(body['refresh_token']) })
    expect(renewed.body).toEqual({ ...body, access_token: expect.any(String), refresh_token: expect.any(String), expires: expect.any(Number), user_id: 1 })
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

  test('speak for whoever was signed in to the portal', async () => {
    const code = async (query: string) => /<code id="code">([0-9a-f]+)</.exec(await (await fetch(authorizeUrl() + query)).text())?.[1] ?? ''
    const idOf = async (given: string) => {
      const { body } = await token({ grant_type: 'authorization_code', code: given })
      const renewed = await token({ grant_type: 'refresh_token', refresh_token: String(body['refresh_token']) })
      const { ID } = (await callAs(renewed.body['access_token']))['result'] as { ID: string }
      expect(renewed.body['user_id']).toBe(Number(ID))
      return ID
    }
    await portal.control('app', { redirectUri: null })
    expect(await idOf(await code('&user=11'))).toBe('11')
    expect(await idOf(await code(''))).toBe('1')
    await portal.control('app', { userId: 7 })
    expect(await idOf(await code(''))).toBe('7')
    // Lyudmila Yershova has left: the portal knows her no more.
    const left = (await token({ grant_type: 'authorization_code', code: await code('&user=18') })).body['access_token']
    expect((await callAs(left))['result']).toEqual([])
    await portal.control('app', { userId: 1 })
    expect((await fetch(`${authorizeUrl()}&user=404`)).status).toBe(404)
    expect((await portal.control('app', { userId: 404 })).status).toBe(400)
  })

  test('are refused to people without access to the application, and outside its scopes', async () => {
    const { access_token: auth } = await login()
    await portal.control('app', { users: [7] })
    expect(await portal.post(`${portal.portal.url}/rest/profile`, { auth })).toMatchObject({ status: 403, body: { error: 'user_access_error' } })
    await portal.control('app', { users: null })
    await portal.control('portal', { scopes: { application: ['im'] } })
    expect(await callAs(auth, 'scope')).toMatchObject({ result: ['im'] })
    expect(await callAs(auth, 'user.get')).toMatchObject({ error: 'insufficient_scope', error_description: expect.stringContaining('access token') })
    await portal.control('portal', { scopes: { application: null } })
  })

  test('the plan is told to the application', async () => {
    const { access_token: auth } = await login()
    await portal.control('portal', { license: 'ent' })
    expect(await callAs(auth, 'app.info')).toMatchObject({ result: { LICENSE_FAMILY: 'ent', LICENSE: 'ru_ent100' } })
    await portal.control('portal', { license: 'pro' })
  })

  test('are taken under the name that OAuth gives them too, and in the query', async () => {
    const { access_token } = await login()
    expect(await (await fetch(`${portal.portal.url}/rest/profile?access_token=${access_token}`)).json()).toMatchObject({ result: { ID: '1' } })
    expect(await (await fetch(`${portal.portal.url}/rest/profile.json?auth=${access_token}`)).json()).toMatchObject({ result: { ID: '1' } })
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
