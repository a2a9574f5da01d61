import { err, type Result } from '#contract/result.ts'
import type { Transport } from './bridge.ts'
import type { Connection } from './connection.ts'
import { createEventParser } from './event-parser.ts'

const SECRET_KEY = 'linewatch-session'
const FIRST_RETRY_MS = 500
const LAST_RETRY_MS = 5_000

type Deps = {
  readonly connection: Connection
  /** Events may have been missed while the stream was down: everything has to be read again. */
  readonly onReconnect: () => void
}

/** Calls over loopback HTTP, events over a streamed response. Resolves once events flow or cannot. */
export async function connectHttp({ connection, onReconnect }: Deps): Promise<Transport> {
  const listeners = new Map<string, Set<(payload: unknown) => void>>()
  const secret = await openSession()
  if (secret === null) connection.set('refused')
  else await new Promise<void>(settled => void followEvents(secret, settled))

  function headers(): Record<string, string> {
    return { 'content-type': 'application/json', 'x-linewatch-session': secret ?? '' }
  }

  async function call(name: string, payload: unknown): Promise<Result<unknown>> {
    if (secret === null) return err('forbidden', 'No session')
    try {
      const reply = await fetch(`/rpc/${name}`, { method: 'POST', headers: headers(), body: JSON.stringify(payload) })
      if (reply.status === 401) {
        connection.set('refused')
        return err('forbidden', 'The host does not know this session')
      }
      return await reply.json() as Result<unknown>
    } catch (error) {
      // The banner follows the event stream, which notices a stopped host at once and tries again by itself.
      return err('engine-stopped', `${name}: ${String(error)}`)
    }
  }

  async function followEvents(session: string, settled: () => void): Promise<void> {
    let delayMs = FIRST_RETRY_MS
    let opened = false
    while (connection.get() !== 'refused') {
      try {
        const reply = await fetch('/events', { headers: { 'x-linewatch-session': session }, cache: 'no-store' })
        if (reply.status === 401) connection.set('refused')
        if (!reply.ok || reply.body === null) throw new Error(`HTTP ${reply.status}`)
        delayMs = FIRST_RETRY_MS
        connection.set('open')
        if (opened) onReconnect()
        opened = true
        settled()
        await readEvents(reply.body)
      } catch {
        // Nothing to tell beyond the state below: a stopped host and a broken stream look the same from here.
      }
      connection.set('lost')
      settled()
      await new Promise(resume => setTimeout(resume, delayMs))
      delayMs = Math.min(delayMs * 2, LAST_RETRY_MS)
    }
    settled()
  }

  async function readEvents(body: ReadableStream<Uint8Array<ArrayBuffer>>): Promise<void> {
    const parse = createEventParser(({ name, data }) => {
      const payload: unknown = JSON.parse(data)
      for (const listener of listeners.get(name) ?? []) {
        try {
          listener(payload)
        } catch (error) {
          // A mistake in a listener is ours and must not look like a lost connection.
          reportError(error)
        }
      }
    })
    const reader = body.pipeThrough(new TextDecoderStream()).getReader()
    for (let part = await reader.read(); !part.done; part = await reader.read()) parse(part.value)
  }

  function on(event: string, listener: (payload: unknown) => void): () => void {
    const known = listeners.get(event) ?? new Set()
    listeners.set(event, known.add(listener))
    return () => known.delete(listener)
  }

  return { call, on }
}

/** Trades the one-time token of the address for a secret, kept for this tab so that a reload does not lose it. */
async function openSession(): Promise<string | null> {
  const token = /^#token=(.+)$/.exec(location.hash)?.[1]
  if (token === undefined) return sessionStorage.getItem(SECRET_KEY)
  // First of all out of sight: the address bar, the history and a shared link must not carry it.
  history.replaceState(null, '', location.pathname)
  try {
    const reply = await fetch('/session', {
      method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ token: decodeURIComponent(token) }),
    })
    if (!reply.ok) return sessionStorage.getItem(SECRET_KEY)
    const { secret } = await reply.json() as { secret: string }
    sessionStorage.setItem(SECRET_KEY, secret)
    return secret
  } catch {
    return sessionStorage.getItem(SECRET_KEY)
  }
}
