import { Button, Checkbox } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { CardScore } from '#contract/scorecard-score.ts'
import type { FilledCard } from '#contract/scorecards.ts'
import { useErrorWords, useFormat } from '#renderer/i18n/use-words.ts'
import { Key } from '#renderer/ui/Key.tsx'
import styles from './Scorecard.module.css'

type Props = {
  readonly filled: FilledCard
  readonly result: CardScore
  /** Why the last answer could not be kept. */
  readonly error: Error | null
  /** Null where no rating may be given. */
  readonly onTake: ((rating: number) => void) | null
  /** Whether the comment holds the summary; null where there is no comment. */
  readonly summarised: boolean | null
  readonly onSummarise: (wanted: boolean) => void
}

export function ScorecardResult({ filled, result, error, onTake, summarised, onSummarise }: Props) {
  const { t } = useTranslation()
  const words = useErrorWords()
  const format = useFormat()
  const { score, failed, answered, suggestion } = result
  const count = filled.criteria.length
  return (
    <div className={styles.result}>
      <p className={styles.score} role="status">
        <b data-failed={failed || undefined}>{t('scorecard.of', { score: score === null ? '—' : format.oneDecimal(score) })}</b>
        {failed && <span className={styles.fatal}>{t('scorecard.autoFail')}</span>}
        {answered < count && <span>{t('scorecard.answered', { answered, criteria: count })}</span>}
        {suggestion !== null && <span>{t('scorecard.suggests', { rating: suggestion })}</span>}
      </p>
      {onTake !== null && suggestion !== null && (
        <Button rightSection={<Key>Enter</Key>} onClick={() => onTake(suggestion)}>{t('scorecard.take', { rating: suggestion })}</Button>
      )}
      {summarised !== null && (
        <Checkbox
          className={styles.wide} label={t('scorecard.summarise')} checked={summarised} disabled={score === null}
          onChange={event => onSummarise(event.currentTarget.checked)}
        />
      )}
      <p className={`${styles.wide} ${styles.keys}`}>{t('scorecard.keys')}</p>
      {error !== null && <p className={`${styles.wide} ${styles.failed}`} role="alert">{t('scorecard.notKept')} {words(error).what} {words(error).next}</p>}
    </div>
  )
}
