import type { Language } from '#contract/channels.ts'
import type { JournalFile, JournalLine } from '#contract/ratings.ts'
import { err, ok, type AppError, type Result } from '#contract/result.ts'
import { byteOrderMark, csvLine, plainCell, textCell } from '../exports/csv.ts'
import { zoneName, type Context } from '../exports/dialog-columns.ts'
import type { OpenSink } from '../exports/export-service.ts'
import type { Clock, Log, Shell } from '../ports.ts'
import type { OutboxStore, StoredLine } from './outbox-store.ts'

const linesPerChunk = 500

export type JournalExportDeps = {
  readonly outbox: Pick<OutboxStore, 'journalAfter'>
  readonly openSink: OpenSink
  readonly diskError: (error: unknown) => AppError | null
  readonly context: () => Context
  /** Whose ratings these are: the portal keeps no author. */
  readonly author: () => { readonly host: string; readonly userId: number; readonly userName: string }
  readonly shell: Pick<Shell, 'reveal'>
  readonly clock: Clock
  readonly log: Log
}

/** Writes the whole journal of our own ratings to a CSV file: who rated what, and when, is written down nowhere else. */
export function createJournalExport({ outbox, openSink, diskError, context, author, shell, clock, log }: JournalExportDeps) {
  let last: string | null = null

  async function write(): Promise<Result<JournalFile>> {
    const now = context()
    const format = { separator: now.language === 'ru' ? ';' : ',' } as const
    const opened = await openSink(fileName(clock(), now.zoneMinutes))
    if (!opened.ok) return opened
    const sink = opened.value
    try {
      await sink.write(byteOrderMark + csvLine(headings(now), format))
      let rows = 0
      for (let lines = outbox.journalAfter(0, linesPerChunk); lines.length > 0; lines = outbox.journalAfter(lines.at(-1)?.id ?? 0, linesPerChunk)) {
        await sink.write(lines.map(line => csvLine(cells(line, now, author()), format)).join(''))
        rows += lines.length
      }
      await sink.commit()
      log('journal.exported', { rows })
      last = sink.path
      return ok({ path: sink.path, rows })
    } catch (error) {
      await sink.abort()
      const known = diskError(error)
      if (known === null) throw error
      return { ok: false, error: known }
    }
  }

  async function reveal(): Promise<Result<null>> {
    if (last === null) return err('not-found', 'No journal has been exported')
    return (await shell.reveal(last)) ? ok(null) : err('not-found', `${last} is not there any more`)
  }

  return { write, reveal }
}

const eventWords: Readonly<Record<JournalLine['event'], Readonly<Record<Language, string>>>> = {
  saved: { en: 'Saved', ru: 'Сохранена' }, undone: { en: 'Taken back', ru: 'Отозвана' }, discarded: { en: 'Deleted unsent', ru: 'Удалена до отправки' },
  sent: { en: 'Sent', ru: 'Отправлена' }, unclear: { en: 'Sent, no clear answer', ru: 'Отправлена, ясного ответа нет' },
  confirmed: { en: 'Portal has it', ru: 'Портал получил' }, conflict: { en: 'Rated by somebody else', ru: 'Оценил кто-то другой' },
  keptTheirs: { en: 'Gave way to theirs', ru: 'Уступила чужой' }, replaced: { en: 'To replace theirs', ru: 'Заменит чужую' },
  merged: { en: 'Merged with theirs', ru: 'Объединена с чужой' }, refused: { en: 'Refused', ru: 'Отклонена' }, paused: { en: 'Needs a sign-in', ru: 'Нужен вход' },
  retried: { en: 'Sent again', ru: 'Отправлена снова' }, restored: { en: 'Found in a damaged file', ru: 'Найдена в повреждённом файле' },
  failed: { en: 'Not sent', ru: 'Не отправлена' },
}

function headings({ language, zoneMinutes }: Context): string[] {
  const zone = zoneName(zoneMinutes)
  const words = language === 'ru'
    ? [`Когда (${zone})`, 'Диалог', 'Событие', 'Оценка', 'Комментарий', 'На портале до этого', 'Комментарий до этого', 'Подробности', 'Кто', 'Портал', 'UUID']
    : [`When (${zone})`, 'Dialog', 'Event', 'Rating', 'Comment', 'In the portal before', 'Comment before', 'Detail', 'By whom', 'Portal', 'UUID']
  return words.map(textCell)
}

function cells(line: StoredLine, { language, zoneMinutes }: Context, by: ReturnType<JournalExportDeps['author']>): string[] {
  const at = new Date(line.at + zoneMinutes * 60_000).toISOString().slice(0, 19).replace('T', ' ')
  return [
    plainCell(at), plainCell(line.sessionId), textCell(eventWords[line.event][language]), plainCell(line.rating ?? ''), textCell(line.comment ?? ''),
    plainCell(line.beforeRating ?? ''), textCell(line.beforeComment ?? ''), textCell(line.detail ?? ''), textCell(`${by.userName} (${by.userId})`),
    textCell(by.host), textCell(line.uuid),
  ]
}

function fileName(now: number, zoneMinutes: number): string {
  const [day, time] = new Date(now + zoneMinutes * 60_000).toISOString().split('T')
  return `Linewatch ratings journal ${day} ${(time ?? '').slice(0, 5).replace(':', '')}.csv`
}
