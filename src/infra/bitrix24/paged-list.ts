import type { z } from 'zod'
import { err, ok, type Result } from '#contract/result.ts'
import type { Priority } from '#core/portal/portal.ts'
import { batchSize, type Batch, type BatchAnswer, type Command } from './batch.ts'
import { readAs } from './client.ts'
import type { ParamMap } from './php-query.ts'
import { ratingPageSchema, sessionPageSchema, type RatingRecord, type SessionRecord } from './schemas.ts'

/** The most that the `imopenlines.v2` lists give per page. */
export const pageSize = 200
/** From one page to the next: the row between them is on both, which shows that none was deleted meanwhile. */
export const pageStep = pageSize - 1
/** The portal's reach per query: a larger window has to be split by time. */
export const maxOffset = 10_000
/** What a list that turned out long gets per further request; several lists share one batch. */
const pagesAhead = 10

export type Page<T> = { readonly rows: readonly T[]; readonly hasNext: boolean }

/** A list of the `imopenlines.v2` family: how to ask for it and how to read a page. */
export type PagedList<T> = {
  readonly method: string
  readonly params: ParamMap
  readonly read: (result: unknown) => Result<Page<T>>
  readonly idOf: (row: T) => number
}

export function sessionList(params: ParamMap): PagedList<SessionRecord> {
  const method = 'imopenlines.v2.Session.list'
  return { method, params, idOf: row => row.id, read: result => readPage(sessionPageSchema, result, method, page => page.sessions) }
}

export function ratingList(params: ParamMap): PagedList<RatingRecord> {
  const method = 'imopenlines.v2.Session.Rating.list'
  return { method, params, idOf: row => row.sessionId, read: result => readPage(ratingPageSchema, result, method, page => page.ratings) }
}

function readPage<S extends z.ZodType<{ hasNextPage: boolean | null }>, T>(
  schema: S, result: unknown, method: string, rowsOf: (page: z.output<S>) => readonly T[],
): Result<Page<T>> {
  const page = readAs(schema, result, method)
  if (!page.ok) return page
  const rows = rowsOf(page.value)
  return ok({ rows, hasNext: page.value.hasNextPage ?? rows.length >= pageSize })
}

export function pageCommand(list: Pick<PagedList<never>, 'method' | 'params'>, offset: number): Command {
  return { method: list.method, params: { ...list.params, offset, limit: pageSize } }
}

/**
 * Rows that come in front move the others on, and they are seen twice; rows that go let others slip in between two pages.
 * False where that has happened. `before` is the page read before this one, null for the first.
 */
export function joins<T>({ idOf }: PagedList<T>, before: readonly T[] | null, rows: readonly T[]): boolean {
  const last = before?.at(-1)
  return last === undefined || rows.some(row => idOf(row) === idOf(last))
}

export type Collected<T> = {
  readonly rows: readonly T[]
  /** False when the portal has more than it lets a single query reach. */
  readonly complete: boolean
}

/** A list whose order is never quite the same looks as if it moved. */
const mostRestarts = 3

/** Gathers one list over several rounds, and from the start again when rows were deleted in between. Each row is kept once. */
export type Collector = {
  readonly nextCommands: () => readonly Command[]
  /** Takes the answers to `nextCommands`, in that order. */
  readonly take: (answers: BatchAnswer['answers']) => Result<null>
}

export function createCollector<T>(list: PagedList<T>): Collector & { readonly collected: () => Collected<T> } {
  const rows = new Map<number, T>()
  let offset = 0
  let before: readonly T[] | null = null
  let restarts = 0
  let state: 'more' | 'complete' | 'cut' = 'more'

  function asked(): readonly number[] {
    if (state !== 'more') return []
    const pages = offset === 0 ? 1 : pagesAhead
    return Array.from({ length: pages }, (_, index) => offset + index * pageStep).filter(at => at <= maxOffset)
  }

  return {
    nextCommands: () => asked().map(at => pageCommand(list, at)),
    take: answers => {
      // Pages beyond the last one were asked for in advance and say nothing.
      for (const answer of answers) {
        if (state !== 'more') break
        const page = answer.ok ? list.read(answer.value.result) : answer
        if (!page.ok) return page
        for (const row of page.value.rows) rows.set(list.idOf(row), row)
        if (!joins(list, before, page.value.rows) && restarts < mostRestarts) {
          restarts += 1
          offset = 0
          before = null
          break
        }
        before = page.value.rows
        offset += pageStep
        state = !page.value.hasNext ? 'complete' : offset > maxOffset ? 'cut' : 'more'
      }
      return ok(null)
    },
    collected: () => ({ rows: [...rows.values()], complete: state === 'complete' }),
  }
}

/** Runs collectors side by side, in as few requests as their pages allow. Returns the first round's batch for its time. */
export async function collectAll(batch: Batch, collectors: readonly Collector[], priority: Priority): Promise<Result<BatchAnswer>> {
  let first: BatchAnswer | null = null
  for (;;) {
    const parts = collectors.map(collector => ({ collector, commands: collector.nextCommands() })).filter(part => part.commands.length > 0)
    const [head, ...others] = parts
    if (head === undefined) return first === null ? err('internal', 'nothing to collect') : ok(first)
    const round = [head]
    let size = head.commands.length
    for (const part of others) {
      if (size + part.commands.length > batchSize) continue
      round.push(part)
      size += part.commands.length
    }
    const sent = await batch(round.flatMap(part => part.commands), { priority })
    if (!sent.ok) return sent
    first ??= sent.value
    let from = 0
    for (const { collector, commands } of round) {
      const taken = collector.take(sent.value.answers.slice(from, from + commands.length))
      if (!taken.ok) return taken
      from += commands.length
    }
  }
}
