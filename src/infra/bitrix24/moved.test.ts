import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:https'
import { join } from 'node:path'
import tls from 'node:tls'
import { expect, onTestFinished, test } from 'vitest'
import { addSystemCertificates } from '../net/system-network.ts'
import { openPortal } from './testing/scripted-portal.ts'
import { secret, sendJson, startScriptedServer, time } from './testing/scripted-server.ts'
import { memoryStore, signIn, startTokenPortal, type TokenPortal } from './testing/token-portal.ts'

/** Where a portal may send its callers; none of it is followed. */
const elsewhere: readonly (readonly [string, string])[] = [
  ['a host of the same vendor', 'https://renamed.bitrix24.ru/rest/batch.json'],
  ['a foreign host', `https://elsewhere.example/rest/7/${secret}/batch.json`],
  ['http', 'http://renamed.bitrix24.ru/rest/'],
  ['a host that is not there', 'https://127.0.0.1:9/'],
]

test.each(elsewhere)('a webhook that is redirected to %s has to be entered anew', async (_name, location) => {
  const { portal, server, log } = await openPortal(({ response }) => void response.writeHead(302, { location }).end())
  const results = [await portal.identify(), await portal.history(1, 'user'), await portal.rate({ sessionId: 1, rating: 1, comment: '' })]
  for (const result of results) {
    expect(result).toMatchObject({ error: { code: 'portal-moved', message: expect.stringContaining(new URL(location).host) } })
  }
  expect(server.calls).toHaveLength(3)
  expect(JSON.stringify([results, log])).not.toContain(secret)
})

test('another port of this computer is another host, and gets nothing', async () => {
  const thief = await startScriptedServer(() => ({ result: [], time }))
  onTestFinished(thief.close)
  const { portal } = await openPortal(({ response }) => void response.writeHead(307, { location: thief.webhook.endpoint }).end())
  expect(await portal.history(1, 'user')).toMatchObject({ error: { code: 'portal-moved' } })
  expect(thief.calls).toHaveLength(0)
})

test('a redirect to itself is not followed in circles', async () => {
  const { portal, server } = await openPortal(({ request, response }) => void response.writeHead(302, { location: request.url }).end())
  expect(await portal.history(1, 'user')).toMatchObject({ error: { code: 'portal-unreachable' } })
  expect(server.calls).toHaveLength(1)
})

const redirecting = (location: string, token: (portal: TokenPortal) => Record<string, unknown>) => startTokenPortal({
  rest: ({ response }) => response.writeHead(302, { location }).end(),
  token: (_form, response, portal) => sendJson(response, 200, { ...portal.issue(), ...token(portal) }) ?? 'sent',
})

test.each(elsewhere)('an application that is redirected to %s asks the authorization server, once, and trusts nobody else', async (_name, location) => {
  const server = await redirecting(location, () => ({}))
  const { portal, log } = signIn(server)
  for (let call = 0; call < 5; call += 1) {
    expect(await portal.history(1, 'user')).toMatchObject({ error: { code: 'portal-moved', message: expect.stringContaining(new URL(location).host) } })
  }
  expect([server.calls.length, server.grants.length]).toEqual([5, 1])
  expect(JSON.stringify(log)).not.toMatch(/access-|refresh-|s3cr3t/)
})

test.each<[string, Record<string, unknown>]>([
  ['over http', { client_endpoint: 'http://renamed.bitrix24.ru/rest/' }],
  ['of another portal', { client_endpoint: 'https://renamed.bitrix24.ru/rest/', member_id: 'other' }],
])('an address %s is not taken, even from the authorization server', async (_name, answer) => {
  const server = await redirecting('https://renamed.bitrix24.ru/', () => answer)
  const { portal, access } = signIn(server)
  expect(await portal.history(1, 'user')).toMatchObject({ error: { code: 'portal-moved' } })
  expect(access.endpoint()).toBe(server.first.clientEndpoint)
})

test('a renamed portal goes on at the address that the authorization server confirms', async () => {
  trustTestAuthority()
  const testing = join(import.meta.dirname, '../net/testing')
  const received: string[] = []
  const renamed = createServer({ key: readFileSync(join(testing, 'server-key.pem')), cert: readFileSync(join(testing, 'server.pem')) }, (request, response) => {
    request.setEncoding('utf8').on('data', (text: string) => received.push(`${request.url} ${JSON.parse(text).auth}`))
    request.on('end', () => sendJson(response, 200, { result: { message: [], users: [], files: [] }, time }))
  })
  renamed.listen(0, '127.0.0.1')
  await once(renamed, 'listening')
  onTestFinished(() => {
    renamed.closeAllConnections()
    renamed.close()
  })
  const address = renamed.address()
  const origin = `https://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`

  const server = await redirecting(`${origin}/rest/`, () => ({ client_endpoint: `${origin}/rest/` }))
  const store = memoryStore(server.first)
  const { portal, access } = signIn(server, { store })
  expect(await portal.history(1, 'user')).toMatchObject({ ok: true })
  expect(await portal.history(2, 'user')).toMatchObject({ ok: true })
  expect(received).toEqual(Array.from({ length: 2 }, () => '/rest/imopenlines.session.history.get.json access-2'))
  expect(access.origin()).toBe(origin)
  expect(store.written).toMatchObject([{ clientEndpoint: `${origin}/rest/`, memberId: 'member' }])
})

/** As if the system trusted it; the client would set the system's own list at its first request over https. */
function trustTestAuthority(): void {
  addSystemCertificates()
  const authority = readFileSync(join(import.meta.dirname, '../net/testing/private-ca.pem'), 'utf8')
  tls.setDefaultCACertificates([...tls.getCACertificates('default'), authority])
}
