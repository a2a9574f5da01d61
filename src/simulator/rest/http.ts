import { batchedMethods, runBatch } from './batch.ts'
import { count, timeOf } from './call.ts'
import { failures, RestError } from './rest-error.ts'
import { codePage, loginPage, unknownApplicationPage } from './pages.ts'
import { isRecord, parseQuery } from './php.ts'
import { send, sendSpoiled } from './send.ts'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Control } from '../control.ts'
import type { Caller } from '../methods/method.ts'
import type { PortalState } from '../portal-state.ts'
import type { Call } from './call.ts'
import type { Fault, Faults } from './faults.ts'
import type { OAuth } from './oauth.ts'
import type { Params } from './php.ts'
import type { Reply } from './send.ts'

const LARGEST_BODY = 16 * 1024 * 1024

type Deps = {
  readonly state: PortalState
  readonly call: Call
  readonly faults: Faults
  readonly oauth: OAuth
  readonly control: Control
  readonly admit: () => boolean
  readonly webhookUserId: number
  readonly webhookSecret: string
  readonly controlSecret: string
}

/** The front of the portal: routes, who is calling, limits, faults; the methods know nothing of HTTP. */
export function createHandler(deps: Deps): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  return async (request, response) => {
    const body = await readBody(request)
    if (body === null) return void send(response, { status: 413, body: loginPage(), type: 'html' })
    const { path, params } = decode(request, body)
    const [area, ...rest] = path
    if (area === 'rest') return void (await answerRest(deps, rest, params, response))
    if (area === 'oauth') return void send(response, answerOAuth(deps, rest, params))
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
  const fault = deps.faults.forExchange(name.toLowerCase() === 'batch' ? [name, ...batchedMethods(params)] : [name])
  if (fault?.mode === 'offline') return void response.destroy()
  if (fault?.mode === 'html') return send(response, { status: 200, body: loginPage(), type: 'html' })
  if (fault?.mode === 'slow') await new Promise((resolve) => setTimeout(resolve, fault.ms))
  if (fault?.mode === 'redirect') return send(response, { status: 302, body: '', type: 'html', location: fault.url })
  const reply = restReply(deps, { userId: userId ?? null, secret: secret ?? null, name, params }, fault)
  await sendSpoiled(response, reply, fault)
}

type RestRequest = { readonly userId: string | null; readonly secret: string | null; readonly name: string; readonly params: Params }

function restReply(deps: Deps, request: RestRequest, fault: Fault | null): Reply {
  const { state } = deps
  try {
    if (!deps.admit() || fault?.mode === 'limit') {
      state.observed.refused += 1
      throw failures.queryLimit()
    }
    const caller = identify(deps, request)
    if (request.name.toLowerCase() !== 'batch') return json(200, deps.call(request.name, request.params, caller))
    count(state.observed.requests, 'batch')
    const start = state.clock() / 1000
    const began = performance.now()
    const result = runBatch(request.params, caller, deps.call)
    return json(200, { result, time: timeOf(start, (performance.now() - began) / 1000, state.timeZoneMinutes) })
  } catch (error) {
    if (!(error instanceof RestError)) throw error
    return json(error.status, error.body())
  }
}

function identify({ webhookUserId, webhookSecret, oauth }: Deps, { userId, secret, params }: RestRequest): Caller {
  if (secret !== null) {
    if (userId !== String(webhookUserId) || secret !== webhookSecret) throw failures.invalidCredentials()
    return { userId: webhookUserId, viaApplication: false }
  }
  const token = params['auth']
  if (token === undefined || token === '') throw failures.noAuth()
  const verdict = oauth.check(token)
  if (verdict === 'expired') throw failures.expiredToken()
  if (verdict === 'unknown') throw failures.noAuth()
  return { userId: webhookUserId, viaApplication: true }
}

function answerOAuth({ oauth }: Deps, path: readonly string[], params: Params): Reply {
  if (path[0] === 'token') {
    const { status, body } = oauth.token(params)
    return json(status, body)
  }
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
