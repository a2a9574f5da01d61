import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useEffectEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { looksLikeView, parseView, type ParsedView } from '#contract/view-text.ts'
import { useSaveView, viewsQuery } from '#renderer/data/views.ts'
import { useViewToasts } from '#renderer/features/views/hooks/use-view-toasts.ts'
import { sameFilter, sameSort } from '#renderer/route/route.ts'
import { useRouteStore } from '#renderer/route/use-route.ts'
import { adoptView, routeOfView } from '#renderer/route/view-route.ts'
import { hideToast, showToast } from '#renderer/ui/toast.ts'

const toastId = 'shared-view'

/** Opens a view that came as a link or as text, and offers to keep it; says what is wrong with one that cannot be read. */
export function useOpenSharedView(): (parsed: ParsedView) => void {
  const { t } = useTranslation()
  const routes = useRouteStore()
  const client = useQueryClient()
  const { mutateAsync: save } = useSaveView()
  const { tellDone, tellFailure } = useViewToasts()

  return useCallback(parsed => {
    const closeLabel = t('app.close')
    if (!parsed.ok) {
      const { kind, part } = parsed.problem
      return showToast({ id: toastId, title: t('sharedView.refused'), message: t(`sharedView.problem.${kind}`, { part }), tone: 'low', stay: 'long', closeLabel })
    }
    const { view } = parsed
    const { name } = view
    // One that is in the rail already is shown as such.
    const known = client.getQueryData(viewsQuery().queryKey)?.find(own => sameFilter(own.filter, view.filter) && sameSort(own.sort, view.sort))
    routes.go(routeOfView(known ?? view))
    const keep = (): void => {
      if (name === null) return
      hideToast(toastId)
      void save({ ...view, name, id: null, shortcut: null }).then(saved => { adoptView(routes, saved); tellDone(t('views.kept', { name })) }, tellFailure)
    }
    showToast({
      id: toastId, title: t('sharedView.opened', { name: name ?? t('palette.viewWithoutName') }), stay: 'long', closeLabel,
      message: name === null || known !== undefined ? '' : <Button onClick={keep}>{t('sharedView.keep')}</Button>,
    })
  }, [t, routes, client, save, tellDone, tellFailure])
}

/** Ctrl+V anywhere but in a field where such a text may be wanted: nobody searches dialogs for a view. */
export function usePastedView(open: (parsed: ParsedView) => void): void {
  const onPaste = useEffectEvent((event: ClipboardEvent) => {
    if (event.defaultPrevented || isField(event.target)) return
    const text = event.clipboardData?.getData('text/plain') ?? ''
    if (!looksLikeView(text)) return
    event.preventDefault()
    open(parseView(text))
  })
  useEffect(() => {
    const listener = (event: ClipboardEvent) => onPaste(event)
    addEventListener('paste', listener)
    return () => removeEventListener('paste', listener)
  }, [])
}

function isField(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches('input:not([type=search]), textarea, select'))
}

