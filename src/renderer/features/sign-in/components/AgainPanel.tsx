import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Account } from '#contract/accounts.ts'
import { Failure } from '#renderer/ui/Failure.tsx'
import type { useSignIn } from '../api/use-sign-in.ts'
import styles from './SignInForms.module.css'

type Props = {
  readonly account: Account
  readonly signIn: ReturnType<typeof useSignIn>
  /** Another application, or another way in. */
  readonly onOther: () => void
}

/** An application's account that runs: nothing has to be typed again. */
export function AgainPanel({ account, signIn, onOther }: Props) {
  const { t } = useTranslation()
  const { again, busy, failure } = signIn
  return (
    <section className={styles.form} aria-label={t('signIn.headingAgain', { host: account.host })}>
      <h2>{t('signIn.headingAgain', { host: account.host })}</h2>
      <p className={styles.note}>{t('signIn.againText')} {t('signIn.againKnown', { name: account.userName })}</p>
      {failure !== null && <Failure error={failure} />}
      <Button variant="filled" fullWidth size="sm" autoFocus disabled={busy} onClick={() => again.mutate(account.id)}>{t('signIn.submitBrowser')}</Button>
      <Button variant="subtle" fullWidth size="sm" disabled={busy} onClick={onOther}>{t('signIn.againOther')}</Button>
    </section>
  )
}
