import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useFormat } from '#renderer/i18n/use-words.ts'
import { skipsQuery } from '../api/insight-queries.ts'
import styles from './FactsPanel.module.css'

/** Why the dialog was passed over in a queue; nothing where it was not. */
export function Skips({ sessionId }: { readonly sessionId: number }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { data } = useQuery(skipsQuery(sessionId))
  if (data === undefined || data.length === 0) return null
  return (
    <>
      <h4 className={styles.subtitle}>{t('facts.skips')}</h4>
      <ol className={styles.journal}>
        {data.map(({ at, reason }) => (
          <li key={at}>
            <time dateTime={new Date(at).toISOString()} title={format.dateTime(at)}>{format.moment(at, Date.now())}</time>
            <div dir="auto">{reason}</div>
          </li>
        ))}
      </ol>
    </>
  )
}
