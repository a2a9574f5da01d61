import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import * as contract from '#contract/dialogs.ts'
import { anyDialog, dialogColumns, listFields, periodFields, rangeFields, turnableFields, type DialogSort } from '#contract/dialogs.ts'
import { evidenceKinds } from '#contract/insights.ts'
import type { ResolvedFilter } from '#core/sessions/period.ts'
import { departments, lines, makeFacts, start, storeFacts } from './testing/list-facts.ts'
import { listed, searches } from './testing/list-oracle.ts'

/** Small value ranges, so that random filters meet random rows often. */
const facts = Array.from({ length: 300 }, (_, i) => makeFacts(i))
let stores: ReturnType<typeof storeFacts>

beforeAll(() => { stores = storeFacts(facts) })

const sparse = <T>(values: fc.Arbitrary<T>, empty: T): fc.Arbitrary<T> => fc.oneof({ weight: 6, arbitrary: fc.constant(empty) }, { weight: 1, arbitrary: values })
const some = <T>(values: readonly T[]): fc.Arbitrary<T[]> => sparse(fc.subarray([...values]), [])
const yesNo = some(['yes', 'no'] as const)
const instant = fc.option(fc.integer({ min: 0, max: 260 }).map(n => start + n * 1000))
/** Numbers that occur, so that the ends of ranges are met. */
const bound = fc.option(fc.constantFrom(0, 1, 2, 4, 8, 11, 22, 26, 40, 52, 100, 398, 400, 500, 600, 1000))
const filters: fc.Arbitrary<ResolvedFilter> = fc.record({
  statuses: some(contract.sessionStatuses), generalStatuses: some([...contract.generalStatuses, 'unknown'] as const),
  detailedStatuses: some([...contract.detailedStatuses, 'unknown'] as const), closeReasons: some([...contract.closeReasons, 'none'] as const),
  operatorIds: some([0, 7, 8, 9]), departmentIds: some([0, ...departments.map(({ id }) => id)]), lineIds: some(lines.map(({ id }) => id)),
  sources: some(['livechat', 'avito', 'ok', 'max']), directions: some([...contract.directions, 'unknown'] as const),
  clientRatings: some(contract.clientRatingValues), supervisorRatings: some([-1, 0, 1, 2, 3, 4, 5]), disagreements: some(contract.disagreements),
  comments: yesNo, kpi: some(contract.kpiOutcomes), spam: yesNo, pinned: yesNo, crm: yesNo, form: some(contract.presences),
  reviewers: some(contract.reviewers), marked: yesNo, flagged: yesNo, alerts: some(contract.alertStates), unsent: yesNo, evidence: some([...evidenceKinds, 'none', 'unknown'] as const),
  not: fc.subarray([...turnableFields]), comment: sparse(fc.constantFrom('ЁЛ', 'ясно', '%', "'"), ''),
  ranges: sparse(fc.dictionary(fc.constantFrom(...rangeFields), fc.record({ min: bound, max: bound }), { maxKeys: 2, noNullPrototype: true }), {}),
  period: sparse(fc.option(fc.record({ field: fc.constantFrom(...periodFields), from: instant, to: instant })), null),
  text: sparse(fc.constantFrom(...Object.keys(searches)), ''),
})
const key = fc.record({ column: fc.constantFrom(...dialogColumns), direction: fc.constantFrom('asc' as const, 'desc' as const) })
const sorts: fc.Arbitrary<DialogSort> = fc.record({ column: fc.constantFrom(...dialogColumns), direction: fc.constantFrom('asc', 'desc'), thenBy: fc.array(key, { maxLength: 2 }) })

test('any filter and order give what a plain evaluation gives', () => {
  fc.assert(fc.property(filters, sorts, fc.nat(20), (filter, sort, offset) => {
    const wanted = listed(facts, filter, sort)
    expect(stores.sessions.index({ filter, sort, offset, limit: 50 })).toEqual({ ids: wanted.slice(offset, offset + 50), total: wanted.length })
    // A page that lies or reaches far down the list is found another way.
    expect(stores.sessions.index({ filter, sort, offset, limit: 6000 })).toEqual({ ids: wanted.slice(offset), total: wanted.length })
    expect(stores.sessions.allIds(filter, sort)).toEqual(wanted)
  }), { numRuns: 1000 })
})

test('both ends belong to a range', () => {
  const at = (min: number | null, max: number | null) => stores.sessions.count({ ...anyDialog, period: null, ranges: { waitAnswer: { min, max } } })
  const with11 = facts.filter(({ waitAnswer }) => waitAnswer === 11).length
  expect(with11).toBeGreaterThan(0)
  expect([at(11, 11), at(null, 11) - at(null, 10), at(11, null) - at(12, null)]).toEqual([with11, with11, with11])
})

test('a date or a number that is empty is what any period or range leaves out', () => {
  const none = { ...anyDialog, period: null }
  const noAnswer = { ...none, ranges: { waitAnswer: { min: null, max: null } }, not: ['waitAnswer' as const] }
  const unrated = { ...none, period: { field: 'rated' as const, from: null, to: null }, not: ['period' as const] }
  expect(stores.sessions.count(noAnswer)).toBe(facts.filter(({ waitAnswer }) => waitAnswer === null).length)
  expect(stores.sessions.count(unrated)).toBe(facts.filter(({ ratedAt }) => ratedAt === null).length)
  expect(stores.sessions.count(noAnswer) * stores.sessions.count(unrated)).toBeGreaterThan(0)
})

test('a comment is found however its letters are put together', () => {
  const found = (comment: string) => stores.sessions.count({ ...anyDialog, period: null, comment })
  expect(found('ё'.normalize('NFD'))).toBe(found('ё'))
  expect(found('ё')).toBeGreaterThan(0)
})

test('what is left out by a list is exactly what “is not” shows', () => {
  fc.assert(fc.property(filters, fc.constantFrom(...listFields), (filter, field) => {
    const only = { ...anyDialog, period: null, [field]: filter[field] }
    if (only[field].length === 0) return
    expect(stores.sessions.count(only) + stores.sessions.count({ ...only, not: [field] })).toBe(facts.length)
  }), { numRuns: 500 })
})

test('a search takes whatever is typed', () => {
  const hostile = fc.array(fc.oneof(fc.constantFrom('"', '*', '-', '(', ')', 'OR', 'NEAR(', 'AND', ':', '^', '\0', '{client}', 'ё', ' '), fc.string({ unit: 'binary' })), { maxLength: 12 })
  fc.assert(fc.property(hostile, parts => {
    const text = parts.join('')
    const { ids, total } = stores.sessions.index({ filter: { ...anyDialog, period: null, text }, sort: { column: 'id', direction: 'asc' }, offset: 0, limit: 500 })
    expect(ids).toHaveLength(total)
  }), { numRuns: 1000 })
})
