import { Button } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { call } from '#renderer/bridge/index.ts'
import { accountQuery, setAccount } from '#renderer/data/session.ts'
import { useErrorWords, useFormat } from '#renderer/i18n/use-words.ts'
import { SettingsRow, SettingsSection } from './SettingsParts.tsx'
import styles from './Settings.module.css'

export function AccountSection() {
  const { t } = useTranslation()
  const words = useErrorWords()
  const format = useFormat()
  const client = useQueryClient()
  const account = useQuery(accountQuery()).data
  const signOut = useMutation({
    mutationFn: () => call('account.signOut', {}),
    onSuccess: () => setAccount(client, null),
  })
  if (!account) return null
  return (
    <SettingsSection title={t('settings.account')}>
      <SettingsRow label={t('settings.portal')} text={account.kind === 'demo' ? t('settings.demo') : undefined}>
        <span className={styles.value}>{account.host}</span>
      </SettingsRow>
      <SettingsRow label={t('settings.user')} text={t(account.remembered ? 'settings.remembered' : 'settings.notRemembered')}>
        <span className={styles.value}>{account.userName}</span>
      </SettingsRow>
      <SettingsRow label={t('settings.zone')} text={t('settings.zoneText')}>
        <span className={styles.value}>{format.zone}</span>
      </SettingsRow>
      <SettingsRow label={t('settings.signOut')} text={t('settings.signOutText')}>
        <Button loading={signOut.isPending} onClick={() => signOut.mutate()}>{t('settings.signOut')}</Button>
      </SettingsRow>
      {signOut.isError && <p className={styles.failed} role="alert">{words(signOut.error).what} {words(signOut.error).next}</p>}
    </SettingsSection>
  )
}
