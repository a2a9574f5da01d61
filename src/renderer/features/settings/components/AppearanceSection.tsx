import { SegmentedControl } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { settingsSchema } from '#contract/settings.ts'
import { useSaveSettings, useSettings } from '#renderer/data/use-settings.ts'
import { SaveFailure } from './SaveFailure.tsx'
import { SettingsRow, SettingsSection } from '#renderer/ui/SettingsParts.tsx'

export function AppearanceSection() {
  const { t } = useTranslation()
  const { language, theme } = useSettings()
  const save = useSaveSettings()
  return (
    <SettingsSection title={t('settings.appearance')}>
      <SettingsRow label={t('settings.language')}>
        <SegmentedControl
          aria-label={t('settings.language')} value={language}
          // Each language is named in itself, so that it is found by those who read only that one.
          data={[{ value: 'system', label: t('settings.system') }, { value: 'en', label: 'English' }, { value: 'ru', label: 'Русский' }]}
          onChange={value => save.mutate({ language: settingsSchema.shape.language.parse(value) })}
        />
      </SettingsRow>
      <SettingsRow label={t('settings.theme')}>
        <SegmentedControl
          aria-label={t('settings.theme')} value={theme}
          data={[
            { value: 'system', label: t('settings.system') }, { value: 'light', label: t('settings.light') }, { value: 'dark', label: t('settings.dark') },
          ]}
          onChange={value => save.mutate({ theme: settingsSchema.shape.theme.parse(value) })}
        />
      </SettingsRow>
      <SaveFailure error={save.error} />
    </SettingsSection>
  )
}
