import { channelName, type Language } from '#contract/channels.ts'
import { columnGroups, columnOrigin, type DialogColumn, type DialogRow } from '#contract/dialogs.ts'
import type { SourceKind } from '#contract/portal.ts'
import {
  alertWords, closeWords, crmWords, detailedWords, directionWords, evidenceWords, generalWords, ratingWords, reviewWords, statusWords, unsentWords, yesNo,
} from './column-words.ts'
import { plainCell, textCell } from './csv.ts'

type Column = { readonly en: string; readonly ru: string; readonly cell: (row: DialogRow, context: ListContext) => string }
export type Context = { readonly language: Language; readonly zoneMinutes: number }
/** `source` decides what can be told at all. */
export type ListContext = Context & { readonly source: SourceKind }

const text = (value: string | null): string => (value === null ? '' : textCell(value))
const number = (value: number | null): string => (value === null ? '' : plainCell(value))

function clientRating({ clientRating: rating, clientRatingScale }: DialogRow, language: Language): string {
  if (rating === null) return ''
  if (clientRatingScale === 2 && (rating === 1 || rating === 5)) return textCell(ratingWords[language][rating])
  return plainCell(rating)
}

type Told = Readonly<Record<string, Readonly<Record<Language, string>>>>

/** A word of the table; a code that it does not know is written as it is. */
function word(words: Told, code: string | null, { language }: Context): string {
  return code === null ? '' : textCell(words[code]?.[language] ?? code)
}

function yes(value: boolean | null, context: Context): string {
  return value === null ? '' : word(yesNo, value ? 'yes' : 'no', context)
}

const nothing = (): string => ''

/** Where only the conversation tells the supervisor's rating, nothing is known of it before that was read. */
function reviewed({ review, marked, messageCount }: DialogRow, { source }: ListContext): string | null {
  if (review !== 'none') return review
  if (marked) return 'marked'
  return messageCount === 0 && columnOrigin('supervisorRating', source) === 'reading' ? null : review
}

/**
 * Column headings and cells; what is not known is empty, and where nobody tells it or this source does not, the heading
 * says so. A conversation that has not been read yet has no number of messages. Times are whole seconds; instants are
 * written in the report zone, which the heading names.
 */
const columns: Readonly<Record<DialogColumn, Column>> = {
  id: { en: 'No.', ru: '№', cell: row => plainCell(row.id) },
  client: { en: 'Client', ru: 'Клиент', cell: row => text(row.clientName) },
  generalStatus: { en: 'Whose turn', ru: 'Чья очередь', cell: (row, context) => word(generalWords, row.generalStatus, context) },
  detailedStatus: { en: 'Stage', ru: 'Этап', cell: (row, context) => word(detailedWords, row.detailedStatus, context) },
  status: { en: 'Status', ru: 'Статус', cell: (row, context) => word(statusWords, row.status, context) },
  closeReason: { en: 'How closed', ru: 'Как завершён', cell: (row, context) => word(closeWords, row.closeReason, context) },
  spam: { en: 'Spam', ru: 'Спам', cell: (row, context) => yes(row.spam, context) },
  operator: { en: 'Operator', ru: 'Оператор', cell: row => text(row.operatorName) },
  department: { en: 'Department', ru: 'Отдел', cell: row => text(row.department) },
  source: { en: 'Channel', ru: 'Канал', cell: (row, { language }) => textCell(channelName(row.source, language)) },
  line: { en: 'Line', ru: 'Линия', cell: row => text(row.lineName) },
  direction: { en: 'Type', ru: 'Тип', cell: (row, context) => word(directionWords, row.direction, context) },
  crmEntityType: { en: 'CRM record', ru: 'Запись в CRM', cell: (row, { language }) => crmRecord(row, language) },
  page: { en: 'Web page', ru: 'Страница сайта', cell: nothing },
  formFilled: { en: 'Form filled in', ru: 'Заполнил форму', cell: nothing },
  historyRequested: { en: 'History requested', ru: 'Запросил историю', cell: nothing },
  pinned: { en: 'Pinned', ru: 'Закреплён', cell: (row, context) => yes(row.pinned, context) },
  clientRating: { en: 'Client rating', ru: 'Оценка клиента', cell: (row, { language }) => clientRating(row, language) },
  supervisorRating: { en: 'Supervisor rating', ru: 'Оценка руководителя', cell: row => number(row.supervisorRating) },
  supervisorComment: { en: 'Supervisor comment', ru: 'Комментарий руководителя', cell: row => text(row.supervisorComment) },
  review: { en: 'Reviewed', ru: 'Проверен', cell: (row, context) => word(reviewWords, reviewed(row, context), context) },
  ownRating: { en: 'My rating', ru: 'Моя оценка', cell: row => number(row.ownRating) },
  ratingState: { en: 'Unsent rating', ru: 'Неотправленная оценка', cell: (row, context) => word(unsentWords, row.ratingState, context) },
  alertState: { en: 'Alert', ru: 'Оповещение', cell: (row, context) => word(alertWords, row.alertState, context) },
  evidence: { en: 'Evidence', ru: 'Признаки', cell: (row, { language }) => text(row.evidence?.map(kind => evidenceWords[kind][language]).join(', ') ?? null) },
  kpiFirstAnswer: { en: 'Answered in time', ru: 'Ответ в срок', cell: (row, context) => yes(row.kpiFirstAnswer, context) },
  createdAt: { en: 'Created', ru: 'Создан', cell: (row, context) => instant(row.createdAt, context) },
  queuedAt: { en: 'Queued', ru: 'Передан в очередь', cell: nothing },
  firstAnswerAt: { en: 'First answer', ru: 'Первый ответ', cell: (row, context) => instant(row.firstAnswerAt, context) },
  operatorAnswerAt: { en: 'Operator began', ru: 'Начало работы оператора', cell: (row, context) => instant(row.operatorAnswerAt, context) },
  lastMessageAt: { en: 'Last message', ru: 'Последнее сообщение', cell: (row, context) => instant(row.lastMessageAt, context) },
  operatorClosedAt: { en: 'Closed by the operator', ru: 'Закрыт оператором', cell: nothing },
  closedAt: { en: 'Closed', ru: 'Закрыт', cell: (row, context) => instant(row.closedAt, context) },
  changedAt: { en: 'Changed', ru: 'Изменён', cell: (row, context) => instant(row.changedAt, context) },
  ratedAt: { en: 'Rated', ru: 'Оценён', cell: (row, context) => instant(row.ratedAt, context) },
  waitAnswer: { en: 'Waited, s', ru: 'Ожидание, с', cell: row => number(row.waitAnswer) },
  waitTaken: { en: 'Until taken, s', ru: 'До начала работы, с', cell: row => number(row.waitTaken) },
  waitOperatorClose: { en: 'Until closed by the operator, s', ru: 'До закрытия оператором, с', cell: nothing },
  waitClose: { en: 'Duration, s', ru: 'Длительность, с', cell: row => number(row.waitClose) },
  dialogTime: { en: 'First to last message, s', ru: 'От первого до последнего сообщения, с', cell: row => number(row.dialogTime) },
  firstReply: { en: 'First reply, s', ru: 'Ответ на первое сообщение, с', cell: row => number(row.firstReply) },
  botTime: { en: 'Bot time, s', ru: 'Работа чат-бота, с', cell: row => number(row.botTime) },
  totalReply: { en: 'All replies, s', ru: 'Общее время ответов, с', cell: row => number(row.totalReply) },
  averageReply: { en: 'Average reply, s', ru: 'Среднее время ответа, с', cell: row => number(row.averageReply) },
  longestReply: { en: 'Longest reply, s', ru: 'Самый долгий ответ, с', cell: row => number(row.longestReply) },
  messageCount: { en: 'Messages', ru: 'Сообщений', cell: row => number(row.messageCount === 0 ? null : row.messageCount) },
  transfers: { en: 'Transfers', ru: 'Передачи', cell: row => plainCell(row.transfers) },
}

function crmRecord({ crmEntityType: type, crmEntityId: id }: DialogRow, language: Language): string {
  return type === null ? '' : textCell(`${crmWords[type]?.[language] ?? type}${id === null ? '' : ` ${id}`}`)
}

const instantColumns: ReadonlySet<DialogColumn> = new Set<DialogColumn>(columnGroups.dates)

export function headings(shown: readonly DialogColumn[], { language, zoneMinutes, source }: ListContext): string[] {
  const notTold = { en: ' (not told by the portal)', ru: ' (портал не сообщает)' }[language]
  const zone = (name: DialogColumn): string => (instantColumns.has(name) ? ` (${zoneName(zoneMinutes)})` : '')
  return shown.map(name => textCell(columns[name][language] + (isTold(name, source) ? zone(name) : notTold)))
}

export function cells(row: DialogRow, shown: readonly DialogColumn[], context: ListContext): string[] {
  return shown.map(name => (isTold(name, context.source) ? columns[name].cell(row, context) : ''))
}

function isTold(name: DialogColumn, source: SourceKind): boolean {
  return !['untold', 'source'].includes(columnOrigin(name, source))
}

/** `2026-11-20 10:42:05`: sorts as text, and every spreadsheet takes it for a date. */
function instant(at: number | null, { zoneMinutes }: Context): string {
  if (at === null) return ''
  return plainCell(new Date(at + zoneMinutes * 60_000).toISOString().slice(0, 19).replace('T', ' '))
}

export function zoneName(zoneMinutes: number): string {
  const minutes = Math.abs(zoneMinutes)
  const two = (n: number): string => String(n).padStart(2, '0')
  return `UTC${zoneMinutes < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`
}
