import { createContext, useContext, useSyncExternalStore } from 'react'
import type { Route } from './route.ts'
import type { RouteStore } from './route-store.ts'

export const RouteContext = createContext<RouteStore | null>(null)

export function useRouteStore(): RouteStore {
  const store = useContext(RouteContext)
  if (store === null) throw new Error('RouteContext is missing')
  return store
}

export function useRoute(): { readonly route: Route; readonly go: RouteStore['go'] } {
  const store = useRouteStore()
  return { route: useSyncExternalStore(store.subscribe, store.get), go: store.go }
}
