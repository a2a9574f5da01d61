import { ok, type Result } from '#contract/result.ts'
import type { Priority } from '#core/portal/portal.ts'
import { resultOf, type Batch, type Command, type CommandAnswer } from './batch.ts'
import { readAs } from './client.ts'
import type { ParamMap } from './php-query.ts'
import { activitySchema, listOf, type ActivityRecord, type PortalTime } from './schemas.ts'

const method = 'crm.activity.list'
/** Fixed by the portal. */
const activityPage = 50
/** Each is a query of its own there, and a request may last a minute. */
const pagesPerRequest = 25

const openLineDialogs = { '=PROVIDER_ID': 'IMOPENLINES_SESSION' }
const select = [
  'ID', 'ASSOCIATED_ENTITY_ID', 'ORIGIN_ID', 'PROVIDER_TYPE_ID', 'PROVIDER_PARAMS', 'RESULT_SOURCE_ID', 'RESULT_STATUS', 'COMPLETED',
  'RESPONSIBLE_ID', 'START_TIME', 'END_TIME', 'CREATED', 'LAST_UPDATED', 'OWNER_TYPE_ID', 'OWNER_ID',
]

export type ActivityPages = {
  /** Greatest id first. */
  readonly rows: readonly ActivityRecord[]
  /** The rest lies below this id; null when there is none. */
  readonly below: number | null
}

export type ActivityQuery = {
  readonly filter: ParamMap
  /** Activities with smaller ids alone; 0 for all. */
  readonly below: number
}

/** A command of the open lines' activities. Nothing is counted unless `start` asks for it, which costs the portal much. */
export function activityCommand(filter: ParamMap, { order = { ID: 'DESC' }, start = -1 }: { readonly order?: ParamMap; readonly start?: number } = {}): Command {
  return { method, params: { filter: { ...openLineDialogs, ...filter }, order, select, start } }
}

/** The first page alone, to travel with other commands; its answer is read by `readActivityPage`. */
export function firstPage({ filter, below }: ActivityQuery): Command {
  return activityCommand(below > 0 ? { ...filter, '<ID': below } : filter)
}

export function readActivityPage(answer: Result<CommandAnswer> | undefined): Result<ActivityPages> {
  if (answer?.ok !== true) return answer ?? ok({ rows: [], below: null })
  const page = readAs(listOf(activitySchema), answer.value.result, method)
  if (!page.ok) return page
  return ok({ rows: page.value, below: page.value.length < activityPage ? null : (page.value.at(-1)?.ID ?? null) })
}

/**
 * As many pages as one request carries, each beginning where the one before ended: by id, so that what is added, deleted
 * or changed meanwhile moves no neighbour. Behind a page that is not full the next one's start does not exist, and what
 * the portal answers there is not to be used.
 */
export async function readBelow(batch: Batch, query: ActivityQuery, priority: Priority): Promise<Result<ActivityPages & { readonly time: PortalTime | null }>> {
  const chain = Array.from({ length: pagesPerRequest - 1 }, (_, index) => activityCommand({ ...query.filter, '<ID': resultOf(index, activityPage - 1, 'ID') }))
  const sent = await batch([firstPage(query), ...chain], { priority, chained: true })
  if (!sent.ok) return sent
  const rows: ActivityRecord[] = []
  let below: number | null = null
  for (const [index, answer] of sent.value.answers.entries()) {
    const page = readActivityPage(answer)
    if (!page.ok) {
      // Earlier pages are good: the reader goes on from there.
      if (index === 0) return page
      break
    }
    // A portal that did not understand the reference starts anew.
    if (index > 0 && below !== null && page.value.rows.some(({ ID }) => ID >= (below ?? 0))) break
    rows.push(...page.value.rows)
    below = page.value.below
    if (below === null) break
  }
  return ok({ rows, below, time: sent.value.time })
}

/** Everything from `query` on, over as many requests as it takes. */
export async function readAll(batch: Batch, query: ActivityQuery, priority: Priority): Promise<Result<readonly ActivityRecord[]>> {
  const rows: ActivityRecord[] = []
  for (let below: number | null = query.below; below !== null;) {
    const pages: Result<ActivityPages> = await readBelow(batch, { ...query, below }, priority)
    if (!pages.ok) return pages
    rows.push(...pages.value.rows)
    below = pages.value.below
  }
  return ok(rows)
}
