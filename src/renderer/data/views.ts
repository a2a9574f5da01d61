import { queryOptions, useMutation, useQueryClient, type QueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { builtInViewIds, type View, type ViewSave } from '#contract/views.ts'
import { call, on } from '#renderer/bridge/index.ts'
import { refresh } from './refresh.ts'

/** Built-in views first, then one's own. */
export const viewsQuery = () => queryOptions({ queryKey: ['views'], queryFn: () => call('views.list', {}) })

/** By the view's id. Its key begins like those of the other counts, so whatever refreshes them refreshes these. */
export const viewCountsQuery = () => queryOptions({ queryKey: ['dialogs', 'counts', 'views'], queryFn: () => call('views.counts', {}) })

export function followViews(client: QueryClient): void {
  on('views.changed', () => {
    void refresh(client, { queryKey: viewsQuery().queryKey })
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

/** One's own name for it, or the program's. */
export function useViewName(): (view: Pick<View, 'id' | 'name'>) => string {
  const { t } = useTranslation()
  return useCallback(view => {
    const builtIn = builtInViewIds.find(id => id === view.id)
    return view.name ?? (builtIn === undefined ? view.id : t(`viewName.${builtIn}`))
  }, [t])
}
