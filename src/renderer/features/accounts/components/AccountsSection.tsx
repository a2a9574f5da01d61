import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Account, ListedAccount } from '#contract/accounts.ts'
import { accountQuery, accountsQuery } from '#renderer/data/session.ts'
import { useFormat } from '#renderer/i18n/use-words.ts'
import { useRoute } from '#renderer/route/use-route.ts'
import { Failure } from '#renderer/ui/Failure.tsx'
import { Icon } from '#renderer/ui/icons.tsx'
import { SettingsRow, SettingsSection } from '#renderer/ui/SettingsParts.tsx'
import { useGoToAccount } from '../api/account-queries.ts'
import { AccountState } from './AccountWords.tsx'
import { SignOutDialog } from './SignOutDialog.tsx'
import styles from './AccountsSection.module.css'

/** Settings → Accounts. */
export function AccountsSection() {
  const { t } = useTranslation()
  const format = useFormat()
  const { go } = useRoute()
  const goTo = useGoToAccount()
  const [leaving, setLeaving] = useState<Account | null>(null)
  const currentId = useQuery(accountQuery()).data?.id
  const accounts = useQuery(accountsQuery())
  return (
    <SettingsSection title={t('accounts.title')}>
      <ul>
        {accounts.data?.map(listed => (
          <AccountRow
            key={listed.account.id} listed={listed} current={listed.account.id === currentId} onShow={() => goTo(listed)} onSignOut={() => setLeaving(listed.account)}
          />
        ))}
      </ul>
      {accounts.isError && <div className={styles.row}><Failure error={accounts.error} /></div>}
      <div className={styles.row}>
        <Button leftSection={<Icon name="plus" size={14} />} onClick={() => go({ screen: 'sign-in', kind: null, host: null })}>{t('accounts.add')}</Button>
      </div>
      <SettingsRow label={t('settings.zone')} text={t('settings.zoneText')}>{format.zone}</SettingsRow>
      <SignOutDialog account={leaving} isCurrent={leaving?.id === currentId} onClose={() => setLeaving(null)} />
    </SettingsSection>
  )
}

type RowProps = {
  readonly listed: ListedAccount
  readonly current: boolean
  readonly onShow: () => void
  readonly onSignOut: () => void
}

function AccountRow({ listed, current, onShow, onSignOut }: RowProps) {
  const { t } = useTranslation()
  const { account, state } = listed
  return (
    <li className={styles.row}>
      <div className={styles.rowText}>
        <p>{account.kind === 'demo' ? account.host : `${account.host} · ${account.userName}`}</p>
        <p>{t(`accounts.kind.${account.kind}`)}{account.keptBy !== 'none' && ` · ${t(`accounts.kept.${account.keptBy}`)}`}</p>
      </div>
      <div className={styles.rowActions}>
        {current ? <span className={styles.mark}>{t('accounts.current')}</span> : <AccountState listed={listed} />}
        {!current && <Button onClick={onShow} aria-label={`${t(state === 'locked' ? 'accounts.unlock' : 'accounts.show')}: ${account.host}`}>{t(state === 'locked' ? 'accounts.unlock' : 'accounts.show')}</Button>}
        <Button onClick={onSignOut} aria-label={`${t('accounts.signOut')} ${account.host}`}>{t('accounts.signOut')}</Button>
      </div>
    </li>
  )
}
