import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Account } from '#contract/accounts.ts'
import { syncStateQuery } from '#renderer/data/session.ts'
import { useErrorWords } from '#renderer/i18n/use-words.ts'
import { Icon } from '#renderer/ui/icons.tsx'
import { isAuthFailure } from '../model/report.ts'
import styles from './PortalStrips.module.css'

type Props = { readonly account: Account; readonly onSignIn: () => void }

/** The portal does not let this sign-in pass: reading goes on, new things wait. */
export function AuthBanner({ account, onSignIn }: Props) {
  const { t } = useTranslation()
  const words = useErrorWords()
  const error = useQuery(syncStateQuery()).data?.error ?? null
  if (error === null || !isAuthFailure(error.code)) return null
  const { what, next } = words(error)
  return (
    <div className={styles.banner} role="alert">
      <Icon name="warning" size={15} />
      <p><b>{account.host}: {what}</b> {next}</p>
      <Button onClick={onSignIn}>{t('portal.signInAgain')}</Button>
    </div>
  )
}
