import { describe, expect, test } from 'vitest'
import type { ErrorCode, Result } from '#contract/result.ts'
import type { Timer } from '#core/ports.ts'
import { webhookAccess } from './access.ts'
import { createBitrixPortal } from './bitrix-portal.ts'
import { answering, openPortal, PortalRefusal } from './testing/scripted-portal.ts'
import { refuse, secret, sendJson, startScriptedServer, time, type ScriptedCall } from './testing/scripted-server.ts'

const good = answering(method => {
  if (method === 'scope') return ['imopenlines', 'im']
  if (method === 'profile') return { ID: '7', ADMIN: true, NAME: 'Анна', LAST_NAME: 'Котова' }
  if (method === 'server.time') return '2027-01-15T08:00:00+00:00'
  if (method === 'imopenlines.v2.Session.list') return { sessions: [], hasNextPage: false }
  if (method === 'imopenlines.session.history.get') return { message: [], users: [], files: [] }
  if (method === 'imopenlines.session.head.vote') return true
  return []
})

function code(result: Result<unknown>): ErrorCode | 'ok' {
  return result.ok ? 'ok' : result.error.code
}

const html = ({ response }: ScriptedCall, status = 200) => {
  response.writeHead(status, { 'content-type': 'text/html; charset=utf-8' }).end('<!doctype html><title>Sign in</title>')
}
const truncated = ({ response }: ScriptedCall) => {
  response.writeHead(200, { 'content-type': 'application/json' }).end('{"result":{"sessions":[{"id":1')
}

describe('something that is no portal', () => {
  test.each<[string, (call: ScriptedCall) => unknown]>([
    ['HTML with status 200', call => html(call)],
    ['HTML with status 404', call => html(call, 404)],
    ['truncated JSON', truncated],
    ['a JSON list', ({ response }) => sendJson(response, 200, [1, 2])],
    ['JSON without result and error', ({ response }) => sendJson(response, 200, { hello: 'world' })],
    ['a result of another shape', () => ({ result: 'pong', time })],
    ['a result without any answers', () => ({ result: {}, time })],
    ['an empty body', ({ response }) => void response.writeHead(200).end()],
    ['a redirect within the host', ({ response }) => void response.writeHead(302, { location: `/login?back=${secret}` }).end()],
    ['a redirect to nowhere', ({ response }) => void response.writeHead(302).end()],
    ['another service\'s 404', ({ response }) => sendJson(response, 404, { error: 'Not Found' })],
  ])('%s: not a portal at sign-in, unreachable afterwards', async (_name, script) => {
    const { portal, server, log } = await openPortal(script)
    const signIn = await portal.identify()
    expect(code(signIn)).toBe('not-a-portal')
    const later = await portal.source('statistics').oldestCreatedAt()
    expect(['portal-unreachable', 'portal-rejected']).toContain(code(later))
    expect(JSON.stringify([signIn, later, log])).not.toContain(secret)
    expect(server.calls.every(({ request }) => request.method === 'POST')).toBe(true)
  })

  test('a gateway\'s error page is no verdict about the address', async () => {
    const { portal } = await openPortal(call => html(call, 502))
    expect(code(await portal.identify())).toBe('portal-unreachable')
  })

  test('an oversized answer is dropped, announced or not', async () => {
    const announced = await openPortal(() => ({ result: 'x'.repeat(5000), time }), { maxReplyBytes: 1000 })
    expect(code(await announced.portal.history(1, 'user'))).toBe('portal-unreachable')
    const chunked = await openPortal(({ response }) => {
      response.writeHead(200, { 'content-type': 'application/json' })
      response.write('{"result":"')
      response.write('x'.repeat(5000))
      // Never ends: only the cap can stop the reading.
    }, { maxReplyBytes: 1000 })
    expect(await chunked.portal.history(1, 'user')).toMatchObject({ error: { message: expect.stringContaining('1000 bytes') } })
  })
})

describe('errors of the portal', () => {
  test.each<[number, string, string, ErrorCode]>([
    [401, 'NO_AUTH_FOUND', 'Wrong authorization data', 'wrong-secret'],
    [403, 'invalid_credentials', 'Invalid request credentials', 'wrong-secret'],
    [401, 'expired_token', 'The access token provided has expired', 'sign-in-expired'],
    [403, 'ACCESS_DENIED', 'REST API is available only on commercial plans', 'plan-without-rest'],
    [400, 'ACCESS_DENIED', 'Недостаточно прав', 'no-rights'],
    [403, 'insufficient_scope', 'The request requires higher privileges', 'missing-scope'],
    [400, 'TARIFF_RESTRICTION', 'Statistics reports are not available', 'plan-without-statistics'],
    [404, 'ERROR_METHOD_NOT_FOUND', 'Method not found!', 'plan-without-statistics'],
    [403, 'user_access_error', '', 'no-app-access'],
    [500, 'INTERNAL_SERVER_ERROR', 'Internal server error', 'portal-unreachable'],
    [400, 'INVALID_REQUEST', 'Https required', 'https-required'],
    [403, 'PORTAL_DELETED', 'Portal was deleted', 'portal-deleted'],
    [400, 'INVALID_FILTER', 'Invalid filter value', 'portal-rejected'],
    [200, 'WRONG_ENCODING', '', 'portal-rejected'],
  ])('%i %s is %s', async (status, error, description, expected) => {
    const { portal } = await openPortal(({ response }) => refuse(response, status, error, description))
    expect(code(await portal.source('statistics').oldestCreatedAt())).toBe(expected)
  })

  test('an unknown code keeps its text, cut, and without the secret', async () => {
    const { portal } = await openPortal(({ response }) => refuse(response, 400, 'ODD', `${secret} ${'x'.repeat(500)}`))
    const result = await portal.history(1, 'user')
    expect(result).toMatchObject({ ok: false, error: { code: 'portal-rejected', message: expect.stringContaining('ODD: *** xxx') } })
    expect(result.ok ? '' : result.error.message.length).toBeLessThan(320)
  })

  test('503 for too many requests is waited out', async () => {
    let refusals = 2
    const { portal, server } = await openPortal(call => (refusals-- > 0 ? refuse(call.response, 503, 'query_limit_exceeded', 'Too many requests') : good(call)))
    expect(code(await portal.history(1, 'user'))).toBe('ok')
    expect(server.calls).toHaveLength(3)
  })

  test('a person hears "busy" when the portal goes on refusing', async () => {
    const { portal, server } = await openPortal(({ response }) => refuse(response, 503, 'QUERY_LIMIT_EXCEEDED'))
    expect(code(await portal.history(1, 'user'))).toBe('portal-busy')
    expect(server.calls).toHaveLength(6)
  })

  test('503 for overload is never retried and stops the other calls', async () => {
    const { portal, server } = await openPortal(({ response }) => refuse(response, 503, 'OVERLOAD_LIMIT', 'REST API is blocked due to overload'))
    expect(code(await portal.source('statistics').oldestCreatedAt())).toBe('portal-blocked')
    expect(code(await portal.history(1, 'user'))).toBe('portal-blocked')
    expect(server.calls).toHaveLength(1)
    expect(code(await portal.identify())).toBe('portal-blocked')
    expect(server.calls).toHaveLength(2)
  })

  test('a deleted portal is left alone', async () => {
    const { portal, server } = await openPortal(({ response }) => refuse(response, 500, 'PORTAL_DELETED', 'Portal was deleted'))
    expect(code(await portal.history(1, 'user'))).toBe('portal-deleted')
    expect(code(await portal.history(1, 'user'))).toBe('portal-deleted')
    expect(server.calls).toHaveLength(1)
  })

  test('ERROR_CORE is tried once more, whoever asks, but never a write', async () => {
    const { portal, server } = await openPortal(({ response }) => refuse(response, 500, 'ERROR_CORE', 'SQL query error!'))
    expect(code(await portal.history(1, 'user'))).toBe('portal-unreachable')
    expect(server.calls).toHaveLength(2)
    expect(code(await portal.source('statistics').oldestCreatedAt())).toBe('portal-unreachable')
    expect(server.calls).toHaveLength(4)
    expect(code(await portal.rate({ sessionId: 1, rating: 2, comment: 'x' }))).toBe('portal-unreachable')
    expect(server.calls).toHaveLength(5)
  })

  test('429 pauses one method only', async () => {
    const { portal } = await openPortal(call => {
      if (call.method === 'imopenlines.session.history.get') return refuse(call.response, 429, 'OPERATION_TIME_LIMIT', 'Method is blocked')
      return good(call)
    })
    expect(code(await portal.history(1, 'user'))).toBe('portal-busy')
    expect(code(await portal.source('statistics').oldestCreatedAt())).toBe('ok')
  })

  test('429 is waited out where the portal says for how long', async () => {
    const delays: number[] = []
    const timer: Timer = (delayMs, task) => {
      // Pauses pass at once; the timeouts of requests never come.
      if (delayMs >= 30_000) return () => {}
      delays.push(delayMs)
      const handle = setImmediate(task)
      return () => clearImmediate(handle)
    }
    let now = 0
    let refusals = 1
    const { portal } = await openPortal(call => {
      if (refusals-- <= 0) return good(call)
      now += 5
      return sendJson(call.response, 429, { error: 'OPERATION_TIME_LIMIT' }, { 'retry-after': '2' })
    }, { timer, monotonic: () => (now += 100) })
    expect(code(await portal.history(1, 'user'))).toBe('ok')
    expect(Math.max(...delays)).toBeGreaterThan(1000)
  })
})

describe('parts of a batch', () => {
  test('a sub-call that met a limit is sent again, alone', async () => {
    let refused = false
    const { portal, server } = await openPortal(answering((method, query) => {
      if (method !== 'im.user.list.get') return []
      const first = Number(query.get('ID[0]'))
      if (first === 101 && !refused) {
        refused = true
        return new PortalRefusal('QUERY_LIMIT_EXCEEDED', 'Too many requests')
      }
      return [{ id: first, name: `Client ${first}` }]
    }))
    const names = await portal.clientNames(Array.from({ length: 250 }, (_, index) => index + 1))
    expect(names).toEqual({ ok: true, value: new Map([[1, 'Client 1'], [101, 'Client 101'], [201, 'Client 201']]) })
    expect(server.calls.map(({ body }) => Object.keys(body['cmd'] ?? {}).length)).toEqual([3, 1])
  })

  test('a sub-call that failed with ERROR_CORE is sent again, once', async () => {
    const { portal, server } = await openPortal(answering(() => new PortalRefusal('error_core', 'SQL query error!')))
    expect(code(await portal.departments())).toBe('portal-rejected')
    expect(server.calls).toHaveLength(2)
  })

  test('any other failure of a sub-call is its own', async () => {
    const { portal } = await openPortal(answering(() => new PortalRefusal('insufficient_scope', 'The request requires higher privileges')))
    expect(code(await portal.operators())).toBe('missing-scope')
    expect(code(await portal.departments())).toBe('missing-scope')
  })
})

describe('the network', () => {
  test('nothing listens', async () => {
    const gone = await startScriptedServer(() => undefined)
    await gone.close()
    const portal = createBitrixPortal({ access: webhookAccess(gone.webhook), clock: Date.now, log: () => {} })
    expect(await portal.identify()).toMatchObject({ error: { code: 'portal-unreachable', message: expect.stringContaining('ECONNREFUSED') } })
    portal.close()
  })

  test('a cut connection is retried for background reads, never for a write', async () => {
    const { portal, server } = await openPortal(({ request }) => void request.socket.destroy())
    expect(code(await portal.source('statistics').oldestCreatedAt())).toBe('portal-unreachable')
    expect(server.calls).toHaveLength(3)
    expect(code(await portal.rate({ sessionId: 1, rating: 2, comment: 'x' }))).toBe('portal-unreachable')
    expect(server.calls).toHaveLength(4)
    expect(code(await portal.history(1, 'user'))).toBe('portal-unreachable')
    expect(server.calls).toHaveLength(5)
  })

  test('a hung request ends with the timeout', async () => {
    const { portal } = await openPortal(() => undefined, { timer: (_delay, task) => {
      const handle = setImmediate(task)
      return () => clearImmediate(handle)
    } })
    expect(await portal.history(1, 'user')).toMatchObject({ error: { code: 'portal-unreachable', message: expect.stringContaining('no answer within 30 s') } })
  })

  test('close abandons what hangs, what waits and what comes later', async () => {
    let arrive = () => {}
    const arrived = new Promise<void>(resolve => {
      arrive = resolve
    })
    const { portal } = await openPortal(() => {
      arrive()
      return undefined
    })
    const hanging = portal.history(1, 'user')
    const waiting = Array.from({ length: 60 }, () => portal.source('statistics').oldestCreatedAt())
    await arrived
    portal.close()
    expect((await Promise.all([hanging, ...waiting])).map(code).every(found => found === 'cancelled')).toBe(true)
    expect(code(await portal.history(1, 'user'))).toBe('cancelled')
  })
})
