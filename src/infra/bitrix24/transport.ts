import type { Timer } from '#core/ports.ts'
import { askProxyAgain, useSystemNetwork } from '../net/system-network.ts'
import type { PortalAccess } from './access.ts'
import { describeNetworkError } from './network-error.ts'
import type { ParamMap } from './php-query.ts'

/** What came back, before anybody judges it. */
export type Reply =
  | { readonly kind: 'answer'; readonly body: Readonly<Record<string, unknown>> }
  | { readonly kind: 'refusal'; readonly status: number; readonly refusal: Refusal; readonly retryAfterMs: number | null }
  /** Not followed: the new address has to be confirmed by somebody who may know it. */
  | { readonly kind: 'moved'; readonly host: string }
  /** Something answered that does not speak the portal's protocol. */
  | { readonly kind: 'foreign'; readonly message: string; readonly passing: boolean }
  | { readonly kind: 'unreachable'; readonly message: string }
  | { readonly kind: 'closed' }

/** The portal's own error, as it stands in a body or in `result_error` of a batch. */
export type Refusal = { readonly code: string; readonly description: string }

/** A file, before anybody judges it. Redirects are told by their status, not followed. */
export type FileReply =
  | { readonly kind: 'file'; readonly bytes: Uint8Array }
  | { readonly kind: 'status'; readonly status: number }
  | { readonly kind: 'oversized' }
  | Lost

type Lost = Extract<Reply, { kind: 'unreachable' | 'closed' }>

export type TransportOptions = {
  readonly access: PortalAccess
  readonly timer: Timer
  readonly maxBytes: number
}

export type Sending = {
  readonly method: string
  readonly params: ParamMap
  /** The caller's, so that it knows which token was refused. */
  readonly token: string | null
  readonly timeoutMs: number
}

export type Download = {
  readonly address: string
  readonly accept: string
  readonly timeoutMs: number
  readonly maxBytes: number
}

export type Transport = {
  readonly send: (call: Sending) => Promise<Reply>
  /** The address may hold a secret as well: it is in no reply. */
  readonly download: (file: Download) => Promise<FileReply>
  readonly close: () => void
}

/** One request per call, no retries, no limits. Never throws, and never follows a redirect: address and body hold secrets. */
export function createTransport({ access, timer, maxBytes }: TransportOptions): Transport {
  const underWay = new Set<AbortController>()
  let closed = false

  async function exchange<T>(address: string, timeoutMs: number, run: (signal: AbortSignal) => Promise<T>): Promise<T | Lost> {
    if (closed) return { kind: 'closed' }
    const controller = new AbortController()
    underWay.add(controller)
    let timedOut = false
    const cancelTimeout = timer(timeoutMs, () => {
      timedOut = true
      controller.abort()
    })
    try {
      // Plain http is only spoken to this computer, which needs neither certificates nor a proxy.
      if (address.startsWith('https:')) await useSystemNetwork(address, controller.signal)
      return await run(controller.signal)
    } catch (error) {
      if (closed) return { kind: 'closed' }
      askProxyAgain(address)
      const message = timedOut ? `no answer within ${timeoutMs / 1000} s` : describeNetworkError(error)
      return { kind: 'unreachable', message: `${access.host}: ${message}` }
    } finally {
      cancelTimeout()
      underWay.delete(controller)
      // Frees the socket of a reply that was not read to its end; does nothing to a finished one.
      controller.abort()
    }
  }

  function send({ method, params, token, timeoutMs }: Sending): Promise<Reply> {
    const endpoint = access.endpoint()
    return exchange(endpoint, timeoutMs, async signal => {
      const response = await fetch(`${endpoint}${method}.json`, {
        method: 'POST',
        redirect: 'manual',
        headers: { 'content-type': 'application/json', accept: 'application/json' },
        body: JSON.stringify(token === null ? params : { ...params, auth: token }),
        signal,
      })
      return await read(response, endpoint, maxBytes)
    })
  }

  function download({ address, accept, timeoutMs, maxBytes: most }: Download): Promise<FileReply> {
    return exchange(address, timeoutMs, async signal => {
      const response = await fetch(address, { redirect: 'manual', credentials: 'omit', referrerPolicy: 'no-referrer', headers: { accept }, signal })
      if (!response.ok) return { kind: 'status', status: response.status }
      const bytes = await readBytes(response, most)
      return bytes === null ? { kind: 'oversized' } : { kind: 'file', bytes }
    })
  }

  return {
    send,
    download,
    close: () => {
      closed = true
      for (const controller of underWay) controller.abort()
    },
  }
}

async function read(response: Response, endpoint: string, maxBytes: number): Promise<Reply> {
  if (response.status >= 300 && response.status < 400) return readRedirect(response, endpoint)
  const text = await readText(response, maxBytes)
  if (text === null) return { kind: 'foreign', message: `the answer is larger than ${maxBytes} bytes`, passing: false }
  const body = parseObject(text)
  const refusal = body === null ? null : readRefusal(body)
  if (refusal !== null) {
    return { kind: 'refusal', status: response.status, refusal, retryAfterMs: retryAfter(response) }
  }
  if (response.status >= 500) return { kind: 'unreachable', message: `HTTP ${response.status} without a portal error` }
  if (body === null || !response.ok || !('result' in body)) {
    const type = response.headers.get('content-type')?.split(';')[0]?.slice(0, 60) ?? 'no content type'
    // A truncated JSON body may be whole next time; a login page will not.
    return { kind: 'foreign', message: `HTTP ${response.status}, ${type}, not a portal answer`, passing: type.includes('json') }
  }
  return { kind: 'answer', body }
}

/** Null when the cap is passed. A hostile or broken server must not fill the memory. */
export async function readText(response: Response, maxBytes: number): Promise<string | null> {
  const decoder = new TextDecoder()
  let text = ''
  const isWhole = await readBody(response, maxBytes, chunk => { text += decoder.decode(chunk, { stream: true }) })
  return isWhole ? text + decoder.decode() : null
}

async function readBytes(response: Response, maxBytes: number): Promise<Uint8Array | null> {
  const chunks: Uint8Array[] = []
  return await readBody(response, maxBytes, chunk => { chunks.push(chunk) }) ? Buffer.concat(chunks) : null
}

/** False when the cap is passed. */
async function readBody(response: Response, maxBytes: number, take: (chunk: Uint8Array) => void): Promise<boolean> {
  if (Number(response.headers.get('content-length') ?? 0) > maxBytes) return false
  let bytes = 0
  for await (const chunk of response.body ?? []) {
    bytes += chunk.byteLength
    if (bytes > maxBytes) return false
    take(chunk)
  }
  return true
}

export function parseObject(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(text)
    return isObject(value) ? value : null
  } catch {
    // Not JSON is an answer of its own here, judged by the caller.
    return null
  }
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Codes are mostly words, but `100` comes as a number or as text. */
export function readRefusal(body: Readonly<Record<string, unknown>>): Refusal | null {
  const { error, error_description: description } = body
  if (typeof error !== 'string' && typeof error !== 'number') return null
  const code = String(error).trim()
  if (code === '' || code === '0') return null
  return { code, description: typeof description === 'string' ? description : '' }
}

/** Of the target the host alone is told: its path usually repeats the secret. */
function readRedirect(response: Response, endpoint: string): Reply {
  const target = URL.parse(response.headers.get('location') ?? '', endpoint)
  if (target === null || target.host === '') return { kind: 'foreign', message: 'the address redirects to an unreadable address', passing: false }
  if (target.host !== new URL(endpoint).host) return { kind: 'moved', host: target.host }
  return { kind: 'foreign', message: `the address redirects within ${target.host}`, passing: false }
}

/** Not documented by the vendor, but proxies in between send it. */
function retryAfter(response: Response): number | null {
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN)
  return Number.isFinite(seconds) && seconds >= 0 ? Math.min(seconds, 900) * 1000 : null
}
