import { existsSync } from 'node:fs'
import { join } from 'node:path'
import dbus, { type Message, type MessageBus } from 'dbus-native'

/** One question has this long; a hung service must not hold anything up. */
const CALL_MS = 1_000

export type BusCall = {
  readonly destination: string
  readonly path: string
  readonly interface: string
  readonly member: string
  readonly signature?: string
  readonly body?: unknown[]
}

export type SessionBus = {
  /** The values of the reply; rejects on any failure, within a second. */
  readonly call: (message: BusCall) => Promise<readonly unknown[]>
  readonly close: () => Promise<void>
}

export type SessionBusOptions = {
  /** Null: this session has no bus. */
  readonly address: string | null
  /** Signals to be told of, as bus match rules. */
  readonly matches: readonly string[]
  readonly onSignal: (signal: Message) => void
  /** The connection is gone; the next call makes a new one. */
  readonly onLost: () => void
}

const SIGNAL = 4

/** Where the desktop's own programs find their bus. */
export function sessionBusAddress(env: Readonly<Record<string, string | undefined>>): string | null {
  const named = env['DBUS_SESSION_BUS_ADDRESS']
  if (named) return named
  const runtimeDir = env['XDG_RUNTIME_DIR']
  const socket = runtimeDir ? join(runtimeDir, 'bus') : null
  return socket !== null && existsSync(socket) ? `unix:path=${socket}` : null
}

/** A connection made at the first call and made again after a loss. It never keeps the process alive by itself. */
export function createSessionBus({ address, matches, onSignal, onLost }: SessionBusOptions): SessionBus {
  let bus: MessageBus | null = null

  function connect(): MessageBus {
    if (bus) return bus
    if (address === null) throw new Error('this session has no D-Bus')
    // EXTERNAL alone: the other ways are for buses over a network. `direct` leaves the greeting to us: the library throws
    // where nobody can catch it when a hung bus does not answer.
    const opened = dbus.sessionBus({ busAddress: address, authMethods: ['EXTERNAL'], direct: true, timeout: CALL_MS })
    const lose = () => {
      if (bus !== opened) return
      bus = null
      onLost()
    }
    opened.connection.on('error', lose)
    opened.connection.on('close', lose)
    opened.connection.on('message', message => {
      if (message.type === SIGNAL) onSignal(message)
    })
    const { stream } = opened.connection
    if ('unref' in stream && typeof stream.unref === 'function') stream.unref()
    opened.invokeDbus({ member: 'Hello' }, (error, name: unknown) => {
      if (error) stream.destroy()
      else opened.name = String(name)
    })
    for (const rule of matches) opened.addMatch(rule, () => undefined) // a failure shows in the calls that follow
    bus = opened
    return opened
  }

  return {
    call: message => new Promise((resolve, reject) => {
      connect().invoke({ ...message }, { timeout: CALL_MS }, (error, ...values: unknown[]) => {
        if (error) reject(error)
        else resolve(values)
      })
    }),
    async close() {
      const open = bus
      bus = null
      // Not the polite way, which waits for the bus to say goodbye: a hung one would hold up the end of the program.
      open?.connection.stream.destroy()
    },
  }
}
