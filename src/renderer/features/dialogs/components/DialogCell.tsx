import { channelName } from '#contract/channels.ts'
import { columnGroups, type DialogColumn, type DialogRow, type UntoldColumn } from '#contract/dialogs.ts'
import { ClientRating, isLowRating } from '#renderer/ui/ClientRating.tsx'
import { SupervisorRating } from '#renderer/ui/SupervisorRating.tsx'
import { absence } from '../model/absence.ts'
import type { CellWords } from '../model/columns.tsx'
import { Absent, Moment, Named, Waited, Written, YesNo } from './CellParts.tsx'
import styles from './DialogTable.module.css'

type Props = {
  readonly column: DialogColumn
  readonly row: DialogRow
  readonly words: CellWords
}

type DateColumn = Exclude<(typeof columnGroups.dates)[number], UntoldColumn>

export function DialogCell({ column, row, words }: Props) {
  const { t, format, language } = words
  const why = absence(column, row, words.source)
  if (why !== null) return <Absent why={why} words={words} />
  if (isDate(column)) return <Moment at={row[column]} words={words} />
  switch (column) {
    case 'id': return <span className={styles.quiet}>{row.id}</span>
    case 'client': {
      const loud = row.alertState === 'open' || isLowRating(row.clientRating, row.clientRatingScale)
      return <Written text={row.clientName} none={t('row.noName')} className={loud ? styles.loud : undefined} />
    }
    case 'generalStatus': return <Named text={row.generalStatus && t(`filterValue.generalStatuses.${row.generalStatus}`)} />
    case 'detailedStatus': return <Named text={row.detailedStatus && t(`filterValue.detailedStatuses.${row.detailedStatus}`)} />
    case 'closeReason': return <Named text={row.closeReason && t(`filterValue.closeReasons.${row.closeReason}`)} className={styles.quiet} />
    case 'direction': return <Named text={row.direction && t(`filterValue.directions.${row.direction}`)} className={styles.quiet} />
    case 'operator': return <Named text={row.operatorName} none={t('row.noOperator')} />
    case 'department': return <Named text={row.department} className={styles.quiet} />
    case 'source': return <Named text={channelName(row.source, language)} className={styles.quiet} />
    case 'line': return <Named text={row.lineName} className={styles.quiet} />
    case 'status': return (
      <span className={styles.status} data-status={row.status} title={row.closeReason === null ? undefined : t(`closeReason.${row.closeReason}`)}>
        <i aria-hidden="true" />{t(`statusName.${row.status}`)}
      </span>
    )
    case 'spam': return <YesNo value={row.spam} words={words} />
    case 'pinned': return <YesNo value={row.pinned} words={words} />
    case 'kpiFirstAnswer': return <YesNo value={row.kpiFirstAnswer} words={words} />
    case 'crmEntityType': return <Named text={crmRecord(row, words)} className={styles.quiet} />
    case 'clientRating': return <ClientRating rating={row.clientRating} scale={row.clientRatingScale} words="low" />
    case 'supervisorRating': return <SupervisorRating rating={row.supervisorRating} state={row.ratingState} />
    case 'ownRating': return <SupervisorRating rating={row.ownRating} state={null} />
    case 'supervisorComment': return <Written text={row.supervisorComment} />
    case 'review': return <Named text={t(row.review === 'none' && row.marked ? 'cell.marked' : `filterValue.reviewers.${row.review}`)} className={row.review === 'none' && !row.marked ? styles.none : undefined} />
    case 'ratingState': return <Named text={row.ratingState && t(`cell.${row.ratingState}`)} />
    case 'alertState': return <Named text={row.alertState && t(`filterValue.alerts.${row.alertState}`)} />
    case 'evidence': return <Named text={row.evidence?.map(kind => t(`filterValue.evidence.${kind}`)).join(', ') ?? null} />
    case 'waitAnswer': return <Waited seconds={row.waitAnswer} late={row.kpiFirstAnswer === false} words={words} />
    case 'messageCount': return <span className={styles.quiet}>{format.number(row.messageCount)}</span>
    case 'transfers': return <span className={styles.quiet}>{row.transfers === 0 ? '—' : format.number(row.transfers)}</span>
    case 'page':
    case 'formFilled':
    case 'historyRequested':
    case 'queuedAt':
    case 'operatorClosedAt': return null
    default: return <Waited seconds={row[column]} words={words} />
  }
}

function isDate(column: DialogColumn): column is DateColumn {
  return columnGroups.dates.some(name => name === column)
}

const crmKinds = ['lead', 'deal', 'contact', 'company'] as const

function crmRecord({ crmEntityType: type, crmEntityId: id }: DialogRow, { t }: CellWords): string | null {
  if (type === null) return null
  const kind = crmKinds.find(name => name === type)
  return `${kind === undefined ? type : t(`cell.${kind}`)}${id === null ? '' : ` ${id}`}`
}
