import type { IncomingMessage, ServerResponse } from 'node:http'
import { securityHeaders } from '#infra/web/csp.ts'
import type { Refusal } from './guards.ts'

const MAX_BODY_BYTES = 1_000_000

export function sendJson(response: ServerResponse, status: number, value: unknown): void {
  const body = JSON.stringify(value)
  response.writeHead(status, {
    ...securityHeaders, 'content-type': 'application/json', 'content-length': Buffer.byteLength(body),
  })
  response.end(body)
}

export function sendRefusal(response: ServerResponse, { status, reason }: Refusal): void {
  // A refused request may still be sending; the connection is of no further use.
  response.setHeader('connection', 'close')
  sendJson(response, status, { reason })
}

/** The parsed body, or why it was not taken. */
export async function readJson(request: IncomingMessage): Promise<{ readonly value: unknown } | Refusal> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > MAX_BODY_BYTES) return { status: 413, reason: 'The request is too large.' }
    chunks.push(chunk)
  }
  try {
    return { value: JSON.parse(Buffer.concat(chunks).toString('utf8')) as unknown }
  } catch {
    return { status: 400, reason: 'The request is not JSON.' }
  }
}
