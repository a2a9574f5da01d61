import type { ServerResponse } from 'node:http'
import { badGatewayPage, loginPage } from './pages.ts'
import type { Fault } from './faults.ts'

export type Reply = { readonly status: number; readonly body: string | Buffer; readonly type: 'json' | 'html' | 'file'; readonly location?: string }

/** Small enough that even a short answer arrives in many pieces. Bytes. */
const TRICKLE_PIECE = 16

export function send(response: ServerResponse, reply: Reply): void {
  writeHead(response, reply)
  response.end(reply.body)
}

/** The faults that leave the work undone. True = the exchange is over. */
export function sendInstead(response: ServerResponse, fault: Fault | null): boolean {
  if (fault?.mode === 'offline') response.destroy()
  else if (fault?.mode === 'html') send(response, { status: 200, body: loginPage(), type: 'html' })
  else if (fault?.mode === 'badGateway') send(response, { status: 502, body: badGatewayPage(), type: 'html' })
  else if (fault?.mode === 'redirect') send(response, { status: 302, body: '', type: 'html', location: fault.url })
  else return false
  return true
}

export type SendSpoiled = (response: ServerResponse, reply: Reply, fault: Fault | null) => Promise<void>

/** Sends answers and remembers the last one, for a portal that gives it once more. */
export function createSender(): SendSpoiled {
  let previous: Reply | null = null
  return async (response, reply, fault) => {
    const shown = fault?.mode === 'previousReply' && previous !== null ? previous : reply
    previous = reply
    await sendSpoiled(response, shown, fault)
  }
}

/** Sends an answer that is complete by now in the way the fault has it; the work behind it is done. */
async function sendSpoiled(response: ServerResponse, reply: Reply, fault: Fault | null): Promise<void> {
  if (fault?.mode === 'truncated') send(response, { ...reply, body: half(reply.body) })
  else if (fault?.mode === 'contentType') send(response, { ...reply, type: 'html' })
  else if (fault?.mode === 'duplicateBody') send(response, { ...reply, body: joined(reply.body, reply.body) })
  else if (fault?.mode === 'padded') send(response, { ...reply, body: joined(reply.body, Buffer.alloc(fault.bytes, ' ')) })
  else if (fault?.mode === 'lostReply') response.destroy()
  else if (fault?.mode === 'reset') resetAfter(response, reply, fault.bytes)
  else if (fault?.mode === 'trickle') await trickle(response, reply, fault.ms)
  else send(response, reply)
}

function half(body: string | Buffer): string | Buffer {
  return typeof body === 'string' ? body.slice(0, body.length / 2) : body.subarray(0, body.length / 2)
}

function joined(...parts: readonly (string | Buffer)[]): Buffer {
  return Buffer.concat(parts.map((part) => Buffer.from(part)))
}

/** With no bytes to send there is no answer at all, not even its head. */
function resetAfter(response: ServerResponse, reply: Reply, bytes: number): void {
  const reset = () => response.socket?.resetAndDestroy()
  if (bytes <= 0) return void reset()
  writeHead(response, reply)
  // A reset overtakes what has not left yet, so it waits for the bytes to be handed over.
  response.write(Buffer.from(reply.body).subarray(0, bytes), reset)
}

async function trickle(response: ServerResponse, reply: Reply, ms: number): Promise<void> {
  const body = Buffer.from(reply.body)
  writeHead(response, reply)
  for (let from = 0; from < body.length; from += TRICKLE_PIECE) {
    if (from > 0) await pause(response, ms)
    if (response.destroyed) return
    response.write(body.subarray(from, from + TRICKLE_PIECE))
  }
  response.end()
}

/** Ends early when the caller hangs up. */
export function pause(response: ServerResponse, ms: number): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer)
      response.off('close', done)
      resolve()
    }
    const timer = setTimeout(done, ms)
    response.once('close', done)
  })
}

const contentTypes: Readonly<Record<Reply['type'], string>> = {
  json: 'application/json; charset=utf-8',
  html: 'text/html; charset=utf-8',
  // The portal leaves it to the name what a file is.
  file: 'application/octet-stream',
}

function writeHead(response: ServerResponse, { status, body, type, location }: Reply): void {
  response.writeHead(status, {
    'Content-Type': contentTypes[type],
    'Content-Length': Buffer.byteLength(body),
    ...(type === 'json' ? { 'X-Bitrix-Rest-Application': 'Unknown', 'X-Bitrix-Rest-Time': '0.0100000000' } : {}),
    ...(location === undefined ? {} : { Location: location }),
  })
}
