import { useTranslation } from 'react-i18next'
import type { DialogRow } from '#contract/dialogs.ts'
import { useRatingMeaning } from '#renderer/data/rating-words.ts'
import styles from './PortalNow.module.css'

/** What a new rating would take the place of. */
export function PortalNow({ row: { portalRating, portalComment } }: { readonly row: DialogRow }) {
  const { t } = useTranslation()
  const meaning = useRatingMeaning()
  if (portalRating === null) return null
  return (
    <p className={styles.portalNow}>
      {t('rating.portalNow', { rating: portalRating, meaning: meaning(portalRating) })}
      {portalComment !== null && portalComment !== '' && <q dir="auto" title={portalComment}>{portalComment}</q>}
    </p>
  )
}
