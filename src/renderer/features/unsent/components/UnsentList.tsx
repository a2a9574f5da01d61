import { Button } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { isParked } from '#contract/dialogs.ts'
import type { UnsentRating } from '#contract/ratings.ts'
import { call } from '#renderer/bridge/index.ts'
import { unsentListQuery } from '#renderer/data/unsent.ts'
import { useErrorWords, useFormat } from '#renderer/i18n/use-words.ts'
import { SupervisorRating } from '#renderer/ui/SupervisorRating.tsx'
import styles from './UnsentRatings.module.css'

type Props = { readonly onOpen: (dialogId: number) => void }

export function UnsentList({ onOpen }: Props) {
  const { t } = useTranslation()
  const words = useErrorWords()
  const list = useQuery(unsentListQuery())
  return (
    <section aria-label={t('unsent.title')}>
      <h2 className={styles.title}>{t('unsent.title')}</h2>
      {list.isError && <p className={styles.note} role="alert">{t('unsent.failure')} {words(list.error).what}</p>}
      {list.data?.length === 0 && <p className={styles.note}>{t('unsent.empty')}</p>}
      <ul className={styles.list}>
        {list.data?.map(rating => <UnsentItem key={rating.sessionId} rating={rating} onOpen={onOpen} />)}
      </ul>
    </section>
  )
}

function UnsentItem({ rating, onOpen }: { readonly rating: UnsentRating } & Props) {
  const { t } = useTranslation()
  const format = useFormat()
  const words = useErrorWords()
  const retry = useMutation({ mutationFn: () => call('ratings.retry', { sessionId: rating.sessionId }) })
  return (
    <li className={styles.item}>
      <div className={styles.what}>
        <button type="button" className={styles.name} title={t('unsent.open')} onClick={() => onOpen(rating.sessionId)}>
          {rating.clientName ?? t('row.noName')} <span className={styles.number}>№ {rating.sessionId}</span>
        </button>
        <SupervisorRating rating={rating.rating} state={rating.state} />
        <time className={styles.number}>{format.moment(rating.createdAt, Date.now())}</time>
      </div>
      {rating.comment !== '' && <p className={styles.comment} title={rating.comment}>{rating.comment}</p>}
      <div className={styles.what}>
        <span className={isParked(rating.state) ? styles.failed : styles.number}>
          {t(`unsent.${rating.state}`)}{rating.error !== null && `: ${words(rating.error).what}`}
        </span>
        {(rating.state === 'refused' || rating.state === 'needs-sign-in') && <Button onClick={() => retry.mutate()} loading={retry.isPending}>{t('unsent.retry')}</Button>}
      </div>
    </li>
  )
}
