import { useMutation, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { SyncState } from '#contract/sync.ts'
import { call } from '#renderer/bridge/index.ts'
import { syncStateQuery } from '#renderer/data/session.ts'
import { SourceStatus } from '#renderer/features/portal/components/SourceStatus.tsx'
import type { UnsentHandlers } from '#renderer/features/unsent/components/UnsentDialog.tsx'
import { UnsentRatings } from '#renderer/features/unsent/components/UnsentRatings.tsx'
import { useErrorWords, useFormat } from '#renderer/i18n/use-words.ts'
import { ButtonRoot } from '#renderer/ui/ButtonRoot.tsx'
import { Icon } from '#renderer/ui/icons.tsx'
import styles from './StatusLine.module.css'

type Props = UnsentHandlers & {
  /** The program cannot be reached: what it last said about itself may be wrong by now. */
  readonly lost: boolean
  readonly onPortalDetails: () => void
}

export function StatusLine({ lost, onPortalDetails, onOpenDialog, onEdit, onUndone }: Props) {
  const { t } = useTranslation()
  const format = useFormat()
  const sync = useQuery(syncStateQuery()).data
  const check = useMutation({ mutationFn: () => call('sync.now', {}) })
  return (
    <footer className={styles.line} aria-label={t('status.label')}>
      {sync !== undefined && !lost && (
        <>
          <SyncWords sync={sync} />
          {sync.phase !== 'first' && (
            <ButtonRoot className={styles.check} aria-label={t('status.checkNow')} title={t('status.checkNow')} disabled={check.isPending} onClick={() => check.mutate()}>
              <Icon name="refresh" size={12} />
            </ButtonRoot>
          )}
          <span>{t('status.dialogs', { count: sync.sessions })}</span>
        </>
      )}
      <SourceStatus onDetails={onPortalDetails} />
      <span className={styles.end}><UnsentRatings onOpenDialog={onOpenDialog} onEdit={onEdit} onUndone={onUndone} /></span>
      <span>{t('status.zone', { zone: format.zone })}</span>
    </footer>
  )
}

function SyncWords({ sync }: { readonly sync: SyncState }) {
  const { t } = useTranslation()
  const format = useFormat()
  const words = useErrorWords()
  const { phase, sessions, expected, lastCheckAt, error } = sync
  const main = phase === 'first'
    ? expected === null
      ? t('status.firstUnknown', { done: sessions })
      // The portal's count is a moment old; more than all would read as a mistake.
      : t('status.first', { done: Math.min(sessions, expected), expected })
    : t(`status.${phase}`)
  const check = phase === 'live' && lastCheckAt !== null ? t('status.lastCheck', { time: format.timeSeconds(lastCheckAt) }) : null
  const why = error === null ? null : words(error)
  return (
    // Its clock changes every few seconds: there to be looked up, not to be read out each time.
    <span className={styles.sync} role="status" aria-live="off" data-phase={phase} title={why === null ? undefined : `${why.what} ${why.next}`}>
      {phase === 'waiting' ? <Icon name="warning" size={13} /> : <i className={styles.dot} aria-hidden="true" />}
      <span className={styles.words}>{[main, check, why?.what].filter(part => part != null).join(' · ')}</span>
      {phase === 'first' && expected !== null && expected > 0 && (
        <progress className={styles.bar} value={Math.min(sessions, expected)} max={expected} aria-hidden="true" />
      )}
    </span>
  )
}
