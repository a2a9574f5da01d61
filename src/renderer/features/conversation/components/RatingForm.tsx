import { ActionIcon, Button, Textarea } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { isParked, type DialogRow } from '#contract/dialogs.ts'
import { commentLimit, draftCommentLimit, lowUpTo } from '#contract/ratings.ts'
import type { CommentTemplate } from '#contract/review.ts'
import { ratingSteps, useRatingWords } from '#renderer/data/rating-words.ts'
import { useFlag } from '#renderer/data/use-flag.ts'
import { useSettings } from '#renderer/data/use-settings.ts'
import { ScorecardPart } from '#renderer/features/scorecards/components/ScorecardPart.tsx'
import { Icon } from '#renderer/ui/icons.tsx'
import { Key } from '#renderer/ui/Key.tsx'
import { useHotkeys } from '#renderer/ui/use-hotkeys.ts'
import { rightQuery } from '../api/right-query.ts'
import { useConflict } from '../api/use-conflict.ts'
import { useSubmitRating } from '../api/use-rating.ts'
import { usePlaceholders } from '../hooks/use-placeholders.ts'
import { fillPlaceholders, insertWords } from '../model/comment-text.ts'
import { useDraft } from '../model/drafts.ts'
import { FormConflict } from './FormConflict.tsx'
import { PortalNow } from './PortalNow.tsx'
import { RatingCauses } from './RatingCauses.tsx'
import { RatingRight } from './RatingRight.tsx'
import { Failure, RatingState, UnsentFailure } from './RatingState.tsx'
import { RatingSteps } from './RatingSteps.tsx'
import { RatingTemplates } from './RatingTemplates.tsx'
import styles from './RatingForm.module.css'

type Props = {
  readonly row: DialogRow
  /** Whether the portal lets this user rate the dialog; null when it did not say. */
  readonly canRate: boolean | null
  /** Saved by a key, by which reviewers go on to the next one; whoever clicks the button stays. */
  readonly onSaved: (sessionId: number) => void
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
  const submit = useSubmitRating(({ sessionId, rating: kept, comment: words }) => drafts.markSaved(sessionId, { rating: kept, comment: words }))

  const right = useQuery(rightQuery(row.id, canRate)).data
  const refused = right?.state === 'refused'
  const conflict = useConflict(row)
  // In a conflict there is nothing to fill in, unless both are being merged.
  const fields = conflict === null || draft !== undefined
  const rating = draft ? draft.rating : row.supervisorRating
  const comment = draft ? draft.comment : row.supervisorComment ?? ''
  const changed = rating !== row.supervisorRating || comment.trim() !== (row.supervisorComment ?? '').trim()
  const low = rating !== null && rating <= lowUpTo
  const lacksComment = low && lowNeedsComment && comment.trim() === ''
  const left = commentLimit - comment.trim().length
  const ready = rating !== null && left >= 0 && (changed || conflict !== null) && !refused && !submit.isPending && conflict?.pending !== true
  const values = usePlaceholders(row, rating)
  const textOf = (template: CommentTemplate): string => fillPlaceholders(template.text, values)

  function change(next: { readonly rating?: number; readonly comment?: string }): void {
    const seen = draft?.seen ?? { rating: row.supervisorRating, comment: row.supervisorComment }
    const text = (next.comment ?? comment).slice(0, draftCommentLimit)
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

  /** Who has gone on typing while it was saved stays. */
  const goOn = (): void => { if (drafts.get(row.id) === undefined) onSaved(row.id) }

  function save(after: () => void): void {
    if (!ready || !draft || rating === null) return
    setReminded(lacksComment)
    if (lacksComment) commentRef.current?.focus()
    else if (conflict) conflict.merge({ rating, comment: comment.trim() }, () => { drafts.markSaved(row.id, { rating, comment: comment.trim() }); after() })
    else submit.mutate({ sessionId: row.id, rating, comment: comment.trim(), seen: draft.seen }, { onSuccess: after })
  }

  useEffect(() => {
    function takeKeyboard(): void {
      if (commentRef.current && drafts.takeEdit(row.id)) write(commentRef.current)
    }
    takeKeyboard()
    return drafts.subscribe(takeKeyboard)
  }, [draft, drafts, row.id])

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
    'KeyC': () => { if (!refused && commentRef.current) write(commentRef.current) },
    'KeyF': () => flag.mutate({ sessionId: row.id, flagged: !row.flagged }),
    'Ctrl+Enter': () => save(goOn),
    'Ctrl+NumpadEnter': () => save(goOn),
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
    save(goOn)
  }

  return (
    <form
      ref={formRef} className={styles.form} aria-label={t('rating.title')} data-conflict={conflict !== null || undefined} onKeyDown={onKeyDown}
      onSubmit={event => { event.preventDefault(); save(() => {}) }}
    >
      {conflict && <FormConflict row={row} conflict={conflict} />}
      {!conflict && (changed || row.ratingState !== null) && <PortalNow row={row} />}
      <ScorecardPart row={row} comment={comment} canRate={fields && !refused} onTake={choose} onComment={text => change({ comment: text })} />
      {fields && <RatingSteps rating={rating} disabled={refused} onChoose={step => change({ rating: step })} onKeyDown={onStepKey} />}
      {fields && low && !refused && <RatingCauses comment={comment} onChange={text => change({ comment: text })} />}
      {refused && <RatingRight right={right} />}
      {fields && (!refused || comment !== '') && (
        <Textarea
          ref={commentRef} aria-label={t('rating.comment')} value={comment} maxLength={draftCommentLimit} readOnly={refused}
          placeholder={t(low && lowNeedsComment ? 'reviewForm.commentNeeded' : 'rating.commentPlaceholder')}
          aria-invalid={reminded || left < 0 || undefined} aria-describedby={reminded ? 'comment-reminder' : left < 0 ? 'comment-too-long' : undefined}
          classNames={{ input: styles.comment }} onChange={event => change({ comment: event.currentTarget.value })}
        />
      )}
      {picking && (
        <RatingTemplates
          templates={templates} preview={textOf} onPick={pick}
          onClose={() => { setPicking(false); commentRef.current?.focus() }}
        />
      )}
      {fields && left < 0 && !refused && <p id="comment-too-long" className={styles.tooLong} role="alert">{t('rating.tooLong', { over: -left, limit: commentLimit })}</p>}
      {reminded && <p id="comment-reminder" className={styles.reminder} role="alert">{t('reviewForm.lacksComment')}</p>}
      {submit.isError && <Failure title={t('rating.saveFailed')} error={submit.error} />}
      {isParked(row.ratingState) && !conflict && !changed && <UnsentFailure row={row} />}
      <div className={styles.foot}>
        {!refused && fields && (
          <>
            <Button type="submit" variant="filled" disabled={!ready} rightSection={<span className={styles.keys} aria-hidden="true"><Key>Ctrl</Key><Key>Enter</Key></span>}>
              {t(conflict ? 'conflict.save' : 'rating.save')}
            </Button>
            {conflict && <Button onClick={() => drafts.set(row.id, null)}>{t('conflict.back')}</Button>}
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
        {fields && left >= 0 && left <= COUNTER_FROM && !refused && <span className={styles.counter}>{t('rating.left', { count: left })}</span>}
        {!refused && !conflict && <RatingState row={row} draft={draft !== undefined && changed} saved={drafts.wasSaved(row.id)} />}
      </div>
    </form>
  )
}

/** Goes on behind what stands there, unless the caret was put elsewhere. */
function write(field: HTMLTextAreaElement): void {
  field.focus()
  if (field.selectionEnd === 0) field.setSelectionRange(field.value.length, field.value.length)
}
