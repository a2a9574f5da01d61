import { inflateSync } from 'node:zlib'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { openPortal } from '../testing/open-portal.ts'
import type { TestPortal } from '../testing/open-portal.ts'

type HistoryFile = { readonly id: number; readonly type: string; readonly name: string; readonly size: number }
type DiskFile = { readonly ID: string; readonly NAME: string; readonly SIZE: string; readonly DOWNLOAD_URL: string }

let portal: TestPortal
let files: HistoryFile[]
let messageIds: number[]
beforeAll(async () => {
  portal = await openPortal({ sessions: 300 })
  files = []
  messageIds = []
  for (const { id } of await portal.sessions()) {
    const found = await portal.result<{ files: Record<string, HistoryFile> | []; message: Record<string, unknown> }>('imopenlines.session.history.get', { SESSION_ID: id })
    files.push(...Object.values(found.files))
    messageIds.push(...Object.keys(found.message).map(Number))
  }
})
afterAll(() => portal.close())
beforeEach(() => portal.control('faults', { mode: 'none' }))

const ofType = (type: string) => files.find((file) => file.type === type) ?? { id: 0, name: '', type, size: 0 }
const diskFile = (id: number) => portal.result<DiskFile>('disk.file.get', { id })
const download = (url: string) => fetch(url, { redirect: 'manual' })

/** The pieces of a PNG, by name. */
function chunksOf(png: Buffer): Record<string, Buffer> {
  const chunks: Record<string, Buffer> = {}
  for (let at = 8; at < png.length; at += 12 + png.readUInt32BE(at)) {
    chunks[png.toString('latin1', at + 4, at + 8)] = png.subarray(at + 8, at + 8 + png.readUInt32BE(at))
  }
  return chunks
}

test('a picture of a conversation is downloaded with the address that disk.file.get gives', async () => {
  const photo = ofType('image')
  const { DOWNLOAD_URL: url, ...row } = await diskFile(photo.id)
  expect(row).toMatchObject({ ID: String(photo.id), NAME: photo.name, SIZE: String(photo.size), TYPE: 'file' })
  expect(url.startsWith(`${portal.portal.webhook}download/?token=disk%7C`)).toBe(true)
  const content = Buffer.from(await (await download(url)).arrayBuffer())
  expect(content.length).toBe(photo.size)
  expect(content.subarray(1, 4).toString()).toBe('PNG')
  const { IHDR, IDAT } = chunksOf(content)
  expect([IHDR?.readUInt32BE(0), IHDR?.readUInt32BE(4)]).toEqual([960, 1280])
  expect(inflateSync(IDAT ?? Buffer.alloc(0)).length).toBe(961 * 1280)
})

test('a document is another kind of file', async () => {
  const { DOWNLOAD_URL: url, SIZE: size } = await diskFile(ofType('file').id)
  const content = await (await download(url)).text()
  expect([content.slice(0, 5), String(content.length)]).toEqual(['%PDF-', size])
})

test('an application has addresses with its token, on an older portal a page of it', async () => {
  const { id } = ofType('image')
  const answer = await (await fetch(`${portal.portal.url}/oauth/authorize/?client_id=${portal.portal.clientId}`)).text()
  const code = /id="code">(\w+)/.exec(answer)?.[1] ?? ''
  const grant = { grant_type: 'authorization_code', client_id: portal.portal.clientId, client_secret: portal.portal.clientSecret, code }
  const { access_token: auth } = (await portal.post(`${portal.portal.url}/oauth/token/`, grant)).body
  const asApplication = async () => ((await portal.post(`${portal.portal.url}/rest/disk.file.get`, { id, auth })).body['result'] as DiskFile).DOWNLOAD_URL
  const now = await asApplication()
  expect(now).toContain(`/rest/download.json?auth=${String(auth)}&token=disk%7C`)
  await portal.control('portal', { generation: 'classic' })
  const older = await asApplication()
  await portal.control('portal', { generation: 'statistics' })
  expect(older).toContain(`/disk/downloadFile/${id}/?&ncc=1&filename=IMG_`)
  for (const url of [now, older]) expect((await download(url)).headers.get('content-type')).toBe('application/octet-stream')

  // Without the token REST refuses, and the page asks to sign in.
  expect((await download(now.replace(String(auth), 'x'))).status).toBe(401)
  expect(await (await download(older.replace(String(auth), 'x'))).text()).toContain('<h1>Вход</h1>')
})

test('what may not be read, is not there, or lacks the scope is refused', async () => {
  const { id } = ofType('image')
  expect(await portal.errorOf('disk.file.get')).toBe('400 ERROR_ARGUMENT')
  expect(await portal.errorOf('disk.file.get', { id: 5 })).toBe('400 ERROR_NOT_FOUND')
  expect(files.filter((file) => messageIds.includes(file.id))).toEqual([])
  const denied = await portal.post(`${portal.portal.webhooks.operator}disk.file.get`, { id })
  expect([denied.status, denied.body['error']]).toEqual([400, 'ACCESS_DENIED'])
  const { DOWNLOAD_URL: url } = await diskFile(id)
  await portal.control('portal', { scopes: { supervisor: ['imopenlines'] } })
  expect(await portal.errorOf('disk.file.get', { id })).toBe('403 insufficient_scope')
  expect((await download(url)).status).toBe(403)
  await portal.control('portal', { scopes: { supervisor: null } })
})

test('downloads are counted, and go wrong on demand', async () => {
  const { DOWNLOAD_URL: url } = await diskFile(ofType('image').id)
  const counted = async () => ((await portal.control('stats')).body['requests'] as Record<string, number>)['disk.download'] ?? 0
  const before = await counted()
  const method = 'disk.download'
  await portal.control('faults', { list: [
    { mode: 'redirect', url: 'https://elsewhere.test/', method, times: 1 }, { mode: 'html', method, times: 1 },
    { mode: 'wrongType', value: '<svg xmlns="http://www.w3.org/2000/svg"/>', method, times: 1 }, { mode: 'padded', bytes: 500, method, times: 1 },
  ] })
  expect((await download(url)).headers.get('location')).toBe('https://elsewhere.test/')
  expect((await download(url)).headers.get('content-type')).toContain('text/html')
  // The padding is for an exchange, the other content for what is in it.
  expect(await (await download(url)).text()).toMatch(/^<svg.*\/> {500}$/)
  expect(await counted()).toBe(before + 3)
})
