import type { z } from 'zod'
import type { Department, Operator } from '#contract/directory.ts'
import { ok, type Result } from '#contract/result.ts'
import type { Portal, PortalLine } from '#core/portal/portal.ts'
import type { Batch, Command } from './batch.ts'
import { readAs } from './client.ts'
import type { ParamMap } from './php-query.ts'
import { departmentSchema, imUserSchema, lineSchema, listOf, userSchema } from './schemas.ts'

const priority = 'visible'
/** Fixed by the portal for classic lists. */
const classicPage = 50
const classicPagesAhead = 20
const linePage = 200
const idsPerCommand = 100
/** No directory is that long; a portal that always claims to have a next page must not keep us busy forever. */
const mostRounds = 100

export type DirectoryPart = Pick<Portal, 'operators' | 'lines' | 'departments' | 'clientNames'>

/** Names for the ids in sessions. */
export function createDirectory(batch: Batch): DirectoryPart {
  /** A classic list: pages of 50 by `start`, with `next` as long as there are more and `total` where it was counted. */
  async function classicList<S extends z.ZodType>(method: string, params: ParamMap, schema: S): Promise<Result<readonly z.output<S>[]>> {
    const rows: z.output<S>[] = []
    let starts: readonly number[] = [0]
    for (let round = 0; round < mostRounds && starts.length > 0; round += 1) {
      const sent = await batch(starts.map(start => ({ method, params: { ...params, start } })), { priority })
      if (!sent.ok) return sent
      let next: number | null = null
      let total: number | null = null
      for (const answer of sent.value.answers) {
        const page = answer.ok ? readAs(listOf(schema), answer.value.result, method) : answer
        if (!page.ok) return page
        rows.push(...page.value)
        next = answer.ok ? answer.value.next : null
        total = answer.ok ? answer.value.total : null
        if (next === null) break
      }
      starts = next === null ? [] : startsFrom(next, total)
    }
    return ok(rows)
  }

  async function operators(): Promise<Result<readonly Operator[]>> {
    // Without a filter by ACTIVE: dismissed operators still stand in old sessions.
    const users = await classicList('user.get', { sort: 'ID', order: 'ASC' }, userSchema)
    if (!users.ok) return users
    return ok(distinct(users.value.map(user => ({
      id: user.ID,
      name: fullName(user.NAME, user.LAST_NAME) ?? `User ${user.ID}`,
      position: user.WORK_POSITION,
      active: user.ACTIVE,
      departmentIds: user.UF_DEPARTMENT.filter(id => id !== null),
    }))))
  }

  async function departments(): Promise<Result<readonly Department[]>> {
    const found = await classicList('department.get', { sort: 'ID', order: 'ASC' }, departmentSchema)
    if (!found.ok) return found
    return ok(distinct(found.value.map(({ ID, NAME, PARENT }) => ({ id: ID, name: NAME, parentId: PARENT }))))
  }

  async function lines(): Promise<Result<readonly PortalLine[]>> {
    const method = 'imopenlines.config.list.get'
    const rows: PortalLine[] = []
    for (let round = 0; round < mostRounds; round += 1) {
      const PARAMS = { select: ['ID', 'LINE_NAME', 'ACTIVE', 'CRM'], order: { ID: 'ASC' }, limit: linePage, offset: round * linePage }
      const sent = await batch([{ method, params: { PARAMS } }], { priority })
      if (!sent.ok) return sent
      const [answer] = sent.value.answers
      const page = answer?.ok === true ? readAs(listOf(lineSchema), answer.value.result, method) : answer
      if (page?.ok !== true) return page ?? ok(rows)
      rows.push(...page.value.map(({ ID, LINE_NAME, ACTIVE, CRM }) => ({ id: ID, name: LINE_NAME, active: ACTIVE, crm: CRM })))
      if (page.value.length < linePage) break
    }
    return ok(distinct(rows))
  }

  async function clientNames(ids: readonly number[]): Promise<Result<ReadonlyMap<number, string>>> {
    const method = 'im.user.list.get'
    const wanted = [...new Set(ids)]
    const commands: Command[] = []
    for (let from = 0; from < wanted.length; from += idsPerCommand) {
      commands.push({ method, params: { ID: wanted.slice(from, from + idsPerCommand), RESULT_TYPE: 'array' } })
    }
    const sent = await batch(commands, { priority })
    if (!sent.ok) return sent
    const names = new Map<number, string>()
    for (const answer of sent.value.answers) {
      const users = answer.ok ? readAs(listOf(imUserSchema.nullable().catch(null)), answer.value.result, method) : answer
      if (!users.ok) return users
      for (const user of users.value) {
        const name = user === null ? null : (fullName(user.name) ?? fullName(user.first_name, user.last_name))
        if (user !== null && name !== null) names.set(user.id, name)
      }
    }
    return ok(names)
  }

  return { operators, lines, departments, clientNames }
}

/** The further pages in one go where the total is known, else the next one alone. */
function startsFrom(next: number, total: number | null): readonly number[] {
  const pages = total === null ? 1 : Math.ceil((total - next) / classicPage)
  return Array.from({ length: Math.max(1, Math.min(pages, classicPagesAhead)) }, (_, index) => next + index * classicPage)
}

export function fullName(...parts: readonly string[]): string | null {
  const name = parts.map(part => part.trim()).filter(part => part !== '').join(' ')
  return name === '' ? null : name
}

/** Pages can overlap when somebody is added between two of them. */
function distinct<T extends { readonly id: number }>(rows: readonly T[]): readonly T[] {
  return [...new Map(rows.map(row => [row.id, row])).values()]
}
