import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer as createHttp, type Server } from 'node:http'
import { createServer as createHttps } from 'node:https'
import { connect, type AddressInfo } from 'node:net'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, expect, test } from 'vitest'
import { useSystemNetwork } from './system-network.ts'

const testing = join(import.meta.dirname, 'testing')
const run = promisify(execFile)
const servers: Server[] = []

async function listen<S extends Server>(server: S): Promise<number> {
  servers.push(server)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return (server.address() as AddressInfo).port
}

async function fetched(url: string, network: 'system' | 'plain', env: Record<string, string> = {}): Promise<string> {
  const clean = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/proxy|^NODE_|^SSL_/i.test(name)))
  const { stdout } = await run(process.execPath, [join(testing, 'fetch-once.ts'), url, network], { env: { ...clean, ...env } })
  return stdout
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
  const asked: string[] = []
  const files = { key: readFileSync(join(testing, 'server-key.pem')), cert: readFileSync(join(testing, 'server.pem')) }
  const portal = await listen(createHttps(files, (_, response) => { response.end('portal') }))
  const proxy = createHttp()
  proxy.on('connect', (request, socket) => {
    asked.push(request.url ?? '')
    socket.write('HTTP/1.1 200 OK\r\n\r\n')
    socket.pipe(connect(portal, '127.0.0.1')).pipe(socket)
  })
  const env = { HTTPS_PROXY: `${scheme}127.0.0.1:${await listen(proxy)}`, SSL_CERT_FILE: join(testing, 'private-ca.pem') }
  // The certificate is verified through the tunnel as well: it is not for this host.
  expect(await fetched('https://portal.test/rest/1/canary/', 'system', env)).toBe('failed: ERR_TLS_CERT_ALTNAME_INVALID')
  expect(asked).toEqual(['portal.test:443'])
  // With `NO_PROXY` the proxy is not asked, and a name that nobody knows stays unknown.
  expect(await fetched('https://portal.test/', 'system', { ...env, NO_PROXY: '.test' })).toMatch(/^failed: E(NOTFOUND|AI_AGAIN)$/)
  expect(asked).toEqual(['portal.test:443'])
})

test('a proxy that cannot be made out is not passed by, however often it is tried', () => {
  const network = () => { useSystemNetwork({ HTTPS_PROXY: 'http://[' }) }
  expect(network).toThrow('http://[')
  expect(network).toThrow('http://[')
})
