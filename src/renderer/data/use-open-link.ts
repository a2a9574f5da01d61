import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { DialogLink } from '#contract/dialogs.ts'
import { call } from '#renderer/bridge/index.ts'
import { useErrorWords } from '#renderer/i18n/use-words.ts'
import { showToast } from '#renderer/ui/toast.ts'

/** Opens one of the portal's pages about a dialog in the browser, and says so where that fails. */
export function useOpenLink(sessionId: number): (what: DialogLink) => void {
  const { t } = useTranslation()
  const words = useErrorWords()
  return useMutation({
    mutationFn: (what: DialogLink) => call('dialogs.openLink', { sessionId, what }),
    onError: error => showToast({ id: 'open-in-portal', title: t('conversation.openFailed'), message: words(error).what, tone: 'low', closeLabel: t('app.close') }),
  }).mutate
}
