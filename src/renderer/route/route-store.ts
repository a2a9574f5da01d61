import { formatRoute, parseRoute, type Route } from './route.ts'

/** Chromium refuses more than 200 address changes in 10 s; holding J makes more than that. */
const ADDRESS_DELAY_MS = 150

export type RouteStore = {
  readonly get: () => Route
  readonly subscribe: (listener: () => void) => () => void
  /** `push` makes a step that the Back button undoes; `replace` is for moves within a place. */
  readonly go: (route: Route, how?: 'push' | 'replace') => void
}

export function createRouteStore(): RouteStore {
  const listeners = new Set<() => void>()
  let route = parseRoute(location.hash)
  let pending: ReturnType<typeof setTimeout> | undefined

  function tell(): void {
    for (const listener of listeners) listener()
  }

  function writeAddress(): void {
    clearTimeout(pending)
    pending = undefined
    const hash = formatRoute(route)
    if (hash !== location.hash) history.replaceState(null, '', hash)
  }

  addEventListener('popstate', () => {
    clearTimeout(pending)
    pending = undefined
    route = parseRoute(location.hash)
    tell()
  })

  return {
    get: () => route,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    go(next, how = 'push') {
      if (how === 'push') {
        writeAddress()
        if (formatRoute(next) !== location.hash) history.pushState(null, '', formatRoute(next))
      } else {
        clearTimeout(pending)
        pending = setTimeout(writeAddress, ADDRESS_DELAY_MS)
      }
      route = next
      tell()
    },
  }
}
