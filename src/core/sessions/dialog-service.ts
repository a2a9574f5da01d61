import { dialogSortSchema, type DialogFilter, type DialogIndex, type DialogRow, type DialogSort, type Snippet } from '#contract/dialogs.ts'
import type { AlertStore } from '../alerts/alert-store.ts'
import type { ReviewMarks } from '../bulk/bulk-store.ts'
import type { Clock } from '../ports.ts'
import type { OutboxStore } from '../ratings/outbox-store.ts'
import { tellsHidden } from '../review/blind.ts'
import type { ReviewService } from '../review/review-service.ts'
import { isEmptySearch, parseSearch } from '../search/search-query.ts'
import { snippetOf } from '../search/snippets.ts'
import { resolveFilter, type ResolvedFilter } from './period.ts'
import type { SessionStore } from './session-store.ts'

export type DialogDeps = {
  readonly sessions: SessionStore
  readonly outbox: OutboxStore
  readonly alerts: AlertStore
  readonly marks: Pick<ReviewMarks, 'among'>
  readonly review: Pick<ReviewService, 'flagged' | 'hidden' | 'hide'>
  readonly clock: Clock
  /** Of the portal, by now. */
  readonly zoneMinutes: () => number
}

type List = { readonly filter: DialogFilter; readonly sort: DialogSort }

const ofClientLimit = 50
const anyOrder = dialogSortSchema.parse({})

export type DialogService = ReturnType<typeof createDialogs>

/** The list as people see it: the portal's sessions together with our own ratings and alerts. */
export function createDialogs({ sessions, outbox, alerts, marks, review, clock, zoneMinutes }: DialogDeps) {
  const resolve = (filter: DialogFilter) => resolveFilter(filter, clock(), zoneMinutes())

  function index(query: List & { readonly offset: number; readonly limit: number; readonly rows?: number }): DialogIndex {
    const filter = resolve(query.filter)
    const search = parseSearch(filter.text)
    const searchable = isEmptySearch(search) ? null : { ...sessions.searchable(), shows: search.terms.length > 0 }
    const block = blockOf(query, filter)
    const withheld = tells(query) ? review.hidden().ids.size : 0
    return { ...block, rows: rows(block.ids.slice(0, query.rows ?? 0)), withheld, searchable }
  }

  function blockOf(query: List & { readonly offset: number; readonly limit: number }, filter: ResolvedFilter): Pick<DialogIndex, 'ids' | 'total'> {
    if (!tells(query)) return sessions.index({ ...query, filter })
    const ids = idsOf(query)
    return { ids: ids.slice(query.offset, query.offset + query.limit), total: ids.length }
  }

  /** Whether a list would tell of a dialog what a blind review hides: by holding it, by leaving it out, or by its place. */
  function tells(list: List): boolean {
    const { ids: hidden, mode } = review.hidden()
    return hidden.size > 0 && tellsHidden(list, mode)
  }

  /** The whole list in order. Without the hidden dialogs where it would tell of them, whatever they hold. */
  function idsOf(list: List): number[] {
    const ids = sessions.allIds(resolve(list.filter), list.sort)
    const { ids: hidden } = review.hidden()
    return tells(list) ? ids.filter(id => !hidden.has(id)) : ids
  }

  function count(filter: DialogFilter): number {
    const list = { filter, sort: anyOrder }
    return tells(list) ? idsOf(list).length : sessions.count(resolve(filter))
  }

  const rows = (ids: readonly number[]): DialogRow[] => wholeRows(ids).map(review.hide)

  /** With what a blind review hides on screen: for files. */
  function wholeRows(ids: readonly number[]): DialogRow[] {
    const flagged = review.flagged(ids)
    const marked = marks.among(ids)
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
        marked: marked.has(row.id),
        flagged: flagged.has(row.id),
        hidden: [],
      }
    })
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

  return { index, idsOf, count, rows, wholeRows, ofClient, snippets }
}
