import type { KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { ratingSteps, useRatingWords } from '#renderer/data/rating-words.ts'
import styles from './RatingForm.module.css'

type Props = {
  readonly rating: number | null
  readonly disabled: boolean
  readonly onChoose: (rating: number) => void
  readonly onKeyDown: (event: KeyboardEvent) => void
}

/** Five numbers with their meaning in words, so that 2 is the same for every reviewer. */
export function RatingSteps({ rating, disabled, onChoose, onKeyDown }: Props) {
  const { t } = useTranslation()
  const { anchor } = useRatingWords()
  const chosen = ratingSteps.find(step => step === rating)
  const hint = disabled ? '' : t('rating.hint')
  const meaning = chosen === undefined ? hint : `${chosen} — ${anchor(chosen)}`
  return (
    <div className={styles.top}>
      <div className={styles.steps} role="radiogroup" aria-label={t('rating.title')} onKeyDown={onKeyDown}>
        {ratingSteps.map(step => (
          <label key={step} className={styles.step} data-tone={step <= 2 ? 'low' : step === 3 ? 'mid' : 'good'} title={anchor(step)}>
            <input
              type="radio" name="rating" value={step} checked={step === rating} disabled={disabled}
              aria-label={`${step}, ${anchor(step)}`} onChange={() => onChoose(step)}
            />
            <span aria-hidden="true">{step}</span>
          </label>
        ))}
      </div>
      <span className={styles.anchor} title={meaning}>{meaning}</span>
    </div>
  )
}
