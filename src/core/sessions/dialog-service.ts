import { viewFilters, viewNames, type DialogCounts, type DialogFilter, type DialogIndex, type DialogRow, type DialogSort, type ViewName } from '#contract/dialogs.ts'
import type { AlertStore } from '../alerts/alert-store.ts'
import type { Clock } from '../ports.ts'
import type { OutboxStore } from '../ratings/outbox-store.ts'
import { resolveFilter } from './period.ts'
import type { SessionStore } from './session-store.ts'

export type DialogDeps = {
  readonly sessions: SessionStore
  readonly outbox: OutboxStore
  readonly alerts: AlertStore
  readonly clock: Clock
  /** Of the portal, by now. */
  readonly zoneMinutes: () => number
}

export type DialogService = ReturnType<typeof createDialogs>

/** The list as people see it: the portal's sessions together with our own ratings and alerts. */
export function createDialogs({ sessions, outbox, alerts, clock, zoneMinutes }: DialogDeps) {
  const resolve = (filter: DialogFilter) => resolveFilter(filter, clock(), zoneMinutes())

  function index(query: { readonly filter: DialogFilter; readonly sort: DialogSort; readonly offset: number; readonly limit: number }): DialogIndex {
    return sessions.index({ ...query, filter: resolve(query.filter) })
  }

  function rows(ids: readonly number[]): DialogRow[] {
    const unsent = outbox.byIds(ids)
    const alertStates = alerts.byIds(ids)
    return sessions.rows(ids).map(row => {
      const entry = unsent.get(row.id)
      return {
        ...row,
        supervisorRating: entry?.rating ?? row.supervisorRating,
        supervisorComment: entry?.comment ?? row.supervisorComment,
        ratingState: entry?.state ?? null,
        ratingError: entry?.error ?? null,
        alertState: alertStates.get(row.id) ?? null,
      }
    })
  }

  function counts(): DialogCounts {
    const count = (view: ViewName): number => sessions.count(resolve(viewFilters[view]))
    return Object.fromEntries(viewNames.map(view => [view, count(view)])) as DialogCounts // `viewNames` are its keys.
  }

  return { index, rows, counts }
}
