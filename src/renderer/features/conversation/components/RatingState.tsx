import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { DialogRow } from '#contract/dialogs.ts'
import type { ErrorWords } from '#renderer/i18n/error-words.ts'
import { useErrorWords, useRatingErrorWords } from '#renderer/i18n/use-words.ts'
import { Icon } from '#renderer/ui/icons.tsx'
import { useRetryRating } from '../api/use-rating.ts'
import styles from './RatingForm.module.css'

type Props = {
  readonly row: DialogRow
  /** Something is chosen or typed that is not saved. */
  readonly draft: boolean
  /** The rating was saved in this window. */
  readonly saved: boolean
}

/** Where the rating is on its way to the portal. */
export function RatingState({ row, draft, saved }: Props) {
  const { t } = useTranslation()
  const sent = !draft && row.ratingState === null && row.supervisorRating !== null
  const held = !draft && row.ratingState === 'held'
  const waiting = !draft && (row.ratingState === 'queued' || row.ratingState === 'sending')
  return (
    <span className={styles.state} role="status" data-sent={(sent && saved) || undefined}>
      {sent && <Icon name="check" size={14} />}
      {(held || waiting) && <Icon name="clock" size={14} />}
      {draft && t('rating.stateDraft')}
      {held && t('reviewForm.held')}
      {waiting && t(row.ratingState === 'sending' ? 'rating.stateSending' : 'rating.stateQueued')}
      {sent && t(saved ? 'rating.stateSent' : 'rating.statePortal')}
    </span>
  )
}

/** The portal did not take the rating; it is kept here and can be sent again. */
export function UnsentFailure({ row }: Pick<Props, 'row'>) {
  const { t } = useTranslation()
  const words = useRatingErrorWords()
  const retry = useRetryRating()
  return (
    <Told title={t('rating.stateFailed')} words={words(row.ratingError)}>
      <Button onClick={() => retry.mutate(row.id)} loading={retry.isPending}>{t('rating.retry')}</Button>
    </Told>
  )
}

export function Failure({ title, error }: { readonly title: string; readonly error: unknown }) {
  const words = useErrorWords()
  return <Told title={title} words={words(error)} />
}

type ToldProps = { readonly title: string; readonly words: ErrorWords; readonly children?: ReactNode }

function Told({ title, words: { what, next }, children }: ToldProps) {
  return (
    <div className={styles.failure} role="alert">
      <Icon name="warning" size={14} />
      <p><b>{title}.</b> {what} {next}</p>
      {children}
    </div>
  )
}
