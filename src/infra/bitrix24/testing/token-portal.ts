import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import { onTestFinished } from 'vitest'
import type { Portal } from '#core/portal/portal.ts'
import type { PortalAccess } from '../access.ts'
import { createBitrixPortal, type BitrixPortalOptions } from '../bitrix-portal.ts'
import type { OAuthApplication, OAuthTokens, TokenStore } from '../oauth/application.ts'
import { oauthAccess, type OAuthAccessOptions } from '../oauth/oauth-access.ts'
import { refuse, sendJson, time } from './scripted-server.ts'

export type Form = Readonly<Record<string, string>>
export type RestCall = { readonly method: string; readonly auth: unknown; readonly body: Record<string, unknown>; readonly response: ServerResponse }

export type TokenPortal = {
  readonly origin: string
  readonly application: OAuthApplication
  /** The pair of a sign-in that has just happened. */
  readonly first: OAuthTokens
  /** Forms that came to the token endpoint. */
  readonly grants: readonly Form[]
  readonly calls: readonly RestCall[]
  /** The access token of now is called expired from now on. */
  readonly expire: () => void
  /** Issues a pair as the token endpoint words it. */
  readonly issue: () => Record<string, unknown>
  readonly isGood: (auth: unknown) => boolean
}

export type TokenPortalScript = {
  /** In place of the usual answer of the token endpoint; undefined leaves it at that. */
  readonly token?: (form: Form, response: ServerResponse, portal: TokenPortal) => unknown
  /** In place of the usual answer to a call. */
  readonly rest?: (call: RestCall, portal: TokenPortal) => unknown
}

/** A portal that is its own authorization server. Refresh tokens are good once, and every grant is counted. */
export async function startTokenPortal(script: TokenPortalScript = {}): Promise<TokenPortal> {
  const grants: Form[] = []
  const calls: RestCall[] = []
  let serial = 1
  let good = 1

  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const text = Buffer.concat(chunks).toString()
      if (request.url === '/oauth/token/' && request.method === 'POST') return answerToken(Object.fromEntries(new URLSearchParams(text)), response)
      const method = /^\/rest\/(.+)\.json$/.exec(request.url ?? '')?.[1]
      if (method === undefined) return void response.writeHead(404).end()
      const body = JSON.parse(text || '{}')
      return answerRest({ method, auth: body.auth, body, response })
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(async () => {
    server.closeAllConnections()
    server.close()
    await once(server, 'close')
  })
  const address = server.address()
  const origin = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`

  function answerToken(form: Form, response: ServerResponse): void {
    grants.push(form)
    if (script.token?.(form, response, portal) !== undefined) return
    if (form['client_secret'] !== portal.application.clientSecret) return refuse(response, 401, 'invalid_client')
    if (form['refresh_token'] !== `refresh-${serial}` && form['grant_type'] === 'refresh_token') return refuse(response, 400, 'invalid_grant')
    sendJson(response, 200, portal.issue())
  }

  function answerRest(call: RestCall): void {
    calls.push(call)
    if (script.rest?.(call, portal) !== undefined) return
    if (!portal.isGood(call.auth)) return refuse(call.response, 401, 'expired_token', 'The access token provided has expired.')
    sendJson(call.response, 200, { result: call.method === 'batch' ? { result: [], result_error: [] } : { message: [], users: [], files: [] }, time })
  }

  const portal: TokenPortal = {
    origin,
    application: { portal: origin, clientId: 'local.1.2', clientSecret: 'client-s3cr3t' },
    first: { accessToken: 'access-1', refreshToken: 'refresh-1', clientEndpoint: `${origin}/rest/`, memberId: 'member', userId: 7 },
    grants,
    calls,
    expire: () => { good = serial + 1 },
    issue: () => {
      serial += 1
      good = serial
      return {
        access_token: `access-${serial}`, refresh_token: `refresh-${serial}`, client_endpoint: `${origin}/rest/`, member_id: 'member',
        expires_in: 3600, expires: 1, domain: 'evil.example', server_endpoint: 'https://evil.example/rest/',
      }
    },
    isGood: auth => auth === `access-${serial}` && serial >= good,
  }
  return portal
}

export type MemoryStore = TokenStore & {
  /** What was written, in order. */
  readonly written: OAuthTokens[]
  /** As another process would. */
  readonly put: (tokens: OAuthTokens) => void
}

export function memoryStore(first: OAuthTokens | null): MemoryStore {
  let stored = first
  const written: OAuthTokens[] = []
  return {
    written,
    put: tokens => { stored = tokens },
    read: () => Promise.resolve(stored),
    write: tokens => {
      written.push(tokens)
      stored = tokens
      return Promise.resolve()
    },
    exclusively: work => work(),
  }
}

export type SignedIn = { readonly access: PortalAccess; readonly portal: Portal; readonly log: readonly (readonly [event: string, fields: unknown])[] }

/** A client that is signed in to the portal as an application. */
export function signIn(
  { application, first }: TokenPortal, access: Partial<OAuthAccessOptions> = {}, options: Partial<BitrixPortalOptions> = {},
): SignedIn {
  const log: [string, unknown][] = []
  const note = (event: string, fields: unknown) => void log.push([event, fields])
  const timer = (delayMs: number, task: () => void) => {
    const handle = setTimeout(task, delayMs)
    return () => clearTimeout(handle)
  }
  const opened = oauthAccess({ application, tokens: first, store: memoryStore(first), timer, log: note, random: () => 0, ...access })
  const portal = createBitrixPortal({
    access: opened, clock: Date.now, log: note, random: () => 0, rate: { perSecond: 100_000, burst: 1000 }, ...options,
  })
  onTestFinished(() => portal.close())
  return { access: opened, portal, log }
}
