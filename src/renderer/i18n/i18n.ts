import i18next, { type i18n } from 'i18next'
import { initReactI18next } from 'react-i18next'
import type { Language } from '#contract/channels.ts'
import { en } from './en.ts'
import { ru } from './ru.ts'

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation'
    resources: { translation: typeof en }
  }
}

export function createI18n(language: Language): i18n {
  const instance = i18next.createInstance()
  void instance.use(initReactI18next).init({
    lng: language,
    fallbackLng: 'en',
    resources: { en: { translation: en }, ru: { translation: ru } },
    // React escapes.
    interpolation: { escapeValue: false },
    initAsync: false,
  })
  return instance
}

/** The language to speak for a wish: `system` follows the operating system's tag. */
export function resolveLanguage(wish: 'system' | Language, systemTag: string): Language {
  if (wish !== 'system') return wish
  return /^ru\b/i.test(systemTag) ? 'ru' : 'en'
}
