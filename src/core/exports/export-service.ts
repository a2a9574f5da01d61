import type { ExportInput, ExportRun } from '#contract/exports.ts'
import type { DialogRow, DialogSort } from '#contract/dialogs.ts'
import type { DialogFilter } from '#contract/filters.ts'
import { err, ok, type AppError, type Result } from '#contract/result.ts'
import type { Clock, Emit, Log, Shell } from '../ports.ts'
import type { SessionStore } from '../sessions/session-store.ts'
import { byteOrderMark, csvLine, type CsvFormat } from './csv.ts'
import { cells, headings, type ListContext } from './dialog-columns.ts'
import type { ExportStore } from './export-store.ts'

const rowsPerChunk = 500
const progressEveryMs = 200

/** A file that only gets its name once it is complete. */
export type FileSink = {
  readonly path: string
  readonly write: (text: string) => Promise<void>
  /** Flushes to the disk and gives the file its name. */
  readonly commit: () => Promise<void>
  readonly abort: () => Promise<void>
}

export type OpenSink = (name: string) => Promise<Result<FileSink>>

export type ExportDeps = {
  readonly runs: ExportStore
  readonly sessions: Pick<SessionStore, 'inOrder'>
  /** A whole list, in its order. */
  readonly idsOf: (list: { readonly filter: DialogFilter; readonly sort: DialogSort }) => readonly number[]
  readonly rows: (ids: readonly number[]) => DialogRow[]
  readonly openSink: OpenSink
  /** Error values for what a full or vanished disk throws; null for anything else. */
  readonly diskError: (error: unknown) => AppError | null
  readonly context: () => ListContext
  readonly shell: Shell
  readonly clock: Clock
  readonly emit: Emit
  readonly log: Log
}

export type ExportService = ReturnType<typeof createExports>

/** Writes lists and selections to CSV files, a chunk at a time so that nothing else waits. */
export function createExports(deps: ExportDeps) {
  const { runs, sessions, clock, emit, log } = deps
  const cancelled = new Set<number>()
  const underWay = new Map<number, Promise<void>>()

  /** What was running when the program last ended cannot be running now. */
  function recover(): void {
    for (const run of runs.list().filter(({ state }) => state === 'running')) {
      runs.update({ ...run, state: 'failed', finishedAt: clock(), error: { code: 'engine-stopped', message: 'Linewatch ended before the file was complete' } })
    }
  }

  async function start(input: ExportInput): Promise<Result<ExportRun>> {
    const context = deps.context()
    // The list as it stands now: rows that arrive while the file is written belong to the next one.
    const ids = idsIn(input)
    const sink = await deps.openSink(fileName(clock(), context.zoneMinutes))
    if (!sink.ok) return sink
    const run = runs.add({ state: 'running', scope: input.selection === null ? 'list' : 'selection', rows: 0, total: ids.length, path: sink.value.path, startedAt: clock(), finishedAt: null, error: null })
    emit('exports.progress', run)
    const writing = write(run, ids, input, context, sink.value).finally(() => {
      cancelled.delete(run.id)
      underWay.delete(run.id)
    })
    underWay.set(run.id, writing)
    return ok(run)
  }

  function idsIn({ filter, sort, selection }: ExportInput): readonly number[] {
    if (selection === null) return deps.idsOf({ filter, sort })
    if (selection.kind === 'ids') return sessions.inOrder(selection.ids, sort)
    const except = new Set(selection.except)
    return deps.idsOf({ filter: selection.filter, sort }).filter(id => !except.has(id))
  }

  async function write(run: ExportRun, ids: readonly number[], { columns }: ExportInput, context: ListContext, sink: FileSink): Promise<void> {
    const format: CsvFormat = { separator: context.language === 'ru' ? ';' : ',' }
    let written = 0
    let told = clock()
    try {
      await sink.write(byteOrderMark + csvLine(headings(columns, context), format))
      for (let i = 0; i < ids.length; i += rowsPerChunk) {
        if (cancelled.has(run.id)) {
          await sink.abort()
          return finish({ ...run, state: 'cancelled', rows: written })
        }
        const rows = deps.rows(ids.slice(i, i + rowsPerChunk))
        await sink.write(rows.map(row => csvLine(cells(row, columns, context), format)).join(''))
        written += rows.length
        if (clock() - told >= progressEveryMs) {
          told = clock()
          emit('exports.progress', { ...run, rows: written })
        }
      }
      if (written !== ids.length) throw new Error(`${ids.length} rows promised, ${written} found`)
      await sink.commit()
      finish({ ...run, state: 'done', rows: written })
    } catch (error) {
      const known = deps.diskError(error)
      await sink.abort()
      finish({ ...run, state: 'failed', rows: written, error: known ?? { code: 'internal', message: String(error) } })
    }
  }

  function finish(run: ExportRun): void {
    const ended = { ...run, finishedAt: clock() }
    runs.update(ended)
    log('export.ended', { state: ended.state, rows: ended.rows, total: ended.total })
    emit('exports.progress', ended)
  }

  function cancel(id: number): Result<null> {
    if (!underWay.has(id)) return err('not-found', `Export ${id} is not running`)
    cancelled.add(id)
    return ok(null)
  }

  async function reveal(id: number): Promise<Result<null>> {
    const run = runs.get(id)
    if (run?.state !== 'done') return err('not-found', `Export ${id} has no file`)
    return (await deps.shell.reveal(run.path)) ? ok(null) : err('not-found', `${run.path} is not there any more`)
  }

  /** Ends what is running; nothing half-written stays behind. */
  async function stop(): Promise<void> {
    for (const id of underWay.keys()) cancelled.add(id)
    await Promise.all(underWay.values())
  }

  return { recover, start, cancel, reveal, list: runs.list, stop }
}

function fileName(now: number, zoneMinutes: number): string {
  const [day, time] = new Date(now + zoneMinutes * 60_000).toISOString().split('T')
  return `Linewatch dialogs ${day} ${(time ?? '').slice(0, 5).replace(':', '')}.csv`
}
