import type { QueryClient, QueryFilters } from '@tanstack/react-query'

/**
 * Reads again what these filters name. Plain invalidation would keep the answer of a first fetch that is still under way,
 * and that one may have been worked out before the change: over HTTP, events overtake answers.
 */
export async function refresh(client: QueryClient, filters: QueryFilters): Promise<void> {
  const firstFetches = client.getQueryCache().findAll({ ...filters, fetchStatus: 'fetching' }).filter(query => query.state.data === undefined)
  await Promise.allSettled(firstFetches.map(query => query.promise))
  await client.invalidateQueries(filters)
}
