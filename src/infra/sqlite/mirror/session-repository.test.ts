import { expect, test } from 'vitest'
import { anyDialog, type DialogFilter, type DialogSort } from '#contract/dialogs.ts'
import type { ResolvedFilter } from '#core/sessions/period.ts'
import { fakeSession } from '#core/testing/fake-portal.ts'
import type { Sql } from '../sql.ts'
import { openMemoryStores } from '../testing/memory-stores.ts'
import { searchQuery } from './search-match.ts'
import { countFiltered, countFound, idsFiltered, idsLeftOut, indexAtFirst, indexFiltered, indexInOrder, pageFiltered, pageFound } from './session-query.ts'

const start = Date.UTC(2026, 10, 20, 9)
const anything: ResolvedFilter = { ...anyDialog, period: null }

function planOf(query: Sql): string {
  return openMemoryStores().mirror.explain(query)
}

const byWait: DialogSort = { column: 'waitAnswer', direction: 'desc' }
const page = { sort: byWait, offset: 0, limit: 100 }

test.each<{ name: string; filter: Partial<DialogFilter>; index: string }>([
  { name: 'anything', filter: { lineIds: [1], evidence: ['silence'], ranges: { botTime: { min: 5, max: null } } }, index: 'SCAN session USING COVERING INDEX session_list_created' },
  { name: 'open dialogs', filter: { statuses: ['new', 'answered'], generalStatuses: ['waiting'] }, index: 'COVERING INDEX session_list_open' },
  { name: 'the client’s rating', filter: { clientRatings: ['dislike'], reviewers: ['none'] }, index: 'SEARCH session USING COVERING INDEX session_list_vote' },
  { name: 'disagreements', filter: { disagreements: ['missed', 'unfair'] }, index: 'COVERING INDEX session_list_vote' },
  { name: 'the supervisor’s rating', filter: { supervisorRatings: [1, 2], kpi: ['breached'] }, index: 'SCAN session USING COVERING INDEX session_list_reviewed' },
  { name: 'operators', filter: { operatorIds: [7, 8], directions: ['in'] }, index: 'SEARCH session USING COVERING INDEX session_list_operator' },
  { name: 'a flag', filter: { flagged: ['yes'], lineIds: [1] }, index: 'SEARCH own USING COVERING INDEX own_flagged (flagged=?)' },
  { name: 'a mark', filter: { marked: ['yes'], clientRatings: ['dislike'] }, index: 'SEARCH session USING INTEGER PRIMARY KEY (rowid=?)' },
  { name: 'no mark', filter: { statuses: ['closed'], marked: ['no'] }, index: 'SCAN session USING COVERING INDEX session_list_created' },
  { name: 'a comment', filter: { comment: 'late' }, index: 'SEARCH session USING INDEX session_commented' },
])('a filter by $name is answered from the narrow index', ({ filter, index }) => {
  const resolved: ResolvedFilter = { ...anything, ...filter, period: null }
  expect(planOf(countFiltered(resolved))).toContain(index)
  for (const query of [indexFiltered, pageFiltered]) expect(planOf(query({ ...page, filter: resolved }))).toContain(index)
})

test.each([
  ['created', 'SEARCH session USING COVERING INDEX session_list_created (created_at>? AND created_at<?)'],
  ['closed', 'SEARCH session USING COVERING INDEX session_list_closed (closed_at>? AND closed_at<?)'],
  ['rated', 'SEARCH session USING COVERING INDEX session_list_rated (rated_at>? AND rated_at<?)'],
  ['firstAnswer', 'SEARCH session USING INDEX session_by_first_answer (first_answer_at>? AND first_answer_at<?)'],
  ['operatorAnswer', 'SEARCH session USING INDEX session_by_operator_answer (operator_answer_at>? AND operator_answer_at<?)'],
  ['lastMessage', 'SEARCH session USING INDEX session_by_last_message (last_message_at>? AND last_message_at<?)'],
  ['changed', 'SEARCH session USING INDEX session_by_changed (changed_at>? AND changed_at<?)'],
] as const)('a period by the date “%s” reads no more than that period', (field, plan) => {
  expect(planOf(indexFiltered({ ...page, filter: { ...anything, lineIds: [1], period: { field, from: 1, to: 2 } } }))).toContain(plan)
})

test('flags and marks are looked up among the few, and leave every other plan as it is', () => {
  const plan = planOf(indexFiltered({ ...page, filter: { ...anything, statuses: ['closed'], marked: ['no'], period: { field: 'closed', from: 1, to: 2 } } }))
  expect(plan).toContain('SEARCH session USING COVERING INDEX session_list_closed (closed_at>? AND closed_at<?)')
  expect(plan).toContain('SEARCH own USING COVERING INDEX own_marked (marked=?)')
  for (const filter of [{ ...anything, flagged: ['yes' as const] }, { ...anything, marked: ['yes' as const] }]) {
    expect(planOf(indexFiltered({ ...page, filter }))).not.toContain('SCAN')
  }
})

test('a selection is put in order without a look at the other dialogs', () => {
  expect(planOf(pageFound({ ...page, filter: anything, limit: -1 }, [1, 2]))).not.toContain('SCAN session')
})

test('a whole list walks the order’s own index, and so does a page of a list that matches much', () => {
  for (const plan of [planOf(indexInOrder({ ...page, filter: anything })), planOf(indexAtFirst({ ...page, filter: { ...anything, lineIds: [1] } }, 1000))]) {
    expect(plan).toContain('session_by_wait')
    expect(plan).not.toContain('TEMP B-TREE')
  }
})

test('a search that finds few begins with what it found, one that finds many goes through the narrow index', () => {
  const filter: ResolvedFilter = { ...anything, lineIds: [1] }
  for (const plan of [planOf(pageFound({ ...page, filter }, [1, 2])), planOf(countFound(filter, [1, 2]))]) {
    expect(plan).toContain('SEARCH session USING INTEGER PRIMARY KEY (rowid=?)')
  }
  for (const query of [idsFiltered, idsLeftOut]) expect(planOf(query(filter))).toBe('SCAN session USING COVERING INDEX session_list_created')
  expect(planOf(searchQuery('"bob"*'))).toBe('SCAN search VIRTUAL TABLE INDEX 0:M3')
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
