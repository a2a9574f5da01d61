import { useTranslation } from 'react-i18next'
import type { RatingRight as Right } from '#contract/ratings.ts'
import styles from './RatingForm.module.css'

/** Why the form cannot be used, and who can change that. */
export function RatingRight({ right: { reason, scope, granter } }: { readonly right: Right }) {
  const { t } = useTranslation()
  const why = reason === 'missing-scope' && scope !== null ? t('ratingRight.scope', { scope }) : t(`ratingRight.why.${reason ?? 'missing-right'}`)
  return <p className={styles.refused} role="note">{why}{granter !== null && ` ${t(`ratingRight.granter.${granter}`)}`}</p>
}
