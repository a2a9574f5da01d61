import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openPortal } from './testing/open-portal.ts'
import type { SessionRow, TestPortal } from './testing/open-portal.ts'

let portal: TestPortal
beforeAll(async () => {
  portal = await openPortal({ sessions: 300 })
})
afterAll(() => portal.close())
beforeEach(() => portal.control('faults', { mode: 'none' }))

const row = async (id: unknown) => (await portal.sessions()).find((candidate) => candidate.id === id) as SessionRow

describe('events on demand', () => {
  test('vote without a session picks a recently closed one that nobody rated', async () => {
    const before = await portal.sessions()
    const { body } = await portal.control('vote', { vote: 'dislike' })
    const was = before.find((candidate) => candidate.id === body['sessionId'])
    expect(was).toMatchObject({ status: 'closed', vote: 'none' })
    expect(await row(body['sessionId'])).toMatchObject({ status: 'closed', vote: 'dislike', dateClose: '2026-10-14T14:00:00+03:00' })
    const { ratings } = await portal.result<{ ratings: unknown[] }>('imopenlines.v2.Session.Rating.list', { dateVoteFrom: '2026-10-14T14:00:00+03:00', dateVoteTo: '2026-10-14T14:00:00+03:00' })
    expect(ratings).toMatchObject([{ sessionId: body['sessionId'], vote: 'dislike', dateVote: '2026-10-14T14:00:00+03:00' }])
  })

  test('create with messages makes exactly that dialog', async () => {
    const { body } = await portal.control('create', { configId: 24, source: 'facebook', operatorId: 45, messages: [{ by: 'client', text: 'Where is <b>it</b>?' }, { by: 'operator', text: 'On its way' }], closeReason: 'auto', vote: 'dislike' })
    expect(await row(body['id'])).toMatchObject({ configId: 24, source: 'facebook', operatorId: 45, status: 'closed', closeReason: 'auto', vote: 'dislike', messageCount: 2, waitAnswer: 0 })
    const history = await portal.result<{ message: Record<string, { text: string; textlegacy: string }> }>('imopenlines.session.history.get', { SESSION_ID: body['id'] })
    expect(Object.values(history.message).map((message) => message.text)).toEqual(['Where is <b>it</b>?', 'On its way', 'Диалог завершён'])
    expect(Object.values(history.message)[0]?.textlegacy).toBe('Where is &lt;b&gt;it&lt;/b&gt;?')
  })

  test('create without messages starts a scripted dialog that waits for an operator', async () => {
    const { body } = await portal.control('create')
    expect(await row(body['id'])).toMatchObject({ status: 'new', messageCount: 1, operatorId: null, dateClose: null })
  })

  test('a scripted dialog made by hand is carried on by the live generator', async () => {
    const lively = await openPortal({ sessions: 50, pace: 10 })
    const { body } = await lively.control('create')
    lively.advance(900)
    expect((await lively.sessions()).find((candidate) => candidate.id === body['id'])?.dateClose).not.toBeNull()
    await lively.close()
  })

  test('say adds words to an open dialog, in their place among those of the script', async () => {
    const lively = await openPortal({ sessions: 50, pace: 10 })
    const { id } = (await lively.control('create')).body
    lively.time.now += 1_000
    expect((await lively.control('say', { sessionId: id, by: 'client', text: 'И ещё одно!' })).status).toBe(200)
    lively.advance(900)
    const found = (await lively.sessions()).find((candidate) => candidate.id === id)
    const messages = (await lively.control('session', { sessionId: id })).body['messages'] as { text: string; at: number; by: string }[]
    expect(messages[1]).toMatchObject({ by: 'client', text: 'И ещё одно!' })
    expect(messages.map(({ at }) => at)).toEqual(messages.map(({ at }) => at).toSorted((a, b) => a - b))
    expect(messages.filter(({ by }) => by !== 'system')).toHaveLength(found?.messageCount ?? 0)
    expect((await lively.control('say', { sessionId: id, by: 'client', text: 'late' })).status).toBe(400)
    await lively.close()
  })

  test('headVote is another supervisor’s: it is not counted as received from us', async () => {
    await portal.control('headVote', { sessionId: 100_020, rating: 1, comment: 'разобрать' })
    expect(await row(100_020)).toMatchObject({ voteHead: 1, commentHead: 'разобрать' })
    expect((await portal.control('stats')).body).toMatchObject({ headVotes: [], notifications: {} })
  })

  test('session shows the raw state', async () => {
    const { body } = await portal.control('session', { sessionId: 100_001 })
    const shown = await row(100_001)
    expect(body).toMatchObject({ ...shown, voteHeadStored: shown.voteHead ?? 0 })
    expect((body['messages'] as unknown[])[0]).toMatchObject({ by: 'client', at: Date.parse(shown.dateCreate) / 1000, text: expect.stringMatching(/./) })
  })

  test.each([
    ['vote', { vote: 'meh' }, 400],
    ['vote', { sessionId: 5, vote: 'like' }, 400],
    ['headVote', { sessionId: 100_001, rating: 'five' }, 400],
    ['create', { configId: 1 }, 400],
    ['create', { messages: [{ by: 'nobody', text: 'x' }] }, 400],
    ['faults', { mode: 'fire' }, 400],
    ['faults', { mode: 'accessDenied' }, 400],
    ['app', { redirectUri: 'nowhere' }, 400],
    ['dance', {}, 404],
    ['constructor', {}, 404],
  ])('%s %o is answered %i', async (command, params, status) => {
    expect((await portal.control(command, params)).status).toBe(status)
  })
})

describe('faults', () => {
  test('offline cuts connections, and only for REST', async () => {
    await portal.control('faults', { mode: 'offline' })
    await expect(portal.call('profile')).rejects.toThrow('fetch failed')
    expect((await portal.control('stats')).status).toBe(200)
  })

  test('html answers 200 with a login page', async () => {
    await portal.control('faults', { mode: 'html' })
    const response = await fetch(`${portal.portal.webhook}profile`)
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8'])
    expect(await response.text()).toContain('<form')
  })

  test('truncated answers half a JSON', async () => {
    await portal.control('faults', { mode: 'truncated' })
    const text = await (await fetch(`${portal.portal.webhook}profile`)).text()
    expect(text).toMatch(/^\{"result":/)
    expect(() => JSON.parse(text) as unknown).toThrow('JSON')
  })

  test('tariff closes the statistics methods and nothing else', async () => {
    await portal.control('faults', { mode: 'tariff' })
    expect(await portal.errorOf('imopenlines.v2.Session.list')).toBe('400 TARIFF_RESTRICTION')
    expect(await portal.errorOf('imopenlines.config.list.get')).toBe('200 undefined')
  })

  test('noscope closes imopenlines.*, inside a batch as well', async () => {
    await portal.control('faults', { mode: 'noscope' })
    expect(await portal.errorOf('imopenlines.v2.Session.list')).toBe('403 insufficient_scope')
    expect(await portal.result('batch', { cmd: { a: 'imopenlines.config.list.get', b: 'profile' } })).toMatchObject({ result: { b: { ID: '1' } }, result_error: { a: { error: 'insufficient_scope' } } })
  })

  test('accessDenied hits one method', async () => {
    await portal.control('faults', { mode: 'accessDenied', method: 'imopenlines.session.HEAD.vote' })
    expect(await portal.errorOf('imopenlines.session.head.vote', { SESSION_ID: 100_001, RATING: 5 })).toBe('400 ACCESS_DENIED')
    expect(await portal.errorOf('imopenlines.session.history.get', { SESSION_ID: 100_001 })).toBe('200 undefined')
  })

  test('limit answers 503, as often as told', async () => {
    await portal.control('faults', { mode: 'limit', times: 2 })
    expect([await portal.errorOf('profile'), await portal.errorOf('profile'), await portal.errorOf('profile')]).toEqual(['503 QUERY_LIMIT_EXCEEDED', '503 QUERY_LIMIT_EXCEEDED', '200 undefined'])
  })

  test('a fault aimed at a method finds it inside a batch, and leaves others alone', async () => {
    await portal.control('faults', { mode: 'limit', method: 'server.time', times: 1 })
    expect(await portal.errorOf('profile')).toBe('200 undefined')
    expect(await portal.errorOf('batch', { cmd: { a: 'profile' } })).toBe('200 undefined')
    expect(await portal.errorOf('batch', { cmd: { a: 'server.time' } })).toBe('503 QUERY_LIMIT_EXCEEDED')
  })

  test('slow holds the answer back', async () => {
    await portal.control('faults', { mode: 'slow', ms: 80 })
    const began = performance.now()
    await portal.call('profile')
    expect(performance.now() - began).toBeGreaterThan(75)
  })
})

test('stats count requests by method, batched ones included', async () => {
  const fresh = await openPortal({ sessions: 20 })
  await fresh.call('PROFILE')
  await fresh.call('batch', { cmd: { a: 'profile', b: 'imopenlines.v2.session.list', c: 'no.such' } })
  expect((await fresh.control('stats')).body['requests']).toEqual({ profile: 2, batch: 1, 'imopenlines.v2.Session.list': 1, 'no.such': 1 })
  await fresh.close()
})

describe('measuring', () => {
  test('refusals carry the moment counted from the start, and the method', async () => {
    const limited = await openPortal({ sessions: 5, rate: { drainPerSecond: 1, burst: 1 }, operatingLimit: 1, operatingCost: 1 })
    await limited.call('profile')
    await limited.call('scope')
    limited.time.now += 61_000
    await limited.call('profile')
    limited.time.now += 1_000
    await limited.call('profile')
    const { body } = await limited.control('stats')
    expect(body).toMatchObject({
      elapsedMs: 62_000,
      exchanges: 4,
      refused: 1,
      refusals: [
        { afterMs: 0, code: 'QUERY_LIMIT_EXCEEDED', method: 'scope' },
        { afterMs: 62_000, code: 'OPERATION_TIME_LIMIT', method: 'profile' },
      ],
    })
    await limited.close()
  })

  test('ratings by supervisors are counted by session, and so is what operators are told', async () => {
    const fresh = await openPortal({ sessions: 20 })
    await fresh.control('faults', { mode: 'lostReply', times: 1 })
    await expect(fresh.call('imopenlines.session.head.vote', { SESSION_ID: 100_002, RATING: 2 })).rejects.toThrow('fetch failed')
    await fresh.call('imopenlines.session.head.vote', { SESSION_ID: 100_002, RATING: 2 })
    await fresh.call('imopenlines.session.head.vote', { SESSION_ID: 100_003, RATING: 5 })
    expect((await fresh.control('stats', { reset: true })).body).toMatchObject({ writes: { 100002: 2, 100003: 1 }, notifications: { 100002: 2, 100003: 1 } })
    expect((await fresh.control('stats')).body).toMatchObject({ exchanges: 0, requests: {}, writes: {}, notifications: {}, headVotes: [] })
    await fresh.close()
  })
})

describe('the portal’s clock', () => {
  test('put wrong, it shows in time, in Date and in what happens, and leaves the limiter alone', async () => {
    const own = await openPortal({ sessions: 5, rate: { drainPerSecond: 1, burst: 2 } })
    expect((await own.control('clock', { skewMs: -7_200_000 })).body).toEqual({ now: own.time.now - 7_200_000 })
    const response = await fetch(`${own.portal.webhook}server.time`)
    expect(response.headers.get('date')).toBe('Wed, 14 Oct 2026 09:00:00 GMT')
    expect((await response.json()) as unknown).toMatchObject({ result: '2026-10-14T12:00:00+03:00', time: { start: own.time.now / 1000 - 7200, date_finish: '2026-10-14T12:00:00+03:00' } })
    await own.control('headVote', { sessionId: 100_001, rating: 1 })
    expect(await own.errorOf('profile')).toBe('200 undefined')
    await own.control('clock', { skewMs: 3_600_000 })
    expect(await own.errorOf('profile')).toBe('503 QUERY_LIMIT_EXCEEDED')
    await own.close()
  })

  test('put back, it leaves the sessions in order of creation', async () => {
    const own = await openPortal({ sessions: 30, clockSkew: 3_600_000 })
    const first = (await own.control('create')).body['id']
    await own.control('clock', { skewMs: 0 })
    const second = (await own.control('create')).body['id']
    const rows = await own.sessions({ dateCreateFrom: '2026-10-14T14:30:00+03:00' })
    expect(rows.map(({ id, dateCreate }) => [id, dateCreate])).toEqual([[second, '2026-10-14T15:00:00+03:00'], [first, '2026-10-14T15:00:00+03:00']])
    await own.close()
  })

  test('put back under live activity, life goes on', async () => {
    const own = await openPortal({ sessions: 30, pace: 10, clockSkew: 3_600_000 })
    await own.control('clock', { skewMs: 0 })
    own.advance(1)
    own.advance(600)
    expect((await own.sessions()).length).toBeGreaterThan(40)
    await own.close()
  })
})

test('expireTokens ends every access token there is, and the refresh token stays good', async () => {
  const { portal: started } = portal
  const token = async (params: Record<string, string>) => {
    const query = new URLSearchParams({ client_id: started.clientId, client_secret: started.clientSecret, ...params })
    return (await (await fetch(`${started.url}/oauth/token/?${query}`)).json()) as Record<string, string>
  }
  const profile = async (auth = '') => (await portal.post(`${started.url}/rest/profile`, { auth })).status
  await portal.control('app', { redirectUri: null })
  const page = await (await fetch(`${started.url}/oauth/authorize/?client_id=${started.clientId}`)).text()
  const first = await token({ grant_type: 'authorization_code', code: /<code id="code">([0-9a-f]+)</.exec(page)?.[1] ?? '' })
  expect(await profile(first['access_token'])).toBe(200)
  await portal.control('expireTokens')
  expect(await profile(first['access_token'])).toBe(401)
  const second = await token({ grant_type: 'refresh_token', refresh_token: first['refresh_token'] ?? '' })
  expect(await profile(second['access_token'])).toBe(200)
})
