import { batchedMethods, runBatch } from './batch.ts'
import { count, timeOf } from './call.ts'
import { failures, RestError } from './rest-error.ts'
import { codePage, loginPage, unknownApplicationPage } from './pages.ts'
import { parseMultipart } from './multipart.ts'
import { isRecord, parseQuery } from './php.ts'
import { asDownload, downloadReply } from './download.ts'
import { DOWNLOAD, exchangeRefusal, TOKEN_ENDPOINT } from './faults.ts'
import { pause, send, sendInstead } from './send.ts'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { noteRefusal } from '../observed.ts'
import { scopesOf } from '../settings.ts'
import type { Control } from '../control.ts'
import type { Role } from '../data/roles.ts'
import type { Caller } from '../methods/method.ts'
import type { PortalState } from '../portal-state.ts'
import type { Call } from './call.ts'
import type { Download } from './download.ts'
import type { Fault, Faults } from './faults.ts'
import type { OAuth } from './oauth.ts'
import type { Params } from './php.ts'
import type { Reply, SendSpoiled } from './send.ts'

const LARGEST_BODY = 16 * 1024 * 1024

export type Webhook = { readonly role: Role; readonly userId: number; readonly secret: string }

type Deps = {
  readonly state: PortalState
  readonly call: Call
  readonly faults: Faults
  readonly sendSpoiled: SendSpoiled
  readonly oauth: OAuth
  readonly control: Control
  readonly admit: (address: string) => boolean
  readonly webhooks: readonly Webhook[]
  readonly controlSecret: string
}

/** The front of the portal: routes, who is calling, limits, faults; the methods know nothing of HTTP. */
export function createHandler(deps: Deps): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  return async (request, response) => {
    const body = await readBody(request)
    if (body === null) return void send(response, { status: 413, body: loginPage(), type: 'html' })
    const { path, params } = decode(request, body)
    const [area, ...rest] = path
    const download = asDownload(path, params)
    if (download !== null) return void (await answerDownload(deps, download, params, response))
    if (area === 'rest') return void (await answerRest(deps, rest, params, response))
    if (area === 'oauth') return void (await answerOAuth(deps, rest, params, response))
    if (area === '_control' && rest[0] === deps.controlSecret && request.method === 'POST') {
      const { status, body: answer } = deps.control(rest[1] ?? '', params)
      return void send(response, json(status, answer))
    }
    send(response, { status: area === '_control' ? 404 : 200, body: loginPage(), type: 'html' })
  }
}

async function answerRest(deps: Deps, path: readonly string[], params: Params, response: ServerResponse): Promise<void> {
  const [userId, secret, named] = path.length >= 3 ? path : [null, null, path[0]]
  const name = (named ?? '').replace(/\.json$/i, '')
  deps.state.observed.exchanges += 1
  response.setHeader('Date', new Date(deps.state.clock()).toUTCString())
  const names = name.toLowerCase() === 'batch' ? [name, ...batchedMethods(params)] : [name]
  const request = { address: response.socket?.remoteAddress ?? '', userId: userId ?? null, secret: secret ?? null, name, params }
  await exchange(deps, response, names, (fault) => restReply(deps, request, fault))
}

async function answerDownload(deps: Deps, download: Download, params: Params, response: ServerResponse): Promise<void> {
  const { state, faults } = deps
  count(state.observed.requests, DOWNLOAD)
  await exchange(deps, response, [DOWNLOAD], (fault) => downloadReply({ state, faults, identify: () => identify(deps, { ...download, params }) }, download, fault))
}

/** Answers, unless something is to go wrong with it. */
async function exchange({ faults, sendSpoiled }: Deps, response: ServerResponse, names: readonly string[], reply: (fault: Fault | null) => Reply): Promise<void> {
  const { delay, fault } = faults.forExchange(names)
  if (delay > 0) await pause(response, delay)
  if (!sendInstead(response, fault)) await sendSpoiled(response, reply(fault), fault)
}

type RestRequest = { readonly address: string; readonly userId: string | null; readonly secret: string | null; readonly name: string; readonly params: Params }

function restReply(deps: Deps, request: RestRequest, fault: Fault | null): Reply {
  const { state } = deps
  try {
    const refusal = deps.admit(request.address) ? exchangeRefusal(fault) : failures.queryLimit()
    if (refusal !== null) {
      if (refusal.status === 503) noteRefusal(state.observed, refusal, request.name)
      throw refusal
    }
    const caller = identify(deps, request)
    if (request.name.toLowerCase() !== 'batch') return json(200, deps.call(request.name, request.params, caller))
    count(state.observed.requests, 'batch')
    const start = state.clock() / 1000
    const began = performance.now()
    const result = deps.faults.resultOf('batch', runBatch(request.params, caller, deps.call))
    return json(200, { result, time: timeOf(start, (performance.now() - began) / 1000, state.timeZone) })
  } catch (error) {
    if (!(error instanceof RestError)) throw error
    return json(error.status, error.body())
  }
}

function identify({ state, webhooks, oauth }: Deps, { userId, secret, params }: Pick<RestRequest, 'userId' | 'secret' | 'params'>): Caller {
  const { settings } = state
  if (secret !== null) {
    const webhook = webhooks.find((item) => String(item.userId) === userId && item.secret === secret)
    if (webhook === undefined) throw failures.invalidCredentials()
    return { userId: webhook.userId, viaApplication: false, scopes: scopesOf(settings, webhook.role), pass: secret }
  }
  // Both names work, the second for clients that call the token what OAuth calls it.
  const token = params['auth'] ?? params['access_token']
  if (token === undefined || token === '') throw failures.noAuth()
  const owner = oauth.check(token)
  if (owner === 'expired') throw failures.expiredToken()
  if (owner === 'unknown') throw failures.noAuth()
  if (settings.appUsers !== null && !settings.appUsers.includes(owner)) throw failures.noAccessToApplication()
  return { userId: owner, viaApplication: true, scopes: scopesOf(settings, 'application'), pass: String(token) }
}

async function answerOAuth(deps: Deps, path: readonly string[], params: Params, response: ServerResponse): Promise<void> {
  if (path[0] !== 'token') return send(response, authorizeReply(deps, params))
  count(deps.state.observed.requests, TOKEN_ENDPOINT)
  await exchange(deps, response, [TOKEN_ENDPOINT], (fault) => tokenReply(deps, params, fault))
}

function tokenReply({ faults, oauth }: Deps, params: Params, fault: Fault | null): Reply {
  try {
    const refusal = exchangeRefusal(fault)
    if (refusal !== null) throw refusal
    faults.beforeCall(TOKEN_ENDPOINT)
    const { status, body } = oauth.token(params)
    return json(status, faults.resultOf(TOKEN_ENDPOINT, body))
  } catch (error) {
    if (!(error instanceof RestError)) throw error
    return json(error.status, error.body())
  }
}

function authorizeReply({ oauth }: Deps, params: Params): Reply {
  const answer = oauth.authorize(params)
  if ('refused' in answer) return { status: 404, body: unknownApplicationPage(), type: 'html' }
  if ('code' in answer) return { status: 200, body: codePage(answer.code), type: 'html' }
  return { status: 302, body: '', type: 'html', location: answer.location }
}

function decode(request: IncomingMessage, body: string): { readonly path: readonly string[]; readonly params: Params } {
  const target = request.url ?? '/'
  const mark = target.indexOf('?')
  const path = (mark < 0 ? target : target.slice(0, mark)).split('/').filter((part) => part !== '')
  const query = mark < 0 ? {} : parseQuery(target.slice(mark + 1))
  return { path, params: { ...query, ...decodeBody(request.headers['content-type'] ?? '', body) } }
}

/** A body that is not what its type says is the same as none, as in PHP. */
function decodeBody(type: string, body: string): Params {
  if (type.startsWith('application/x-www-form-urlencoded')) return parseQuery(body)
  if (type.startsWith('multipart/form-data')) return parseMultipart(type, body)
  if (!type.startsWith('application/json')) return {}
  try {
    const value: unknown = JSON.parse(body)
    return isRecord(value) ? value : {}
  } catch {
    return {}
  }
}

/** Null = larger than any portal would take. */
async function readBody(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request) {
    // Safe: without an encoding set, a request stream yields buffers.
    const bytes = chunk as Buffer
    size += bytes.length
    if (size > LARGEST_BODY) return null
    chunks.push(bytes)
  }
  return Buffer.concat(chunks).toString('utf8')
}

function json(status: number, body: unknown): Reply {
  return { status, body: JSON.stringify(body), type: 'json' }
}
