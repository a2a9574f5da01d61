import type { IncomingMessage, ServerResponse } from 'node:http'
import { methodNames } from '#contract/names.ts'
import type { Engine } from '#engine/engine-api.ts'
import { securityHeaders } from '#infra/web/csp.ts'
import type { Asset, Assets } from '#infra/web/assets.ts'
import type { Access } from './access.ts'
import { sendJson, sendRefusal } from './answers.ts'
import type { EventStreams } from './event-stream.ts'

export type Route = {
  readonly method: 'GET' | 'POST'
  readonly path: string
  /** `session`: only with the secret in the header. `public`: what a page needs to get that far. */
  readonly guard: 'public' | 'session'
  /** `body` is the parsed JSON of a POST. */
  readonly handle: (call: { readonly request: IncomingMessage; readonly response: ServerResponse; readonly body: unknown })
    => void | Promise<void>
}

export type RouteDeps = {
  readonly assets: Assets
  readonly access: Access
  readonly streams: EventStreams
  readonly dispatch: Engine['dispatch']
}

/** Everything this server answers. One table, so that a test can walk over it and no route can miss its guard. */
export function createRoutes(deps: RouteDeps): readonly Route[] {
  return [
    ...[...deps.assets].map(([path, asset]) => assetRoute(path, asset)),
    sessionRoute(deps),
    eventsRoute(deps),
    ...methodNames.map(name => callRoute(name, deps)),
  ]
}

function assetRoute(path: string, { type, body }: Asset): Route {
  return {
    method: 'GET',
    path,
    guard: 'public',
    handle({ response }) {
      response.writeHead(200, { ...securityHeaders, 'content-type': type, 'content-length': body.length })
      response.end(body)
    },
  }
}

function sessionRoute({ access }: RouteDeps): Route {
  return {
    method: 'POST',
    path: '/session',
    guard: 'public',
    handle({ response, body }) {
      const secret = access.exchange(tokenOf(body))
      if (secret === null) sendJson(response, 401, { reason: 'This link was used already or is too old.' })
      else sendJson(response, 200, { secret })
    },
  }
}

function eventsRoute({ streams }: RouteDeps): Route {
  return {
    method: 'GET',
    path: '/events',
    guard: 'session',
    handle({ response }) {
      if (streams.isFull()) return sendRefusal(response, { status: 503, reason: 'Too many pages are open.' })
      response.writeHead(200, { ...securityHeaders, 'content-type': 'text/event-stream' })
      streams.add(response)
    },
  }
}

function callRoute(name: string, { dispatch }: RouteDeps): Route {
  return {
    method: 'POST',
    path: `/rpc/${name}`,
    guard: 'session',
    async handle({ response, body }) {
      sendJson(response, 200, await dispatch(name, body))
    },
  }
}

function tokenOf(body: unknown): string {
  const token = typeof body === 'object' && body !== null && 'token' in body ? body.token : null
  return typeof token === 'string' ? token : ''
}
