import { expect, test } from 'vitest'
import type { ErrorCode } from '#contract/result.ts'
import type { Timer } from '#core/ports.ts'
import { refuse, sendJson } from '../testing/scripted-server.ts'
import { startTokenPortal } from '../testing/token-portal.ts'
import { tokenAddress, type OAuthApplication } from './application.ts'
import { createTokenEndpoint, type Grant } from './token-endpoint.ts'

const never: Timer = () => () => {}
const code: Grant = { kind: 'code', code: 'c0dec0de' }
const refresh: Grant = { kind: 'refresh', refreshToken: 'refresh-1' }

test.each([
  ['acme.bitrix24.ru', 'https://oauth.bitrix24.tech/oauth/token/'],
  ['https://on-premise.example:8443', 'https://oauth.bitrix24.tech/oauth/token/'],
  ['http://127.0.0.1:8080', 'http://127.0.0.1:8080/oauth/token/'],
  ['http://portal.example', 'https://oauth.bitrix24.tech/oauth/token/'],
])('the secret for %s goes to %s', (portal, address) => {
  expect(tokenAddress(portal)).toBe(address)
})

test('asks with a form in the body, and reads what it needs', async () => {
  const server = await startTokenPortal()
  const bought = await createTokenEndpoint({ application: server.application, timer: never })(code)
  expect(server.grants).toEqual([{ grant_type: 'authorization_code', code: 'c0dec0de', client_id: 'local.1.2', client_secret: 'client-s3cr3t' }])
  expect(bought).toEqual({ ok: true, value: {
    accessToken: 'access-2', refreshToken: 'refresh-2', clientEndpoint: `${server.origin}/rest/`, memberId: 'member', userId: null,
  } })
})

/** HTTP statuses of these errors are not documented: the code alone decides. */
test.each<[string, ErrorCode, ErrorCode]>([
  ['invalid_client', 'wrong-client', 'wrong-client'],
  ['invalid_grant', 'wrong-code', 'sign-in-expired'],
  ['invalid_request', 'portal-rejected', 'portal-rejected'],
  ['insufficient_scope', 'missing-scope', 'missing-scope'],
  ['invalid_scope', 'missing-scope', 'missing-scope'],
  ['PAYMENT_REQUIRED', 'plan-without-rest', 'plan-without-rest'],
  ['user_access_error', 'no-app-access', 'no-app-access'],
  ['PORTAL_DELETED', 'portal-deleted', 'portal-deleted'],
  ['authorization_error', 'wrong-client', 'sign-in-expired'],
  ['expired_token', 'sign-in-expired', 'sign-in-expired'],
  ['INTERNAL_SERVER_ERROR', 'portal-unreachable', 'portal-unreachable'],
  ['constructor', 'portal-rejected', 'portal-rejected'],
])('%s: %s for a code, %s for a refresh token', async (error, forCode, forRefresh) => {
  const statuses = [200, 400, 401, 403, 500]
  const server = await startTokenPortal({ token: (form, response) => refuse(response, statuses[server.grants.length % 5] ?? 400, letters(error, server.grants.length), `${form['client_secret']} ${form['code'] ?? form['refresh_token']}`) ?? 'sent' })
  const ask = createTokenEndpoint({ application: server.application, timer: never })
  for (const grant of [code, refresh, code, refresh, code, refresh]) {
    const answer = await ask(grant)
    expect(answer).toMatchObject({ ok: false, error: { code: grant === code ? forCode : forRefresh } })
    expect(JSON.stringify(answer)).not.toMatch(/s3cr3t|c0dec0de|refresh-1/)
  }
})

function letters(error: string, turn: number): string {
  return turn % 2 === 0 ? error.toUpperCase() : error.toLowerCase()
}

test.each<[string, Parameters<typeof startTokenPortal>[0]]>([
  ['HTML with 200', { token: (_form, response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html>') }],
  ['a gateway\'s 502', { token: (_form, response) => response.writeHead(502).end('bad gateway') }],
  ['truncated JSON', { token: (_form, response) => response.writeHead(200).end('{"access_token":"a') }],
  ['tokens without an address', { token: (_form, response, { issue }) => sendJson(response, 200, { ...issue(), client_endpoint: undefined }) ?? 'sent' }],
  ['an address of another kind', { token: (_form, response, { issue }) => sendJson(response, 200, { ...issue(), client_endpoint: 'javascript:alert(1)' }) ?? 'sent' }],
  ['tokens without a portal\'s id', { token: (_form, response, { issue }) => sendJson(response, 200, { ...issue(), member_id: '' }) ?? 'sent' }],
  ['a flood', { token: (_form, response, { issue }) => sendJson(response, 200, { ...issue(), flood: 'x'.repeat(100_000) }) ?? 'sent' }],
  ['a cut connection', { token: (_form, response) => response.destroy() }],
])('%s: the authorization server cannot be reached', async (_name, script) => {
  const server = await startTokenPortal(script)
  expect(await createTokenEndpoint({ application: server.application, timer: never })(refresh)).toMatchObject({ error: { code: 'portal-unreachable' } })
  expect(server.grants).toHaveLength(1)
})

test('a redirect is not followed: the form holds the client secret', async () => {
  const other = await startTokenPortal()
  const server = await startTokenPortal({ token: (_form, response) => response.writeHead(307, { location: `${other.origin}/oauth/token/` }).end() })
  expect(await createTokenEndpoint({ application: server.application, timer: never })(refresh)).toMatchObject({ error: { code: 'portal-unreachable' } })
  expect(other.grants).toHaveLength(0)
})

test('a server that never answers is given up', async () => {
  let giveUp = () => {}
  const timer: Timer = (_delayMs, task) => {
    giveUp = task
    return () => {}
  }
  const server = await startTokenPortal({ token: () => {
    giveUp()
    return 'never'
  } })
  const answer = await createTokenEndpoint({ application: server.application, timer })(refresh)
  expect(answer).toMatchObject({ error: { code: 'portal-unreachable', message: expect.stringContaining('no answer within 20 s') } })
})

test('nothing listens', async () => {
  const application: OAuthApplication = { portal: 'http://127.0.0.1:9', clientId: 'c', clientSecret: 's3cr3t' }
  expect(await createTokenEndpoint({ application, timer: never })(refresh)).toMatchObject({ error: { code: 'portal-unreachable' } })
})
