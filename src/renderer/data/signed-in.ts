import { queryOptions, type QueryClient } from '@tanstack/react-query'

/** The account that somebody signed in to in this window; what was found about its portal is news then. */
export const signedInQuery = () => queryOptions<string | null>({ queryKey: ['accounts', 'signed-in'], queryFn: () => null, initialData: null, enabled: false })

export function markSignedIn(client: QueryClient, accountId: string | null): void {
  client.setQueryData(signedInQuery().queryKey, accountId)
}
