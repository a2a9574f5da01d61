import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, expect, onTestFinished, test, vi } from 'vitest'
import type { Shell } from '#core/ports.ts'
import { createTokenEndpoint } from '#infra/bitrix24/oauth/token-endpoint.ts'
import { followSystemProxy } from '#infra/net/system-network.ts'
import { startThreadEngine } from './testing/thread-engine.ts'

// The proxy that a face names, used by the engine on its thread. What a tunnel carries is tested in infra/net.

beforeEach(() => {
  for (const name of ['HTTP_PROXY', 'http_proxy', 'HTTPS_PROXY', 'https_proxy', 'NO_PROXY', 'no_proxy']) vi.stubEnv(name, '')
  return () => { vi.unstubAllEnvs() }
})

/** A proxy that notes who is asked for and refuses. */
async function startProxy(): Promise<{ readonly url: string; readonly asked: string[] }> {
  const asked: string[] = []
  const proxy = createServer()
  proxy.on('connect', ({ url }, socket) => {
    asked.push(url ?? '')
    socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n')
  })
  proxy.listen(0, '127.0.0.1')
  await once(proxy, 'listening')
  onTestFinished(() => { proxy.close() })
  return { url: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`, asked }
}

async function signingIn(resolveProxy: Shell['resolveProxy']): Promise<() => Promise<unknown>> {
  const folder = mkdtempSync(join(tmpdir(), 'linewatch-proxy-'))
  const engine = await startThreadEngine(join(folder, 'profile'), { resolveProxy })
  onTestFinished(async () => {
    await engine.close()
    rmSync(folder, { recursive: true })
  })
  return () => engine.get('account.signInWebhook', { url: 'https://portal.test/rest/1/canary/', keep: { kind: 'session' } })
}

test('the portal is asked through the proxy that the face names for it, and after a failure the face is asked again', async () => {
  const [office, home] = [await startProxy(), await startProxy()]
  const told = new Set<string>()
  let named: string | null = office.url
  const signIn = await signingIn(async url => {
    told.add(url)
    return named
  })
  await expect(signIn()).rejects.toThrow(/portal-unreachable: .*the proxy refused/)
  const asked = office.asked.length
  named = home.url
  await expect(signIn()).rejects.toThrow(/portal-unreachable: .*the proxy refused/)
  named = null
  await expect(signIn()).rejects.toThrow(/portal-unreachable: .*the host name/)
  expect(new Set([...office.asked, ...home.asked])).toEqual(new Set(['portal.test:443']))
  expect([asked > 0, office.asked.length - asked, home.asked.length > 0]).toEqual([true, 0, true])
  expect([...told]).toEqual(['https://portal.test/'])
})

test('a proxy that is not supported is said to be so', async () => {
  const signIn = await signingIn(async () => 'socks5://127.0.0.1:1080')
  await expect(signIn()).rejects.toThrow(/portal-unreachable: .*portal\.test: .*SOCKS.*HTTPS_PROXY/)
})

test('the token server is asked through the proxy that is named for it', async () => {
  const { url, asked } = await startProxy()
  const told: string[] = []
  followSystemProxy(async address => {
    told.push(address)
    return url
  })
  const timer = (): (() => void) => () => {}
  const tokens = createTokenEndpoint({ application: { portal: 'https://portal.test', clientId: 'local.1', clientSecret: 'canary' }, timer })
  expect(await tokens({ kind: 'refresh', refreshToken: 'canary' })).toMatchObject({ ok: false, error: { code: 'portal-unreachable' } })
  expect([told, asked]).toEqual([['https://oauth.bitrix24.tech/'], ['oauth.bitrix24.tech:443']])
})

test('a system that is slow to name its proxy does not hold up a request for longer than it may take', async () => {
  followSystemProxy(() => new Promise(() => {}))
  const timer = (_: number, late: () => void): (() => void) => {
    queueMicrotask(late)
    return () => {}
  }
  const tokens = createTokenEndpoint({ application: { portal: 'https://portal.test', clientId: 'local.1', clientSecret: 'canary' }, timer })
  expect(await tokens({ kind: 'refresh', refreshToken: 'canary' })).toMatchObject({ ok: false, error: { code: 'portal-unreachable', message: expect.stringContaining('no answer within') } })
})
