import { describe, expect, test } from 'vitest'
import { phrasesEn } from './data/phrases-en.ts'
import { phrasesRu } from './data/phrases-ru.ts'
import { openPortal } from './testing/open-portal.ts'
import type { SessionRow } from './testing/open-portal.ts'

type Messages = { readonly messages: readonly { readonly by: string; readonly at: number; readonly text: string }[] }

const thanks = [...phrasesRu.thanks, ...phrasesEn.thanks]
const anger = [...phrasesRu.anger, ...phrasesEn.anger]

async function snapshot(portal: Awaited<ReturnType<typeof openPortal>>): Promise<readonly SessionRow[]> {
  return portal.sessions()
}

describe('live activity', () => {
  test('at pace 0 nothing happens', async () => {
    const portal = await openPortal({ pace: 0 })
    const before = await snapshot(portal)
    portal.advance(86_400)
    expect(await snapshot(portal)).toEqual(before)
    await portal.close()
  })

  test('about one new dialog in 20 s and one rating in 30 s; ten times that at pace 10', async () => {
    for (const pace of [1, 10]) {
      const portal = await openPortal({ pace })
      const before = await snapshot(portal)
      portal.advance(3600 / pace)
      const after = await snapshot(portal)
      expect(after.length - before.length).toBeGreaterThan(120)
      expect(after.length - before.length).toBeLessThan(260)
      const rated = (rows: readonly SessionRow[]) => rows.filter((row) => row.vote !== 'none').length
      expect(rated(after) - rated(before)).toBeGreaterThan(70)
      expect(rated(after) - rated(before)).toBeLessThan(170)
      await portal.close()
    }
  })

  test('new dialogs are answered, talked through and closed, and every answer shows it at once', async () => {
    const portal = await openPortal({ pace: 1 })
    const known = new Set((await snapshot(portal)).map((row) => row.id))
    const seen = new Set<string>()
    for (let minute = 0; minute < 30; minute += 1) {
      portal.advance(60)
      for (const row of await snapshot(portal)) if (!known.has(row.id)) seen.add(row.status)
    }
    expect([...seen]).toEqual(expect.arrayContaining(['new', 'answered', 'closed']))
    const fresh = (await snapshot(portal)).filter((row) => !known.has(row.id))
    for (const row of fresh) {
      const { body } = await portal.control('session', { sessionId: row.id })
      const { messages } = body as unknown as Messages
      expect(messages.filter((message) => message.by !== 'system').length).toBe(row.messageCount)
      expect(messages[0]?.at).toBe(Date.parse(row.dateCreate) / 1000)
      expect(messages.every((message) => message.at * 1000 <= portal.time.now)).toBe(true)
    }
    const ids = (await snapshot(portal)).map((row) => row.id)
    expect(ids).toEqual(ids.toSorted((a, b) => b - a))
    const stat = await portal.result('imopenlines.v2.Stat.get', { dateFrom: '2026-10-01', dateTo: '2026-10-30' })
    expect(stat['totalSessions']).toBe((await portal.sessions({ dateCreateFrom: '2026-10-01', dateCreateTo: '2026-10-30' })).length)
    await portal.close()
  })

  test('ratings reach dialogs closed before the start too, some are bad, and the ratings list has them', async () => {
    const portal = await openPortal({ pace: 5 })
    const unrated = new Set((await snapshot(portal)).filter((row) => row.vote === 'none').map((row) => row.id))
    portal.advance(900)
    const { ratings } = await portal.result<{ ratings: { sessionId: number; vote: string }[] }>('imopenlines.v2.Session.Rating.list', { dateVoteFrom: '2026-10-14T14:00:01+03:00', dateVoteTo: '2026-10-14T23:00:00+03:00', limit: 200 })
    expect(ratings.some((rating) => unrated.has(rating.sessionId))).toBe(true)
    expect(ratings.filter((rating) => rating.vote === 'dislike').length).toBeGreaterThan(5)
    expect(ratings.filter((rating) => rating.vote === 'like').length).toBeGreaterThan(50)
    // Whoever thanked does not dislike, whoever left in anger does not like.
    const talks = await Promise.all(ratings.map(async ({ sessionId, vote }) => ({ vote, ...(await portal.control('session', { sessionId })).body as unknown as Messages })))
    const said = (vote: string, phrases: readonly string[]) => talks.filter((talk) => talk.vote === vote && talk.messages.some(({ by, text }) => by === 'client' && phrases.includes(text))).length
    expect([said('dislike', thanks), said('like', anger)]).toEqual([0, 0])
    expect(said('dislike', anger)).toBeGreaterThan(2)
    await portal.close()
  })

  test('sessions stay in order of creation when one is made by hand while live ones are overdue', async () => {
    const portal = await openPortal({ pace: 1 })
    portal.time.now += 300_000
    const { id } = (await portal.control('create')).body
    portal.advance(0)
    const dates = (await snapshot(portal)).map((row) => row.dateCreate)
    expect(dates).toEqual(dates.toSorted().toReversed())
    expect((await snapshot(portal)).filter((row) => row.id > Number(id)).length).toBeGreaterThan(3)
    await portal.close()
  })

  test('after the computer slept, life goes on without a flood', async () => {
    const portal = await openPortal({ pace: 10 })
    const before = (await snapshot(portal)).length
    portal.advance(8 * 3600)
    expect((await snapshot(portal)).length - before).toBeLessThan(3)
    portal.advance(60)
    const rows = await snapshot(portal)
    expect(rows.length - before).toBeGreaterThan(10)
    expect(Date.parse(rows[0]?.dateCreate ?? '')).toBeGreaterThan(portal.time.now - 60_000)
    await portal.close()
  })

  test('the course of events does not depend on how often the generator is called', async () => {
    const [coarse, fine] = [await openPortal({ pace: 3 }), await openPortal({ pace: 3 })]
    coarse.advance(1200)
    for (let n = 0; n < 240; n += 1) fine.advance(5)
    const expected = await snapshot(coarse)
    expect(expected.length).toBeGreaterThan(500)
    expect(await snapshot(fine)).toEqual(expected)
    await Promise.all([coarse.close(), fine.close()])
  })
})

describe('a scripted dialog that people pass on', () => {
  async function passedOn(method: string, params: Record<string, unknown>) {
    const portal = await openPortal({ sessions: 60, pace: 10 })
    const { id } = (await portal.control('create', { configId: 12 })).body
    const row = async () => (await portal.sessions()).find((candidate) => candidate.id === id) as SessionRow
    while ((await row()).operatorId === null) portal.advance(1)
    await portal.result(method, { CHAT_ID: (await row()).chatId, ...params })
    portal.advance(1800)
    const { messages } = (await portal.control('session', { sessionId: id })).body as unknown as { messages: { by: string; authorId: number; at: number }[] }
    const found = { row: await row(), messages }
    await portal.close()
    return found
  }

  test('is carried on to its end by the colleague who got it', async () => {
    const { row, messages } = await passedOn('imopenlines.operator.transfer', { TRANSFER_ID: 32 })
    expect(row).toMatchObject({ operatorId: 32, status: 'closed' })
    expect(row.queueTransfers).toBe(1)
    expect(messages.filter(({ by }) => by === 'operator').at(-1)?.authorId).toBe(32)
  })

  test('waits for whoever took it for himself', async () => {
    const { row, messages } = await passedOn('imopenlines.session.intercept', {})
    expect(row).toMatchObject({ operatorId: 1, dateClose: null })
    expect(messages.filter(({ authorId }) => authorId === 1)).toEqual([])
  })

  test('closes after a finish when nobody rates it', async () => {
    const { row } = await passedOn('imopenlines.operator.another.finish', {})
    expect(row).toMatchObject({ status: 'closed' })
  })
})
