import { Button, Switch } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { call } from '#renderer/bridge/index.ts'
import { appInfoQuery } from '#renderer/data/session.ts'
import { useSaveSettings, useSettings } from '#renderer/data/use-settings.ts'
import { useErrorWords } from '#renderer/i18n/use-words.ts'
import { useNotificationPermission } from '../hooks/use-notification-permission.ts'
import { SaveFailure } from './SaveFailure.tsx'
import { SettingsRow, SettingsSection } from '#renderer/ui/SettingsParts.tsx'
import styles from '#renderer/ui/SettingsParts.module.css'

export function NotificationsSection() {
  const { t } = useTranslation()
  const words = useErrorWords()
  const { notifications, notificationNames } = useSettings()
  const save = useSaveSettings()
  const native = useQuery(appInfoQuery()).data?.capabilities.nativeNotifications ?? true
  const { permission, ask } = useNotificationPermission()
  const test = useMutation({ mutationFn: () => call('alerts.test', {}) })
  return (
    <SettingsSection title={t('settings.notifications')}>
      <SettingsRow label={t('settings.notify')}>
        <Switch aria-label={t('settings.notify')} checked={notifications} onChange={event => save.mutate({ notifications: event.currentTarget.checked })} />
      </SettingsRow>
      <SettingsRow label={t('settings.names')} text={t('settings.namesText')}>
        <Switch
          aria-label={t('settings.names')} checked={notificationNames} disabled={!notifications}
          onChange={event => save.mutate({ notificationNames: event.currentTarget.checked })}
        />
      </SettingsRow>
      {!native && permission === 'default' && (
        <SettingsRow label={t('settings.permission')} text={t('settings.permissionText')}>
          <Button onClick={ask}>{t('settings.allow')}</Button>
        </SettingsRow>
      )}
      {!native && permission === 'denied' && <SettingsRow label={t('settings.permission')} text={t('settings.permissionDenied')} />}
      <div className={styles.row}>
        <Button loading={test.isPending} onClick={() => test.mutate()}>{t('settings.test')}</Button>
        {test.isSuccess && <span className={styles.text} role="status">{t(test.data.shown || permission === 'granted' ? 'settings.testShown' : 'settings.testNotShown')}</span>}
        {test.isError && <span className={styles.failed} role="alert">{words(test.error).what} {words(test.error).next}</span>}
      </div>
      <SaveFailure error={save.error} />
    </SettingsSection>
  )
}
