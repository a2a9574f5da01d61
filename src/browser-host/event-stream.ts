import type { ServerResponse } from 'node:http'
import type { EngineListener } from '#engine/engine-api.ts'

const KEEP_ALIVE_MS = 15_000
/** A page that does not read loses its stream instead of filling our memory; it connects again and asks anew. */
const MAX_BUFFERED_BYTES = 4_000_000
const MAX_STREAMS = 32

/** Server-sent events: `event` is the event's name, `data` its payload as JSON. `onPage`: somebody began to listen. */
export function createEventStreams(onPage: () => void) {
  const open = new Set<ServerResponse>()
  const keepAlive = setInterval(() => open.forEach(stream => write(stream, ': still here\n\n')), KEEP_ALIVE_MS)
  keepAlive.unref()

  function write(stream: ServerResponse, text: string): void {
    if (stream.writableLength + text.length > MAX_BUFFERED_BYTES) stream.destroy()
    else stream.write(text)
  }

  function add(stream: ServerResponse): void {
    stream.on('close', () => open.delete(stream))
    open.add(stream)
    // Something at once, so that the page knows it is connected.
    stream.write(': connected\n\n')
    onPage()
  }

  const send: EngineListener = (event, payload) => {
    const text = `event: ${event}\ndata: ${JSON.stringify(payload)}\n\n`
    for (const stream of open) write(stream, text)
  }

  function close(): void {
    clearInterval(keepAlive)
    for (const stream of open) stream.end()
  }

  return { add, send, close, size: () => open.size, isFull: () => open.size >= MAX_STREAMS }
}

export type EventStreams = ReturnType<typeof createEventStreams>
