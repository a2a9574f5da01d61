import { useSyncExternalStore } from 'react'
import type { BulkAction, Selection as Request } from '#contract/bulk.ts'
import type { DialogFilter } from '#contract/filters.ts'

/** Dialogs by name, or all of the list's filter but some; whatever a refresh brings, it means the same. */
export type Selection =
  | { readonly kind: 'ids'; readonly ids: ReadonlySet<number> }
  | { readonly kind: 'filter'; readonly except: ReadonlySet<number> }

/** What can be done with selected dialogs, in the order in which it is offered. */
export const bulkActions = ['finish', 'spam', 'transfer', 'markReviewed', 'unmarkReviewed', 'copyLinks'] as const satisfies readonly BulkAction['kind'][]
/** Seldom wanted, and found in the menu. */
const onlyInMenu: readonly BulkAction['kind'][] = ['unmarkReviewed']
export const toolbarActions = bulkActions.filter(kind => !onlyInMenu.includes(kind))

/** From here on a selection means many dialogs; a single one is the open one. */
export const SEVERAL = 2

export const noSelection: Selection = { kind: 'ids', ids: new Set() }

export function isSelected(selection: Selection, id: number): boolean {
  return selection.kind === 'ids' ? selection.ids.has(id) : !selection.except.has(id)
}

/** `total`: dialogs in the list now. */
export function selectedCount(selection: Selection, total: number): number {
  return selection.kind === 'ids' ? selection.ids.size : Math.max(0, total - selection.except.size)
}

/** As the engine is asked; null when nothing is selected. */
export function toRequest(selection: Selection, filter: DialogFilter): Request | null {
  if (selection.kind === 'filter') return { kind: 'filter', filter, except: [...selection.except] }
  return selection.ids.size === 0 ? null : { kind: 'ids', ids: [...selection.ids] }
}

export type Several = { readonly count: number; readonly request: Request }

/** The selected dialogs where this one is among several; null where what is done with it concerns it alone. */
export function severalWith(selection: Selection, filter: DialogFilter, total: number, id: number): Several | null {
  const count = selectedCount(selection, total)
  const request = count < SEVERAL || !isSelected(selection, id) ? null : toRequest(selection, filter)
  return request && { count, request }
}

export type SelectionStore = {
  readonly get: () => Selection
  readonly subscribe: (listener: () => void) => () => void
  /** Where a range with Shift begins; null at first. */
  readonly anchor: () => number | null
  /** This one in or out, and the next range begins here: Ctrl+click, Space. */
  readonly toggle: (id: number) => void
  /** This one alone in mind, nothing selected: a plain click. The next range begins here. */
  readonly startAt: (id: number) => void
  /** From the anchor to here: `ids` are those between, both ends included. Takes the place of the range before. */
  readonly extendTo: (ids: readonly number[]) => void
  /** All that match the list's filter: Ctrl+A. */
  readonly selectAll: () => void
  readonly clear: () => void
  /** Another filter is another list: what was selected in the one before must not be acted on unseen. */
  readonly showList: (filter: DialogFilter) => void
}

export function createSelection(): SelectionStore {
  const listeners = new Set<() => void>()
  let selection = noSelection
  let anchor: number | null = null
  let beforeRange = noSelection
  let list: string | null = null

  function set(next: Selection): void {
    if (next === selection) return
    selection = next
    for (const listener of listeners) listener()
  }

  function restart(at: number | null): void {
    anchor = at
    beforeRange = selection
  }

  function clear(): void {
    set(noSelection)
    restart(null)
  }

  return {
    get: () => selection,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    anchor: () => anchor,
    toggle(id) {
      set(toggled(selection, id))
      restart(id)
    },
    startAt(id) {
      set(noSelection)
      restart(id)
    },
    extendTo(ids) {
      set(including(beforeRange, ids))
    },
    selectAll() {
      set({ kind: 'filter', except: new Set() })
      restart(anchor)
    },
    clear,
    showList(filter) {
      const next = JSON.stringify(filter)
      if (list !== null && list !== next) clear()
      list = next
    },
  }
}

export function useSelection(store: SelectionStore): Selection {
  return useSyncExternalStore(store.subscribe, store.get)
}

function toggled(selection: Selection, id: number): Selection {
  return selection.kind === 'ids' ? { kind: 'ids', ids: flipped(selection.ids, id) } : { kind: 'filter', except: flipped(selection.except, id) }
}

function including(selection: Selection, ids: readonly number[]): Selection {
  if (selection.kind === 'ids') return { kind: 'ids', ids: new Set([...selection.ids, ...ids]) }
  return { kind: 'filter', except: new Set([...selection.except].filter(id => !ids.includes(id))) }
}

function flipped(ids: ReadonlySet<number>, id: number): ReadonlySet<number> {
  const next = new Set(ids)
  if (!next.delete(id)) next.add(id)
  return next
}
