import { useQuery } from '@tanstack/react-query'
import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import type { DialogFilter } from '#contract/dialogs.ts'
import { directoryQuery } from '#renderer/data/session.ts'
import { filterFields, isSet } from '#renderer/features/dialogs/model/filter-fields.ts'
import { filterLabel, filterValueWords } from '#renderer/features/dialogs/model/filter-words.ts'
import { useFormat, useLanguage } from '#renderer/i18n/use-words.ts'

/** A filter in words, one condition a line, as its chips say it. */
export function useFilterLines(filter: DialogFilter): () => readonly string[] {
  const { t } = useTranslation()
  const format = useFormat()
  const language = useLanguage()
  const directory = useQuery(directoryQuery()).data
  return useCallback(() => {
    const words = { t, format, language, directory }
    return filterFields.filter(field => isSet(filter, field)).map(field => `${filterLabel(filter, field, words)}: ${filterValueWords(filter, field, words)}`)
  }, [filter, t, format, language, directory])
}
