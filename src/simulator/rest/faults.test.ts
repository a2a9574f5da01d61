import { get } from 'node:http'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { openPortal } from '../testing/open-portal.ts'
import type { TestPortal } from '../testing/open-portal.ts'

const VOTE = 'imopenlines.session.head.vote'

let portal: TestPortal
beforeAll(async () => {
  portal = await openPortal({ sessions: 30 })
})
afterAll(() => portal.close())
beforeEach(() => portal.control('faults', { mode: 'none' }))

const storedVote = async (sessionId: number) => (await portal.control('session', { sessionId })).body['voteHeadStored']

type Exchange = { readonly expected: number | null; readonly pieces: readonly string[]; readonly failure: string | null }

/** A plain GET that keeps what arrived, piece by piece, before the end or the failure. */
function exchange(url: string): Promise<Exchange> {
  return new Promise((resolve) => {
    const pieces: string[] = []
    let expected: number | null = null
    // After a reset the request or the response tells of it, whichever is first.
    const failed = (error: NodeJS.ErrnoException) => resolve({ expected, pieces, failure: error.code ?? error.message })
    const request = get(url, { agent: false }, (response) => {
      expected = Number(response.headers['content-length'])
      response.setEncoding('utf8')
      response.on('data', (piece: string) => pieces.push(piece))
      response.on('end', () => resolve({ expected, pieces, failure: null }))
      response.on('error', failed)
    })
    request.on('error', failed)
  })
}

test('reset cuts the connection in the middle of an answer', async () => {
  await portal.control('faults', { mode: 'reset', bytes: 25, times: 1 })
  const cut = await exchange(`${portal.portal.webhook}profile`)
  expect(cut.failure).toBe('ECONNRESET')
  expect(cut.pieces.join('')).toHaveLength(25)
  expect(cut.pieces.join('')).toMatch(/^\{"result":\{"ID":"1"/)
  expect(cut.expected).toBeGreaterThan(100)
  expect((await exchange(`${portal.portal.webhook}profile`)).failure).toBeNull()
})

test('reset without bytes leaves no answer at all', async () => {
  await portal.control('faults', { mode: 'reset' })
  expect(await exchange(`${portal.portal.webhook}profile`)).toEqual({ expected: null, pieces: [], failure: 'ECONNRESET' })
})

test('lostReply does the work and says nothing', async () => {
  await portal.control('faults', { mode: 'lostReply', method: VOTE, times: 1 })
  expect(await portal.errorOf('profile')).toBe('200 undefined')
  await expect(portal.call(VOTE, { SESSION_ID: 100_003, RATING: 2, COMMENT: 'дошло' })).rejects.toThrow('fetch failed')
  expect(await storedVote(100_003)).toBe(2)
  expect((await portal.control('stats')).body).toMatchObject({ notifications: { 100003: 1 } })
  expect(await portal.errorOf(VOTE, { SESSION_ID: 100_003, RATING: 3 })).toBe('200 undefined')
})

test('offline, unlike lostReply, does no work', async () => {
  await portal.control('faults', { mode: 'offline', times: 1 })
  await expect(portal.call(VOTE, { SESSION_ID: 100_004, RATING: 5 })).rejects.toThrow('fetch failed')
  expect(await storedVote(100_004)).not.toBe(5)
})

test('contentType sends good JSON under a wrong name', async () => {
  await portal.control('faults', { mode: 'contentType', method: 'PROFILE' })
  const response = await fetch(`${portal.portal.webhook}profile`)
  expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8'])
  expect(await response.json()).toMatchObject({ result: { ID: '1' } })
  expect((await fetch(`${portal.portal.webhook}server.time`)).headers.get('content-type')).toBe('application/json; charset=utf-8')
})

test('trickle sends the whole answer in small pieces', async () => {
  await portal.control('faults', { mode: 'trickle', ms: 2 })
  const { pieces, expected, failure } = await exchange(`${portal.portal.webhook}profile`)
  expect(failure).toBeNull()
  expect(JSON.parse(pieces.join(''))).toMatchObject({ result: { ID: '1' } })
  expect(expected).toBe(Buffer.byteLength(pieces.join('')))
  expect(pieces.length).toBeGreaterThan(4)
})

test('trickle pauses between the pieces, and the portal closes all the same', async () => {
  const own = await openPortal({ sessions: 5 })
  await own.control('faults', { mode: 'trickle', ms: 3_600_000 })
  const response = await fetch(`${own.portal.webhook}server.time`)
  const reader = response.body?.getReader()
  expect((await reader?.read())?.value).toHaveLength(16)
  const rest = reader?.read()
  await Promise.all([expect(rest).rejects.toThrow('terminated'), own.close()])
})

test('redirect points elsewhere and does no work', async () => {
  const url = 'http://127.0.0.1:9/elsewhere/'
  await portal.control('faults', { mode: 'redirect', url, method: VOTE })
  const response = await fetch(`${portal.portal.webhook}${VOTE}?SESSION_ID=100005&RATING=4`, { redirect: 'manual' })
  expect([response.status, response.headers.get('location'), await response.text()]).toEqual([302, url, ''])
  expect(await storedVote(100_005)).not.toBe(4)
  expect(await portal.errorOf('profile')).toBe('200 undefined')
})

test.each([
  ['overload', 503, 'OVERLOAD_LIMIT'],
  ['serverError', 500, 'INTERNAL_SERVER_ERROR'],
  ['expiredToken', 401, 'expired_token'],
  ['limit', 503, 'QUERY_LIMIT_EXCEEDED'],
])('%s answers %i %s and does no work', async (mode, status, error) => {
  await portal.control('faults', { mode, times: 1 })
  expect(await portal.call(VOTE, { SESSION_ID: 100_007, RATING: 5 })).toMatchObject({ status, body: { error, error_description: expect.any(String) } })
  expect(await storedVote(100_007)).not.toBe(5)
  expect(await portal.errorOf('profile')).toBe('200 undefined')
})

test('badGateway is the front server’s page, and does no work', async () => {
  await portal.control('faults', { mode: 'badGateway' })
  const response = await fetch(`${portal.portal.webhook}${VOTE}?SESSION_ID=100008&RATING=5`)
  expect([response.status, response.headers.get('content-type')]).toEqual([502, 'text/html; charset=utf-8'])
  expect(await response.text()).toContain('502 Bad Gateway')
  expect(await storedVote(100_008)).not.toBe(5)
})

test('error answers with any code, in a batch for that call alone', async () => {
  await portal.control('faults', { mode: 'error', code: 'PORTAL_DELETED', status: 403, method: 'profile' })
  expect(await portal.errorOf('profile')).toBe('403 PORTAL_DELETED')
  expect(await portal.result('batch', { cmd: { a: 'server.time', b: 'profile' } })).toMatchObject({ result: { a: expect.any(String) }, result_error: { b: { error: 'PORTAL_DELETED' } } })
})

test.each([['text'], [[1, 2]], [null], [{ sessions: 'none' }]])('wrongType puts %o in place of the result', async (value) => {
  await portal.control('faults', { mode: 'wrongType', method: 'profile', value })
  expect((await portal.call('profile')).body).toMatchObject({ result: value, time: { start: expect.any(Number) } })
  expect(await portal.result('batch', { cmd: { a: 'server.time', b: 'profile' } })).toMatchObject({ result: { a: expect.any(String), b: value } })
})

test('wrongType aimed at batch replaces all of its results', async () => {
  await portal.control('faults', { mode: 'wrongType', method: 'batch', value: [] })
  expect(await portal.result('batch', { cmd: { a: 'server.time' } })).toEqual([])
  expect(await portal.result('profile')).toMatchObject({ ID: '1' })
})

test('duplicateBody sends the whole answer twice', async () => {
  await portal.control('faults', { mode: 'duplicateBody' })
  const text = await (await fetch(`${portal.portal.webhook}profile`)).text()
  const half = text.slice(0, text.length / 2)
  expect(text).toBe(half + half)
  expect(JSON.parse(half)).toMatchObject({ result: { ID: '1' } })
})

test('previousReply answers with what the request before was told, and does the work', async () => {
  const before = await portal.call('server.time')
  await portal.control('faults', { mode: 'previousReply', times: 2 })
  expect(await portal.call(VOTE, { SESSION_ID: 100_009, RATING: 4 })).toEqual(before)
  expect(await storedVote(100_009)).toBe(4)
  expect((await portal.call('profile')).body['result']).toBe(true)
  expect((await portal.call('profile')).body['result']).toMatchObject({ ID: '1' })
})

test('operationLimit blocks one method with 429, in a batch that one alone', async () => {
  await portal.control('faults', { mode: 'operationLimit', method: 'server.time', times: 2 })
  expect(await portal.call('server.time')).toMatchObject({ status: 429, body: { error: 'OPERATION_TIME_LIMIT' } })
  expect(await portal.result('batch', { cmd: { a: 'server.time', b: 'profile' } })).toMatchObject({ result: { b: { ID: '1' } }, result_error: { a: { error: 'OPERATION_TIME_LIMIT' } } })
  expect(await portal.errorOf('server.time')).toBe('200 undefined')
})

test.each(['reset', 'lostReply', 'contentType', 'trickle', 'redirect', 'operationLimit'])('%s leaves everything but REST alone', async (mode) => {
  await portal.control('faults', { mode, url: 'http://127.0.0.1:9/', ms: 1 })
  const page = await fetch(`${portal.portal.url}/`)
  expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8'])
  expect(await page.text()).toContain('<form')
  expect((await portal.control('stats')).status).toBe(200)
})

test.each([
  [{ mode: 'redirect' }],
  [{ mode: 'redirect', url: 'nowhere' }],
  [{ mode: 'reset', bytes: 'many' }],
  [{ mode: 'trickle', ms: 0.5 }],
  [{ mode: 'slow', ms: -1 }],
  [{ mode: 'error' }],
  [{ mode: 'shift' }],
  [{ list: { mode: 'offline' } }],
  [{ list: [{ mode: 'offline' }, { mode: 'on fire' }] }],
])('%o is not a fault', async (params) => {
  expect((await portal.control('faults', params)).status).toBe(400)
})
