import { queryOptions, useMutation, useQueryClient, type QueryClient } from '@tanstack/react-query'
import { useCallback, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Input } from '#contract/contract.ts'
import { builtInViewIds, viewLayoutSchema, type View, type ViewArrange, type ViewLayout, type ViewSave } from '#contract/views.ts'
import { call, on } from '#renderer/bridge/index.ts'
import { refresh } from './refresh.ts'
import { useSettings } from './use-settings.ts'

/** Built-in views first, then one's own. */
export const viewsQuery = () => queryOptions({ queryKey: ['views'], queryFn: () => call('views.list', {}) })

/** By the view's id. Its key begins like those of the other counts, so whatever refreshes them refreshes these. */
export const viewCountsQuery = () => queryOptions({ queryKey: ['dialogs', 'counts', 'views'], queryFn: () => call('views.counts', {}) })

/** While such changes are on their way, the screen is ahead of what could be read. */
const arranging = ['views', 'arrange'] as const

export function followViews(client: QueryClient): void {
  on('views.changed', () => {
    if (client.isMutating({ mutationKey: arranging }) === 0) void refresh(client, { queryKey: viewsQuery().queryKey })
    void refresh(client, { queryKey: viewCountsQuery().queryKey })
  })
}

export function useSaveView() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (view: ViewSave) => call('views.save', view),
    onSuccess: () => refresh(client, { queryKey: viewsQuery().queryKey }),
  })
}

export function useRemoveView() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (id: string) => call('views.remove', { id }),
    onSuccess: () => refresh(client, { queryKey: viewsQuery().queryKey }),
  })
}

export function useRenameView() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (rename: Input<'views.rename'>) => call('views.rename', rename),
    onSuccess: () => refresh(client, { queryKey: viewsQuery().queryKey }),
  })
}

/** Shown at its new place at once, and taken back when it could not be moved. */
export function useMoveView() {
  const client = useQueryClient()
  const { queryKey } = viewsQuery()
  return useMutation({
    mutationFn: (move: Input<'views.move'>) => call('views.move', move),
    onMutate: ({ id, before }) => client.setQueryData(queryKey, views => views && withMoved(views, id, before)),
    onSettled: () => refresh(client, { queryKey }),
  })
}

/** `before`: the view that it comes to stand above; null puts it last. */
export function withMoved(views: readonly View[], id: string, before: string | null): View[] {
  const others = views.filter(view => view.id !== id)
  const place = others.findIndex(view => view.id === before)
  return others.toSpliced(place === -1 ? others.length : place, 0, ...views.filter(view => view.id === id))
}

/** A change of the look is shown at once, and taken back when it could not be kept. */
export function useArrangeView() {
  const client = useQueryClient()
  const { queryKey } = viewsQuery()
  return useMutation({
    mutationKey: arranging,
    // One after another: the last one made is the one that stays.
    scope: { id: arranging.join() },
    mutationFn: (look: ViewArrange) => call('views.arrange', look),
    onMutate: look => client.setQueryData(queryKey, views => views?.map(view => view.id === look.id ? { ...view, ...look } : view)),
    onSettled: () => client.isMutating({ mutationKey: arranging }) === 1 ? refresh(client, { queryKey }) : undefined,
  })
}

/** How a view shows its dialogs; as in the settings where it has no look of its own. */
export function useLayout(view: View | undefined): ViewLayout {
  const { columns } = useSettings()
  return useMemo(() => view?.layout ?? viewLayoutSchema.parse({ columns: columns.map(column => ({ column })) }), [view, columns])
}

/** One's own name for it, or the program's. */
export function useViewName(): (view: Pick<View, 'id' | 'name'>) => string {
  const { t } = useTranslation()
  return useCallback(view => {
    const builtIn = builtInViewIds.find(id => id === view.id)
    return view.name ?? (builtIn === undefined ? view.id : t(`viewName.${builtIn}`))
  }, [t])
}
