import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { UnsentRating } from '#contract/ratings.ts'
import { useFormat, useRatingErrorWords } from '#renderer/i18n/use-words.ts'
import { Failure } from '#renderer/ui/Failure.tsx'
import { SupervisorRating } from '#renderer/ui/SupervisorRating.tsx'
import { useDiscard, useRetryOne, useTakeBack } from '../api/unsent-queries.ts'
import { canDiscard, canRetry, toneOf } from '../model/unsent-groups.ts'
import { ItemConflict } from './ItemConflict.tsx'
import type { UnsentHandlers } from './UnsentDialog.tsx'
import styles from './UnsentRatings.module.css'

type Props = UnsentHandlers & { readonly rating: UnsentRating }

/** One of them, with its reason in words and what can be done. */
export function UnsentItem({ rating: entry, onOpenDialog, onEdit, onUndone }: Props) {
  const { t } = useTranslation()
  const format = useFormat()
  const words = useRatingErrorWords()
  const { sessionId, clientName, rating, comment, state, createdAt, attempts, error } = entry
  const why = error === null ? null : words(error)
  return (
    <li className={styles.item}>
      <div className={styles.what}>
        <button type="button" className={styles.name} title={t('unsent.open')} onClick={() => onOpenDialog(sessionId)}>
          {clientName ?? t('row.noName')} <span className={styles.number}>№ {sessionId}</span>
        </button>
        <SupervisorRating rating={rating} state={null} />
        <time className={styles.number}>{format.moment(createdAt, Date.now())}</time>
      </div>
      {state === 'conflict' ? <ItemConflict rating={entry} onEdit={onEdit} /> : (
        <>
          {comment !== '' && <p className={styles.comment} dir="auto" title={comment}>{comment}</p>}
          {why !== null && (
            <p className={styles.why} data-tone={toneOf(state)}>
              {why.what} {state === 'queued' ? t('unsent.tried', { count: attempts }) : why.next}
            </p>
          )}
          <Actions rating={entry} onEdit={onEdit} onUndone={onUndone} />
        </>
      )}
    </li>
  )
}

function Actions({ rating: entry, onEdit, onUndone }: Omit<Props, 'onOpenDialog'>) {
  const { t } = useTranslation()
  /** Null: not asked yet. Once asked and not deleted, the button has the keyboard again. */
  const [asked, setAsked] = useState<boolean | null>(null)
  const retry = useRetryOne()
  const discard = useDiscard()
  const takeBack = useTakeBack()
  const { sessionId, state } = entry
  const failed = retry.error ?? discard.error ?? takeBack.error
  if (asked) return <Question rating={entry} pending={discard.isPending} onDiscard={() => discard.mutate(sessionId)} onKeep={() => setAsked(false)} failed={discard.error} />
  return (
    <>
      <div className={styles.actions}>
        {state === 'held' && <Button onClick={() => takeBack.mutate(entry, { onSuccess: () => onUndone(sessionId) })} loading={takeBack.isPending}>{t('unsent.undo')}</Button>}
        {canRetry(state) && <Button onClick={() => retry.mutate(sessionId)} loading={retry.isPending}>{t('unsent.retry')}</Button>}
        {state !== 'sending' && <Button onClick={() => onEdit(sessionId, null)}>{t('unsent.edit')}</Button>}
        {canDiscard(state) && <Button autoFocus={asked === false} onClick={() => setAsked(true)}>{t('unsent.discard')}</Button>}
      </div>
      {failed && <Failure error={failed} />}
    </>
  )
}

type QuestionProps = {
  readonly rating: UnsentRating
  readonly pending: boolean
  readonly failed: Error | null
  readonly onDiscard: () => void
  readonly onKeep: () => void
}

/** Nothing is discarded without it. Keeping is the safe answer, so it has the keyboard. */
function Question({ rating: { rating, base }, pending, failed, onDiscard, onKeep }: QuestionProps) {
  const { t } = useTranslation()
  return (
    <div className={styles.question} role="alertdialog" aria-label={t('unsent.discard')}>
      <p>{base.rating === null ? t('unsent.discardNew', { rating }) : t('unsent.discardOver', { rating, base: base.rating })}</p>
      <div className={styles.actions}>
        <Button onClick={onKeep} autoFocus>{t('unsent.keep')}</Button>
        <Button variant="filled" color="red" onClick={onDiscard} loading={pending}>{t('unsent.discardNow')}</Button>
      </div>
      {failed && <Failure error={failed} />}
    </div>
  )
}
