import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import type { ErrorCode, Result } from '#contract/result.ts'
import type { Message, Picture } from '#contract/transcripts.ts'
import type { Portal } from '#core/portal/portal.ts'
import { startPortal, type Portal as DemoPortal } from '../../simulator/server.ts'
import { webhookAccess, type PortalAccess } from './access.ts'
import { createBitrixPortal } from './bitrix-portal.ts'
import { answering, openPortal, type LogEntry } from './testing/scripted-portal.ts'
import { createManualTime } from './testing/manual-time.ts'
import { secret, sendJson, time, type ScriptedCall } from './testing/scripted-server.ts'
import { parseWebhook, type Webhook } from './webhook.ts'

const now = Date.parse('2026-06-30T09:00:00Z')
let demo: DemoPortal
let photo: NonNullable<Message['files'][number]>
let document: typeof photo
let log: LogEntry[]
const opened: Portal[] = []

beforeAll(async () => {
  demo = await startPortal({ sessions: 400, pace: 0, seed: 7, now, clock: () => now, rate: { drainPerSecond: 1000, burst: 1000 } })
  const portal = open()
  const page = await portal.source('statistics').walk({ from: 0, to: now, mark: 0 })
  const ids = page.ok ? page.value.sessions.map(({ id }) => id) : []
  const histories = await portal.histories(ids, 'visible')
  const files = [...histories.ok ? histories.value.values() : []].flatMap(history => (history.ok ? history.value.messages : [])).flatMap(message => message.files)
  photo = file(files, 'image')
  document = file(files, 'file')
})
afterAll(async () => {
  for (const portal of opened) portal.close()
  await demo.close()
})
beforeEach(() => control('faults', { mode: 'none' }))

function file(files: readonly Message['files'][number][], type: string): typeof photo {
  const found = files.find(candidate => candidate.type === type && candidate.id !== undefined)
  if (found === undefined) throw new Error(`No file of the type ${type}`)
  return found
}

function open(address = demo.webhook, change: (access: PortalAccess) => PortalAccess = access => access): Portal {
  const webhook = parseWebhook(address) as { value: Webhook }
  log = []
  const portal = createBitrixPortal({
    access: change(webhookAccess(webhook.value)), clock: () => now, log: (event, fields) => log.push({ event, fields }), random: () => 0, rate: { perSecond: 1000, burst: 1000 },
  })
  opened.push(portal)
  return portal
}

async function control(command: string, params: Record<string, unknown>): Promise<Record<string, unknown>> {
  const response = await fetch(`${demo.controlUrl}/${command}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(params) })
  expect(response.status).toBe(200)
  return await response.json() as Record<string, unknown>
}

const code = (result: Result<Picture>): ErrorCode | Picture['type'] => (result.ok ? result.value.type : result.error.code)
const fetchPhoto = (portal = open()) => portal.picture(photo.id ?? 0)
const downloads = async () => ((await control('stats', {}))['requests'] as Record<string, number>)['disk.download'] ?? 0

/** A server that is not the portal, with a picture on every address. It writes down who came. */
async function startTracker(): Promise<{ readonly url: string; readonly hits: readonly IncomingMessage[] }> {
  const hits: IncomingMessage[] = []
  const server = createServer((request, response) => {
    hits.push(request)
    response.writeHead(200, { 'content-type': 'image/png' }).end(gif)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(async () => {
    server.closeAllConnections()
    server.close()
    await once(server, 'close')
  })
  const address = server.address()
  return { url: `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`, hits }
}

const gif = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64')

describe('on the demo portal', () => {
  test('a picture arrives whole, by its bytes a PNG whatever its name says', async () => {
    expect(photo.name).toMatch(/\.jpg$/)
    const fetched = await fetchPhoto()
    expect(code(fetched)).toBe('image/png')
    const bytes = Buffer.from(fetched.ok ? fetched.value.data : '', 'base64')
    expect([bytes.length, bytes.subarray(1, 4).toString()]).toEqual([photo.size, 'PNG'])
  })

  test('an application fetches it with its token, from present and older portals', async () => {
    const token = await signInToken()
    const application = open(demo.webhook, access => ({ ...access, endpoint: () => `${demo.url}/rest/`, token: () => token, secrets: () => [token] }))
    expect(code(await fetchPhoto(application))).toBe('image/png')
    await control('portal', { generation: 'classic' })
    expect(code(await fetchPhoto(application))).toBe('image/png')
    await control('portal', { generation: 'statistics' })
  })

  test('a document is no picture', async () => {
    expect(code(await open().picture(document.id ?? 0))).toBe('not-a-picture')
  })

  test('a missing scope, a missing right and a missing file are told apart, and nothing is downloaded', async () => {
    const before = await downloads()
    await control('portal', { scopes: { supervisor: ['imopenlines', 'im'] } })
    expect(code(await fetchPhoto())).toBe('missing-scope')
    await control('portal', { scopes: { supervisor: null } })
    expect(code(await fetchPhoto(open(demo.webhooks.operator)))).toBe('no-rights')
    expect(code(await open().picture(5))).toBe('not-found')
    expect(await downloads()).toBe(before)
  })

  test.each<[string, Record<string, unknown>, ErrorCode]>([
    ['SVG under the name of a photo', { mode: 'wrongType', value: '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>' }, 'not-a-picture'],
    ['a page', { mode: 'html' }, 'not-a-picture'],
    ['nothing', { mode: 'wrongType', value: '' }, 'not-a-picture'],
    ['more than the portal announced', { mode: 'padded', bytes: 11 * 1024 * 1024 }, 'too-large'],
    ['a refusal', { mode: 'accessDenied' }, 'no-rights'],
    ['a front server without a portal', { mode: 'badGateway' }, 'portal-unreachable'],
    ['a cut connection', { mode: 'reset', bytes: 1000 }, 'portal-unreachable'],
    ['no answer', { mode: 'offline' }, 'portal-unreachable'],
  ])('%s instead of the picture', async (_name, fault, expected) => {
    await control('faults', { ...fault, method: 'disk.download' })
    expect(code(await fetchPhoto())).toBe(expected)
  })

  test('a redirect is not followed, wherever it leads', async () => {
    const tracker = await startTracker()
    await control('faults', { mode: 'redirect', url: `${tracker.url}/pixel.png`, method: 'disk.download', times: 1 })
    expect(code(await fetchPhoto())).toBe('portal-rejected')
    await control('faults', { mode: 'redirect', url: `${demo.url}/pixel.png`, method: 'disk.download', times: 1 })
    expect(code(await fetchPhoto())).toBe('portal-rejected')
    expect(tracker.hits).toEqual([])
  })

  test.each<[string, (tracker: string) => unknown]>([
    ['another port of the same computer', tracker => `${tracker}/pixel.png`],
    ['the portal as a user name', tracker => `http://${new URL(demo.url).host}@${new URL(tracker).host}/pixel.png`],
    ['the portal with a password', () => demo.url.replace('//', '//user:word@')],
    ['another name of the same computer', () => demo.url.replace('127.0.0.1', 'localhost')],
    ['another scheme', () => demo.url.replace('http:', 'https:')],
    ['no scheme', tracker => tracker.replace('http:', '')],
    ['a file', () => 'file:///etc/hostname'],
    ['data', () => 'data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7'],
    ['no address', () => ''],
  ])('an address that is not the portal\'s own is not asked: %s', async (_name, address) => {
    const tracker = await startTracker()
    const before = await downloads()
    await control('faults', { mode: 'wrongType', method: 'disk.file.get', value: { ID: '1', SIZE: '100', DOWNLOAD_URL: address(tracker.url) } })
    expect(code(await fetchPhoto())).toBe('portal-rejected')
    expect([tracker.hits.length, await downloads()]).toEqual([0, before])
  })

  test('reading a conversation with foreign pictures in it fetches none of them', async () => {
    const tracker = await startTracker()
    const { id } = await control('create', { messages: [{ by: 'client', text: `[img]${tracker.url}/pixel.png[/img] [url=${tracker.url}]x[/url] ${tracker.url}/a.gif` }] }) as { id: number }
    const before = await downloads()
    expect(await open().history(id, 'user')).toMatchObject({ ok: true, value: { messages: [{ text: expect.stringContaining(tracker.url) }] } })
    expect([tracker.hits.length, await downloads()]).toEqual([0, before])
  })

  test('what opens the portal is in no answer and no log', async () => {
    const { pathname } = new URL(demo.webhook)
    const pass = pathname.split('/')[3] ?? ''
    const told: unknown[] = []
    for (const fault of [{ mode: 'none' }, { mode: 'html' }, { mode: 'offline' }, { mode: 'accessDenied' }, { mode: 'redirect', url: demo.webhook }]) {
      await control('faults', { ...fault, ...(fault.mode === 'none' ? {} : { method: 'disk.download' }) })
      told.push(await fetchPhoto(), log)
    }
    await control('faults', { mode: 'wrongType', method: 'disk.file.get', value: { ID: '1', SIZE: '1', DOWNLOAD_URL: `https://elsewhere.test/?auth=${pass}` } })
    told.push(await fetchPhoto(), log)
    const text = JSON.stringify(told)
    expect(text).toContain('disk.download')
    expect(text).not.toContain(pass)
    expect(text).not.toContain('disk|')
    expect(text).not.toContain('disk%7C')
  })
})

async function signInToken(): Promise<string> {
  const page = await (await fetch(`${demo.url}/oauth/authorize/?client_id=${demo.clientId}`)).text()
  const grant = new URLSearchParams({ grant_type: 'authorization_code', client_id: demo.clientId, client_secret: demo.clientSecret, code: /id="code">(\w+)/.exec(page)?.[1] ?? '' })
  const { access_token: token } = await (await fetch(`${demo.url}/oauth/token/?${grant.toString()}`)).json() as { access_token: string }
  return token
}

/** A portal whose files are what the test says; everything but the download is as it should be. */
function serving(download: (call: ScriptedCall) => void, size = '43') {
  return (call: ScriptedCall): unknown => {
    if (call.method !== 'disk.file.get') return void download(call)
    return { result: { ID: '9', SIZE: size, DOWNLOAD_URL: `http://${call.request.headers.host ?? ''}/rest/7/${secret}/download/?token=disk%7Cx` }, time }
  }
}

describe('on scripted portals', () => {
  test('the download is a GET without cookies or a referrer', async () => {
    const { portal, server } = await openPortal(serving(({ response }) => void response.writeHead(200, { 'set-cookie': 'sid=1; Path=/' }).end(gif)))
    expect(await portal.picture(9)).toEqual({ ok: true, value: { type: 'image/gif', data: gif.toString('base64') } })
    expect(await portal.picture(9)).toMatchObject({ ok: true })
    const asked = server.calls.filter(({ request }) => request.method === 'GET')
    expect(asked.map(({ request: { headers } }) => [headers.cookie, headers.referer, headers.origin, headers.authorization])).toEqual([[undefined, undefined, undefined, undefined], [undefined, undefined, undefined, undefined]])
  })

  test('a body without end and without a length is left at ten megabytes', async () => {
    const piece = Buffer.alloc(1024 * 1024)
    const { portal } = await openPortal(serving(({ response }) => {
      const write = (): void => { while (!response.destroyed && response.write(piece)); }
      response.on('drain', write)
      write()
    }))
    expect(code(await portal.picture(9))).toBe('too-large')
  })

  test('what is announced as larger is not even asked for', async () => {
    const { portal, server } = await openPortal(serving(({ response }) => void response.end(gif), String(10 * 1024 * 1024 + 1)))
    expect(code(await portal.picture(9))).toBe('too-large')
    expect(server.calls).toHaveLength(1)
  })

  test('a small file that would unfold to gigabytes is too large', async () => {
    const bomb = Buffer.from(gif)
    bomb.writeUInt16LE(65_535, 6)
    bomb.writeUInt16LE(65_535, 8)
    const { portal } = await openPortal(serving(({ response }) => void response.end(bomb)))
    expect(code(await portal.picture(9))).toBe('too-large')
  })

  test('an answer that does not come is given up after a time', async () => {
    const manual = createManualTime()
    let asked = (): void => {}
    const waiting = new Promise<void>(resolve => { asked = resolve })
    const { portal } = await openPortal(serving(() => asked()), { timer: manual.timer, monotonic: manual.now })
    const fetched = portal.picture(9)
    await waiting
    await manual.advance(30_000)
    expect(await fetched).toMatchObject({ ok: false, error: { code: 'portal-unreachable', message: expect.stringContaining('30 s') } })
  })

  test('closing the portal ends a download', async () => {
    const { portal } = await openPortal(serving(() => portal.close()))
    expect(code(await portal.picture(9))).toBe('cancelled')
  })

  test('a file without an address, and an old portal without the method', async () => {
    const { portal } = await openPortal(answering(() => ({ ID: '9' })))
    expect(code(await portal.picture(9))).toBe('portal-unreachable')
    const { portal: old } = await openPortal(({ response }) => sendJson(response, 404, { error: 'ERROR_METHOD_NOT_FOUND', error_description: 'Method not found!' }))
    expect(code(await old.picture(9))).toBe('portal-rejected')
  })
})
