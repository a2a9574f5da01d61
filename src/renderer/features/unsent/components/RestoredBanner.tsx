import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useFormat } from '#renderer/i18n/use-words.ts'
import { Failure } from '#renderer/ui/Failure.tsx'
import { Icon } from '#renderer/ui/icons.tsx'
import { restoredQuery, useAcknowledge } from '../api/unsent-queries.ts'
import styles from './RestoredBanner.module.css'

type Props = { readonly onOpenDialog: (dialogId: number) => void }

/** The file of one's own ratings was damaged: what was saved of it, and what has to be looked at. Stays until it is read. */
export function RestoredBanner({ onOpenDialog }: Props) {
  const { t } = useTranslation()
  const format = useFormat()
  const restored = useQuery(restoredQuery()).data ?? null
  const acknowledge = useAcknowledge()
  if (restored === null) return null
  const { at, backupAt, keptAt, complete, recovered, uncertain } = restored
  return (
    <section className={styles.banner} aria-label={t('restored.title')}>
      <Icon name="warning" size={15} />
      <div className={styles.words}>
        <p role="alert"><b>{t('restored.title')}</b> {t(complete ? 'restored.complete' : 'restored.incomplete')}</p>
        <p className={styles.facts}>
          {t('restored.at', { time: format.dateTime(at) })} {backupAt === null ? t('restored.noBackup') : t('restored.backup', { time: format.dateTime(backupAt) })}
          {recovered > 0 && ` ${t('restored.recovered', { count: recovered })}`}
        </p>
        {keptAt !== null && <p className={styles.facts}>{t('restored.kept', { path: keptAt })}</p>}
        {uncertain.length > 0 && (
          <>
            <p>{t('restored.uncertain', { count: uncertain.length })}</p>
            <ul className={styles.list} tabIndex={0} aria-label={t('restored.uncertain', { count: uncertain.length })}>
              {uncertain.map(({ sessionId, rating, comment }) => (
                <li key={sessionId}>
                  <button type="button" className={styles.open} onClick={() => onOpenDialog(sessionId)}>№ {sessionId}</button>
                  <b>{rating}</b><span dir="auto" title={comment}>{comment}</span>
                </li>
              ))}
            </ul>
          </>
        )}
        {acknowledge.isError && <Failure error={acknowledge.error} />}
      </div>
      <Button onClick={() => acknowledge.mutate()} loading={acknowledge.isPending}>{t('restored.acknowledge')}</Button>
    </section>
  )
}
