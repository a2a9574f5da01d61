import { Button, Checkbox, Modal } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Account } from '#contract/accounts.ts'
import { CallError } from '#renderer/bridge/index.ts'
import { unsentSummaryQuery } from '#renderer/data/unsent.ts'
import { Failure } from '#renderer/ui/Failure.tsx'
import { Icon } from '#renderer/ui/icons.tsx'
import { useSignOut } from '../api/account-queries.ts'
import styles from './SignOutDialog.module.css'

type Props = {
  /** Null: nobody leaves. */
  readonly account: Account | null
  /** On screen; only then are its unsent ratings counted beforehand. */
  readonly isCurrent: boolean
  readonly onClose: () => void
}

export function SignOutDialog({ account, isCurrent, onClose }: Props) {
  const { t } = useTranslation()
  return (
    <Modal
      opened={account !== null} onClose={onClose} title={t('signOut.title', { host: account?.host ?? '' })} closeButtonProps={{ 'aria-label': t('app.close') }}
    >
      {account !== null && <SignOutForm account={account} isCurrent={isCurrent} onClose={onClose} />}
    </Modal>
  )
}

function SignOutForm({ account, isCurrent, onClose }: Props & { readonly account: Account }) {
  const { t } = useTranslation()
  const [wipe, setWipe] = useState(false)
  const summary = useQuery({ ...unsentSummaryQuery(), enabled: isCurrent }).data
  const signOut = useSignOut()
  // Of an account that is not on screen, the engine says it by refusing the first try.
  const refused = signOut.error instanceof CallError && signOut.error.code === 'unsent-ratings'
  const unsent = isCurrent ? summary?.unsent ?? 0 : 0
  const asks = unsent > 0 || refused

  return (
    <div className={styles.dialog}>
      {asks && (
        <p className={styles.warning} role="alert"><Icon name="warning" size={15} />{unsent > 0 ? t('signOut.unsent', { count: unsent }) : t('signOut.unsentSome')}</p>
      )}
      {!wipe && <p>{t('signOut.stays')}</p>}
      <Checkbox checked={wipe} label={t('signOut.wipe')} classNames={{ label: styles.check }} onChange={event => setWipe(event.currentTarget.checked)} />
      {wipe && <p className={styles.danger} role="status">{t('signOut.wipeText')}</p>}
      {signOut.isError && !refused && <Failure error={signOut.error} />}
      <div className={styles.dialogActions}>
        <Button onClick={onClose} data-autofocus>{t('signOut.cancel')}</Button>
        <Button
          variant="filled" loading={signOut.isPending} {...(wipe ? { color: 'red' } : {})}
          onClick={() => signOut.mutate({ account, wipe, evenUnsent: asks }, { onSuccess: onClose })}
        >
          {t(wipe ? 'signOut.confirmWipe' : asks ? 'signOut.confirmUnsent' : 'signOut.confirm')}
        </Button>
      </div>
    </div>
  )
}
