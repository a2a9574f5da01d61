import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { sendResultPage, type Outcome } from './result-page.ts'

export type Receiver = {
  /** Where it listens; the card of the application names one of them. */
  readonly addresses: readonly string[]
  /** Resolves when the ports are free again. */
  readonly close: () => Promise<void>
}

/** Judges what came; `received` ends the listening. */
export type Take = (query: URLSearchParams) => Outcome

/**
 * Listens on the literal loopback address, so that nothing outside this computer is asked or can ask. On every free
 * port of the list at once, because the card of the application names just one.
 */
export async function startReceiver(ports: readonly number[], take: Take): Promise<Receiver> {
  const servers: Server[] = []
  const underWay = new Set<Promise<unknown>>()
  let closing: Promise<unknown> | null = null

  function answer(request: IncomingMessage, response: ServerResponse, port: number): void {
    const sent = new Promise(resolve => { response.once('close', resolve) })
    underWay.add(sent)
    void sent.then(() => underWay.delete(sent))
    const outcome = judge(request, port)
    if (outcome === 'received') void close()
    sendResultPage(response, outcome, request.headers['accept-language'] ?? '')
  }

  function judge(request: IncomingMessage, port: number): Outcome {
    const url = URL.parse(request.url ?? '', `http://127.0.0.1:${port}`)
    // A page of another site may reach this port under a name of its own.
    if (request.method !== 'GET' || request.headers.host !== `127.0.0.1:${port}` || url === null) return 'refused'
    return url.search === '' ? 'nothing' : take(url.searchParams)
  }

  async function listen(port: number): Promise<number | null> {
    const server = createServer({ requestTimeout: 10_000, headersTimeout: 5_000 })
    try {
      server.listen(port, '127.0.0.1')
      await once(server, 'listening')
    } catch {
      return null // taken by another program, or kept back by the system: another port, or pasting, will do
    }
    const address = server.address()
    const own = typeof address === 'object' && address !== null ? address.port : port
    server.on('request', (request, response) => { answer(request, response, own) })
    servers.push(server)
    return own
  }

  async function close(): Promise<void> {
    closing ??= Promise.all(servers.map(async server => {
      const closed = once(server, 'close')
      server.close()
      // The page of the last answer still goes out; whoever merely holds a connection is dropped.
      await Promise.all(underWay)
      server.closeAllConnections()
      await closed
    }))
    await closing
  }

  const free = await Promise.all(ports.map(listen))
  return { addresses: free.filter(port => port !== null).map(port => `http://127.0.0.1:${port}/`), close }
}
