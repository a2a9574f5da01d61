import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { call } from '#renderer/bridge/index.ts'
import { useErrorWords } from '#renderer/i18n/use-words.ts'
import { showToast } from '#renderer/ui/toast.ts'

/** Puts links to so many dialogs on the clipboard, and says how that went. */
export function useTakeLinks(): (text: string, count: number) => Promise<void> {
  const { t } = useTranslation()
  return (text, count) => navigator.clipboard.writeText(text).then(
    () => showToast({ id: 'bulk-links', message: t('bulk.linksCopied', { count }), closeLabel: t('app.close') }),
    () => showToast({ id: 'bulk-links', message: t('bulk.linksRefused'), tone: 'low', closeLabel: t('app.close') }),
  )
}

/** The link to one dialog, without a question first. */
export function useCopyLink(): (sessionId: number) => void {
  const { t } = useTranslation()
  const words = useErrorWords()
  const take = useTakeLinks()
  return useMutation({
    mutationFn: async (sessionId: number) => {
      const { previewId } = await call('bulk.preview', { selection: { kind: 'ids', ids: [sessionId] }, action: { kind: 'copyLinks' } })
      return call('bulk.links', { previewId })
    },
    onSuccess: ({ text }) => take(text, 1),
    onError: error => showToast({ id: 'bulk-links', message: words(error).what, tone: 'low', closeLabel: t('app.close') }),
  }).mutate
}
