import { channelName, type Language } from '#contract/channels.ts'
import type { DialogColumn, DialogRow } from '#contract/dialogs.ts'
import { plainCell, textCell } from './csv.ts'

type Column = { readonly en: string; readonly ru: string; readonly cell: (row: DialogRow, context: Context) => string }
export type Context = { readonly language: Language; readonly zoneMinutes: number }

const text = (value: string | null): string => (value === null ? '' : textCell(value))
const number = (value: number | null): string => (value === null ? '' : plainCell(value))

const statusWords = {
  en: { new: 'New', answered: 'Answered', paused: 'Paused', closed: 'Closed', spam: 'Spam' },
  ru: { new: 'Новый', answered: 'Отвечен', paused: 'На паузе', closed: 'Завершён', spam: 'Спам' },
} as const

const ratingWords = { en: { 1: 'Dislike', 5: 'Like' }, ru: { 1: 'Не понравилось', 5: 'Понравилось' } } as const

function clientRating({ clientRating: rating, clientRatingScale }: DialogRow, language: Language): string {
  if (rating === null) return ''
  if (clientRatingScale === 2 && (rating === 1 || rating === 5)) return textCell(ratingWords[language][rating])
  return plainCell(rating)
}

/** Column headings and cells. A conversation that has not been read yet has no number of messages. Waits are whole seconds; instants are written in the report zone, which the heading names. */
const columns: Readonly<Record<DialogColumn, Column>> = {
  id: { en: 'No.', ru: '№', cell: row => plainCell(row.id) },
  client: { en: 'Client', ru: 'Клиент', cell: row => text(row.clientName) },
  status: { en: 'Status', ru: 'Статус', cell: (row, { language }) => textCell(statusWords[language][row.status]) },
  operator: { en: 'Operator', ru: 'Оператор', cell: row => text(row.operatorName) },
  source: { en: 'Channel', ru: 'Канал', cell: (row, { language }) => textCell(channelName(row.source, language)) },
  line: { en: 'Line', ru: 'Линия', cell: row => text(row.lineName) },
  clientRating: { en: 'Client rating', ru: 'Оценка клиента', cell: (row, { language }) => clientRating(row, language) },
  supervisorRating: { en: 'Supervisor rating', ru: 'Оценка руководителя', cell: row => number(row.supervisorRating) },
  waitAnswer: { en: 'Waited, s', ru: 'Ожидание, с', cell: row => number(row.waitAnswer) },
  waitClose: { en: 'Duration, s', ru: 'Длительность, с', cell: row => number(row.waitClose) },
  messageCount: { en: 'Messages', ru: 'Сообщений', cell: row => number(row.messageCount === 0 ? null : row.messageCount) },
  transfers: { en: 'Transfers', ru: 'Переводов', cell: row => plainCell(row.transfers) },
  createdAt: { en: 'Created', ru: 'Создан', cell: (row, context) => instant(row.createdAt, context) },
  closedAt: { en: 'Closed', ru: 'Завершён', cell: (row, context) => instant(row.closedAt, context) },
  ratedAt: { en: 'Rated', ru: 'Оценён', cell: (row, context) => instant(row.ratedAt, context) },
}

const instantColumns: ReadonlySet<DialogColumn> = new Set(['createdAt', 'closedAt', 'ratedAt'])

export function headings(shown: readonly DialogColumn[], { language, zoneMinutes }: Context): string[] {
  return shown.map(name => textCell(columns[name][language] + (instantColumns.has(name) ? ` (${zoneName(zoneMinutes)})` : '')))
}

export function cells(row: DialogRow, shown: readonly DialogColumn[], context: Context): string[] {
  return shown.map(name => columns[name].cell(row, context))
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
