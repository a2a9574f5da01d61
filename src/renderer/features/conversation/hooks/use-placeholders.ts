import { useTranslation } from 'react-i18next'
import { channelName } from '#contract/channels.ts'
import type { DialogRow } from '#contract/dialogs.ts'
import { useLanguage, useWaitWords } from '#renderer/i18n/use-words.ts'

/** What stands in a template's braces means in this dialog; a word for what is not known. */
export function usePlaceholders(row: DialogRow, rating: number | null): Readonly<Record<string, string>> {
  const { t } = useTranslation()
  const language = useLanguage()
  const waitWords = useWaitWords()
  return {
    client: row.clientName ?? t('reviewForm.theClient'),
    operator: row.operatorName ?? t('reviewForm.theOperator'),
    line: row.lineName ?? String(row.lineId),
    channel: channelName(row.source, language),
    number: String(row.id),
    rating: rating === null ? '' : String(rating),
    ...(row.waitAnswer === null ? {} : { wait: waitWords(row.waitAnswer) }),
  }
}
