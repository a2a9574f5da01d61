import { useTranslation } from 'react-i18next'
import type { Account, ListedAccount } from '#contract/accounts.ts'
import { useFormat } from '#renderer/i18n/use-words.ts'
import { Icon } from '#renderer/ui/icons.tsx'
import styles from './AccountWords.module.css'

/** Who: the user above the host, both cut where room ends. */
export function AccountName({ account }: { readonly account: Account }) {
  const { t } = useTranslation()
  return (
    <span className={styles.name}>
      <b title={account.userName}>{account.kind === 'demo' ? t('accounts.demo') : account.userName}</b>
      <small title={account.host}>{account.host}</small>
    </span>
  )
}

/** What waits there: a lock, a number of alerts, or nothing. */
export function AccountState({ listed }: { readonly listed: ListedAccount }) {
  const { t } = useTranslation()
  const format = useFormat()
  if (listed.state === 'locked') return <span className={styles.locked}><Icon name="lock" size={13} />{t('accounts.locked')}</span>
  if (!listed.openAlerts) return null
  return (
    <span className={styles.badge}>
      <span aria-hidden="true">{format.number(listed.openAlerts)}</span>
      <span className="visually-hidden">{t('accounts.alerts', { count: listed.openAlerts })}</span>
    </span>
  )
}
