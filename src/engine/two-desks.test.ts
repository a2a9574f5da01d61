import { expect, onTestFinished, test } from 'vitest'
import type { Vote } from '#contract/ratings.ts'
import { startPortal } from '../simulator/server.ts'
import { controlOf } from './testing/portal-control.ts'
import { openRatingDesk } from './testing/rating-desk.ts'

const rounds = 10
const dialogs = 50
const none: Vote = { rating: null, comment: null }
const fast = { perSecond: 1e6, burst: 1e6 }

test('two desks give 1 000 ratings in turn, each with an old form: nothing is overwritten unseen, every conflict is shown', async () => {
  const portal = await startPortal({ sessions: 600, seed: 5, pace: 0, rate: { drainPerSecond: 1e9, burst: 1e9 } })
  onTestFinished(portal.close)
  const control = controlOf(portal.controlUrl)
  const desks = [openRatingDesk({ webhook: portal.webhook, rate: fast }), openRatingDesk({ webhook: portal.webhooks.admin, rate: fast, userId: 7 })]
  for (const desk of desks) onTestFinished(desk.close)
  await expect.poll(() => desks.every(desk => desk.isLive())).toBe(true)
  const ids = desks[0]?.unrated(dialogs).toSorted((a, b) => a - b) ?? []
  /** What stands in the portal, how often it was written, and what each desk saw there last. */
  const truth = new Map(ids.map(id => [id, none]))
  const writes = new Map<number, number>()
  const known = desks.map(() => new Map(ids.map(id => [id, none])))
  let conflicts = 0

  for (let round = 0; round < rounds; round++) {
    for (const [index, { runtime: { ratings }, atRest }] of desks.entries()) {
      const seen = known[index] ?? new Map<number, Vote>()
      const mine = new Map(ids.map((id, place) => [id, { rating: 1 + ((place + round + index) % 5), comment: `${index} ${round} of ${id}` }]))
      for (const [sessionId, vote] of mine) ratings.submit({ sessionId, ...vote, seen: seen.get(sessionId) ?? none })
      await atRest()

      const stopped = ids.filter(id => seen.get(id) !== truth.get(id))
      expect(ratings.unsent().map(({ sessionId, state, theirs }) => ({ sessionId, state, theirs })).toSorted((a, b) => a.sessionId - b.sessionId))
        .toEqual(stopped.map(sessionId => ({ sessionId, state: 'conflict', theirs: truth.get(sessionId) })))
      conflicts += stopped.length
      const kept = new Set(stopped.filter((_, place) => place % 3 === 0))
      for (const sessionId of stopped) ratings.resolve({ choice: kept.has(sessionId) ? 'theirs' : 'mine', sessionId, seen: truth.get(sessionId) ?? none })
      await atRest()
      for (const [id, vote] of mine) {
        if (!kept.has(id)) {
          truth.set(id, vote)
          writes.set(id, (writes.get(id) ?? 0) + 1)
        }
        seen.set(id, truth.get(id) ?? none)
      }
    }
  }

  expect([ids.length * rounds * desks.length, conflicts > 500]).toEqual([1_000, true])
  const held = new Map((await control.dump()).map(row => [row['id'], { rating: row['voteHeadStored'], comment: row['commentHead'] }]))
  expect(new Map(ids.map(id => [id, held.get(id)]))).toEqual(truth)
  const stats = await control.stats()
  expect(stats.writes).toEqual(Object.fromEntries(writes))
  expect(stats.notifications).toEqual(stats.writes)
}, 240_000)

test('200 ratings given while the portal was away all arrive when it is back: once each, right, and no faster than it permits', async () => {
  const rate = { perSecond: 60, burst: 30 }
  const portal = await startPortal({ sessions: 1_500, seed: 5, pace: 0, rate: { drainPerSecond: rate.perSecond, burst: rate.burst } })
  onTestFinished(portal.close)
  const control = controlOf(portal.controlUrl)
  const { runtime: { ratings }, isLive, unrated, atRest, close } = openRatingDesk({ webhook: portal.webhook, rate })
  onTestFinished(close)
  await expect.poll(isLive).toBe(true)
  const ids = unrated(200)
  await control.ask('faults', { mode: 'offline' })
  for (const id of ids) ratings.submit({ sessionId: id, rating: 1 + (id % 5), comment: `О ${id}`, seen: null })
  await expect.poll(() => ratings.unsent().filter(({ error }) => error?.code === 'portal-unreachable').length).toBe(200)
  expect(ratings.summary()).toMatchObject({ unsent: 200, attention: 0, states: { queued: 200 } })

  await control.ask('faults', { mode: 'none' })
  ratings.hurry()
  await atRest()
  const { writes, notifications, refusals } = await control.stats()
  const eachOnce = Object.fromEntries(ids.map(id => [id, 1]))
  expect({ writes, notifications, refused: refusals.length }).toEqual({ writes: eachOnce, notifications: eachOnce, refused: 0 })
  const held = new Map((await control.dump()).map(row => [row['id'], [row['voteHeadStored'], row['commentHead']]]))
  expect(ids.map(id => held.get(id))).toEqual(ids.map(id => [1 + (id % 5), `О ${id}`]))
}, 240_000)
