import { ok, type Result } from '#contract/result.ts'
import { isHidden, type SyncContext } from './sync-context.ts'

export async function readDirectory({ portal, directory, emit, onDirectory }: SyncContext): Promise<Result<null>> {
  const operators = orNobody(await portal.operators())
  if (!operators.ok) return operators
  const lines = orNobody(await portal.lines())
  if (!lines.ok) return lines
  const departments = orNobody(await portal.departments())
  if (!departments.ok) return departments
  directory.replace({ operators: operators.value, lines: lines.value, departments: departments.value })
  emit('directory.changed', {})
  onDirectory()
  return ok(null)
}

export async function nameClients({ portal, sessions, changed }: SyncContext, ids: readonly number[]): Promise<Result<null>> {
  const names = await portal.clientNames(ids)
  if (!names.ok && !isHidden(names.error)) return names
  const known = names.ok ? names.value : new Map<number, string>()
  changed(sessions.setClientNames(new Map(ids.map(id => [id, known.get(id) ?? null]))))
  return ok(null)
}

function orNobody<T>(list: Result<readonly T[]>): Result<readonly T[]> {
  return !list.ok && isHidden(list.error) ? ok([]) : list
}
