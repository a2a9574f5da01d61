import { useTranslation } from 'react-i18next'
import { Key } from '#renderer/ui/Key.tsx'
import { StateMessage } from '#renderer/ui/StateMessage.tsx'
import styles from './ConversationPane.module.css'

const keys = [
  [['J', 'K'], 'conversation.keyMove'],
  [['1', '5'], 'conversation.keyRate'],
  [['C'], 'conversation.keyComment'],
  [['Ctrl', 'Enter'], 'conversation.keySave'],
  [['[', ']'], 'reading.keyTurns'],
  [['Ctrl', 'F'], 'reading.keyFind'],
  [['I'], 'reading.keyFacts'],
  [['/'], 'conversation.keySearch'],
  [['Ctrl', 'E'], 'conversation.keyExport'],
] as const

/** The place of the conversation while none is open: the keys that the screen is made for. */
export function NoConversation() {
  const { t } = useTranslation()
  return (
    <div className={styles.none}>
      <StateMessage icon="keyboard" title={t('conversation.none')} text={t('conversation.noneText')} />
      <dl className={styles.keys}>
        {keys.map(([names, words]) => (
          <div key={words}>
            <dt>{names.map((name, index) => <span key={name}>{index > 0 && words === 'conversation.keyRate' && '–'}<Key>{name}</Key></span>)}</dt>
            <dd>{t(words)}</dd>
          </div>
        ))}
      </dl>
    </div>
  )
}
