import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { parseWebhook, type Webhook } from '../webhook.ts'

export type ScriptedCall = {
  readonly method: string
  readonly body: Record<string, unknown>
  readonly request: IncomingMessage
  readonly response: ServerResponse
}

/** Answers one call; what it returns is sent as JSON with status 200. Undefined: it has answered by itself (or never will). */
export type Script = (call: ScriptedCall) => unknown

export type ScriptedServer = {
  readonly webhook: Webhook
  readonly calls: readonly ScriptedCall[]
  readonly close: () => Promise<void>
}

export const secret = 's3cr3tS3cr3t'
export const time = {
  start: 1_800_000_000, finish: 1_800_000_000.5, duration: 0.5, processing: 0.1,
  date_start: '2027-01-15T11:00:00+03:00', date_finish: '2027-01-15T11:00:00+03:00', operating: 0, operating_reset_at: 1_800_000_600,
}

/** A server on the loopback that misbehaves exactly as a test tells it to. */
export async function startScriptedServer(script: Script): Promise<ScriptedServer> {
  const calls: ScriptedCall[] = []
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const method = /([^/]+)\.json$/.exec(request.url ?? '')?.[1] ?? ''
      const call = { method, body: JSON.parse(Buffer.concat(chunks).toString() || '{}'), request, response }
      calls.push(call)
      const answer = script(call)
      if (answer !== undefined) sendJson(response, 200, answer)
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  const webhook = parseWebhook(`http://127.0.0.1:${port}/rest/7/${secret}/`)
  if (!webhook.ok) throw new Error(webhook.error.message)
  return {
    webhook: webhook.value,
    calls,
    close: async () => {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

export function sendJson(response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers })
  response.end(JSON.stringify(body))
}

export function refuse(response: ServerResponse, status: number, error: string, description = ''): void {
  sendJson(response, status, { error, error_description: description })
}

/** The command names and query strings of a batch. */
export function commandsOf({ body }: Pick<ScriptedCall, 'body'>): readonly (readonly [key: string, method: string, query: string])[] {
  return Object.entries(body['cmd'] ?? {}).map(([key, command]) => {
    const [method = '', query = ''] = String(command).split('?')
    return [key, method, query] as const
  })
}
