import type { ServerResponse } from 'node:http'
import type { Fault } from './faults.ts'

export type Reply = { readonly status: number; readonly body: string; readonly type: 'json' | 'html'; readonly location?: string }

/** Small enough that even a short answer arrives in many pieces. Bytes. */
const TRICKLE_PIECE = 16

export function send(response: ServerResponse, reply: Reply): void {
  writeHead(response, reply)
  response.end(reply.body)
}

/** Sends an answer that is complete by now in the way the fault has it; the work behind it is done. */
export async function sendSpoiled(response: ServerResponse, reply: Reply, fault: Fault | null): Promise<void> {
  if (fault?.mode === 'truncated') send(response, { ...reply, body: reply.body.slice(0, reply.body.length / 2) })
  else if (fault?.mode === 'contentType') send(response, { ...reply, type: 'html' })
  else if (fault?.mode === 'lostReply') response.destroy()
  else if (fault?.mode === 'reset') resetAfter(response, reply, fault.bytes)
  else if (fault?.mode === 'trickle') await trickle(response, reply, fault.ms)
  else send(response, reply)
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
function pause(response: ServerResponse, ms: number): Promise<void> {
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

function writeHead(response: ServerResponse, { status, body, type, location }: Reply): void {
  response.writeHead(status, {
    'Content-Type': type === 'json' ? 'application/json; charset=utf-8' : 'text/html; charset=utf-8',
    'Content-Length': Buffer.byteLength(body),
    ...(type === 'json' ? { 'X-Bitrix-Rest-Application': 'Unknown', 'X-Bitrix-Rest-Time': '0.0100000000' } : {}),
    ...(location === undefined ? {} : { Location: location }),
  })
}
