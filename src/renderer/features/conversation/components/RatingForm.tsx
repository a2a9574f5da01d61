import { ActionIcon, Button, Textarea } from '@mantine/core'
import { useRef, useState, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { isParked, type DialogRow } from '#contract/dialogs.ts'
import { commentLimit, lowUpTo } from '#contract/ratings.ts'
import type { CommentTemplate } from '#contract/review.ts'
import { ratingSteps, useRatingWords } from '#renderer/data/rating-words.ts'
import { useFlag } from '#renderer/data/use-flag.ts'
import { useSettings } from '#renderer/data/use-settings.ts'
import { Icon } from '#renderer/ui/icons.tsx'
import { Key } from '#renderer/ui/Key.tsx'
import { useHotkeys } from '#renderer/ui/use-hotkeys.ts'
import { useSubmitRating } from '../api/use-rating.ts'
import { usePlaceholders } from '../hooks/use-placeholders.ts'
import { fillPlaceholders, insertWords } from '../model/comment-text.ts'
import { useDraft } from '../model/drafts.ts'
import { RatingCauses } from './RatingCauses.tsx'
import { Failure, RatingState, UnsentFailure } from './RatingState.tsx'
import { RatingSteps } from './RatingSteps.tsx'
import { RatingTemplates } from './RatingTemplates.tsx'
import styles from './RatingForm.module.css'

type Props = {
  readonly row: DialogRow
  /** Whether the portal lets this user rate the dialog; null when it did not say. */
  readonly canRate: boolean | null
  /** Saved by a key, by which reviewers go on to the next one; whoever clicks the button stays. */
  readonly onSaved: () => void
}

const COUNTER_FROM = 500

export function RatingForm({ row, canRate, onSaved }: Props) {
  const { t } = useTranslation()
  const { lowNeedsComment } = useSettings().review
  const { templates } = useRatingWords()
  const { draft, drafts } = useDraft(row.id)
  const [picking, setPicking] = useState(false)
  const [reminded, setReminded] = useState(false)
  const formRef = useRef<HTMLFormElement>(null)
  const commentRef = useRef<HTMLTextAreaElement>(null)
  const flag = useFlag()
  const submit = useSubmitRating(({ sessionId }) => {
    drafts.markSaved(sessionId)
    drafts.set(sessionId, null)
  })

  const refused = canRate === false
  const rating = draft ? draft.rating : row.supervisorRating
  const comment = draft ? draft.comment : row.supervisorComment ?? ''
  const changed = rating !== row.supervisorRating || comment.trim() !== (row.supervisorComment ?? '').trim()
  const low = rating !== null && rating <= lowUpTo
  const lacksComment = low && lowNeedsComment && comment.trim() === ''
  const ready = rating !== null && changed && !refused && !submit.isPending
  const left = commentLimit - comment.length
  const values = usePlaceholders(row, rating)
  const textOf = (template: CommentTemplate): string => fillPlaceholders(template.text, values)

  function change(next: { readonly rating?: number; readonly comment?: string }): void {
    const seen = draft?.seen ?? { rating: row.supervisorRating, comment: row.supervisorComment }
    const text = (next.comment ?? comment).slice(0, commentLimit)
    drafts.set(row.id, { rating: next.rating ?? rating, comment: text, seen })
    setReminded(false)
    if (submit.isError) submit.reset()
  }

  function choose(step: number): void {
    if (refused) return
    change({ rating: step })
    // The number takes the keyboard: Enter then saves.
    formRef.current?.querySelector<HTMLInputElement>(`input[value="${step}"]`)?.focus()
  }

  function save(after: () => void): void {
    if (!ready || !draft || rating === null) return
    setReminded(lacksComment)
    if (lacksComment) commentRef.current?.focus()
    else submit.mutate({ sessionId: row.id, rating, comment: comment.trim(), seen: draft.seen }, { onSuccess: after })
  }

  function pick(template: CommentTemplate): void {
    const { selectionStart = comment.length, selectionEnd = comment.length } = commentRef.current ?? {}
    const next = insertWords(comment, textOf(template), selectionStart, selectionEnd)
    change({ comment: next.comment })
    setPicking(false)
    // Once the new text stands in the field.
    requestAnimationFrame(() => {
      commentRef.current?.focus()
      commentRef.current?.setSelectionRange(next.caret, next.caret)
    })
  }

  useHotkeys({
    ...Object.fromEntries(ratingSteps.flatMap(step => [[`Digit${step}`, () => choose(step)], [`Numpad${step}`, () => choose(step)]])),
    'KeyC': () => { if (!refused) commentRef.current?.focus() },
    'KeyF': () => flag.mutate({ sessionId: row.id, flagged: !row.flagged }),
    'Ctrl+Enter': () => save(onSaved),
    'Ctrl+NumpadEnter': () => save(onSaved),
  })

  /** Inside the form the slash opens the templates; in a comment that has begun it is a letter like any other. */
  function onKeyDown(event: KeyboardEvent): void {
    const typing = event.target instanceof HTMLTextAreaElement && comment !== ''
    if (event.code !== 'Slash' || event.shiftKey || event.ctrlKey || event.metaKey || event.altKey || typing || refused) return
    event.preventDefault()
    setPicking(true)
  }

  function onStepKey(event: KeyboardEvent): void {
    if (event.key !== 'Enter' || event.ctrlKey || event.metaKey) return
    event.preventDefault()
    save(onSaved)
  }

  return (
    <form
      ref={formRef} className={styles.form} aria-label={t('rating.title')} onKeyDown={onKeyDown}
      onSubmit={event => { event.preventDefault(); save(() => {}) }}
    >
      <RatingSteps rating={rating} disabled={refused} onChoose={step => change({ rating: step })} onKeyDown={onStepKey} />
      {low && !refused && <RatingCauses comment={comment} onChange={text => change({ comment: text })} />}
      {refused
        ? <p className={styles.refused} role="note">{t('rating.refused')}</p>
        : (
          <Textarea
            ref={commentRef} aria-label={t('rating.comment')} value={comment} maxLength={commentLimit}
            placeholder={t(low && lowNeedsComment ? 'reviewForm.commentNeeded' : 'rating.commentPlaceholder')}
            aria-invalid={reminded || undefined} aria-describedby={reminded ? 'comment-reminder' : undefined}
            classNames={{ input: styles.comment }} onChange={event => change({ comment: event.currentTarget.value })}
          />
        )}
      {picking && (
        <RatingTemplates
          templates={templates} preview={textOf} onPick={pick}
          onClose={() => { setPicking(false); commentRef.current?.focus() }}
        />
      )}
      {left < 0 && !refused && <p className={styles.tooLong} role="note">{t('rating.tooLong', { count: -left, limit: commentLimit })}</p>}
      {reminded && <p id="comment-reminder" className={styles.reminder} role="alert">{t('reviewForm.lacksComment')}</p>}
      {submit.isError && <Failure title={t('rating.saveFailed')} error={submit.error} />}
      {isParked(row.ratingState) && !changed && <UnsentFailure row={row} />}
      <div className={styles.foot}>
        {!refused && (
          <>
            <Button type="submit" variant="filled" disabled={!ready} rightSection={<span className={styles.keys} aria-hidden="true"><Key>Ctrl</Key><Key>Enter</Key></span>}>
              {t('rating.save')}
            </Button>
            <ActionIcon aria-label={t('reviewForm.openTemplates')} title={`${t('reviewForm.openTemplates')} (/)`} onClick={() => setPicking(true)}>
              <Icon name="template" size={15} />
            </ActionIcon>
          </>
        )}
        <ActionIcon
          aria-label={t('reviewForm.flag')} aria-pressed={row.flagged} title={`${t(row.flagged ? 'reviewForm.unflag' : 'reviewForm.flag')} (F)`}
          className={styles.flag} onClick={() => flag.mutate({ sessionId: row.id, flagged: !row.flagged })}
        >
          <Icon name="flag" size={15} solid={row.flagged} />
        </ActionIcon>
        {left >= 0 && left <= COUNTER_FROM && !refused && <span className={styles.counter}>{t('rating.left', { count: left })}</span>}
        {!refused && <RatingState row={row} draft={draft !== undefined && changed} saved={drafts.wasSaved(row.id)} />}
      </div>
    </form>
  )
}
