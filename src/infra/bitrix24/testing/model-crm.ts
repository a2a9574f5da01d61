import { CountedList, type Answers } from './scripted-portal.ts'

export type ModelActivity = {
  readonly id: number
  readonly sessionId: number
  readonly startedAt: number
  readonly updatedAt: number
  readonly isCompleted?: boolean
}

export type ModelCrm = {
  activities: ModelActivity[]
  /** Runs before each list, as other people go on working. */
  meanwhile?: () => void
  /** Offset of the portal's clock at an instant, in minutes. */
  readonly zone?: (at: number) => number
  /** What a list answers when its bound is not a number: it depends on the portal's database. */
  readonly garbage?: 'nothing' | 'everything'
}

const page = 50

/** Just enough of `crm.activity.list` to page through, references between the commands of a batch included. */
export function modelCrm(crm: ModelCrm): Answers {
  const earlier = new Map<string, unknown>()
  return (_method, query, key) => {
    crm.meanwhile?.()
    if (key === 'c0') earlier.clear()
    const conditions = [...query].flatMap(([name, text]) => {
      const [, sign = '', field = ''] = /^filter\[([<>=!]*)(\w+)\]$/.exec(name) ?? []
      return field === '' || field === 'PROVIDER_ID' ? [] : [{ sign, field, wanted: resolve(text, earlier) }]
    })
    const found = crm.activities.filter(activity => conditions.every(({ sign, field, wanted }) => {
      if (typeof wanted === 'object') return crm.garbage === 'everything'
      if (field === 'COMPLETED') return wanted === (activity.isCompleted === true ? 'Y' : 'N')
      const value = { ID: activity.id, START_TIME: activity.startedAt, LAST_UPDATED: activity.updatedAt }[field] ?? 0
      const bound = field === 'ID' ? Number(wanted) : Date.parse(String(wanted))
      return { '<': value < bound, '>': value > bound, '>=': value >= bound, '<=': value <= bound, '=': value === bound }[sign] ?? false
    }))
    const byStart = query.has('order[START_TIME]')
    const sorted = found.toSorted((left, right) => (byStart ? left.startedAt - right.startedAt || left.id - right.id : right.id - left.id))
    const rows = sorted.slice(0, page).map(activity => activityRecord(activity, crm.zone))
    earlier.set(key, rows)
    return query.get('start') === '-1' ? rows : new CountedList(rows, found.length)
  }
}

/** `$result[c0][49][ID]`; where the path ends too early, whatever the walk has reached. */
function resolve(text: string, earlier: ReadonlyMap<string, unknown>): unknown {
  const [, path] = /^\$result(.+)$/.exec(text) ?? []
  if (path === undefined) return text
  let node: unknown = Object.fromEntries(earlier)
  for (const [, step = ''] of path.matchAll(/\[(\w+)\]/g)) {
    const next: unknown = typeof node === 'object' && node !== null ? Object.entries(node).find(([key]) => key === step)?.[1] : undefined
    if (next === undefined) return node
    node = next
  }
  return node
}

export function activityRecord({ id, sessionId, startedAt, updatedAt, isCompleted = false }: ModelActivity, zone: (at: number) => number = () => 180): Record<string, unknown> {
  const date = (at: number) => {
    const minutes = zone(at)
    const pad = (value: number) => String(Math.floor(Math.abs(value))).padStart(2, '0')
    return `${new Date(at + minutes * 60_000).toISOString().slice(0, 19)}${minutes < 0 ? '-' : '+'}${pad(minutes / 60)}:${pad(minutes % 60)}`
  }
  return {
    ID: String(id), ASSOCIATED_ENTITY_ID: String(sessionId), ORIGIN_ID: `IMOL_${sessionId}`, PROVIDER_TYPE_ID: '22',
    PROVIDER_PARAMS: { USER_CODE: `telegrambot|22|ext-${sessionId}|9000` }, RESULT_SOURCE_ID: 'telegrambot', RESULT_STATUS: '2',
    COMPLETED: isCompleted ? 'Y' : 'N', RESPONSIBLE_ID: '103', START_TIME: date(startedAt), END_TIME: date(updatedAt), CREATED: date(startedAt),
    LAST_UPDATED: date(updatedAt), OWNER_TYPE_ID: '2', OWNER_ID: '77',
  }
}
