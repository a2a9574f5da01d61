import { isParked, type RatingState } from '#contract/dialogs.ts'
import { useTranslation } from 'react-i18next'
import { Icon } from './icons.tsx'
import styles from './rating.module.css'

type Props = {
  readonly rating: number | null
  readonly state: RatingState | null
}

const steps = [1, 2, 3, 4, 5] as const

/** The number and its length in squares; a clock or a warning while the portal does not have it. */
export function SupervisorRating({ rating, state }: Props) {
  const { t } = useTranslation()
  if (rating === null) return <span className={`${styles.none} ${styles.notRated}`} title={t('row.notRated')}>{t('row.notRated')}</span>
  const tone = rating <= 2 ? styles.low : rating === 3 ? styles.mid : styles.good
  return (
    <span className={styles.supervisor}>
      <b>{rating}</b>
      <span className={`${styles.bar} ${tone}`} aria-hidden="true">
        {steps.map(step => <i key={step} data-filled={step <= rating ? '' : undefined} />)}
      </span>
      {state !== null && (
        <span className={isParked(state) ? styles.markFailed : styles.mark} title={t(`row.${state}`)}>
          <Icon name={isParked(state) ? 'warning' : 'clock'} size={14} />
          <span className="visually-hidden">{t(`row.${state}`)}</span>
        </span>
      )}
    </span>
  )
}
