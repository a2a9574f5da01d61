import { channelName } from '#contract/channels.ts'
import type { DialogColumn, DialogRow } from '#contract/dialogs.ts'
import { isRead } from '#renderer/data/is-read.ts'
import { ClientRating, isLowRating } from '#renderer/ui/ClientRating.tsx'
import { SupervisorRating } from '#renderer/ui/SupervisorRating.tsx'
import type { CellWords } from '../model/columns.tsx'
import styles from './DialogTable.module.css'

/** What some sources tell only with the conversation. */
const toldByMessages: ReadonlySet<DialogColumn> = new Set(['clientRating', 'supervisorRating', 'waitAnswer', 'messageCount', 'ratedAt'])

type Props = {
  readonly column: DialogColumn
  readonly row: DialogRow
  readonly words: CellWords
}

export function DialogCell({ column, row, words }: Props) {
  const { t, format, language } = words
  if (toldByMessages.has(column) && !isRead(row)) return <Unread words={words} />
  switch (column) {
    case 'id': return <span className={styles.quiet}>{row.id}</span>
    case 'client': {
      const loud = row.alertState === 'open' || isLowRating(row.clientRating, row.clientRatingScale)
      return <Named text={row.clientName} none={t('row.noName')} className={loud ? styles.loud : undefined} />
    }
    case 'operator': return <Named text={row.operatorName} none={t('row.noOperator')} />
    case 'source': return <Named text={channelName(row.source, language)} none="—" className={styles.quiet} />
    case 'line': return <Named text={row.lineName} none="—" className={styles.quiet} />
    case 'status': return (
      <span className={styles.status} data-status={row.status} title={row.closeReason === null ? undefined : t(`closeReason.${row.closeReason}`)}>
        <i aria-hidden="true" />{t(`statusName.${row.status}`)}
      </span>
    )
    case 'clientRating': return <ClientRating rating={row.clientRating} scale={row.clientRatingScale} words="low" />
    case 'supervisorRating': return <SupervisorRating rating={row.supervisorRating} state={row.ratingState} />
    case 'waitAnswer': return <Waited seconds={row.waitAnswer} late={row.kpiFirstAnswer === false} words={words} />
    case 'waitClose': return <Waited seconds={row.waitClose} late={false} words={words} />
    case 'messageCount': return <span className={styles.quiet}>{format.number(row.messageCount)}</span>
    case 'transfers': return <span className={styles.quiet}>{row.transfers === 0 ? '—' : format.number(row.transfers)}</span>
    case 'createdAt': return <Moment at={row.createdAt} words={words} />
    case 'closedAt': return <Moment at={row.closedAt} words={words} />
    case 'ratedAt': return <Moment at={row.ratedAt} words={words} />
  }
}

function Unread({ words: { t } }: Pick<Props, 'words'>) {
  return (
    <span className={styles.none} title={t('row.unread')}>
      <span aria-hidden="true">…</span>
      <span className="visually-hidden">{t('row.unread')}</span>
    </span>
  )
}

type NamedProps = { readonly text: string | null; readonly none: string; readonly className?: string | undefined }

/** Names may be longer than their column: the title has all of it. */
function Named({ text, none, className }: NamedProps) {
  if (text === null || text.trim() === '') return <span className={styles.none}>{none}</span>
  return <span className={className} title={text}>{text}</span>
}

type WaitedProps = { readonly seconds: number | null; readonly late: boolean; readonly words: CellWords }

function Waited({ seconds, late, words }: WaitedProps) {
  if (seconds === null) return <span className={late ? styles.late : styles.none} title={late ? words.t('row.late') : undefined}>—</span>
  const text = words.format.duration(seconds)
  return late ? <span className={styles.late} title={words.t('row.late')}>{text}</span> : <span>{text}</span>
}

function Moment({ at, words: { format, now } }: { readonly at: number | null; readonly words: CellWords }) {
  if (at === null) return <span className={styles.none}>—</span>
  if (format.isToday(at, now)) return <time className={styles.quiet} title={format.dateTime(at)}>{format.time(at)}</time>
  return (
    <time className={styles.quiet} title={format.dateTime(at)}>
      {format.day(at, now)}<span className={styles.clock}> {format.time(at)}</span>
    </time>
  )
}
