import { Button, PasswordInput } from '@mantine/core'
import { useRef, useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { Account } from '#contract/accounts.ts'
import { Failure } from '#renderer/ui/Failure.tsx'
import { useUnlock } from '../api/account-queries.ts'
import { unlockingOf } from '../model/unlocking.ts'
import styles from './AccountsScreen.module.css'

type Props = {
  readonly account: Account
  readonly onSignIn: () => void
  readonly onSignOut: () => void
}

const words = { passphrase: 'unlock.passphraseText', store: 'unlock.storeText', demo: 'unlock.demoText', 'sign-in': 'unlock.endedText' } as const

export function UnlockForm({ account, onSignIn, onSignOut }: Props) {
  const { t } = useTranslation()
  const [passphrase, setPassphrase] = useState('')
  const field = useRef<HTMLInputElement>(null)
  const unlock = useUnlock()
  const unlocking = unlockingOf(account)
  const ready = !unlock.isPending && (unlocking !== 'passphrase' || passphrase !== '')

  function submit(event: FormEvent): void {
    event.preventDefault()
    if (!ready) return
    unlock.mutate({ id: account.id, passphrase: unlocking === 'passphrase' ? passphrase : null }, { onError: () => field.current?.select() })
  }

  return (
    <form className={styles.unlock} onSubmit={submit} aria-label={t('unlock.unlock')}>
      <p className={styles.text}>{t(words[unlocking])}</p>
      {unlocking === 'passphrase' && (
        <PasswordInput
          ref={field} label={t('unlock.passphrase')} value={passphrase} maxLength={200} autoComplete="current-password" autoFocus classNames={{ label: styles.label }}
          visibilityToggleButtonProps={{ 'aria-label': t('signIn.show') }} error={unlock.isError} onChange={event => setPassphrase(event.currentTarget.value)}
        />
      )}
      {unlock.isError && <Failure error={unlock.error} />}
      <div className={styles.actions}>
        {unlocking !== 'sign-in' && (
          <Button type="submit" variant="filled" disabled={!ready} loading={unlock.isPending}>
            {t(unlocking === 'passphrase' ? 'unlock.unlock' : 'unlock.retry')}
          </Button>
        )}
        {unlocking !== 'demo' && (
          <Button onClick={onSignIn} {...(unlocking === 'sign-in' ? { variant: 'filled' } : {})}>{t('unlock.signInAgain')}</Button>
        )}
        <Button variant="subtle" className={styles.end} onClick={onSignOut}>{t('accounts.signOut')}</Button>
      </div>
    </form>
  )
}
