import { describe, expect, test } from 'vitest'
import { createManualTime } from '../testing/manual-time.ts'
import { refuse, sendJson } from '../testing/scripted-server.ts'
import { memoryStore, signIn, startTokenPortal, type TokenPortal } from '../testing/token-portal.ts'

const renewal = (access: { readonly renew: unknown }) => access.renew as (used: string) => Promise<unknown>

describe('storing the new pair', () => {
  test('comes before its first use', async () => {
    const server = await startTokenPortal()
    const order: string[] = []
    const { access } = signIn(server, { store: {
      ...memoryStore(server.first),
      write: ({ accessToken }) => {
        order.push(`stored ${accessToken}, in use ${access.token()}`)
        return Promise.resolve()
      },
    } })
    expect(await renewal(access)('access-1')).toEqual({ ok: true, value: 'asked' })
    expect(order).toEqual(['stored access-2, in use access-1'])
    expect(access.token()).toBe('access-2')
  })

  test('a pair that cannot be stored is used, and stored later', async () => {
    const server = await startTokenPortal()
    const time = createManualTime()
    const store = memoryStore(server.first)
    let full = true
    const { access, log } = signIn(server, { timer: time.timer, store: {
      ...store,
      write: tokens => (full ? Promise.reject(Object.assign(new Error('no space'), { code: 'ENOSPC' })) : store.write(tokens)),
    } })
    expect(await renewal(access)('access-1')).toMatchObject({ ok: true })
    expect(access.token()).toBe('access-2')
    expect(log).toContainEqual(['tokens.not-stored', { detail: 'ENOSPC', times: 0 }])
    await time.advance(10_000)
    expect(store.written).toHaveLength(0)
    full = false
    await time.advance(10_000)
    expect(store.written).toMatchObject([{ accessToken: 'access-2', refreshToken: 'refresh-2' }])
  })

  test('meanwhile the old pair in the store is not taken for news, and the next renewal goes on from the new one', async () => {
    const server = await startTokenPortal()
    const store = memoryStore(server.first)
    const time = createManualTime()
    const { access } = signIn(server, { timer: time.timer, store: { ...store, write: () => Promise.reject(new Error('disk')) } })
    await renewal(access)('access-1')
    expect(await renewal(access)('access-2')).toEqual({ ok: true, value: 'asked' })
    expect(server.grants.map(form => form['refresh_token'])).toEqual(['refresh-1', 'refresh-2'])
    expect(access.token()).toBe('access-3')
  })

  test('storing late never overwrites what another process stored since', async () => {
    const server = await startTokenPortal()
    const time = createManualTime()
    const store = memoryStore(server.first)
    let full = true
    const { access } = signIn(server, { timer: time.timer, store: { ...store, write: tokens => (full ? Promise.reject(new Error('disk')) : store.write(tokens)) } })
    await renewal(access)('access-1')
    store.put({ ...server.first, accessToken: 'of a new sign-in' })
    full = false
    await time.advance(600_000)
    expect(store.written).toHaveLength(0)
  })

  test('closing ends the attempts', async () => {
    const server = await startTokenPortal()
    const time = createManualTime()
    const { access } = signIn(server, { timer: time.timer, store: { ...memoryStore(server.first), write: () => Promise.reject(new Error('disk')) } })
    await renewal(access)('access-1')
    access.close()
    expect(time.pending()).toBe(0)
    await renewal(access)('access-2')
    expect(time.pending()).toBe(0)
  })
})

describe('a renewal that fails', () => {
  test('a refresh token that is refused is not asked for again', async () => {
    const server = await startTokenPortal({ token: (_form, response) => refuse(response, 400, 'invalid_grant') ?? 'sent' })
    const { access } = signIn(server, { random: () => 0.9, monotonic: () => 0 })
    for (let call = 0; call < 5; call += 1) expect(await renewal(access)('access-1')).toMatchObject({ error: { code: 'sign-in-expired' } })
    expect(server.grants).toHaveLength(1)
  })

  test('until another process stored a new sign-in', async () => {
    const server = await startTokenPortal({ token: (_form, response) => refuse(response, 400, 'invalid_grant') ?? 'sent' })
    const store = memoryStore(server.first)
    const { access } = signIn(server, { store })
    await renewal(access)('access-1')
    store.put({ ...server.first, accessToken: 'access-9', refreshToken: 'refresh-9' })
    expect(await renewal(access)('access-1')).toEqual({ ok: true, value: 'found' })
    expect(access.token()).toBe('access-9')
  })

  test('an unreachable server is left alone for a while, then asked again', async () => {
    let down = true
    const server = await startTokenPortal({ token: (_form, response) => (down ? response.writeHead(502).end() : undefined) })
    const time = createManualTime()
    const { access } = signIn(server, { monotonic: time.now, random: () => 0.9 })
    expect(await renewal(access)('access-1')).toMatchObject({ error: { code: 'portal-unreachable' } })
    expect(await renewal(access)('access-1')).toMatchObject({ error: { code: 'portal-unreachable' } })
    expect(server.grants).toHaveLength(1)
    down = false
    await time.advance(1000)
    expect(await renewal(access)('access-1')).toMatchObject({ ok: true })
  })

  test('a lock that cannot be had is no verdict about the sign-in', async () => {
    const server = await startTokenPortal()
    const { access } = signIn(server, { store: { ...memoryStore(server.first), exclusively: () => Promise.reject(new Error('locked')) } })
    expect(await renewal(access)('access-1')).toMatchObject({ error: { code: 'portal-busy' } })
    expect(server.grants).toHaveLength(0)
  })

  test('a store that cannot be read now does not stand in the way', async () => {
    const server = await startTokenPortal()
    const { access } = signIn(server, { store: memoryStore(null) })
    expect(await renewal(access)('access-1')).toMatchObject({ ok: true })
  })
})

describe('another address in the answer to a renewal', () => {
  const answering = (changed: (portal: TokenPortal) => Record<string, unknown>) => startTokenPortal({
    token: (_form, response, portal) => sendJson(response, 200, { ...portal.issue(), ...changed(portal) }) ?? 'sent',
  })

  test.each<[string, (portal: TokenPortal) => Record<string, unknown>]>([
    ['https and the same member_id', () => ({ client_endpoint: 'https://renamed.bitrix24.ru/rest/' })],
    ['the same, as it was', () => ({})],
    ['without the last slash', ({ origin }) => ({ client_endpoint: `${origin}/rest` })],
  ])('is taken: %s', async (_name, changed) => {
    const server = await answering(changed)
    const { access } = signIn(server)
    expect(await renewal(access)('access-1')).toMatchObject({ ok: true })
    expect(access.endpoint()).toMatch(/^(https:\/\/renamed\.bitrix24\.ru|http:\/\/127\.0\.0\.1:\d+)\/rest\/$/)
    expect(access.endpoint()).toBe(`${access.origin()}/rest/`)
  })

  test.each<[string, (portal: TokenPortal) => Record<string, unknown>]>([
    ['http', () => ({ client_endpoint: 'http://renamed.bitrix24.ru/rest/' })],
    ['http on this computer, but elsewhere', () => ({ client_endpoint: 'http://127.0.0.1:9/rest/' })],
    ['https of another portal', () => ({ client_endpoint: 'https://renamed.bitrix24.ru/rest/', member_id: 'other' })],
    ['the same address of another portal', () => ({ member_id: 'other' })],
  ])('is refused: %s', async (_name, changed) => {
    const server = await answering(changed)
    const store = memoryStore(server.first)
    const { access } = signIn(server, { store })
    expect(await renewal(access)('access-1')).toMatchObject({ error: { code: 'portal-moved' } })
    expect(await renewal(access)('access-1')).toMatchObject({ error: { code: 'portal-moved' } })
    expect([access.token(), access.endpoint(), store.written, server.grants.length]).toEqual(['access-1', server.first.clientEndpoint, [], 1])
  })
})

test('secrets are those of now and of calls that are still under way', async () => {
  const server = await startTokenPortal()
  const { access } = signIn(server)
  await renewal(access)('access-1')
  expect(access.secrets()).toEqual(['client-s3cr3t', 'access-2', 'refresh-2', 'access-1', 'refresh-1'])
})
