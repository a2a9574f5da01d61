import { useTranslation } from 'react-i18next'
import type { Snippet } from '#contract/dialogs.ts'
import { foundPieces } from '../model/found-pieces.ts'
import styles from './FoundLine.module.css'

type Props = {
  readonly found: Snippet | undefined
  /** Columns it stands below. */
  readonly span: number
}

/** One line with the places that a search found in a dialog. People write in both directions, each place for itself. */
export function FoundLine({ found, span }: Props) {
  const { t } = useTranslation()
  return (
    <div role="gridcell" aria-colindex={1} aria-colspan={span} className={styles.found}>
      <div className={styles.foundText}>
        {foundPieces(found).map(({ place, parts }, at) => (
          <span key={at} className={styles.fragment}>
            {place !== 'message' && <b>{t(`found.${place}`)}</b>}
            <bdi>{parts.map(({ text, mark }, part) => mark ? <mark key={part}>{text}</mark> : text)}</bdi>
          </span>
        ))}
      </div>
    </div>
  )
}
