import { canReadCrm, canSeeSession, reachedUsers, rightsOf } from '../rights.ts'
import { isRecord } from '../rest/php.ts'
import { isStatistics } from '../settings.ts'
import { readIntList } from './v2-params.ts'
import type { Params } from '../rest/php.ts'
import type { PortalState } from '../portal-state.ts'
import type { Caller, Method } from './method.ts'

/** No user has this id, so a list of it alone finds nothing. */
const NOBODY = -1

type Row = Readonly<Record<string, unknown>>

/** The statistics methods count for everybody; around them stands what the caller may not see. */
export function withAccess(method: Method): Method {
  if (!isStatistics(method.name)) return method
  return {
    ...method,
    run: (state, params, caller) => {
      if (seesEverything(state, caller)) return method.run(state, params, caller)
      const { result, ...rest } = method.run(state, narrowed(state, params, caller), caller)
      return { ...rest, result: isRecord(result) ? Object.fromEntries(Object.entries(result).map(([key, value]) => [key, key === 'transfers' ? seen(state, value, caller) : veiled(state, value, caller)])) : result }
    },
  }
}

function seesEverything({ settings }: PortalState, { userId }: Caller): boolean {
  const { sessions, crm, voteHead } = rightsOf(userId)
  return settings.headVote && sessions === 'any' && crm === 'any' && voteHead !== 'none'
}

/** The right to sessions goes by their operator, so it is a filter by operator. */
function narrowed(state: PortalState, params: Params, { userId }: Caller): Params {
  const reached = reachedUsers(state, rightsOf(userId).sessions, userId)
  if (reached === null) return params
  const within = (ids: ReadonlySet<number> | null) => {
    const left = ids === null ? [...reached] : [...ids].filter((id) => reached.has(id))
    return left.length === 0 ? [NOBODY] : left
  }
  return { ...params, operatorIdList: within(readIntList(params, 'operatorId', 'operatorIdList')), userIdList: within(readIntList(params, 'userId', 'userIdList')) }
}

function seen(state: PortalState, rows: unknown, caller: Caller): unknown {
  return Array.isArray(rows) ? rows.filter((row: unknown) => isRecord(row) && indexOfRow(state, row, caller) !== null) : rows
}

function veiled(state: PortalState, rows: unknown, caller: Caller): unknown {
  return Array.isArray(rows) ? rows.map((row: unknown) => (isRecord(row) ? veiledRow(state, row, caller) : row)) : rows
}

/** Metrics of a hidden session are null, as of an unknown one; a rating and a CRM record are null where rights or plan hide them. */
function veiledRow(state: PortalState, row: Row, caller: Caller): Row {
  if (!('voteHead' in row)) return row
  const index = indexOfRow(state, row, caller)
  if (index === null) return Object.fromEntries(Object.entries(row).map(([key, value]) => [key, key === 'sessionId' ? value : null]))
  const showsVote = state.settings.headVote && rightsOf(caller.userId).voteHead !== 'none'
  return {
    ...row,
    ...(showsVote ? {} : { voteHead: null, ...('commentHead' in row ? { commentHead: null } : {}) }),
    ...('crmEntityId' in row && !canReadCrm(state, caller.userId, index) ? { crmEntityType: null, crmEntityId: null } : {}),
  }
}

/** Null = unknown, or not for this caller. */
function indexOfRow(state: PortalState, row: Row, { userId }: Caller): number | null {
  const index = state.store.find(Number(row['sessionId'] ?? row['id']))
  return index !== null && canSeeSession(state, userId, index) ? index : null
}
