import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useErrorWords } from '#renderer/i18n/use-words.ts'
import { showToast } from '#renderer/ui/toast.ts'

const toastId = 'view-change'

/** How a change of a view ended. */
export function useViewToasts() {
  const { t } = useTranslation()
  const words = useErrorWords()
  return useMemo(() => {
    const closeLabel = t('app.close')
    return {
      tellDone: (message: string): void => showToast({ id: toastId, message, closeLabel }),
      tellFailure: (error: Error): void => showToast({
        id: toastId, title: t('views.failed'), message: `${words(error).what} ${words(error).next}`, tone: 'low', closeLabel,
      }),
    }
  }, [t, words])
}
