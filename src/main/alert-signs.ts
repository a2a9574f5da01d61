import { settingsSchema, type Settings } from '#contract/settings.ts'
import type { EngineListener } from '#engine/engine-api.ts'
import type { Words } from './words.ts'

export type AlertSignsDeps = {
  readonly setWords: (words: Words) => void
  readonly wordsFor: (language: Settings['language']) => Words
  /** Alerts came or went in some account. */
  readonly recount: () => void
}

/** Keeps tray, badge and menu in step with the engine. The number is always the engine's own, never counted on here. */
export function followEngine({ setWords, wordsFor, recount }: AlertSignsDeps): EngineListener {
  return (event, payload) => {
    if (event === 'accounts.changed') recount()
    if (event === 'settings.changed') setWords(wordsFor(languageOf(payload)))
  }
}

/** The language in stored or sent settings; anything else means the system's. */
export function languageOf(settings: unknown): Settings['language'] {
  const parsed = settingsSchema.pick({ language: true }).catch({ language: 'system' }).parse(
    typeof settings === 'object' && settings !== null && 'language' in settings ? { language: settings.language } : {},
  )
  return parsed.language
}
