import { afterAll, beforeAll, expect, test } from 'vitest'
import { openPortal } from './testing/open-portal.ts'
import type { TestPortal } from './testing/open-portal.ts'

let portal: TestPortal
beforeAll(async () => {
  portal = await openPortal({ sessions: 320 })
})
afterAll(() => portal.close())

type Part = { readonly rows: readonly Record<string, unknown>[]; readonly next: number | null }
const dump = async (params: Record<string, unknown> = {}) => (await portal.control('dump', params)).body as Part

test('holds every session with every field of the list, and when it was rated', async () => {
  await portal.control('headVote', { sessionId: 100_010, rating: -3, comment: 'так себе' })
  await portal.control('vote', { vote: 'like' })
  const { rows, next } = await dump()
  const listed = await portal.sessions({ orderDirection: 'asc' })
  expect(next).toBeNull()
  expect(rows.map((row) => Object.fromEntries(Object.keys(listed[0] ?? {}).map((name) => [name, row[name]])))).toEqual(listed)
  expect(rows[9]).toMatchObject({ id: 100_010, voteHead: null, voteHeadStored: -3, commentHead: 'так себе' })
  const { ratings } = await portal.result<{ ratings: { sessionId: number; dateVote: string }[] }>('imopenlines.v2.Session.Rating.list', { dateVoteFrom: '2025-10-20T00:00:00+03:00', dateVoteTo: '2026-10-14T14:00:00+03:00', limit: 200 })
  expect(ratings.length).toBeGreaterThan(15)
  for (const { sessionId, dateVote } of ratings) expect(rows.find((row) => row['id'] === sessionId)?.['dateVote']).toBe(dateVote)
})

test('a large portal is read to its end', async () => {
  const large = await openPortal({ sessions: 11_000 })
  const ids: unknown[] = []
  for await (const row of large.dump()) ids.push(row['id'])
  expect(ids).toEqual(Array.from({ length: 11_000 }, (_, n) => 100_001 + n))
  await large.close()
})

test('comes in parts that join up, and as a range of ids', async () => {
  const { rows: all } = await dump()
  const parts: Record<string, unknown>[] = []
  for (let from: number | null = 0; from !== null; ) {
    const { rows, next }: Part = await dump({ from, limit: 150 })
    expect(rows.length).toBeLessThanOrEqual(150)
    parts.push(...rows)
    from = next
  }
  expect(parts).toEqual(all)
  expect((await dump({ from: 100_100, to: 100_102 })).rows.map((row) => row['id'])).toEqual([100_100, 100_101, 100_102])
})

test('leaves out what was deleted', async () => {
  await portal.control('remove', { sessionId: 100_005 })
  const { rows, next } = await dump({ from: 100_004, limit: 1 })
  expect([rows.map((row) => row['id']), next]).toEqual([[100_004], 100_006])
})

test.each([[{ limit: 0 }], [{ limit: 5001 }], [{ from: 'start' }]])('%o is refused', async (params) => {
  expect((await portal.control('dump', params)).status).toBe(400)
})
