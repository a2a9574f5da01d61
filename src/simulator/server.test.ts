import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ANCHOR, openPortal } from './testing/open-portal.ts'
import type { TestPortal } from './testing/open-portal.ts'

let portal: TestPortal
beforeAll(async () => {
  portal = await openPortal()
})
afterAll(() => portal.close())

const secretOf = (webhook: string) => webhook.split('/').at(-2) ?? ''

describe('addresses', () => {
  test('the portal listens on the loopback interface and tells its webhook', () => {
    expect(portal.portal.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)
    expect(portal.portal.webhook).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/rest\/1\/[0-9a-f]{16}\/$/)
    expect(portal.portal.controlUrl).toMatch(/\/_control\/[0-9a-f]{32}$/)
  })

  test('the root is a page for people, not JSON', async () => {
    const response = await fetch(`${portal.portal.url}/`)
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toContain('text/html')
    expect(await response.text()).toContain('<form')
  })

  test('the control door stays shut without its secret', async () => {
    const response = await fetch(`${portal.portal.url}/_control/0123456789abcdef0123456789abcdef/stats`, { method: 'POST' })
    expect(response.status).toBe(404)
  })
})

describe('calling a method', () => {
  test('any case, the .json suffix, GET and POST all reach it', async () => {
    for (const name of ['profile', 'PROFILE', 'profile.json', 'Profile.JSON']) {
      const got = await fetch(portal.portal.webhook + name)
      expect(got.status).toBe(200)
      expect((await got.json()) as unknown).toMatchObject({ result: { ID: '1', ADMIN: false } })
      expect((await portal.call(name)).body['result']).toMatchObject({ ID: '1' })
    }
  })

  test('parameters come from the query, from JSON and from a form in PHP brackets alike', async () => {
    const params = 'configIdList[]=12&configIdList[1]=14&limit=3&orderDirection=asc'
    const expected = await portal.result('imopenlines.v2.Session.list', { configIdList: [12, 14], limit: 3, orderDirection: 'asc' })
    const byQuery = await fetch(`${portal.portal.webhook}imopenlines.v2.session.list?${params}`)
    const byForm = await fetch(`${portal.portal.webhook}imopenlines.v2.session.list`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: params,
    })
    expect(((await byQuery.json()) as { result: unknown }).result).toEqual(expected)
    expect(((await byForm.json()) as { result: unknown }).result).toEqual(expected)
  })

  test('a multipart form in PHP brackets reaches it as well, and its files are passed over', async () => {
    const form = new FormData()
    for (const [name, value] of [['configIdList[]', '12'], ['configIdList[]', '14'], ['limit', '3'], ['orderDirection', 'asc']] as const) form.append(name, value)
    form.append('configIdList[]', new Blob(['a file is no number']), 'extra.txt')
    const response = await fetch(`${portal.portal.webhook}imopenlines.v2.session.list`, { method: 'POST', body: form })
    expect(((await response.json()) as { result: unknown }).result).toEqual(await portal.result('imopenlines.v2.Session.list', { configIdList: [12, 14], limit: 3, orderDirection: 'asc' }))
  })

  test('a broken JSON body counts as no parameters', async () => {
    const response = await fetch(`${portal.portal.webhook}user.get`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"FILTER":' })
    expect(response.status).toBe(200)
    expect(((await response.json()) as { total: number }).total).toBe(31)
  })

  test('a success tells the time spent, an error does not', async () => {
    const { body } = await portal.call('profile')
    expect(body['time']).toEqual({
      start: ANCHOR / 1000,
      finish: expect.any(Number),
      duration: expect.any(Number),
      processing: expect.any(Number),
      date_start: '2026-10-14T14:00:00+03:00',
      date_finish: '2026-10-14T14:00:00+03:00',
      operating_reset_at: expect.any(Number),
      operating: 0,
    })
    expect(Object.keys((await portal.call('nothing.here')).body)).toEqual(['error', 'error_description'])
  })
})

describe('refusals', () => {
  test.each([
    ['a wrong secret', '/rest/1/0000000000000000/profile', 401, 'INVALID_CREDENTIALS'],
    ['nobody', '/rest/profile', 401, 'NO_AUTH_FOUND'],
    ['a made-up token', '/rest/profile?auth=abc', 401, 'NO_AUTH_FOUND'],
  ])('%s is turned away', async (_, path, status, code) => {
    const response = await fetch(portal.portal.url + path)
    expect(response.status).toBe(status)
    expect((await response.json()) as unknown).toMatchObject({ error: code })
  })

  test('a right secret under another user id is turned away', async () => {
    const response = await fetch(`${portal.portal.url}/rest/7/${secretOf(portal.portal.webhook)}/profile`)
    expect(response.status).toBe(401)
    expect((await response.json()) as unknown).toMatchObject({ error: 'INVALID_CREDENTIALS' })
  })

  test('an unknown method is 404, a method outside the scopes is 403', async () => {
    const own = await openPortal({ sessions: 5, crm: false })
    expect(await portal.errorOf('imopenlines.session.list')).toBe('404 ERROR_METHOD_NOT_FOUND')
    expect(await own.errorOf('crm.activity.list')).toBe('403 insufficient_scope')
    await own.close()
  })

  test('methods of the application context refuse a webhook', async () => {
    expect(await portal.errorOf('imconnector.list')).toBe('403 WRONG_AUTH_TYPE')
    expect(await portal.errorOf('app.info')).toBe('403 ACCESS_DENIED')
  })
})

describe('limits', () => {
  test('a burst above the bucket is answered 503 until it drains', async () => {
    const limited = await openPortal({ rate: { drainPerSecond: 2, burst: 50 } })
    const answers: number[] = []
    for (let n = 0; n < 52; n += 1) answers.push((await limited.call('server.time')).status)
    expect(answers).toEqual([...Array.from({ length: 50 }, () => 200), 503, 503])
    limited.time.now += 1000
    expect([await limited.errorOf('server.time'), await limited.errorOf('server.time'), await limited.errorOf('server.time')]).toEqual([
      '200 undefined',
      '200 undefined',
      '503 QUERY_LIMIT_EXCEEDED',
    ])
    expect((await limited.control('stats')).body['refused']).toBe(3)
    await limited.close()
  })

  test('a batch is one request for the bucket', async () => {
    const limited = await openPortal({ rate: { drainPerSecond: 1, burst: 1 } })
    const cmd = Object.fromEntries(Array.from({ length: 20 }, (_, n) => [`c${n}`, 'server.time']))
    expect((await limited.call('batch', { cmd })).status).toBe(200)
    expect((await limited.call('batch', { cmd })).status).toBe(503)
    await limited.close()
  })

  test('a method over its operating budget is blocked alone, and only until the window moves on', async () => {
    const limited = await openPortal({ operatingLimit: 2, operatingCost: 1 })
    for (let n = 0; n < 3; n += 1) expect((await limited.call('server.time')).status).toBe(200)
    expect(await limited.errorOf('server.time')).toBe('429 OPERATION_TIME_LIMIT')
    expect((await limited.call('profile')).body['time']).toMatchObject({ operating: 1, operating_reset_at: ANCHOR / 1000 + 600 })
    expect(await limited.result('batch', { cmd: { a: 'server.time', b: 'profile' } })).toMatchObject({
      result_error: { a: { error: 'OPERATION_TIME_LIMIT' } },
      result: { b: { ID: '1' } },
    })
    limited.time.now += 600_000
    expect((await limited.call('server.time')).status).toBe(200)
    await limited.close()
  })
})

test('a busy port is reported, and the journal is let go', async () => {
  const port = Number(new URL(portal.portal.url).port)
  await expect(openPortal({ port })).rejects.toMatchObject({ code: 'EADDRINUSE' })
})
