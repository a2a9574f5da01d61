import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Account, ListedAccount } from '#contract/accounts.ts'
import { useRoute } from '#renderer/route/use-route.ts'
import { Door } from '#renderer/ui/Door.tsx'
import { Icon } from '#renderer/ui/icons.tsx'
import { Key } from '#renderer/ui/Key.tsx'
import { useHotkeys } from '#renderer/ui/use-hotkeys.ts'
import { useGoToAccount } from '../api/account-queries.ts'
import { AccountName, AccountState } from './AccountWords.tsx'
import { SignOutDialog } from './SignOutDialog.tsx'
import { UnlockForm } from './UnlockForm.tsx'
import styles from './AccountsScreen.module.css'

type Props = {
  readonly accounts: readonly ListedAccount[]
  /** The one to unlock, if it is locked. */
  readonly accountId: string | null
  readonly onBack: (() => void) | null
}

/** Stands while no account is on screen: unlocks one, or lets choose among them. */
export function AccountsScreen({ accounts, accountId, onBack }: Props) {
  const { t } = useTranslation()
  const { go } = useRoute()
  const goTo = useGoToAccount()
  const [leaving, setLeaving] = useState<Account | null>(null)
  const locked = accounts.find(({ account, state }) => account.id === accountId && state === 'locked')?.account
  const choices = accounts.filter(({ account }) => account !== locked)
  useHotkeys(Object.fromEntries(choices.slice(0, 9).map((listed, index) => [`Digit${index + 1}`, () => goTo(listed)])))

  return (
    <Door width="narrow" onBack={onBack}>
      <div className={styles.box}>
        {locked !== undefined && (
          <>
            <div className={styles.who}><Icon name="lock" size={18} /><AccountName account={locked} /></div>
            <UnlockForm
              key={locked.id} account={locked} onSignOut={() => setLeaving(locked)}
              onSignIn={() => go({ screen: 'sign-in', kind: locked.kind, host: locked.host })}
            />
          </>
        )}
        {choices.length > 0 && (
          <section className={locked && styles.other} aria-label={t(locked ? 'accounts.others' : 'accounts.choose')}>
            <h2>{t(locked ? 'accounts.others' : 'accounts.choose')}</h2>
            <ul className={styles.list}>
              {choices.map((listed, index) => (
                <li key={listed.account.id}>
                  <button type="button" className={styles.choice} onClick={() => goTo(listed)}>
                    <AccountName account={listed.account} />
                    <AccountState listed={listed} />
                    {index < 9 && <Key>{String(index + 1)}</Key>}
                  </button>
                </li>
              ))}
            </ul>
          </section>
        )}
        <div className={styles.actions}>
          <Button leftSection={<Icon name="plus" size={14} />} onClick={() => go({ screen: 'sign-in', kind: null, host: null })}>{t('accounts.add')}</Button>
        </div>
      </div>
      <SignOutDialog account={leaving} isCurrent={false} onClose={() => setLeaving(null)} />
    </Door>
  )
}
