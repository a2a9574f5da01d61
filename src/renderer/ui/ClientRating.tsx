import { useTranslation } from 'react-i18next'
import { Icon } from './icons.tsx'
import styles from './rating.module.css'

type Props = {
  readonly rating: number | null
  readonly scale: 2 | 5
  /** The word beside the icon; a table names only what is low. */
  readonly words: 'full' | 'low'
}

/** On the two-step scale a like is 5 and a dislike is 1; with stars, 1 and 2 are low. */
export function isLowRating(rating: number | null, scale: 2 | 5): boolean {
  return rating !== null && rating <= (scale === 2 ? 1 : 2)
}

export function ClientRating({ rating, scale, words }: Props) {
  const { t } = useTranslation()
  // A plain element has no name that is read out, so the words stand beside the dash.
  if (rating === null) return words === 'low' ? <span className={styles.none}><span aria-hidden="true">—</span><span className="visually-hidden">{t('row.notRated')}</span></span> : null
  const low = isLowRating(rating, scale)
  const name = scale === 2 ? t(low ? 'row.dislike' : 'row.like') : t('row.stars', { rating })
  const tone = low ? styles.low : scale === 5 && rating === 3 ? styles.mid : styles.good
  const word = words === 'full' ? name : low ? t('row.lowWord') : scale === 5 ? String(rating) : null
  return (
    <span className={`${styles.client} ${tone}`} title={name}>
      <Icon name={scale === 5 ? 'star' : low ? 'thumbDown' : 'thumbUp'} size={14} solid />
      {word ?? <span className="visually-hidden">{name}</span>}
    </span>
  )
}
