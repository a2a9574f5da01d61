import { QueryClient } from '@tanstack/react-query'

/** Answers hold until an event says otherwise: no polling, no refetch by clock or focus. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      // `always`: the program is on this computer, whatever the network does.
      queries: { networkMode: 'always', staleTime: Infinity, retry: false, refetchOnWindowFocus: false, refetchOnReconnect: false },
      mutations: { networkMode: 'always', retry: false },
    },
  })
}
