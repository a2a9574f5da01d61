import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Message } from '#contract/transcripts.ts'
import { useFormat, useWaitWords } from '#renderer/i18n/use-words.ts'
import { Icon } from '#renderer/ui/icons.tsx'
import type { TranscriptItem } from '../model/transcript-items.ts'
import { BbText } from './BbText.tsx'
import styles from './Transcript.module.css'

type Props = { readonly item: TranscriptItem }

export const TranscriptEntry = memo(function TranscriptEntry({ item }: Props) {
  const { t } = useTranslation()
  const format = useFormat()
  const waitWords = useWaitWords()
  switch (item.kind) {
    case 'day': return <div className={styles.day}><time>{format.day(item.at, Date.now())}</time></div>
    case 'gap': {
      const time = waitWords(item.seconds)
      const words = { waited: t('conversation.waited', { time }), silence: t('conversation.silenceGap', { time }), pause: t('conversation.pause', { time }) }
      return <div className={styles.gap} data-cause={item.cause}>{item.cause !== 'pause' && <Icon name="clock" size={12} />}{words[item.cause]}</div>
    }
    case 'system': return (
      <div className={styles.system} title={t('conversation.system')}>
        <time dateTime={new Date(item.message.at).toISOString()}>{format.time(item.message.at)}</time> · <BbText source={item.message.text} />
      </div>
    )
    case 'group': return <Group side={item.side} messages={item.messages} />
  }
})

function Group({ side, messages }: { readonly side: 'client' | 'operator'; readonly messages: readonly Message[] }) {
  const { t } = useTranslation()
  const format = useFormat()
  const [first] = messages
  if (first === undefined) return null
  const name = first.authorName.trim() === '' ? t(`conversation.unnamed.${first.authorKind}`) : first.authorName
  return (
    <div className={styles.group} data-side={side}>
      <div className={styles.by}>
        <span className={styles.author} title={name}>{name}</span>
        {first.authorKind === 'bot' && <span className={styles.bot}>{t('conversation.bot')}</span>}
        <time dateTime={new Date(first.at).toISOString()} title={format.dateTime(first.at)}>{format.time(first.at)}</time>
      </div>
      {messages.map(message => (
        <div key={message.id} className={styles.message} title={format.dateTime(message.at)} data-bot={message.authorKind === 'bot' || undefined}>
          {message.text !== '' && <BbText source={message.text} />}
          {message.files.map((file, index) => <FileNote key={index} file={file} />)}
        </div>
      ))}
    </div>
  )
}

/** Files stay in the portal; here is only what they are. */
function FileNote({ file }: { readonly file: Message['files'][number] }) {
  const { t } = useTranslation()
  const format = useFormat()
  const size = file.size < 1_000
    ? t('unit.bytes', { size: format.number(file.size) })
    : file.size < 1_000_000
      ? t('unit.kilobytes', { size: format.number(Math.round(file.size / 1_000)) })
      : t('unit.megabytes', { size: format.oneDecimal(file.size / 1_000_000) })
  return (
    <span className={styles.file} title={file.name}>
      <Icon name={file.type.startsWith('image') ? 'image' : 'file'} size={16} />
      <span className={styles.fileName}>{file.name === '' ? t('conversation.file') : file.name}</span>
      <span className={styles.fileNote}>{[file.type, size].filter(part => part !== '').join(' · ')}</span>
    </span>
  )
}
