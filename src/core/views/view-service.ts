import type { DialogFilter } from '#contract/filters.ts'
import { err, ok, type Result } from '#contract/result.ts'
import { builtInViews, viewLimit, type View, type ViewArrange, type ViewCounts, type ViewSave } from '#contract/views.ts'
import type { Emit } from '../ports.ts'
import type { StoredView, ViewStore } from './view-store.ts'

export type ViewDeps = {
  readonly store: ViewStore
  readonly count: (filter: DialogFilter) => number
  readonly emit: Emit
  readonly newId: () => string
}

export type ViewService = ReturnType<typeof createViews>

/** The rail's views: built-in ones first, then one's own in their order. */
export function createViews({ store, count, emit, newId }: ViewDeps) {
  const isBuiltIn = (id: string): boolean => builtInViews.some(view => view.id === id)

  function list(): View[] {
    const stored = store.list()
    const builtIn = builtInViews.map(({ id, filter, sort }, index): View => {
      const changed = stored.find(view => view.id === id)
      return changed
        ? { id, name: null, filter, sort: changed.sort, layout: changed.layout, shortcut: changed.shortcut }
        : { id, name: null, filter, sort, layout: null, shortcut: index + 1 }
    })
    return [...builtIn, ...stored.flatMap(({ filter, ...view }) => (filter === null ? [] : [{ ...view, filter }]))]
  }

  const find = (id: string): View | undefined => list().find(view => view.id === id)

  function save({ id, ...view }: ViewSave): Result<View> {
    if (id !== null && !isOwn(id)) return err('not-found', `There is no view ${id} to save`)
    if (id === null && ownIds().length >= viewLimit) return err('invalid-input', `There are ${viewLimit} views already`)
    return ok(keep({ ...view, id: id ?? newId() }))
  }

  function arrange({ id, ...look }: ViewArrange): Result<View> {
    const view = find(id)
    if (!view) return err('not-found', `There is no view ${id}`)
    return ok(keep({ ...view, ...look }))
  }

  function rename(id: string, name: string): Result<View> {
    const view = find(id)
    if (!view || !isOwn(id)) return err('not-found', `There is no view ${id} to rename`)
    return ok(keep({ ...view, name }))
  }

  function move(id: string, before: string | null): Result<null> {
    if (!isOwn(id)) return err('not-found', `There is no view ${id} to move`)
    const others = ownIds().filter(other => other !== id)
    const place = before === null ? others.length : others.indexOf(before)
    if (place === -1) return err('not-found', `There is no view ${before} to stand before`)
    store.setOrder(others.toSpliced(place, 0, id))
    emit('views.changed', {})
    return ok(null)
  }

  function remove(id: string): Result<null> {
    if (!isOwn(id)) return err('not-found', `There is no view ${id} to remove`)
    store.remove(id)
    emit('views.changed', {})
    return ok(null)
  }

  function counts(): ViewCounts {
    return Object.fromEntries(list().map(view => [view.id, count(view.filter)]))
  }

  function keep(view: View): View {
    store.together(() => {
      // A digit opens one view: whoever had it gives it up.
      const other = list().find(({ id, shortcut }) => shortcut !== null && shortcut === view.shortcut && id !== view.id)
      if (other) store.put(toStore({ ...other, shortcut: null }))
      store.put(toStore(view))
    })
    emit('views.changed', {})
    return view
  }

  function toStore(view: View): StoredView {
    return isBuiltIn(view.id) ? { ...view, filter: null } : view
  }

  const ownIds = (): string[] => store.list().filter(view => view.filter !== null).map(view => view.id)
  const isOwn = (id: string): boolean => ownIds().includes(id)

  return { list, save, arrange, rename, move, remove, counts }
}
