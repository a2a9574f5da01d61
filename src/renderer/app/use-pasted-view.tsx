import { Button } from '@mantine/core'
import { useCallback, useEffect, useEffectEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { looksLikeView, parseView } from '#contract/view-text.ts'
import { useSaveView } from '#renderer/data/views.ts'
import { useRouteStore } from '#renderer/route/use-route.ts'
import { hideToast, showToast } from '#renderer/ui/toast.ts'
import { routeOfView } from './view-route.ts'

const toastId = 'shared-view'

/** Opens a view that came as a link or as text, and offers to keep it; says what is wrong with one that cannot be read. */
export function useOpenSharedView(): (text: string) => void {
  const { t } = useTranslation()
  const routes = useRouteStore()
  const { mutate: save } = useSaveView()

  return useCallback(text => {
    const closeLabel = t('app.close')
    const parsed = parseView(text)
    if (!parsed.ok) {
      const { kind, part } = parsed.problem
      return showToast({ id: toastId, title: t('sharedView.refused'), message: t(`sharedView.problem.${kind}`, { part }), tone: 'low', stay: 'long', closeLabel })
    }
    const { view } = parsed
    const { name } = view
    routes.go(routeOfView(view))
    const keep = (): void => {
      if (name === null) return
      hideToast(toastId)
      save({ ...view, name, id: null, shortcut: null }, { onSuccess: () => showToast({ id: toastId, message: t('sharedView.kept', { name }), closeLabel }) })
    }
    showToast({
      id: toastId, title: t('sharedView.opened', { name: name ?? t('palette.viewWithoutName') }), stay: 'long', closeLabel,
      message: name === null ? '' : <Button onClick={keep}>{t('sharedView.keep')}</Button>,
    })
  }, [t, routes, save])
}

/** Ctrl+V anywhere but in a field. */
export function usePastedView(open: (text: string) => void): void {
  const onPaste = useEffectEvent((event: ClipboardEvent) => {
    if (event.defaultPrevented || isField(event.target)) return
    const text = event.clipboardData?.getData('text/plain') ?? ''
    if (!looksLikeView(text)) return
    event.preventDefault()
    open(text)
  })
  useEffect(() => {
    const listener = (event: ClipboardEvent) => onPaste(event)
    addEventListener('paste', listener)
    return () => removeEventListener('paste', listener)
  }, [])
}

function isField(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches('input, textarea, select'))
}

