import { describe, expect, test } from 'vitest'
import type { Result } from '#contract/result.ts'
import { commandsOf, refuse, sendJson, time } from './testing/scripted-server.ts'
import { memoryStore, signIn, startTokenPortal, type RestCall } from './testing/token-portal.ts'

function code(result: Result<unknown>): string {
  return result.ok ? 'ok' : result.error.code
}

const refresh = (token: string) => ({ grant_type: 'refresh_token', refresh_token: token, client_id: 'local.1.2', client_secret: 'client-s3cr3t' })

describe('an expired token', () => {
  test('50 calls at once lead to one renewal, and all of them are answered', async () => {
    const server = await startTokenPortal()
    const store = memoryStore(server.first)
    const { portal } = signIn(server, { store })
    server.expire()
    const results = await Promise.all(Array.from({ length: 50 }, (_, index) => portal.history(index + 1, 'user')))
    expect(results.map(code)).toEqual(Array.from({ length: 50 }, () => 'ok'))
    expect(server.grants).toEqual([refresh('refresh-1')])
    expect(store.written.map(({ accessToken, refreshToken }) => [accessToken, refreshToken])).toEqual([['access-2', 'refresh-2']])
  })

  test.each([200, 400, 401, 403, 500])('counts with HTTP %i too, in any letter case', async status => {
    const server = await startTokenPortal({
      rest: (call, { isGood }) => (isGood(call.auth) ? undefined : refuse(call.response, status, 'EXPIRED_TOKEN') ?? 'sent'),
    })
    const { portal } = signIn(server)
    server.expire()
    expect(code(await portal.history(1, 'user'))).toBe('ok')
    expect(server.grants).toHaveLength(1)
  })

  test('a write is sent once more, because nothing was carried out', async () => {
    const server = await startTokenPortal({
      rest: (call, { isGood }) => (isGood(call.auth) ? sendJson(call.response, 200, { result: true, time }) ?? 'sent' : undefined),
    })
    const { portal } = signIn(server)
    server.expire()
    expect(code(await portal.rate({ sessionId: 1, rating: 4, comment: 'x' }))).toBe('ok')
    expect(server.calls.map(({ auth }) => auth)).toEqual(['access-1', 'access-2'])
  })

  test('inside a batch only what was refused is asked again', async () => {
    const server = await startTokenPortal({ rest: answerHalf })
    const { portal } = signIn(server)
    server.expire()
    const names = await portal.clientNames(Array.from({ length: 150 }, (_, index) => index + 1))
    expect(names).toEqual({ ok: true, value: new Map([[1, 'Client 1'], [101, 'Client 101']]) })
    expect(server.grants).toHaveLength(1)
    expect(server.calls.map(({ body }) => Object.keys(body['cmd'] ?? {}).length)).toEqual([2, 1])
  })

  test('a portal that never takes a new token is asked for few of them, however often it is called', async () => {
    const server = await startTokenPortal({ rest: ({ response }) => refuse(response, 401, 'expired_token') ?? 'sent' })
    const { portal } = signIn(server)
    expect(code(await portal.history(1, 'user'))).toBe('sign-in-expired')
    expect([server.calls.length, server.grants.length]).toEqual([2, 1])
    for (let call = 0; call < 20; call += 1) expect(code(await portal.history(1, 'background'))).toBe('sign-in-expired')
    expect(server.grants.length).toBeLessThanOrEqual(3)
  })

  test('the same inside batches', async () => {
    const server = await startTokenPortal({ rest: call => answerBatch(call, () => false) })
    const { portal } = signIn(server)
    for (let call = 0; call < 20; call += 1) expect(code(await portal.operators())).toBe('sign-in-expired')
    expect(server.grants.length).toBeLessThanOrEqual(3)
  })

  test('a sign-in outlives any number of them', async () => {
    const server = await startTokenPortal()
    const { portal } = signIn(server)
    for (let hour = 0; hour < 10; hour += 1) {
      server.expire()
      expect(code(await portal.history(1, 'user'))).toBe('ok')
    }
    expect(server.grants).toHaveLength(10)
  })

  test.each([['26 hours ahead', 26], ['26 hours behind', -26]])('this computer\'s clock does not matter: %s', async (_name, hours) => {
    const server = await startTokenPortal()
    const { portal } = signIn(server, {}, { clock: () => Date.now() + hours * 3_600_000 })
    expect(code(await portal.history(1, 'user'))).toBe('ok')
    expect(server.grants).toHaveLength(0)
    server.expire()
    expect(code(await portal.history(1, 'user'))).toBe('ok')
    expect(code(await portal.history(2, 'user'))).toBe('ok')
    expect(server.grants).toHaveLength(1)
  })
})

test('a pair found in the store may have expired as well', async () => {
  const server = await startTokenPortal()
  const store = memoryStore(server.first)
  const { portal } = signIn(server, { store })
  const found = server.issue()
  store.put({ ...server.first, accessToken: String(found['access_token']), refreshToken: String(found['refresh_token']) })
  server.expire()
  expect(code(await portal.history(1, 'user'))).toBe('ok')
  expect(server.calls.map(({ auth }) => auth)).toEqual(['access-1', 'access-2', 'access-3'])
  expect(server.grants).toEqual([refresh('refresh-2')])
})

test('the token travels in the body, and nothing secret in addresses, messages or the log', async () => {
  const server = await startTokenPortal({
    rest: ({ response, auth }) => refuse(response, 400, 'ODD', `${String(auth)} refresh-1 client-s3cr3t`) ?? 'sent',
  })
  const { portal, log } = signIn(server)
  const result = await portal.history(1, 'user')
  expect(result).toMatchObject({ error: { code: 'portal-rejected', message: expect.stringContaining('ODD: *** *** ***') } })
  expect(server.calls[0]).toMatchObject({ method: 'imopenlines.session.history.get', auth: 'access-1' })
  expect(JSON.stringify([result, log])).not.toMatch(/access-1|refresh-1|s3cr3t/)
})

test.each(['NO_AUTH_FOUND', 'invalid_token', 'INVALID_CREDENTIALS', 'authorization_error', 'APPLICATION_NOT_FOUND'])(
  '%s to an application: sign in again, without a renewal', async error => {
    const server = await startTokenPortal({ rest: ({ response }) => refuse(response, 401, error) ?? 'sent' })
    const { portal } = signIn(server)
    expect(code(await portal.history(1, 'user'))).toBe('sign-in-expired')
    expect(server.grants).toHaveLength(0)
  })

/** The token expires in the middle of the batch. */
function answerHalf(call: RestCall, { isGood }: { readonly isGood: (auth: unknown) => boolean }): unknown {
  return answerBatch(call, first => isGood(call.auth) || first === 1)
}

function answerBatch(call: RestCall, isAnswered: (first: number) => boolean): unknown {
  const result: Record<string, unknown> = {}
  const errors: Record<string, unknown> = {}
  for (const [key, , query] of commandsOf(call)) {
    const first = Number(new URLSearchParams(query).get('ID[0]'))
    if (isAnswered(first)) result[key] = [{ id: first, name: `Client ${first}` }]
    else errors[key] = { error: 'expired_token', error_description: 'The access token provided has expired.' }
  }
  sendJson(call.response, 200, { result: { result, result_error: errors }, time })
  return 'sent'
}
