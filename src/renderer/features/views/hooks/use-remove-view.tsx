import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { View } from '#contract/views.ts'
import { useRemoveView, useSaveView } from '#renderer/data/views.ts'
import { useRouteStore } from '#renderer/route/use-route.ts'
import { routeOfView } from '#renderer/route/view-route.ts'
import { hideToast, showToast } from '#renderer/ui/toast.ts'
import { useViewToasts } from './use-view-toasts.ts'

const toastId = 'removed-view'

/** Takes a view of one's own away at once; the toast can put it back. */
export function useRemoveWithUndo(): (view: View, onRemoved: () => void) => void {
  const { t } = useTranslation()
  const routes = useRouteStore()
  const { tellFailure } = useViewToasts()
  const remove = useRemoveView()
  const save = useSaveView()

  return (view, onRemoved) => {
    const name = view.name ?? view.id

    function putBack(): void {
      hideToast(toastId)
      void save.mutateAsync({ ...view, id: null, name }).then(back => {
        // The list that lost its view has it again, under its new id.
        const route = routes.get()
        if (route.screen === 'dialogs' && route.viewId === view.id) routes.go({ ...route, viewId: routeOfView(back).viewId }, 'replace')
      }, tellFailure)
    }

    // The row is gone by the time of the answer, and with it what `mutate` would have called.
    void remove.mutateAsync(view.id).then(() => {
      onRemoved()
      showToast({
        id: toastId, title: t('views.removed', { name }), stay: 'long', closeLabel: t('app.close'), message: <Button onClick={putBack}>{t('views.back')}</Button>,
      })
    }, tellFailure)
  }
}
