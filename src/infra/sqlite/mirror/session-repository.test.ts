import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { clientRatingKinds, dialogColumns, dialogFilterSchema, periodFields, sessionStatuses, type DialogColumn, type DialogSort } from '#contract/dialogs.ts'
import { fold } from '#core/names/fold.ts'
import type { PortalSession } from '#core/portal/portal.ts'
import type { ResolvedFilter } from '#core/sessions/period.ts'
import { fakeSession } from '#core/testing/fake-portal.ts'
import { openMemoryStores } from '../testing/memory-stores.ts'
import { countFiltered, indexFiltered, indexInOrder } from './session-query.ts'

const start = Date.UTC(2026, 10, 20, 9)
const names = ['Алёна Ежова', 'алена смит', 'Bob Ross', 'БОБ РОСС', 'Guest 17', null]
const operators = [{ id: 7, name: 'Пётр Орлов' }, { id: 8, name: 'Anna Lee' }]
const lines = [{ id: 1, name: 'Поддержка' }, { id: 2, name: 'Sales' }]
const anything: ResolvedFilter = { ...dialogFilterSchema.parse({}), period: null }

/** Small value ranges, so that random filters meet random rows often. */
const sessions: PortalSession[] = Array.from({ length: 300 }, (_, i) => fakeSession({
  id: i + 1,
  createdAt: start + ((i * 37) % 90) * 1000,
  closedAt: i % 5 === 0 ? null : start + 100_000 + ((i * 53) % 70) * 1000,
  status: sessionStatuses[i % 5] ?? 'closed',
  clientId: 500 + (i % 6), operatorId: [7, 8, null][i % 3] ?? null, lineId: 1 + (i % 2), source: ['livechat', 'avito', 'ok'][i % 3] ?? 'ok',
  clientRating: [null, 5, 1, null][i % 4] ?? null, supervisorRating: [null, null, 3, 1, 5][i % 5] ?? null,
  waitAnswer: i % 7 === 0 ? null : (i * 11) % 60, waitClose: i % 4 === 0 ? null : (i * 13) % 80, messageCount: i % 9, transfers: i % 3,
}))
const ratings = sessions.flatMap(({ id, lineId, operatorId, source, clientRating }) =>
  clientRating === null || id % 8 === 0 ? [] : [{ sessionId: id, lineId, operatorId, source, clientRating, ratedAt: start + 200_000 + (id % 50) * 1000 }])

let stores: ReturnType<typeof openMemoryStores>

beforeAll(() => {
  stores = openMemoryStores()
  stores.directory.replace({
    operators: operators.map(operator => ({ ...operator, position: '', active: true, departmentIds: [] })),
    lines: lines.map(line => ({ ...line, active: true })), departments: [],
  })
  stores.sessions.upsert(sessions)
  stores.sessions.setClientNames(new Map(names.map((name, i) => [500 + i, name])))
  stores.sessions.applyRatings(ratings)
  stores.sessions.setPending(3, 2)
})

// The oracle: a plain evaluation in memory, written from the meaning of each filter and not from the SQL.
function keyOf(session: PortalSession, column: DialogColumn): string | number | null {
  const nameOf = (list: { id: number; name: string }[], id: number | null): string | null => {
    const found = list.find(item => item.id === id)
    return found ? fold(found.name) : null
  }
  switch (column) {
    case 'id': return session.id
    case 'client': return clientKey(session)
    case 'status': return session.status
    case 'operator': return nameOf(operators, session.operatorId)
    case 'source': return session.source
    case 'line': return nameOf(lines, session.lineId)
    case 'clientRating': return session.clientRating
    case 'supervisorRating': return session.id === 3 ? 2 : session.supervisorRating
    case 'waitAnswer': return session.waitAnswer
    case 'waitClose': return session.waitClose
    case 'messageCount': return session.messageCount
    case 'transfers': return session.transfers
    case 'createdAt': return session.createdAt
    case 'closedAt': return session.closedAt
    case 'ratedAt': return ratings.find(rating => rating.sessionId === session.id)?.ratedAt ?? null
  }
}

function clientKey(session: PortalSession): string | null {
  const name = names[session.clientId - 500] ?? null
  return name === null ? null : fold(name)
}

function matches(session: PortalSession, filter: ResolvedFilter): boolean {
  const among = <T>(list: readonly T[], value: T): boolean => list.length === 0 || list.includes(value)
  const kind = session.clientRating === 5 ? 'like' : session.clientRating === 1 ? 'dislike' : 'none'
  const columns = { created: 'createdAt', closed: 'closedAt', rated: 'ratedAt' } as const
  const at = filter.period ? keyOf(session, columns[filter.period.field]) as number | null : 0
  const inPeriod = filter.period === null
    || (at !== null && (filter.period.from === null || at >= filter.period.from) && (filter.period.to === null || at < filter.period.to))
  return among(filter.statuses, session.status) && among(filter.operatorIds, session.operatorId ?? 0)
    && among(filter.lineIds, session.lineId) && among(filter.sources, session.source) && among(filter.clientRatings, kind)
    && among(filter.supervisorRatings, Number(keyOf(session, 'supervisorRating') ?? 0)) && inPeriod
    && fold(filter.text).split(' ').every(word => (clientKey(session) ?? '').includes(word))
}

function expected(filter: ResolvedFilter, { column, direction }: DialogSort): number[] {
  const sign = direction === 'asc' ? 1 : -1
  // Bytes order as SQLite does; the names above have no characters for which UTF-16 order differs.
  const compare = (a: string | number, b: string | number): number => (a < b ? -1 : a > b ? 1 : 0)
  return sessions.filter(session => matches(session, filter)).sort((a, b) => {
    const [x, y] = [keyOf(a, column), keyOf(b, column)]
    if (x === null || y === null) return x === y ? sign * (a.id - b.id) : x === null ? 1 : -1
    return sign * (compare(x, y) || a.id - b.id)
  }).map(session => session.id)
}

const some = <T>(values: readonly T[]): fc.Arbitrary<T[]> => fc.oneof(fc.constant<T[]>([]), fc.subarray([...values]))
const instant = fc.option(fc.integer({ min: 0, max: 260 }).map(n => start + n * 1000))
const filters: fc.Arbitrary<ResolvedFilter> = fc.record({
  statuses: some(sessionStatuses), operatorIds: some([0, 7, 8]), lineIds: some([1, 2]), sources: some(['livechat', 'avito', 'ok', 'max']),
  clientRatings: some(clientRatingKinds), supervisorRatings: some([0, 1, 2, 3, 4, 5]),
  period: fc.option(fc.record({ field: fc.constantFrom(...periodFields), from: instant, to: instant })),
  text: fc.constantFrom('', '', 'АЛЁНА', 'росс боб', 'guest', 'nobody', '%', "'"),
})
const sorts: fc.Arbitrary<DialogSort> = fc.record({ column: fc.constantFrom(...dialogColumns), direction: fc.constantFrom('asc', 'desc') })

test('any filter and order give what a plain evaluation gives', () => {
  fc.assert(fc.property(filters, sorts, fc.nat(20), (filter, sort, offset) => {
    const wanted = expected(filter, sort)
    expect(stores.sessions.index({ filter, sort, offset, limit: 50 })).toEqual({ ids: wanted.slice(offset, offset + 50), total: wanted.length })
    expect(stores.sessions.allIds(filter, sort)).toEqual(wanted)
  }), { numRuns: 400 })
})

test('filters are answered from the narrow index, full lists from the order’s own', () => {
  const filter: ResolvedFilter = { ...anything, clientRatings: ['dislike'], text: 'bob' }
  const sort: DialogSort = { column: 'waitAnswer', direction: 'desc' }
  expect(stores.mirror.explain(countFiltered(filter))).toContain('USING COVERING INDEX session_list_created')
  expect(stores.mirror.explain(indexFiltered({ filter, sort, offset: 0, limit: 100 }))).toContain('USING COVERING INDEX session_list_created')
  for (const field of periodFields) {
    const plan = stores.mirror.explain(indexFiltered({ filter: { ...filter, period: { field, from: 1, to: 2 } }, sort, offset: 0, limit: 100 }))
    expect(plan).toContain(`SEARCH session USING COVERING INDEX session_list_${field} (${field}_at>? AND ${field}_at<?)`)
  }
  const open = stores.mirror.explain(countFiltered({ ...filter, statuses: ['new', 'answered'] }))
  expect(open).toContain('COVERING INDEX session_list_open')
  const whole = stores.mirror.explain(indexInOrder({ filter: anything, sort, offset: 0, limit: 100 }))
  expect(whole).toContain('session_by_wait')
  expect(whole).not.toContain('TEMP B-TREE')
})

test('what the portal repeats is no change', () => {
  const own = openMemoryStores()
  const session = fakeSession({ id: 1, createdAt: start })
  expect(own.sessions.upsert([session])).toEqual([1])
  expect(own.sessions.upsert([session])).toEqual([])
  expect(own.sessions.upsert([{ ...session, messageCount: 5 }])).toEqual([1])
})

test('a list that hides the supervisor’s rating does not erase it', () => {
  const own = openMemoryStores()
  const session = fakeSession({ id: 1, createdAt: start, supervisorRating: 4, supervisorComment: 'Good' })
  own.sessions.upsert([session])
  own.sessions.upsert([{ ...session, supervisorRating: null, supervisorComment: null, messageCount: 9 }])
  expect(own.sessions.rows([1])[0]).toMatchObject({ supervisorRating: 4, supervisorComment: 'Good', messageCount: 9 })
})

test('names that arrive before or after their sessions both show', () => {
  const own = openMemoryStores()
  own.sessions.upsert([fakeSession({ id: 1, createdAt: start, clientId: 50 })])
  expect(own.sessions.namelessClients(10)).toEqual([50])
  expect(own.sessions.setClientNames(new Map([[50, 'Ёлка Иванова']]))).toEqual([1])
  own.sessions.upsert([fakeSession({ id: 2, createdAt: start, clientId: 50 })])
  const found = own.sessions.index({ filter: { ...anything, text: 'елка' }, sort: { column: 'id', direction: 'asc' }, offset: 0, limit: 10 })
  expect(found).toEqual({ ids: [1, 2], total: 2 })
  expect(own.sessions.namelessClients(10)).toEqual([])
})

test('a renamed operator is found under the new name by order', () => {
  const own = openMemoryStores()
  const operator = { id: 7, name: 'Zoe', position: '', active: true, departmentIds: [] }
  own.sessions.upsert([fakeSession({ id: 1, createdAt: start, operatorId: 7 }), fakeSession({ id: 2, createdAt: start, operatorId: 8 })])
  own.directory.replace({ operators: [operator, { ...operator, id: 8, name: 'Max' }], lines: [], departments: [] })
  const order = () => own.sessions.allIds(anything, { column: 'operator', direction: 'asc' })
  expect(order()).toEqual([2, 1])
  own.directory.replace({ operators: [{ ...operator, name: 'Ada' }, { ...operator, id: 8, name: 'Max' }], lines: [], departments: [] })
  expect(order()).toEqual([1, 2])
})
