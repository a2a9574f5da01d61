import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openPortal } from '../testing/open-portal.ts'
import type { SessionRow, TestPortal } from '../testing/open-portal.ts'

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

describe('Stat.get', () => {
  test('agrees with the list for the same period', async () => {
    const rows = all.filter((row) => inYear(row) && row.configId === 12)
    const stat = await portal.result('imopenlines.v2.Stat.get', { dateFrom: year.dateCreateFrom, dateTo: year.dateCreateTo, configId: 12 })
    const mean = (values: readonly (number | null)[]) => {
      const known = values.filter((value) => value !== null)
      return Math.round((known.reduce((sum, value) => sum + value, 0) / known.length) * 10) / 10
    }
    const likes = rows.filter((row) => row.vote === 'like').length
    const dislikes = rows.filter((row) => row.vote === 'dislike').length
    expect(stat).toMatchObject({
      totalSessions: rows.length,
      closedSessions: rows.filter((row) => row.status === 'closed').length,
      spamSessions: rows.filter((row) => row.status === 'spam').length,
      avgWaitAnswer: mean(rows.map((row) => row.waitAnswer)),
      avgSessionDuration: mean(rows.map((row) => row.waitClose)),
      likeCount: likes,
      dislikeCount: dislikes,
      votedSessions: likes + dislikes,
      positiveRate: Math.round((likes / (likes + dislikes)) * 10_000) / 10_000,
      kpiFirstAnswerOk: rows.filter((row) => row.kpiFirstAnswer === true).length,
      kpiFirstAnswerFail: rows.filter((row) => row.kpiFirstAnswer === false).length,
    })
    expect(stat['sessionsByHour']).toEqual(Array.from({ length: 24 }, (_, hour) => rows.filter((row) => Number(row.dateCreate.slice(11, 13)) === hour).length))
    const bySource = stat['sessionsBySource'] as { source: string; count: number }[]
    expect(Object.fromEntries(bySource.map(({ source, count }) => [source, count]))).toEqual(
      Object.fromEntries([...new Set(rows.map((row) => row.source))].map((source) => [source, rows.filter((row) => row.source === source).length])),
    )
    const byOperator = stat['sessionsByOperator'] as { operatorId: number; count: number; avgWaitAnswer: number }[]
    const anna = rows.filter((row) => row.operatorId === 11)
    expect(byOperator.find(({ operatorId }) => operatorId === 11)).toMatchObject({ count: anna.length, avgWaitAnswer: mean(anna.map((row) => row.waitAnswer)) })
  })

  test('an empty period is zeros, not nulls', async () => {
    expect(await portal.result('imopenlines.v2.Stat.get', { dateFrom: '2020-01-01', dateTo: '2020-02-01' })).toEqual({
      totalSessions: 0, closedSessions: 0, spamSessions: 0, avgWaitAnswer: 0, avgSessionDuration: 0, likeCount: 0, dislikeCount: 0, votedSessions: 0, positiveRate: 0,
      kpiFirstAnswerOk: 0, kpiFirstAnswerFail: 0, sessionsBySource: [], sessionsByHour: Array.from({ length: 24 }, () => 0), sessionsByOperator: [],
    })
  })

  test('wants a period', async () => {
    expect(await portal.errorOf('imopenlines.v2.Stat.get', { dateFrom: '2026-01-01' })).toBe('400 PERIOD_REQUIRED')
  })
})

describe('Operator.list', () => {
  type Load = { readonly userId: number; readonly configId: number; readonly status: string; readonly activeSessions: number; readonly maxChat: number; readonly freeSlots: number }
  const operators = async (params: Record<string, unknown> = {}) => (await portal.result<{ operators: Load[] }>('imopenlines.v2.Operator.list', { limit: 200, ...params })).operators

  test('counts the open sessions of everybody in a queue', async () => {
    const found = await operators()
    expect(found.length).toBeGreaterThan(20)
    for (const load of found) {
      const open = all.filter((row) => row.dateClose === null && row.operatorId === load.userId && row.configId === load.configId).length
      expect(load.activeSessions).toBe(open)
      expect(load.freeSlots).toBe(Math.max(0, load.maxChat - open))
    }
    expect(found.map((load) => load.userId)).not.toContain(18)
  })

  test('filters by line, person, status and slots', async () => {
    const found = await operators()
    expect(await operators({ configId: 14 })).toEqual(found.filter((load) => load.configId === 14))
    expect(await operators({ userIdList: [11, 42] })).toEqual(found.filter((load) => [11, 42].includes(load.userId)))
    expect(await operators({ status: 'online' })).toEqual(found.filter((load) => load.status === 'online'))
    expect(await operators({ hasFreeSlots: 'Y' })).toEqual(found.filter((load) => load.freeSlots > 0))
  })

  test('minds a large offset only together with status or slots', async () => {
    expect(await portal.errorOf('imopenlines.v2.Operator.list', { offset: 10_001 })).toBe('200 undefined')
    expect(await portal.errorOf('imopenlines.v2.Operator.list', { offset: 10_001, status: 'online' })).toBe('400 OFFSET_TOO_LARGE')
    expect(await portal.errorOf('imopenlines.v2.Operator.list', { status: 'busy' })).toBe('400 INVALID_FILTER')
  })
})
