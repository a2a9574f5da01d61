import { Button, Textarea } from '@mantine/core'
import { useRef, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { DialogRow } from '#contract/dialogs.ts'
import { commentLimit } from '#contract/ratings.ts'
import { Key } from '#renderer/ui/Key.tsx'
import { useHotkeys } from '#renderer/ui/use-hotkeys.ts'
import { useSubmitRating } from '../api/use-rating.ts'
import { useDraft } from '../model/drafts.ts'
import { Failure, RatingState, UnsentFailure } from './RatingState.tsx'
import { RatingSteps, ratingSteps } from './RatingSteps.tsx'
import styles from './RatingForm.module.css'

type Props = {
  readonly row: DialogRow
  /** Whether the portal lets this user rate the dialog; null when it did not say. */
  readonly canRate: boolean | null
  readonly onSaved: () => void
}

const COUNTER_FROM = 500

export function RatingForm({ row, canRate, onSaved }: Props) {
  const { t } = useTranslation()
  const { draft, drafts } = useDraft(row.id)
  const formRef = useRef<HTMLFormElement>(null)
  const commentRef = useRef<HTMLTextAreaElement>(null)
  const submit = useSubmitRating(({ sessionId }) => {
    drafts.markSaved(sessionId)
    drafts.set(sessionId, null)
    onSaved()
  })

  const refused = canRate === false
  const rating = draft ? draft.rating : row.supervisorRating
  const comment = draft ? draft.comment : row.supervisorComment ?? ''
  const changed = rating !== row.supervisorRating || comment.trim() !== (row.supervisorComment ?? '').trim()
  const ready = rating !== null && changed && !refused && !submit.isPending
  const left = commentLimit - comment.length

  function change(next: { readonly rating?: number; readonly comment?: string }): void {
    const seen = draft?.seen ?? { rating: row.supervisorRating, comment: row.supervisorComment }
    drafts.set(row.id, { rating, comment, seen, ...next })
    if (submit.isError) submit.reset()
  }

  function choose(step: number): void {
    if (refused) return
    change({ rating: step })
    // The number takes the keyboard: Enter then saves.
    formRef.current?.querySelector<HTMLInputElement>(`input[value="${step}"]`)?.focus()
  }

  function save(): void {
    if (ready && draft && rating !== null) submit.mutate({ sessionId: row.id, rating, comment: comment.trim(), seen: draft.seen })
  }

  function focusComment(): void {
    if (!refused) commentRef.current?.focus()
  }

  useHotkeys({
    ...Object.fromEntries(ratingSteps.flatMap(step => [[`Digit${step}`, () => choose(step)], [`Numpad${step}`, () => choose(step)]])),
    'KeyC': focusComment,
    'Ctrl+Enter': save,
    'Ctrl+NumpadEnter': save,
  })

  function onStepKey(event: KeyboardEvent): void {
    if (event.key !== 'Enter' || event.ctrlKey || event.metaKey) return
    event.preventDefault()
    save()
  }

  return (
    <form ref={formRef} className={styles.form} aria-label={t('rating.title')} onSubmit={event => { event.preventDefault(); save() }}>
      <RatingSteps rating={rating} disabled={refused} onChoose={step => change({ rating: step })} onKeyDown={onStepKey} />
      {refused
        ? <p className={styles.refused} role="note">{t('rating.refused')}</p>
        : (
          <Textarea
            ref={commentRef} aria-label={t('rating.comment')} placeholder={t('rating.commentPlaceholder')} value={comment} maxLength={commentLimit}
            classNames={{ input: styles.comment }} onChange={event => change({ comment: event.currentTarget.value })}
          />
        )}
      {submit.isError && <Failure title={t('rating.saveFailed')} error={submit.error} />}
      {row.ratingState === 'failed' && !changed && <UnsentFailure row={row} />}
      {!refused && (
        <div className={styles.foot}>
          <Button type="submit" variant="filled" disabled={!ready} rightSection={<span className={styles.keys} aria-hidden="true"><Key>Ctrl</Key><Key>Enter</Key></span>}>
            {t('rating.save')}
          </Button>
          {left <= COUNTER_FROM && <span className={styles.counter}>{t('rating.left', { count: left })}</span>}
          <RatingState row={row} draft={draft !== undefined && changed} saved={drafts.wasSaved(row.id)} />
        </div>
      )}
    </form>
  )
}
