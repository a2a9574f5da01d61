import type { Language } from '#contract/channels.ts'
import { settingsSchema, type Settings, type SettingsPatch } from '#contract/settings.ts'
import type { Emit } from '../ports.ts'

export type SettingsDeps = {
  /** As stored; each key that cannot be read falls back to its default. */
  readonly stored: unknown
  readonly locale: string
  readonly save: (settings: Settings) => Promise<void>
  readonly emit: Emit
}

export type SettingsService = ReturnType<typeof createSettings>

export function createSettings({ stored, locale, save, emit }: SettingsDeps) {
  let current = readable(stored)

  async function set(patch: SettingsPatch): Promise<Settings> {
    const given = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined))
    current = { ...current, ...given }
    emit('settings.changed', current)
    await save(current)
    return current
  }

  const systemLanguage: Language = locale.toLowerCase().startsWith('ru') ? 'ru' : 'en'
  return {
    get: () => current,
    set,
    language: (): Language => (current.language === 'system' ? systemLanguage : current.language),
  }
}

function readable(stored: unknown): Settings {
  const whole = settingsSchema.safeParse(stored)
  if (whole.success) return whole.data
  const source: Record<string, unknown> = typeof stored === 'object' && stored !== null ? { ...stored } : {}
  const kept = Object.entries(settingsSchema.shape).filter(([key, schema]) => key in source && schema.safeParse(source[key]).success)
  return settingsSchema.parse(Object.fromEntries(kept.map(([key]) => [key, source[key]])))
}
