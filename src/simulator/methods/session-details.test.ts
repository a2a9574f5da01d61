import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openPortal } from '../testing/open-portal.ts'
import type { SessionRow, TestPortal } from '../testing/open-portal.ts'

const RATINGS = 'imopenlines.v2.Session.Rating.list'

let portal: TestPortal
let all: SessionRow[]
beforeAll(async () => {
  portal = await openPortal({ sessions: 1500 })
  all = await portal.sessions()
})
afterAll(() => portal.close())

const seconds = (date: string | null) => (date === null ? Number.NaN : Date.parse(date) / 1000)
const within = (date: string | null, from: string, to: string) => seconds(date) >= seconds(from) && seconds(date) <= seconds(to)

describe('Session.Rating.list', () => {
  const period = { dateVoteFrom: '2025-10-15T00:00:00+03:00', dateVoteTo: '2026-10-14T23:59:59+03:00' }
  type Rating = { readonly sessionId: number; readonly dateVote: string; readonly dateSessionClose: string | null; readonly vote: string; readonly configId: number }

  async function ratings(params: Record<string, unknown> = {}): Promise<readonly Rating[]> {
    return (await portal.result<{ ratings: Rating[] }>(RATINGS, { ...period, limit: 200, ...params })).ratings
  }

  test('holds the rated sessions of the period, each with the fields of its row', async () => {
    const found = await ratings()
    const rows = new Map(all.map((row) => [row.id, row]))
    expect(found.length).toBeGreaterThan(80)
    for (const rating of found) {
      const row = rows.get(rating.sessionId) as SessionRow
      expect(rating).toEqual({
        sessionId: row.id,
        configId: row.configId,
        operatorId: row.operatorId,
        source: row.source,
        vote: row.vote,
        voteHead: row.voteHead,
        commentHead: row.commentHead,
        dateVote: expect.any(String),
        dateSessionClose: row.dateClose,
      })
      expect(row.vote).not.toBe('none')
      expect(within(rating.dateVote, period.dateVoteFrom, period.dateVoteTo)).toBe(true)
      expect(seconds(rating.dateVote)).toBeGreaterThanOrEqual(seconds(row.dateClose))
    }
    // Sessions closed well inside the period and rated at all must be there.
    const certain = all.filter((row) => row.vote !== 'none' && within(row.dateClose, period.dateVoteFrom, '2026-10-10T00:00:00+03:00'))
    expect(found.map((rating) => rating.sessionId)).toEqual(expect.arrayContaining(certain.map((row) => row.id)))
  })

  test('filters by mark, line and review', async () => {
    const everything = await ratings()
    expect(await ratings({ vote: 'dislike' })).toEqual(everything.filter((rating) => rating.vote === 'dislike'))
    expect(await ratings({ configIdList: [22] })).toEqual(everything.filter((rating) => rating.configId === 22))
    const reviewed = await ratings({ hasVoteHead: 'Y' })
    const unreviewed = await ratings({ hasVoteHead: 'N' })
    expect(reviewed.length + unreviewed.length).toBe(everything.length)
    expect(reviewed.length).toBeGreaterThan(0)
  })

  test.each([
    [{ dateVoteFrom: period.dateVoteFrom }, '400 PERIOD_REQUIRED'],
    [{}, '400 PERIOD_REQUIRED'],
    [{ ...period, vote: 'none' }, '400 INVALID_FILTER'],
    [{ dateVoteFrom: '2024-01-01', dateVoteTo: '2026-01-01' }, '400 PERIOD_TOO_LARGE'],
    [{ ...period, offset: 10_001 }, '400 OFFSET_TOO_LARGE'],
  ])('%o answers %s', async (params, expected) => {
    expect(await portal.errorOf(RATINGS, params)).toBe(expected)
  })
})

describe('Session.Stat.get', () => {
  const METRICS = 'imopenlines.v2.Session.Stat.get'

  test('gives metrics per session, nulls for an unknown one, and drops duplicates', async () => {
    const row = all.find((candidate) => candidate.queueTransfers > 0) as SessionRow
    const { sessions } = await portal.result<{ sessions: Record<string, unknown>[] }>(METRICS, { sessionId: [row.id, '999999', row.id] })
    expect(sessions).toEqual([
      {
        sessionId: row.id,
        waitAnswer: row.waitAnswer,
        waitClose: row.waitClose,
        messagesCount: expect.any(Number),
        messagesOperatorCount: expect.any(Number),
        messagesClientCount: expect.any(Number),
        transfersCount: row.queueTransfers,
        kpiFirstAnswer: row.kpiFirstAnswer,
        vote: row.vote,
        voteHead: row.voteHead,
      },
      { sessionId: 999_999, waitAnswer: null, waitClose: null, messagesCount: null, messagesOperatorCount: null, messagesClientCount: null, transfersCount: null, kpiFirstAnswer: null, vote: null, voteHead: null },
    ])
    expect(Number(sessions[0]?.['messagesCount'])).toBeGreaterThan(row.messageCount)
  })

  test.each([
    [{}, '400 100'],
    [{ sessionId: 5 }, '400 100'],
    [{ sessionId: Array.from({ length: 101 }, (_, n) => n) }, '400 BATCH_LIMIT_EXCEEDED'],
    [{ sessionId: Array.from({ length: 101 }, () => 7) }, '200 undefined'],
  ])('%o answers %s', async (params, expected) => {
    expect(await portal.errorOf(METRICS, params)).toBe(expected)
  })

  test('explains what is wrong with the ids', async () => {
    expect((await portal.call(METRICS)).body['error_description']).toBe('Could not find value for parameter {sessionId}')
    expect((await portal.call(METRICS, { sessionId: 5 })).body['error_description']).toBe('Invalid value {5} to match with parameter {sessionId}. Should be value of type array.')
  })
})

describe('Session.Transfer.list', () => {
  const TRANSFERS = 'imopenlines.v2.Session.Transfer.list'
  type Transfer = { readonly sessionId: number; readonly toOperatorId: number | null; readonly fromOperatorId: number | null; readonly reason: string; readonly toConfigId: number | null; readonly fromConfigId: number; readonly mode: string; readonly type: string; readonly date: string; readonly initiatorId: number | null }

  test('tells how each session got to its operator', async () => {
    for (const row of all.filter((candidate) => candidate.queueTransfers > 0).slice(0, 60)) {
      const { transfers } = await portal.result<{ transfers: Transfer[] }>(TRANSFERS, { sessionId: [row.id] })
      const [first, ...moves] = transfers
      expect(first).toMatchObject({ fromOperatorId: null, toConfigId: null, reason: 'auto', mode: 'AUTO', type: 'USER', initiatorId: null })
      expect(moves).toHaveLength(row.queueTransfers)
      expect(transfers.at(-1)?.toOperatorId).toBe(row.operatorId)
      expect(moves.map((move) => move.fromOperatorId)).toEqual(transfers.slice(0, -1).map((move) => move.toOperatorId))
      for (const move of moves) {
        expect(move.toConfigId).toBe(move.reason === 'line' ? row.configId : null)
        expect(move.fromConfigId === row.configId).toBe(move.reason !== 'line')
      }
      expect(transfers.map((move) => seconds(move.date))).toEqual(transfers.map((move) => seconds(move.date)).toSorted((a, b) => a - b))
    }
  })

  test('has nothing to say about unknown sessions and takes at most 50', async () => {
    expect(await portal.result(TRANSFERS, { sessionId: [1, 2] })).toEqual({ transfers: [] })
    expect(await portal.errorOf(TRANSFERS, { sessionId: Array.from({ length: 51 }, (_, n) => n) })).toBe('400 BATCH_LIMIT_EXCEEDED')
  })
})
