import { useTranslation } from 'react-i18next'
import type { DialogRow } from '#contract/dialogs.ts'
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
          {row.waitAnswer === null ? t('conversation.noAnswer') : format.duration(row.waitAnswer)}
        </dd>
      </div>
      <div>
        <dt title={t('conversation.silenceTitle')}>{t('conversation.silence')}</dt>
        <dd>{silence}</dd>
      </div>
      <div>
        <dt>{t('conversation.duration')}</dt>
        <dd>{row.waitClose === null ? t('conversation.stillOpen') : format.duration(row.waitClose)}</dd>
      </div>
      <div>
        <dt>{t('conversation.messages')}</dt>
        <dd>
          {format.number(row.messageCount)}
          {facts !== null && <span className={styles.split} title={t('conversation.messagesTitle')}> {facts.fromClient} / {facts.fromOperators}</span>}
        </dd>
      </div>
    </dl>
  )
}
