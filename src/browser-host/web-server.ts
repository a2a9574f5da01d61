import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Access } from './access.ts'
import { readJson, sendRefusal } from './answers.ts'
import { isJson, refuseStranger, type Refusal } from './guards.ts'
import type { Route } from './routes.ts'

/** Never a name and never all interfaces: the numbers reach this computer and nothing else. */
const LOOPBACK = '127.0.0.1'
export const SESSION_HEADER = 'x-linewatch-session'

export type WebServer = {
  /** `http://127.0.0.1:<port>` */
  readonly origin: string
  /** Answers from now on; until then every request is told to come back. */
  readonly serve: (site: Site) => void
  readonly close: () => Promise<void>
}

export type Site = { readonly routes: readonly Route[]; readonly access: Access }

/** Takes the port, so that a port in use is known before anything else is started; rejects when it cannot be had. */
export async function startWebServer(port: number): Promise<WebServer> {
  let host = ''
  let lookup: Lookup = { table: new Map(), access: null, host }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const found = findRoute(request, lookup)
    if ('reason' in found) return sendRefusal(response, found)
    if (found.method === 'GET') return found.handle({ request, response, body: null })
    const body = await readJson(request)
    if ('reason' in body) return sendRefusal(response, body)
    return found.handle({ request, response, body: body.value })
  }

  const server = createServer({ headersTimeout: 5_000, requestTimeout: 15_000, maxHeaderSize: 16_384 }, (request, response) => {
    answer(request, response).catch(() => {
      // The other end went away, or `dispatch` threw, which it never does; either way nobody waits for more.
      response.destroy()
    })
  })
  server.maxConnections = 128

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen({ host: LOOPBACK, port, exclusive: true }, resolve)
  })
  // The cast is safe: a server that listens on a port has this address.
  host = `${LOOPBACK}:${(server.address() as AddressInfo).port}`

  return {
    origin: `http://${host}`,
    serve({ routes, access }) {
      lookup = { table: new Map(routes.map(route => [route.path, route])), access, host }
    },
    close: () => new Promise(resolve => {
      server.close(() => resolve())
      server.closeAllConnections()
    }),
  }
}

type Lookup = { readonly table: ReadonlyMap<string, Route>; readonly access: Access | null; readonly host: string }

function findRoute(request: IncomingMessage, { table, access, host }: Lookup): Route | Refusal {
  if (!access) return { status: 503, reason: 'Linewatch is starting.' }
  const stranger = refuseStranger(request, host)
  if (stranger) return stranger
  const secret = request.headers[SESSION_HEADER]
  const known = typeof secret === 'string' && access.allows(secret)
  // Compared as sent, never decoded: only the exact path of a route is a route.
  const route = table.get(request.url?.split('?', 1)[0] ?? '')
  if (!route) return { status: 404, reason: 'There is nothing here.' }
  if (route.guard === 'session' && !known) return { status: 401, reason: 'This page is not signed in to Linewatch.' }
  if (request.method !== route.method) return { status: 405, reason: `${route.method} is expected.` }
  if (route.method === 'POST' && !isJson(request)) return { status: 415, reason: 'JSON is expected.' }
  return route
}
