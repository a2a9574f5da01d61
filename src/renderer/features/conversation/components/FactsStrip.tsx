import { useTranslation } from 'react-i18next'
import type { DialogRow } from '#contract/dialogs.ts'
import { isRead } from '#renderer/data/is-read.ts'
import { useFormat } from '#renderer/i18n/use-words.ts'
import type { TranscriptFacts } from '../model/transcript-items.ts'
import styles from './ConversationPane.module.css'

type Props = { readonly row: DialogRow; readonly facts: TranscriptFacts | null }

export function FactsStrip({ row, facts }: Props) {
  const { t } = useTranslation()
  const format = useFormat()
  const late = row.kpiFirstAnswer === false
  const silence = facts === null ? '…' : facts.longestSilence === null ? '—' : format.duration(facts.longestSilence)
  return (
    <dl className={styles.facts} aria-label={t('conversation.facts')}>
      <div>
        <dt>{t('conversation.firstAnswer')}</dt>
        <dd className={late ? styles.late : undefined} title={late ? t('row.late') : undefined}>
          {!isRead(row) ? '…' : row.waitAnswer === null ? t('conversation.noAnswer') : format.duration(row.waitAnswer)}
        </dd>
      </div>
      <div>
        <dt title={t('conversation.silenceTitle')}>{t('conversation.silence')}</dt>
        <dd>{silence}</dd>
      </div>
      <div>
        <dt>{t('conversation.duration')}</dt>
        <dd>{row.waitClose !== null ? format.duration(row.waitClose) : isOver(row.status) ? '…' : t('conversation.stillOpen')}</dd>
      </div>
      <div>
        <dt>{t('conversation.messages')}</dt>
        <dd>
          {isRead(row) ? format.number(row.messageCount) : '…'}
          {facts !== null && <span className={styles.split} title={t('conversation.messagesTitle')}> {facts.fromClient} / {facts.fromOperators}</span>}
        </dd>
      </div>
    </dl>
  )
}

function isOver(status: DialogRow['status']): boolean {
  return status === 'closed' || status === 'spam'
}
