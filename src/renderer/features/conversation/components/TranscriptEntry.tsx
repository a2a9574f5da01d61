import { ActionIcon } from '@mantine/core'
import { memo, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Message, MessageEvent } from '#contract/transcripts.ts'
import { useFormat, useWaitWords } from '#renderer/i18n/use-words.ts'
import { ClientRating, isLowRating } from '#renderer/ui/ClientRating.tsx'
import { Icon, type IconName } from '#renderer/ui/icons.tsx'
import type { OpenPictures } from '../hooks/use-open-pictures.ts'
import type { BbNode } from '../model/bbcode.ts'
import { fileKind } from '../model/file-kind.ts'
import { markMessage } from '../model/search.ts'
import type { TranscriptItem } from '../model/transcript-items.ts'
import { BbText } from './BbText.tsx'
import { TranscriptPicture } from './TranscriptPicture.tsx'
import styles from './Transcript.module.css'

/** What all entries of one conversation share. */
export type EntrySetting = {
  readonly ratingScale: 2 | 5
  /** Messages that speak for a low rating. */
  readonly telling: ReadonlySet<number>
  readonly sessionId: number
  readonly pictures: OpenPictures
  readonly onOpenInPortal: () => void
}

type Props = {
  readonly item: TranscriptItem
  readonly setting: EntrySetting
  readonly query: string
  /** The place of the current match, where it is in this message. */
  readonly found: number | null
  /** Lights up once for every new number; 0 for none. */
  readonly flash: number
}

export const TranscriptEntry = memo(function TranscriptEntry({ item, setting, query, found, flash }: Props) {
  const { t } = useTranslation()
  const format = useFormat()
  const waitWords = useWaitWords()
  switch (item.kind) {
    case 'day': return <div className={styles.day}><time>{format.day(item.at, Date.now())}</time></div>
    case 'gap': {
      const time = waitWords(item.seconds)
      const words = { waited: t('conversation.waited', { time }), silence: t(item.isLongest ? 'reading.longestSilence' : 'conversation.silenceGap', { time }), pause: t('conversation.pause', { time }) }
      return (
        <div className={styles.gap} data-long={item.isLong || undefined}>
          {item.cause !== 'pause' && <Icon name="clock" size={12} />}{words[item.cause]}
        </div>
      )
    }
    case 'bot': return (
      <div className={styles.part}>{t('reading.botPart', { count: item.messages })}{item.seconds > 0 && `, ${waitWords(item.seconds)}`}</div>
    )
    case 'rating': return (
      <div className={styles.rated} data-low={isLowRating(item.rating, setting.ratingScale) || undefined}>
        {t('reading.clientRated')} <ClientRating rating={item.rating} scale={setting.ratingScale} words="full" />
        <time dateTime={new Date(item.at).toISOString()}>{format.time(item.at)}</time>
      </div>
    )
    case 'system': return <SystemLine message={item.message} query={query} found={found} flash={flash} />
    case 'message': return <Said item={item} setting={setting} query={query} found={found} flash={flash} />
  }
})

const eventIcons: Readonly<Record<MessageEvent, IconName | null>> = {
  'assigned': null, 'queued': 'transfer', 'transferred': 'transfer', 'took-over': 'transfer', 'joined': null, 'pinned': null,
  'rating-asked': 'star', 'closed': 'check', 'auto-closed': 'clock', 'marked-spam': 'warning', 'reopened': 'refresh',
}

type Reading = Pick<Props, 'query' | 'found' | 'flash'>

function SystemLine({ message, query, found, flash }: { readonly message: Message } & Reading) {
  const { t } = useTranslation()
  const format = useFormat()
  const marked = useMemo(() => markMessage(message, query), [message, query])
  const { event } = message
  const icon = event === undefined ? null : eventIcons[event]
  return (
    <div className={styles.system} title={t('conversation.system')} data-event={event} data-message={message.id}>
      <span key={flash} data-flash={flash > 0 || undefined}>
        {icon !== null && <Icon name={icon} size={12} />}
        <time dateTime={new Date(message.at).toISOString()}>{format.time(message.at)}</time> · <bdi><BbText nodes={marked.text} found={found} /></bdi>
      </span>
    </div>
  )
}

function Said({ item: { side, message, opens }, setting, query, found, flash }: { readonly item: Extract<TranscriptItem, { kind: 'message' }>; readonly setting: EntrySetting } & Reading) {
  const { t } = useTranslation()
  const format = useFormat()
  const marked = useMemo(() => markMessage(message, query), [message, query])
  const name = message.authorName.trim() === '' ? t(`conversation.unnamed.${message.authorKind}`) : message.authorName
  const isTelling = setting.telling.has(message.id)
  return (
    <div className={styles.said} data-side={side}>
      {opens && (
        <div className={styles.by}>
          <bdi className={styles.author} title={name}>{name}</bdi>
          {message.authorKind === 'bot' && <span className={styles.bot}>{t('conversation.bot')}</span>}
          <time dateTime={new Date(message.at).toISOString()} title={format.dateTime(message.at)}>{format.time(message.at)}</time>
        </div>
      )}
      <div
        key={flash} className={styles.message} title={format.dateTime(message.at)} dir="auto" data-message={message.id} data-bot={message.authorKind === 'bot' || undefined}
        data-telling={isTelling || undefined} data-flash={flash > 0 || undefined}
      >
        {isTelling && <span className="visually-hidden">{t('why.tellingMessage')}</span>}
        {message.text !== '' && <BbText nodes={marked.text} found={found} />}
        {message.files.map((file, index) => (
          <FileNote key={index} file={file} index={index} messageId={message.id} name={marked.fileNames[index] ?? []} found={found} setting={setting} />
        ))}
      </div>
    </div>
  )
}

type FileProps = {
  readonly file: Message['files'][number]
  readonly name: readonly BbNode[]
  readonly found: number | null
  readonly index: number
  readonly messageId: number
  readonly setting: EntrySetting
}

/** Files stay in the portal; a picture is shown when the reader asks for it. */
function FileNote({ file, name, found, index, messageId, setting: { sessionId, pictures, onOpenInPortal } }: FileProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const isPicture = file.type.startsWith('image')
  const kind = fileKind(file)
  const size = file.size < 1_000
    ? t('unit.bytes', { size: format.number(file.size) })
    : file.size < 1_000_000
      ? t('unit.kilobytes', { size: format.number(Math.round(file.size / 1_000)) })
      : t('unit.megabytes', { size: format.oneDecimal(file.size / 1_000_000) })
  const shown = file.name === '' ? t('conversation.file') : file.name
  return (
    <>
      <span className={styles.file}>
        <Icon name={isPicture ? 'image' : 'file'} size={16} />
        <bdi className={styles.fileName} title={shown}>{file.name === '' ? shown : <BbText nodes={name} found={found} />}</bdi>
        <span className={styles.fileNote}>{[isPicture ? t('reading.picture') : kind, size].filter(part => part !== '').join(' · ')}</span>
        <ActionIcon
          size={22} aria-label={t('reading.openFile', { name: shown })} title={t('reading.fileInPortal')} onClick={onOpenInPortal}
        >
          <Icon name="external" size={13} />
        </ActionIcon>
      </span>
      {isPicture && (
        <TranscriptPicture place={{ sessionId, messageId, index }} name={shown} pictures={pictures} onOpenInPortal={onOpenInPortal} />
      )}
    </>
  )
}
