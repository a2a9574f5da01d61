import type { Absence } from '../model/absence.ts'
import type { CellWords } from '../model/columns.tsx'
import styles from './DialogTable.module.css'

type AbsentProps = { readonly why: Absence; readonly words: CellWords }

/** Not «none»: the title says why nothing is known. */
export function Absent({ why, words: { t } }: AbsentProps) {
  const reason = why === 'unread' ? t('row.unread') : t(`cell.${why}`)
  return (
    <span className={styles.none} title={reason}>
      <span aria-hidden="true">{why === 'unread' ? '…' : why === 'hidden' ? '•••' : t('cell.notTold')}</span>
      <span className="visually-hidden">{reason}</span>
    </span>
  )
}

type NamedProps = { readonly text: string | null; readonly none?: string; readonly className?: string | undefined }

/** Names may be longer than their column: the title has all of it. */
export function Named({ text, none = '—', className }: NamedProps) {
  if (text === null || text.trim() === '') return <span className={styles.none}>{none}</span>
  return <span className={className} title={text}>{text}</span>
}

/** What people wrote themselves may run from right to left; it is cut off at its own end. */
export function Written({ text, none = '—', className = '' }: NamedProps) {
  if (text === null || text.trim() === '') return <span className={styles.none}>{none}</span>
  return <span className={`${styles.written} ${className}`} dir="auto" title={text}>{text}</span>
}

type YesNoProps = { readonly value: boolean | null; readonly words: CellWords }

/** A plain no is as quiet as nothing. */
export function YesNo({ value, words: { t } }: YesNoProps) {
  if (value === null) return <span className={styles.none}>—</span>
  return value ? <span>{t('cell.yes')}</span> : <span className={styles.quiet}>{t('cell.no')}</span>
}

type WaitedProps = { readonly seconds: number | null; readonly late?: boolean; readonly words: CellWords }

export function Waited({ seconds, late = false, words }: WaitedProps) {
  if (seconds === null) return <span className={late ? styles.late : styles.none} title={late ? words.t('row.late') : undefined}>—</span>
  const text = words.format.duration(seconds)
  return late ? <span className={styles.late} title={words.t('row.late')}>{text}</span> : <span>{text}</span>
}

export function Moment({ at, words: { format, now } }: { readonly at: number | null; readonly words: CellWords }) {
  if (at === null) return <span className={styles.none}>—</span>
  if (format.isToday(at, now)) return <time className={styles.quiet} title={format.dateTime(at)}>{format.time(at)}</time>
  return (
    <time className={styles.quiet} title={format.dateTime(at)}>
      <span className={styles.day}>{format.day(at, now)} {format.time(at)}</span><span className={styles.shortDay}>{format.shortDay(at, now)}</span>
    </time>
  )
}
