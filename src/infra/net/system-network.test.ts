import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer as createHttp, type Server } from 'node:http'
import { createServer as createHttps } from 'node:https'
import { connect, type AddressInfo } from 'node:net'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, expect, test } from 'vitest'

const testing = join(import.meta.dirname, 'testing')
const run = promisify(execFile)
const servers: Server[] = []

async function listen<S extends Server>(server: S): Promise<number> {
  servers.push(server)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return (server.address() as AddressInfo).port
}

type Program = { readonly network?: 'system' | 'plain'; readonly env?: Record<string, string>; readonly proxies?: Record<string, string> }

/** Fetches one after the other in a program of its own. `proxies`: what the system names, by address. */
async function fetchAll(urls: readonly string[], { network = 'system', env = {}, proxies = {} }: Program): Promise<{ asked: string[]; got: string[] }> {
  const clean = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/proxy|^NODE_|^SSL_/i.test(name)))
  const { stdout } = await run(process.execPath, [join(testing, 'fetch-once.ts'), network, JSON.stringify(proxies), ...urls], { env: { ...clean, ...env } })
  return JSON.parse(stdout) as { asked: string[]; got: string[] }
}

async function fetched(url: string, network: 'system' | 'plain', env: Record<string, string> = {}): Promise<string> {
  return (await fetchAll([url], { network, env })).got[0] ?? ''
}

/** A proxy whose tunnels all end at the portal, whoever is asked for; its certificate is for this computer alone. */
async function startProxy(): Promise<{ readonly host: string; readonly asked: string[] }> {
  const asked: string[] = []
  const files = { key: readFileSync(join(testing, 'server-key.pem')), cert: readFileSync(join(testing, 'server.pem')) }
  const portal = await listen(createHttps(files, (_, response) => { response.end('portal') }))
  const proxy = createHttp()
  proxy.on('connect', (request, socket) => {
    asked.push(request.url ?? '')
    socket.write('HTTP/1.1 200 OK\r\n\r\n')
    socket.pipe(connect(portal, '127.0.0.1')).pipe(socket)
  })
  return { host: `127.0.0.1:${await listen(proxy)}`, asked }
}

afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    server.close()
    await once(server, 'close')
  }
})

test('a portal behind a private authority works once the system trusts that authority, and not before', async () => {
  const files = { key: readFileSync(join(testing, 'server-key.pem')), cert: readFileSync(join(testing, 'server.pem')) }
  const port = await listen(createHttps(files, (_, response) => { response.end('portal') }))
  const trusted = { SSL_CERT_FILE: join(testing, 'private-ca.pem') }
  expect(await fetched(`https://127.0.0.1:${port}/`, 'system', trusted)).toBe('portal')
  expect(await fetched(`https://127.0.0.1:${port}/`, 'system')).toMatch(/^failed: .*(CERT|SIGNATURE|ISSUER)/)
  // Node alone does not look at the system's store, which is why this is needed at all.
  expect(await fetched(`https://127.0.0.1:${port}/`, 'plain', trusted)).toMatch(/^failed: /)
})

test('the proxy of the environment is used for the web and not for this computer', async () => {
  const asked: string[] = []
  const web = createHttp((_, response) => { response.end('through the proxy') })
  const proxy = createHttp()
  proxy.on('connect', (request, socket) => {
    asked.push(request.url ?? '')
    socket.write('HTTP/1.1 200 OK\r\n\r\n')
    // The other end of the tunnel.
    web.emit('connection', socket)
  })
  const here = await listen(createHttp((_, response) => { response.end('direct') }))
  const env = { HTTP_PROXY: `http://127.0.0.1:${await listen(proxy)}` }
  expect(await fetched('http://portal.test/', 'system', env)).toBe('through the proxy')
  expect(asked).toEqual(['portal.test:80'])
  expect(await fetched(`http://127.0.0.1:${here}/`, 'system', env)).toBe('direct')
  expect(asked).toEqual(['portal.test:80'])
})

test.each(['http://', ''])('the proxy for https gets to know the host alone, also when it is named as "%s<host>:<port>"', async scheme => {
  const { host, asked } = await startProxy()
  const env = { HTTPS_PROXY: `${scheme}${host}`, SSL_CERT_FILE: join(testing, 'private-ca.pem') }
  // The certificate is verified through the tunnel as well: it is not for this host.
  expect(await fetched('https://portal.test/rest/1/canary/', 'system', env)).toBe('failed: ERR_TLS_CERT_ALTNAME_INVALID')
  expect(asked).toEqual(['portal.test:443'])
  // With `NO_PROXY` the proxy is not asked, and a name that nobody knows stays unknown.
  expect(await fetched('https://portal.test/', 'system', { ...env, NO_PROXY: '.test' })).toMatch(/^failed: E(NOTFOUND|AI_AGAIN)$/)
  expect(asked).toEqual(['portal.test:443'])
})

const unknownName = /^failed: E(NOTFOUND|AI_AGAIN)$/
const throughTunnel = 'failed: ERR_TLS_CERT_ALTNAME_INVALID'
const trusted = { SSL_CERT_FILE: join(testing, 'private-ca.pem') }

test('the system is asked once for each origin, and told no more than that; its proxy is used where it names one', async () => {
  const { host, asked } = await startProxy()
  const urls = ['https://portal.test/rest/1/canary/', 'https://portal.test/rest/1/canary/', 'https://inside.test/', 'https://portal.test:8443/', 'https://portal.test/']
  const answer = await fetchAll(urls, { env: trusted, proxies: { 'https://portal.test/': `http://${host}`, 'https://portal.test:8443/': `http://${host}` } })
  expect(answer.asked).toEqual(['https://portal.test/', 'https://inside.test/', 'https://portal.test:8443/'])
  expect(answer.got).toEqual([throughTunnel, throughTunnel, expect.stringMatching(unknownName), throughTunnel, throughTunnel])
  expect(asked).toEqual(['portal.test:443', 'portal.test:443', 'portal.test:8443', 'portal.test:443'])
})

test('an origin below one that has no proxy still goes through its own', async () => {
  const { host, asked } = await startProxy()
  await fetchAll(['https://company.test/', 'https://portal.company.test/'], { env: trusted, proxies: { 'https://portal.company.test/': `http://${host}` } })
  expect(asked).toEqual(['portal.company.test:443'])
})

test('of several proxies the last one named serves all origins that have one', async () => {
  const [first, last] = [await startProxy(), await startProxy()]
  const proxies = { 'https://one.test/': `http://${first.host}`, 'https://two.test/': `http://${last.host}` }
  await fetchAll(['https://one.test/', 'https://two.test/', 'https://one.test/'], { env: trusted, proxies })
  expect([first.asked, last.asked]).toEqual([['one.test:443'], ['two.test:443', 'one.test:443']])
})

test('a proxy of another kind is refused for its origin alone, not passed by', async () => {
  const { host, asked } = await startProxy()
  const proxies = { 'https://portal.test/': `socks5://${host}`, 'https://other.test/': `http://${host}` }
  const { got } = await fetchAll(['https://portal.test/', 'https://other.test/', 'https://portal.test/'], { env: trusted, proxies })
  expect(got).toEqual(['failed: ERR_PROXY_KIND', throughTunnel, 'failed: ERR_PROXY_KIND'])
  expect(asked).toEqual(['other.test:443'])
})

test('what the user has set in the environment weighs more than what the system names', async () => {
  const [set, named] = [await startProxy(), await startProxy()]
  const proxies = { 'https://portal.test/': `http://${named.host}` }
  const over = await fetchAll(['https://portal.test/'], { env: { ...trusted, HTTPS_PROXY: set.host }, proxies })
  expect([over.asked, set.asked, named.asked]).toEqual([[], ['portal.test:443'], []])
  const without = await fetchAll(['https://portal.test/'], { env: { ...trusted, NO_PROXY: 'portal.test' }, proxies })
  expect([without.got, named.asked]).toEqual([[expect.stringMatching(unknownName)], []])
})

test('a proxy that cannot be made out is not passed by, however often it is tried', async () => {
  const urls = ['https://portal.test/', 'https://portal.test/']
  expect((await fetchAll(urls, { env: { HTTPS_PROXY: 'http://[' } })).got).toEqual(urls.map(() => 'failed: ERR_PROXY_INVALID_CONFIG'))
})
