import { createContext, useContext } from 'react'
import { useTranslation } from 'react-i18next'
import type { Language } from '#contract/channels.ts'
import { CallError } from '#renderer/bridge/index.ts'
import { errorWords, type ErrorWords } from './error-words.ts'
import { createFormat, type Format } from './format.ts'

export type Words = { readonly language: Language; readonly format: Format }

export const WordsContext = createContext<Words>({ language: 'en', format: createFormat({ language: 'en', zoneMinutes: 0 }) })

export function useFormat(): Format {
  return useContext(WordsContext).format
}

export function useLanguage(): Language {
  return useContext(WordsContext).language
}

/** Words for anything that a call can throw, or for a code that came as data. */
export function useErrorWords(): (error: unknown) => ErrorWords {
  const language = useLanguage()
  return error => errorWords[errorCode(error)][language]
}

/** As `useErrorWords`, for the reason why a rating is not sent: there the damaged file was that of the ratings. */
export function useRatingErrorWords(): (error: unknown) => ErrorWords {
  const { t } = useTranslation()
  const words = useErrorWords()
  return error => errorCode(error) === 'damaged-data' ? { what: t('unsent.uncertain'), next: t('unsent.uncertainNext') } : words(error)
}

function errorCode(error: unknown) {
  if (error instanceof CallError) return error.code
  // Rows and runs carry their failure as data of the contract.
  if (typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string' && error.code in errorWords) {
    return error.code as keyof typeof errorWords
  }
  return 'internal'
}

/** Waits as people say them: «18 min», «1 h 12 min», «2 d 3 h». */
export function useWaitWords(): (seconds: number) => string {
  const { t } = useTranslation()
  return seconds => {
    if (seconds < 60) return t('unit.seconds', { seconds: Math.round(seconds) })
    const minutes = Math.floor(seconds / 60)
    if (minutes < 60) return t('unit.minutes', { minutes })
    const hours = Math.floor(minutes / 60)
    if (hours < 24) return minutes % 60 === 0 ? t('unit.hours', { hours }) : t('unit.hourMinutes', { hours, minutes: minutes % 60 })
    return t('unit.days', { days: Math.floor(hours / 24), hours: hours % 24 })
  }
}
