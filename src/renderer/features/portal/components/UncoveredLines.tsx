import { useTranslation } from 'react-i18next'
import styles from './Portal.module.css'

type Props = { readonly names: readonly string[] }

/** More would push everything else off the screen; the rest is a number. */
const SHOWN = 12

export function UncoveredLines({ names }: Props) {
  const { t } = useTranslation()
  if (names.length === 0) return null
  const rest = names.length - SHOWN
  return (
    <>
      <p className={styles.caption}>{t('portal.uncovered')}</p>
      <ul className={styles.lines}>
        {names.slice(0, SHOWN).map((name, index) => <li key={index}>{name}</li>)}
        {rest > 0 && <li className={styles.rest}>{t('portal.more', { count: rest })}</li>}
      </ul>
      <p className={styles.quiet}>{t('portal.uncoveredText')}</p>
    </>
  )
}
