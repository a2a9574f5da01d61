import { Button, CloseButton } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { View } from '#contract/views.ts'
import { useRemoveView, useSaveView } from '#renderer/data/views.ts'
import { useErrorWords } from '#renderer/i18n/use-words.ts'
import { hideToast, showToast } from '#renderer/ui/toast.ts'

type Props = { readonly view: View }

const toastId = 'removed-view'

/** Takes a view of one's own away at once; the toast can put it back. */
export function RemoveView({ view }: Props) {
  const { t } = useTranslation()
  const words = useErrorWords()
  const remove = useRemoveView()
  const save = useSaveView()
  const name = view.name ?? view.id
  const closeLabel = t('app.close')

  function tellFailure(error: Error): void {
    showToast({ id: toastId, title: t('views.failed'), message: `${words(error).what} ${words(error).next}`, tone: 'low', closeLabel })
  }

  function putBack(): void {
    hideToast(toastId)
    save.mutate({ ...view, id: null, name }, { onError: tellFailure })
  }

  function tellRemoved(): void {
    showToast({ id: toastId, title: t('views.removed', { name }), stay: 'long', closeLabel, message: <Button onClick={putBack}>{t('views.back')}</Button> })
  }

  // The row is gone by the time of the answer, and with it what `mutate` would have called.
  function start(): void {
    void remove.mutateAsync(view.id).then(tellRemoved, tellFailure)
  }

  return <CloseButton aria-label={t('views.remove', { name })} title={t('views.remove', { name })} onClick={start} />
}
