import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { JournalLine, Vote } from '#contract/ratings.ts'
import { useFormat, useRatingErrorWords } from '#renderer/i18n/use-words.ts'
import { journalQuery } from '../api/insight-queries.ts'
import { journalStep } from '../model/journal-step.ts'
import styles from './FactsPanel.module.css'

/** What became of our own ratings of this dialog; nothing where there were none. */
export function RatingJournal({ sessionId }: { readonly sessionId: number }) {
  const { t } = useTranslation()
  const { data } = useQuery(journalQuery(sessionId))
  if (data === undefined || data.length === 0) return null
  return (
    <>
      <h4 className={styles.subtitle}>{t('facts.journal')}</h4>
      <p className={styles.faint}>{t('facts.journalOnly')}</p>
      <ol className={styles.journal}>
        {data.map((line, index) => <Line key={index} line={line} />)}
      </ol>
    </>
  )
}

function Line({ line }: { readonly line: JournalLine }) {
  const { t } = useTranslation()
  const format = useFormat()
  const words = useRatingErrorWords()
  const { kind, portal, mine, error } = journalStep(line)
  return (
    <li>
      <time dateTime={new Date(line.at).toISOString()} title={format.dateTime(line.at)}>{format.moment(line.at, Date.now())}</time>
      <div>
        <span>{t(`facts.journalEvent.${line.event}`)}:</span>{' '}
        {kind === 'mine' && <Value vote={mine} />}
        {kind === 'change' && <><Value vote={portal} /> <span aria-label={t('facts.journalBecame')} role="img">→</span> <Value vote={mine} /></>}
        {kind === 'against' && <>{t('facts.journalTheirs')} <Value vote={portal} /> · {t('facts.journalMine')} <Value vote={mine} /></>}
        {error !== null && <p className={styles.low}>{words({ code: error }).what}</p>}
      </div>
    </li>
  )
}

function Value({ vote: { rating, comment } }: { readonly vote: Vote }) {
  const { t } = useTranslation()
  return (
    <span>
      {rating === null ? <span className={styles.faint}>{t('facts.journalNone')}</span> : <b>{rating}</b>}
      {comment !== null && comment !== '' && <q className={styles.journalComment} dir="auto" title={comment}>{comment}</q>}
    </span>
  )
}
