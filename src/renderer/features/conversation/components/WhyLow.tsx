import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Evidence } from '#contract/insights.ts'
import { useWaitWords } from '#renderer/i18n/use-words.ts'
import { evidenceQuery } from '../api/insight-queries.ts'
import { shownEvidence } from '../model/shown-evidence.ts'
import styles from './WhyLow.module.css'

type Props = {
  readonly sessionId: number
  /** Brings a message into sight. */
  readonly onShow: (messageId: number) => void
}

/** What may have displeased the client, likeliest first; each leads to where it shows. */
export function WhyLow({ sessionId, onShow }: Props) {
  const { t } = useTranslation()
  const words = useEvidenceWords()
  const { data } = useQuery(evidenceQuery(sessionId))
  if (data === undefined) return null
  const causes = shownEvidence(data)
  return (
    <section className={styles.card} aria-label={t('why.title')}>
      <b className={styles.title}>{t('why.title')}</b>
      {causes.length === 0 && <span>{t('why.none')}</span>}
      <ul className={styles.causes}>
        {causes.map(({ kind, messageId, ...rest }) => (
          <li key={kind}>
            {messageId === null
              ? words({ kind, messageId, ...rest })
              : <button type="button" className={styles.cause} title={t('why.show')} onClick={() => onShow(messageId)}>{words({ kind, messageId, ...rest })}</button>}
          </li>
        ))}
      </ul>
    </section>
  )
}

function useEvidenceWords(): (evidence: Evidence) => string {
  const { t } = useTranslation()
  const waitWords = useWaitWords()
  return ({ kind, seconds, count, words }) => {
    const values = { time: waitWords(seconds ?? 0), count: count ?? 0, words: words ?? '' }
    return t(`why.cause.${kind}`, values)
  }
}
