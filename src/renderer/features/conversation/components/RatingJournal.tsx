import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useFormat } from '#renderer/i18n/use-words.ts'
import { journalQuery } from '../api/insight-queries.ts'
import styles from './FactsPanel.module.css'

/** What became of our own ratings of this dialog; nothing where there were none. */
export function RatingJournal({ sessionId }: { readonly sessionId: number }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { data } = useQuery(journalQuery(sessionId))
  if (data === undefined || data.length === 0) return null
  const now = Date.now()
  return (
    <>
      <h4 className={styles.subtitle}>{t('facts.journal')}</h4>
      <ol className={styles.journal}>
        {data.map(({ at, event, rating, comment }, index) => (
          <li key={index}>
            <time dateTime={new Date(at).toISOString()} title={format.dateTime(at)}>{format.moment(at, now)}</time>
            <span>
              {t(`facts.journalEvent.${event}`)}{rating !== null && <b> {rating}</b>}
              {event === 'saved' && comment !== null && comment !== '' && <span className={styles.journalComment} dir="auto" title={comment}> {comment}</span>}
            </span>
          </li>
        ))}
      </ol>
    </>
  )
}
