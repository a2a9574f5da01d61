import { useTranslation } from 'react-i18next'
import { showToast } from '#renderer/ui/toast.ts'

/** Puts a view, as a link or as text, on the clipboard, and says so. */
export function useCopyView(): (text: string, as: 'link' | 'text') => void {
  const { t } = useTranslation()
  return (text, as) => {
    const tell = (message: string, tone: 'plain' | 'low'): void => showToast({ id: 'copied-view', message, tone, closeLabel: t('app.close') })
    void navigator.clipboard.writeText(text).then(
      () => tell(t(as === 'link' ? 'views.linkCopied' : 'views.textCopied'), 'plain'),
      () => tell(t('views.copyRefused'), 'low'),
    )
  }
}
