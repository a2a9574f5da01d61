import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { appInfoQuery } from '#renderer/data/session.ts'
import { SettingsRow, SettingsSection } from '#renderer/ui/SettingsParts.tsx'
import styles from '#renderer/ui/SettingsParts.module.css'

export function AboutSection() {
  const { t } = useTranslation()
  const info = useQuery(appInfoQuery()).data
  return (
    <SettingsSection title={t('settings.about')}>
      <SettingsRow label={t('settings.version')}><span className={styles.value}>{t('app.name')} {info?.version}</span></SettingsRow>
      <SettingsRow label={t('settings.exportsFolder')}><span className={styles.value}>{info?.exportsFolder}</span></SettingsRow>
    </SettingsSection>
  )
}
