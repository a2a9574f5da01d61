import { viewFilters, viewNames, type DialogCounts, type DialogFilter, type DialogIndex, type DialogRow, type DialogSort, type Snippet, type ViewName } from '#contract/dialogs.ts'
import type { AlertStore } from '../alerts/alert-store.ts'
import type { Clock } from '../ports.ts'
import type { OutboxStore } from '../ratings/outbox-store.ts'
import { tellsHidden } from '../review/blind.ts'
import type { ReviewService } from '../review/review-service.ts'
import { isEmptySearch, parseSearch } from '../search/search-query.ts'
import { snippetOf } from '../search/snippets.ts'
import { resolveFilter } from './period.ts'
import type { SessionStore } from './session-store.ts'

export type DialogDeps = {
  readonly sessions: SessionStore
  readonly outbox: OutboxStore
  readonly alerts: AlertStore
  readonly review: Pick<ReviewService, 'flagged' | 'hidden' | 'hide'>
  readonly clock: Clock
  /** Of the portal, by now. */
  readonly zoneMinutes: () => number
}

const ofClientLimit = 50

export type DialogService = ReturnType<typeof createDialogs>

/** The list as people see it: the portal's sessions together with our own ratings and alerts. */
export function createDialogs({ sessions, outbox, alerts, review, clock, zoneMinutes }: DialogDeps) {
  const resolve = (filter: DialogFilter) => resolveFilter(filter, clock(), zoneMinutes())

  function index(query: { readonly filter: DialogFilter; readonly sort: DialogSort; readonly offset: number; readonly limit: number }): DialogIndex {
    const filter = resolve(query.filter)
    const { ids: hidden, mode } = review.hidden()
    const searchable = isEmptySearch(parseSearch(filter.text)) ? null : sessions.searchable()
    if (hidden.size === 0 || !tellsHidden(query, mode)) return { ...sessions.index({ ...query, filter }), searchable }
    const ids = sessions.allIds(filter, query.sort).filter(id => !hidden.has(id))
    return { ids: ids.slice(query.offset, query.offset + query.limit), total: ids.length, searchable }
  }

  const rows = (ids: readonly number[]): DialogRow[] => wholeRows(ids).map(review.hide)

  /** With what a blind review hides on screen: for files. */
  function wholeRows(ids: readonly number[]): DialogRow[] {
    const flagged = review.flagged(ids)
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
        flagged: flagged.has(row.id),
        hidden: [],
      }
    })
  }

  function counts(): DialogCounts {
    const count = (view: ViewName): number => sessions.count(resolve(viewFilters[view]))
    return Object.fromEntries(viewNames.map(view => [view, count(view)])) as DialogCounts // `viewNames` are its keys.
  }

  function ofClient(sessionId: number): DialogRow[] {
    return rows(sessions.ofClient(sessionId, ofClientLimit))
  }

  /** Where the words of a search stand; not in what a blind review hides. */
  function snippets(ids: readonly number[], text: string): Snippet[] {
    const query = parseSearch(text)
    const { ids: hidden } = review.hidden()
    return sessions.searchedTexts(ids.filter(id => !hidden.has(id))).map(found => snippetOf(found, query))
  }

  return { index, rows, wholeRows, counts, ofClient, snippets }
}
