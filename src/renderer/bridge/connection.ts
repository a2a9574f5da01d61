/** `refused`: this window's session is unknown to the program; only a new start from the terminal helps. */
export type ConnectionState = 'open' | 'lost' | 'refused'

export type Connection = {
  readonly get: () => ConnectionState
  readonly set: (state: ConnectionState) => void
  readonly subscribe: (listener: () => void) => () => void
}

export function createConnection(): Connection {
  const listeners = new Set<() => void>()
  let state: ConnectionState = 'open'
  return {
    get: () => state,
    set(next) {
      // Refused is final: a later lost connection says nothing new.
      if (next === state || state === 'refused') return
      state = next
      for (const listener of listeners) listener()
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
