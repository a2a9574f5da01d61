import { AjaxError, ApiVersion, B24OAuth, EnumAppStatus } from '@bitrix24/b24jssdk'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openPortal } from '../testing/open-portal.ts'
import type { AjaxResult, B24OAuthParams, Result } from '@bitrix24/b24jssdk'
import type { SessionPage, SessionRow, TestPortal } from '../testing/open-portal.ts'

/** The vendor's own client, as published: it knows the real portals, and nothing of this one. */
let portal: TestPortal
let sessions: SessionRow[]
beforeAll(async () => {
  // The client asks the computer's clock whether its token is still good, so this portal runs on it too.
  portal = await openPortal({ sessions: 400, now: Date.now(), clock: Date.now })
  sessions = await portal.sessions()
})
afterAll(() => portal.close())

/** The client's own limits are out of the way, so that it meets the portal's. */
const impatient = { rateLimit: { burstLimit: 1000, drainRate: 1000, adaptiveEnabled: false }, retryDelay: 1, adaptiveConfig: { enabled: false, thresholdPercent: 100, coefficient: 0, maxDelay: 0 } }

async function signIn(user = 1): Promise<B24OAuthParams> {
  const { url, clientId, clientSecret } = portal.portal
  await portal.control('app', { redirectUri: 'http://127.0.0.1:45678/callback' })
  const { headers } = await fetch(`${url}/oauth/authorize/?client_id=${clientId}&state=s&user=${user}`, { redirect: 'manual' })
  const code = new URL(headers.get('location') ?? '').searchParams.get('code') ?? ''
  const answer = await fetch(`${url}/oauth/token/?${new URLSearchParams({ grant_type: 'authorization_code', client_id: clientId, client_secret: clientSecret, code })}`)
  const token = (await answer.json()) as Record<string, string>
  return {
    applicationToken: '',
    userId: Number(token['user_id']),
    memberId: token['member_id'] ?? '',
    accessToken: token['access_token'] ?? '',
    refreshToken: token['refresh_token'] ?? '',
    expires: Number(token['expires']),
    expiresIn: Number(token['expires_in']),
    scope: token['scope'] ?? '',
    domain: token['domain'] ?? '',
    clientEndpoint: token['client_endpoint'] ?? '',
    serverEndpoint: token['server_endpoint'] ?? '',
    status: EnumAppStatus.Local,
  }
}

async function client(params?: B24OAuthParams): Promise<B24OAuth> {
  const { clientId, clientSecret } = portal.portal
  const b24 = new B24OAuth(params ?? (await signIn()), { clientId, clientSecret }, { restrictionParams: impatient })
  b24.offClientSideWarning()
  return b24
}

const requestsOf = async (method: string) => ((await portal.control('stats')).body['requests'] as Record<string, number>)[method] ?? 0

test('calls a method and tells an administrator from others', async () => {
  const b24 = await client()
  const answer = await b24.actions.v2.call.make<SessionPage>({ method: 'imopenlines.v2.Session.list', params: { limit: 3, source: 'livechat' } })
  expect(answer.isSuccess).toBe(true)
  expect(answer.getData()?.result.sessions.map(({ id }) => id)).toEqual(sessions.filter((row) => row.source === 'livechat').slice(0, 3).map(({ id }) => id))
  await b24.initIsAdmin()
  expect(b24.auth.isAdmin).toBe(false)
  const admin = await client(await signIn(7))
  await admin.initIsAdmin()
  expect(admin.auth.isAdmin).toBe(true)
})

test('a batch of named calls keeps good and bad apart', async () => {
  const b24 = await client()
  const batch = await b24.actions.v2.batch.make({
    calls: { me: ['profile', {}], line: { method: 'imopenlines.config.get', params: { CONFIG_ID: 22 } }, wrong: ['imopenlines.session.head.vote', { SESSION_ID: 0 }] },
    options: { isHaltOnError: false, returnAjaxResult: true },
  })
  const results = batch.getData() as Record<string, AjaxResult<Record<string, string>>>
  expect(results['me']?.getData()?.result['ID']).toBe('1')
  expect(results['line']?.getData()?.result['LINE_NAME']).toBe('Customer Care')
  expect(results['wrong']?.isSuccess).toBe(false)
  expect(results['wrong']?.getErrorMessages().join()).toContain("Session ID can't be empty")
})

test('a batch in a list keeps the order, and more than fifty go in chunks', async () => {
  const b24 = await client()
  const ids = sessions.slice(0, 60).map(({ id }) => id)
  const before = await requestsOf('batch')
  const batch = (await b24.actions.v2.batchByChunk.make({ calls: ids.map((id) => ['imopenlines.session.history.get', { SESSION_ID: id }] as [string, { SESSION_ID: number }]), options: { isHaltOnError: true } })) as Result<{ sessionId: number }[]>
  expect(batch.getData()?.map(({ sessionId }) => sessionId)).toEqual(ids)
  expect((await requestsOf('batch')) - before).toBe(2)
})

test('the list helpers walk all activities by id', async () => {
  const b24 = await client()
  const expected = sessions.filter((row) => row.crmEntityId !== null).map(({ id }) => String(id)).toReversed()
  const params = { filter: { '=PROVIDER_ID': 'IMOPENLINES_SESSION' }, select: ['ID', 'ASSOCIATED_ENTITY_ID'] }
  const list = await b24.actions.v2.callList.make<{ ASSOCIATED_ENTITY_ID: string }>({ method: 'crm.activity.list', params })
  expect(list.getData()?.map((row) => row.ASSOCIATED_ENTITY_ID)).toEqual(expected)
  const chunks: number[] = []
  const found: string[] = []
  for await (const chunk of b24.actions.v2.fetchList.make<{ ASSOCIATED_ENTITY_ID: string }>({ method: 'crm.activity.list', params })) {
    chunks.push(chunk.length)
    found.push(...chunk.map((row) => row.ASSOCIATED_ENTITY_ID))
  }
  expect(found).toEqual(expected)
  expect(chunks.slice(0, -1).every((length) => length === 50)).toBe(true)
})

test('classic pages tell it the total and that there is more', async () => {
  const b24 = await client()
  const total = sessions.filter((row) => row.crmEntityId !== null).length
  const first = await b24.actions.v2.call.make<unknown[]>({ method: 'crm.activity.list', params: { order: { ID: 'ASC' }, start: 0 } })
  expect([first.getTotal(), first.isMore()]).toEqual([total, true])
  const last = await b24.actions.v2.call.make<unknown[]>({ method: 'crm.activity.list', params: { order: { ID: 'ASC' }, start: Math.floor(total / 50) * 50 } })
  expect(last.isMore()).toBe(false)
})

test('an expired token is renewed and the call repeated; the new pair works for everybody', async () => {
  const b24 = await client()
  const seen: string[] = []
  b24.setCallbackRefreshAuth(async ({ b24OAuthParams }) => {
    seen.push(b24OAuthParams.accessToken)
  })
  await portal.control('expireTokens')
  const call = async () => (await b24.actions.v2.call.make<{ ID: string }>({ method: 'profile' })).getData()?.result.ID
  expect(await call()).toBe('1')
  expect(seen).toHaveLength(1)
  expect(await portal.post(`${portal.portal.url}/rest/profile`, { auth: seen[0] })).toMatchObject({ status: 200 })
  await portal.control('expireTokens')
  expect(await Promise.all(Array.from({ length: 10 }, call))).toEqual(Array.from({ length: 10 }, () => '1'))
})

test('a spent refresh token ends it', async () => {
  const params = await signIn()
  await (await client(params)).auth.refreshAuth()
  await portal.control('expireTokens')
  await expect((await client(params)).actions.v2.call.make({ method: 'profile' })).rejects.toThrow('Invalid grant')
})

test('a full bucket slows it down and loses nothing', async () => {
  const b24 = await client()
  await portal.control('faults', { mode: 'limit', times: 1 })
  const answer = await b24.actions.v2.call.make<{ ID: string }>({ method: 'profile' })
  expect(answer.getData()?.result.ID).toBe('1')
  expect(b24.getHttpClient(ApiVersion.v2).getStats().retries).toBe(1)
})

test('refusals arrive with their codes', async () => {
  const b24 = await client()
  const codeOf = async (method: string, params = {}) => {
    try {
      return (await b24.actions.v2.call.make({ method, params })).getErrorMessages().join()
    } catch (error) {
      return error instanceof AjaxError ? `${error.status} ${error.code}` : String(error)
    }
  }
  await portal.control('portal', { generation: 'classic', crm: false })
  expect(await codeOf('imopenlines.v2.Session.list')).toBe('404 ERROR_METHOD_NOT_FOUND')
  expect(await codeOf('crm.activity.list')).toBe('403 insufficient_scope')
  await portal.control('portal', { generation: 'statistics', crm: true })
  expect(await codeOf('imopenlines.v2.Session.list', { offset: 20_000 })).toBe('400 OFFSET_TOO_LARGE')
})
