import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ANCHOR, openPortal } from '../testing/open-portal.ts'
import type { SessionPage, SessionRow, TestPortal } from '../testing/open-portal.ts'

const LIST = 'imopenlines.v2.Session.list'
const year = { dateCreateFrom: '2025-10-14T00:00:00+03:00', dateCreateTo: '2026-10-14T14:00:00+03:00' }

let portal: TestPortal
let all: SessionRow[]
beforeAll(async () => {
  portal = await openPortal({ sessions: 1500 })
  all = await portal.sessions()
})
afterAll(() => portal.close())

const seconds = (date: string | null) => (date === null ? Number.NaN : Date.parse(date) / 1000)
const within = (date: string | null, from: string, to: string) => seconds(date) >= seconds(from) && seconds(date) <= seconds(to)
const inYear = (row: SessionRow) => within(row.dateCreate, year.dateCreateFrom, year.dateCreateTo)

describe('Session.list', () => {
  test('shows every session once, newest first, with all the documented fields', () => {
    expect(all).toHaveLength(1500)
    expect(all.map((row) => row.id)).toEqual(Array.from({ length: 1500 }, (_, n) => 101_500 - n))
    expect(Object.keys(all[0] ?? {})).toEqual([
      'id', 'configId', 'source', 'operatorId', 'userId', 'userCode', 'chatId', 'dateCreate', 'dateClose', 'dateFirstAnswer', 'dateOperatorAnswer',
      'status', 'closeReason', 'vote', 'voteHead', 'commentHead', 'crmEntityType', 'crmEntityId', 'queueTransfers', 'waitAnswer', 'waitClose', 'kpiFirstAnswer', 'messageCount',
    ])
    for (const row of all) {
      expect(row.dateCreate).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+03:00$/)
      expect(row.waitAnswer).toBe(row.dateOperatorAnswer === null ? null : seconds(row.dateOperatorAnswer) - seconds(row.dateCreate))
      expect(row.waitClose).toBe(row.dateClose === null ? null : seconds(row.dateClose) - seconds(row.dateCreate))
      expect(row.closeReason === null).toBe(row.dateClose === null)
      expect(['closed', 'spam'].includes(row.status)).toBe(row.dateClose !== null)
      expect(row.crmEntityType === null).toBe(row.crmEntityId === null)
    }
  })

  const filters: readonly (readonly [string, Record<string, unknown>, (row: SessionRow) => boolean])[] = [
    ['one line', { configId: 14 }, (row) => row.configId === 14],
    ['a list of lines wins over one', { configId: 14, configIdList: [12, 30] }, (row) => [12, 30].includes(row.configId)],
    ['one operator', { operatorId: 11 }, (row) => row.operatorId === 11],
    ['several operators', { operatorIdList: [11, 42, 28] }, (row) => [11, 42, 28].includes(row.operatorId ?? 0)],
    ['one channel', { source: 'telegrambot' }, (row) => row.source === 'telegrambot'],
    ['several channels', { sourceList: ['viber', 'avito'] }, (row) => ['viber', 'avito'].includes(row.source)],
    ['an unknown channel', { source: 'pigeon' }, () => false],
    ...(['new', 'answered', 'paused', 'closed', 'spam'] as const).map((status) => [`status ${status}`, { status }, (row: SessionRow) => row.status === status] as const),
    ...(['operator', 'auto', 'spam', 'client', 'replyLimit'] as const).map((closeReason) => [`close reason ${closeReason}`, { closeReason }, (row: SessionRow) => row.closeReason === closeReason] as const),
    ['liked', { vote: 'like' }, (row) => row.vote === 'like'],
    ['disliked', { vote: 'dislike' }, (row) => row.vote === 'dislike'],
    ['not rated', { vote: 'none' }, (row) => row.vote === 'none'],
    ['rated at all', { vote: 'any' }, (row) => row.vote !== 'none'],
    ['reviewed', { hasVoteHead: 'Y' }, (row) => row.voteHead !== null],
    ['not reviewed', { hasVoteHead: 0 }, (row) => row.voteHead === null],
    ['linked to CRM', { hasCrm: true }, (row) => row.crmEntityId !== null],
    ['not linked to CRM', { hasCrm: 'N' }, (row) => row.crmEntityId === null],
    ['target met', { kpiFirstAnswer: '1', ...year }, (row) => inYear(row) && row.kpiFirstAnswer === true],
    ['target missed', { kpiFirstAnswer: false, ...year }, (row) => inYear(row) && row.kpiFirstAnswer === false],
    ['waiting times', { waitAnswerFrom: 60, waitAnswerTo: 300 }, (row) => row.waitAnswer !== null && row.waitAnswer >= 60 && row.waitAnswer <= 300],
    ['long dialogs', { waitCloseFrom: 3600 }, (row) => row.waitClose !== null && row.waitClose >= 3600],
    ['a creation period', year, inYear],
    ['created since', { dateCreateFrom: '2026-08-01T00:00:00Z' }, (row) => seconds(row.dateCreate) >= seconds('2026-08-01T00:00:00Z')],
    ['created until, in the portal’s zone', { dateCreateTo: '2026-08-01T00:00:00' }, (row) => seconds(row.dateCreate) <= seconds('2026-08-01T00:00:00+03:00')],
    ['closed since', { dateCloseFrom: '2026-10-01T00:00:00+03:00' }, (row) => seconds(row.dateClose) >= seconds('2026-10-01T00:00:00+03:00')],
    ['closed until', { dateCloseTo: '2026-10-01T00:00:00+03:00' }, (row) => seconds(row.dateClose) <= seconds('2026-10-01T00:00:00+03:00')],
    ['a closing period', { dateCloseFrom: '2026-03-01', dateCloseTo: '2026-04-01' }, (row) => within(row.dateClose, '2026-03-01T00:00:00+03:00', '2026-04-01T00:00:00+03:00')],
    ['everything at once', { ...year, configIdList: [12, 18], vote: 'any', hasCrm: 1, status: 'closed', waitAnswerTo: 900 }, (row) => inYear(row) && [12, 18].includes(row.configId) && row.vote !== 'none' && row.crmEntityId !== null && row.status === 'closed' && (row.waitAnswer ?? 1e9) <= 900],
  ]

  test.each(filters)('filters by %s as a plain reading of the rows does', async (_, params, isWanted) => {
    const expected = all.filter(isWanted)
    expect((await portal.sessions(params)).map((row) => row.id)).toEqual(expected.map((row) => row.id))
  })

  test('the first-answer target is the line’s own', () => {
    const targets: Readonly<Record<number, number>> = { 12: 120, 14: 60, 18: 180, 22: 180, 24: 300 }
    const expected = all.map((row) => {
      const target = targets[row.configId]
      if (target === undefined || (row.waitAnswer === null && row.dateClose === null)) return null
      return row.waitAnswer !== null && row.waitAnswer <= target
    })
    expect(all.map((row) => row.kpiFirstAnswer)).toEqual(expected)
  })

  test('the filters above are not vacuous', () => {
    const empty = filters.filter(([, , isWanted]) => !all.some(isWanted)).map(([name]) => name)
    expect(empty.filter((name) => !/paused|replyLimit/.test(name))).toEqual(['an unknown channel'])
  })

  test('bounds of a period are included to the second', async () => {
    const row = all[700] as SessionRow
    expect((await portal.sessions({ dateCreateFrom: row.dateCreate, dateCreateTo: row.dateCreate })).map(({ id }) => id)).toContain(row.id)
  })

  test('a date without an offset is in the portal’s zone', async () => {
    const row = all[700] as SessionRow
    const local = row.dateCreate.slice(0, 19)
    expect((await portal.sessions({ dateCreateFrom: local, dateCreateTo: local })).map(({ id }) => id)).toContain(row.id)
  })

  test.each([
    ['dateClose', (row: SessionRow) => seconds(row.dateClose)],
    ['waitAnswer', (row: SessionRow) => row.waitAnswer ?? -1],
    ['waitClose', (row: SessionRow) => row.waitClose ?? -1],
  ] as const)('sorts by %s within a full period', async (order, key) => {
    for (const orderDirection of ['asc', 'desc']) {
      const keys = (await portal.sessions({ ...year, status: 'closed', order, orderDirection })).map(key)
      const sorted = keys.toSorted((a, b) => (orderDirection === 'asc' ? a - b : b - a))
      expect(keys).toEqual(sorted)
      expect(new Set(keys).size).toBeGreaterThan(50)
    }
  })

  test('without a full period another order falls back to creation', async () => {
    const rows = await portal.sessions({ dateCreateFrom: year.dateCreateFrom, order: 'waitClose', orderDirection: 'asc' })
    expect(rows.map((row) => row.id)).toEqual(all.filter(inYear).map((row) => row.id).toReversed())
  })

  test('pages by offset and limit; 50 rows unless told', async () => {
    const first = await portal.result<SessionPage>(LIST, { configId: 12 })
    const expected = all.filter((row) => row.configId === 12)
    expect(first).toEqual({ sessions: expected.slice(0, 50), hasNextPage: true })
    expect(await portal.result(LIST, { configId: 12, offset: expected.length - 2, limit: 2 })).toEqual({ sessions: expected.slice(-2), hasNextPage: false })
    expect(await portal.result(LIST, { configId: 12, offset: expected.length })).toEqual({ sessions: [], hasNextPage: false })
  })

  test.each([
    [{ offset: 10_001 }, '400 OFFSET_TOO_LARGE'],
    [{ limit: 201 }, '400 INVALID_FILTER'],
    [{ limit: 0 }, '400 INVALID_FILTER'],
    [{ status: 'open' }, '400 INVALID_FILTER'],
    [{ status: 'closed', closeReason: 'auto' }, '400 INVALID_FILTER'],
    [{ vote: 5 }, '400 INVALID_FILTER'],
    [{ hasCrm: 'maybe' }, '400 INVALID_FILTER'],
    [{ configId: 'abc' }, '400 INVALID_FILTER'],
    [{ configIdList: 12 }, '400 INVALID_FILTER'],
    [{ operatorIdList: Array.from({ length: 1001 }, (_, n) => n) }, '400 INVALID_FILTER'],
    [{ kpiFirstAnswer: true }, '400 INVALID_FILTER'],
    [{ kpiFirstAnswer: true, dateCreateFrom: year.dateCreateFrom }, '400 INVALID_FILTER'],
    [{ dateCreateFrom: 'yesterday' }, '400 INVALID_FILTER'],
    [{ dateCreateFrom: year.dateCreateTo, dateCreateTo: year.dateCreateFrom }, '400 INVALID_FILTER'],
    [{ dateCreateFrom: '2025-01-01T00:00:00Z', dateCreateTo: '2026-01-02T00:00:01Z' }, '400 PERIOD_TOO_LARGE'],
    [{ dateCreateFrom: '2025-01-01T00:00:00Z', dateCreateTo: '2026-01-02T00:00:00Z' }, '200 undefined'],
    [{ offset: 10_000 }, '200 undefined'],
  ])('%o answers %s', async (params, expected) => {
    expect(await portal.errorOf(LIST, params)).toBe(expected)
  })
})

test('the anchor is where the history ends', () => {
  expect(seconds(all[0]?.dateCreate ?? null)).toBeLessThanOrEqual(ANCHOR / 1000)
})
