import { queryOptions, type QueryClient } from '@tanstack/react-query'
import type { DialogRow } from '#contract/dialogs.ts'
import { call } from '#renderer/bridge/index.ts'
import { refresh } from './refresh.ts'

const rowsKey = ['dialogs', 'rows'] as const

/** Scrolling through 200 000 rows must not keep them all. */
const ROWS_KEPT_MS = 60_000
const LAST_SEEN_LIMIT = 4_000

/**
 * The rows seen last, by id. When a new dialog shifts the list, every chunk holds other ids and is asked for anew;
 * until it answers, these rows stand in, so that nothing flickers.
 */
const lastSeen = new WeakMap<QueryClient, Map<number, DialogRow>>()

/** Some rows by id: a chunk of the list, or the one dialog that is open. The order of the answer is not promised. */
export function dialogRowsQuery(client: QueryClient, ids: readonly number[]) {
  return queryOptions({
    queryKey: [...rowsKey, ids],
    queryFn: async () => {
      const rows = await call('dialogs.rows', [...ids])
      remember(client, rows)
      return rows
    },
    enabled: ids.length > 0,
    gcTime: ROWS_KEPT_MS,
    placeholderData: () => {
      const known = lastSeen.get(client)
      const rows = ids.map(id => known?.get(id)).filter(row => row !== undefined)
      return rows.length > 0 ? rows : undefined
    },
  })
}

/** Rows that came along with another answer stand for a question that was never asked. */
export function putDialogRows(client: QueryClient, rows: readonly DialogRow[]): void {
  if (rows.length === 0) return
  remember(client, rows)
  client.setQueryData([...rowsKey, rows.map(({ id }) => id)], [...rows])
}

/** Puts a newer row wherever it is shown. */
export function patchDialogRow(client: QueryClient, row: DialogRow): void {
  remember(client, [row])
  // Only there: whatever is put into a query, were it the same, would pass for news, and what is to be read again would not be.
  client.setQueriesData<DialogRow[]>({ queryKey: rowsKey }, rows =>
    rows?.some(({ id }) => id === row.id) ? rows.map(known => known.id === row.id ? row : known) : undefined)
}

/** Reads again the shown rows among `ids`, and the others when they are next shown. */
export function invalidateDialogRows(client: QueryClient, ids: ReadonlySet<number> | 'all'): void {
  void refresh(client, {
    queryKey: rowsKey,
    predicate: ({ queryKey }) => ids === 'all' || (Array.isArray(queryKey[2]) && queryKey[2].some(id => ids.has(id))),
  })
}

function remember(client: QueryClient, rows: readonly DialogRow[]): void {
  const known = lastSeen.get(client) ?? new Map<number, DialogRow>()
  lastSeen.set(client, known)
  for (const row of rows) {
    known.delete(row.id)
    known.set(row.id, row)
  }
  // A Map lists its oldest entries first.
  for (const id of known.keys()) {
    if (known.size <= LAST_SEEN_LIMIT) break
    known.delete(id)
  }
}

/** Ids of another portal mean other dialogs. */
export function forgetDialogRows(client: QueryClient): void {
  lastSeen.delete(client)
}
