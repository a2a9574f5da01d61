import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useRef, useState, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { DialogRow } from '#contract/dialogs.ts'
import { cardScore } from '#contract/scorecard-score.ts'
import type { Answer, FilledCard, Scorecard } from '#contract/scorecards.ts'
import { useFormat } from '#renderer/i18n/use-words.ts'
import { Icon } from '#renderer/ui/icons.tsx'
import { Key } from '#renderer/ui/Key.tsx'
import { useHotkeys } from '#renderer/ui/use-hotkeys.ts'
import { answersQuery, scorecardsQuery, useFill } from '../api/scorecard-queries.ts'
import { useScorecardWords } from '../hooks/use-scorecard-words.ts'
import { answerByKey, answersOf, blank, carriedOver } from '../model/answer-keys.ts'
import { hasSummary, withSummary } from '../model/summary.ts'
import { CriterionRow } from './CriterionRow.tsx'
import { ScorecardResult } from './ScorecardResult.tsx'
import styles from './Scorecard.module.css'

type Props = {
  readonly row: DialogRow
  readonly comment: string
  /** Whether a rating may be given: without it there is nothing to suggest, and no comment. */
  readonly canRate: boolean
  readonly onTake: (rating: number) => void
  readonly onComment: (comment: string) => void
}

/** The card of the dialog's line, or what was once answered; nothing where there is neither. */
export function ScorecardPart(props: Props) {
  const cards = useQuery(scorecardsQuery()).data
  const filled = useQuery(answersQuery(props.row.id)).data
  if (cards === undefined || filled === undefined) return null
  const card = cards.find(({ lineIds }) => lineIds.includes(props.row.lineId))
  const shown = filled ?? (card && blank(card, 0))
  return shown ? <Part {...props} card={card} shown={shown} /> : null
}

type PartProps = Props & {
  /** The line's present one. */
  readonly card: Scorecard | undefined
  readonly shown: FilledCard
}

function Part({ row, comment, canRate, onTake, onComment, card, shown }: PartProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const { summary } = useScorecardWords()
  const client = useQueryClient()
  const [open, setOpen] = useState(false)
  const partRef = useRef<HTMLElement>(null)
  const headRef = useRef<HTMLButtonElement>(null)
  const rowsRef = useRef<HTMLDivElement>(null)
  const fill = useFill(row.id)
  const result = cardScore(shown.criteria, shown.answers)
  const isOlder = card !== undefined && (card.id !== shown.cardId || card.version !== shown.version)

  function change(next: FilledCard): void {
    fill.mutate(next)
    if (canRate && hasSummary(comment, shown.name)) onComment(withSummary(comment, shown.name, summary(next)))
  }

  function answer(id: string, given: Answer): void {
    // Two keys may come before the screen has caught up.
    const latest = client.getQueryData(answersQuery(row.id).queryKey) ?? shown
    change({ ...latest, answers: { ...latest.answers, [id]: given }, answeredAt: Date.now() })
  }

  function focusRow(index: number): void {
    const rows = rowsRef.current?.querySelectorAll('[role="radiogroup"]') ?? []
    const place = Math.min(Math.max(index, 0), rows.length - 1)
    const target = rows[place]?.querySelector<HTMLElement>('input:checked') ?? rows[place]?.querySelector<HTMLElement>('input')
    target?.focus({ preventScroll: true })
    rows[place]?.scrollIntoView({ block: 'nearest' })
  }

  function show(): void {
    setOpen(true)
    // Once the rows stand.
    requestAnimationFrame(() => focusRow(Math.max(0, shown.criteria.findIndex(({ id }) => shown.answers[id] === undefined))))
  }

  function hide(): void {
    setOpen(false)
    headRef.current?.focus()
  }

  useHotkeys({ KeyR: () => (open && partRef.current?.contains(document.activeElement) ? hide() : show()) })

  /** The form takes Enter in any of its fields for saving. */
  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === 'Enter' && event.target instanceof HTMLInputElement && !event.ctrlKey && !event.metaKey) event.preventDefault()
  }

  /** On a criterion the digits answer it; anywhere else they rate the dialog. */
  function onRowKey(event: KeyboardEvent, index: number): void {
    const criterion = shown.criteria[index]
    if (criterion === undefined || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return
    const given = answerByKey(criterion, event.code)
    const isArrow = event.key === 'ArrowUp' || event.key === 'ArrowDown'
    if (given === null && !isArrow && event.key !== 'Enter') return
    event.preventDefault()
    if (given !== null) {
      answer(criterion.id, given)
      if (index < shown.criteria.length - 1) focusRow(index + 1)
      else event.currentTarget.querySelectorAll('input')[answersOf(criterion).indexOf(given)]?.focus()
    } else if (isArrow) focusRow(index + (event.key === 'ArrowUp' ? -1 : 1))
    else if (result.suggestion !== null && canRate) onTake(result.suggestion)
  }

  return (
    <section ref={partRef} className={styles.part} aria-label={t('scorecard.title')} onKeyDown={onKeyDown}>
      <button ref={headRef} type="button" className={styles.head} aria-expanded={open} title={`${t('scorecard.title')} (R)`} onClick={open ? hide : show}>
        <Icon name={open ? 'down' : 'up'} size={14} />
        <b>{shown.name}</b>
        <span className={styles.brief}>
          {result.answered === 0
            ? t('scorecard.unanswered')
            : [t('scorecard.of', { score: result.score === null ? '—' : format.oneDecimal(result.score) }), format.day(shown.answeredAt, Date.now())].join(' · ')}
        </span>
        <span className={styles.headKey} aria-hidden="true"><Key>R</Key></span>
      </button>
      {open && (
        <>
          {isOlder && (
            <p className={styles.note} role="note">
              {t('scorecard.older')}
              <button type="button" className={styles.link} onClick={() => { change(carriedOver(shown, card, Date.now())); focusRow(0) }}>{t('scorecard.usePresent')}</button>
            </p>
          )}
          <div ref={rowsRef} className={styles.rows}>
            {shown.criteria.map((criterion, index) => (
              <CriterionRow
                key={criterion.id} criterion={criterion} answer={shown.answers[criterion.id]}
                onAnswer={given => answer(criterion.id, given)} onKeyDown={event => onRowKey(event, index)}
              />
            ))}
          </div>
          <ScorecardResult
            filled={shown} result={result} error={fill.error} onTake={canRate ? onTake : null}
            summarised={canRate ? hasSummary(comment, shown.name) : null}
            onSummarise={wanted => onComment(withSummary(comment, shown.name, wanted ? summary(shown) : null))}
          />
        </>
      )}
    </section>
  )
}
