import { useTranslation } from 'react-i18next'
import { useErrorWords } from '#renderer/i18n/use-words.ts'
import { showToast } from '#renderer/ui/toast.ts'

/** For what has no place of its own on the screen to say that it failed, or may have left it by then. */
export function useTellFailure(): (error: Error) => void {
  const { t } = useTranslation()
  const words = useErrorWords()
  return error => {
    const { what, next } = words(error)
    showToast({ id: 'failure', message: `${what} ${next}`, tone: 'low', closeLabel: t('app.close') })
  }
}
