import type { KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { Answer, Criterion } from '#contract/scorecards.ts'
import { useScorecardWords } from '../hooks/use-scorecard-words.ts'
import { answersOf } from '../model/answer-keys.ts'
import styles from './Scorecard.module.css'

type Props = {
  readonly criterion: Criterion
  readonly answer: Answer | undefined
  readonly onAnswer: (answer: Answer) => void
  readonly onKeyDown: (event: KeyboardEvent) => void
}

export function CriterionRow({ criterion, answer, onAnswer, onKeyDown }: Props) {
  const { t } = useTranslation()
  const { answerWord } = useScorecardWords()
  const { id, name, autoFail } = criterion
  const label = autoFail ? `${name}, ${t('scorecard.autoFail')}` : name
  return (
    <div className={styles.row} role="radiogroup" aria-label={label} onKeyDown={onKeyDown}>
      <span className={styles.name} title={name}>
        {name}
        {autoFail && <span className={styles.fatal}>{t('scorecard.autoFail')}</span>}
      </span>
      <span className={styles.options}>
        {answersOf(criterion).map(option => (
          <label key={option} className={styles.option} title={option === 'na' ? t('scorecard.naTitle') : undefined}>
            {/* Not the bare number: by that the form finds the steps of the rating. */}
            <input type="radio" name={`criterion ${id}`} value={`${id} ${option}`} checked={option === answer} onChange={() => onAnswer(option)} />
            <span>{answerWord(criterion, option)}</span>
          </label>
        ))}
      </span>
    </div>
  )
}
