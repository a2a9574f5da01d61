import { useTranslation } from 'react-i18next'
import type { PortalReport } from '#contract/portal.ts'
import styles from './Portal.module.css'

/** What the source in use cannot show, in words. */
export function BlindSpots({ report: { blindSpots } }: { readonly report: PortalReport }) {
  const { t } = useTranslation()
  if (blindSpots.length === 0) return <p className={styles.quiet}>{t('portal.complete')}</p>
  return (
    <>
      <p className={styles.caption}>{t('portal.blindTitle')}</p>
      <ul className={styles.spots}>
        {blindSpots.map(spot => <li key={spot}>{t(`portal.blind.${spot}`)}</li>)}
      </ul>
    </>
  )
}
