import { expect, test } from 'vitest'
import { dialogFilterSchema } from '#contract/dialogs.ts'
import { openMemoryStores } from '#infra/sqlite/testing/memory-stores.ts'
import type { Portal, SessionSource } from '../portal/portal.ts'
import { createFakePortal, fakeSession, type FakePortal } from '../testing/fake-portal.ts'
import { createManualTime, type ManualTime } from '../testing/manual-time.ts'
import { startRunningAccount } from '../testing/running-account.ts'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

/** Offset of a zone from UTC at an instant, in minutes, from the system's own tables. */
function offsetMinutes(zone: string, at: number): number {
  const parts = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' }).formatToParts(at)
  const [, sign, hours = '0', minutes = '0'] = /GMT([+-])(\d\d):(\d\d)/.exec(parts.find(part => part.type === 'timeZoneName')?.value ?? '') ?? []
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes))
}

/** As such a portal writes an instant: wall clock and offset, in whole seconds. */
function asWritten(zone: string, at: number): string {
  const offset = offsetMinutes(zone, at)
  const two = (n: number): string => String(n).padStart(2, '0')
  const wall = new Date(at + offset * minute).toISOString().slice(0, 19)
  return `${wall}${offset < 0 ? '-' : '+'}${two(Math.floor(Math.abs(offset) / 60))}:${two(Math.abs(offset) % 60)}`
}

/** The fake portal behind texts in a zone's own time: everything said and asked goes through them, `to` as the last second inside. */
function speakingIn(zone: string, portal: FakePortal): Portal {
  const through = (at: number): number => Date.parse(asWritten(zone, at))
  const from = (at: number): number => through(Math.ceil(at / 1000) * 1000)
  const to = (at: number): number => through(Math.ceil(at / 1000) * 1000 - 1000) + 1000
  return {
    ...portal,
    source(kind): SessionSource {
      const inner = portal.source(kind)
      return {
        ...inner,
        countCreated: (a, b) => inner.countCreated(from(a), to(b)),
        walk: position => inner.walk(position.mark > 0 ? position : { ...position, from: from(position.from), to: to(position.to) }),
        ratedBetween: inner.ratedBetween && ((a, b) => inner.ratedBetween?.(from(a), to(b)) ?? Promise.reject(new Error('no list of ratings'))),
        async current(since) {
          const found = await inner.current({ createdFrom: from(since.createdFrom), closedFrom: from(since.closedFrom), ratedFrom: from(since.ratedFrom), until: to(since.until) })
          return found.ok ? { ok: true, value: { ...found.value, portalNow: through(found.value.portalNow) } } : found
        },
      }
    },
  }
}

const zones = [
  { zone: 'Europe/Moscow', around: '2026-11-20T00:00:00Z' },
  { zone: 'Asia/Kathmandu', around: '2026-11-20T18:15:00Z' },
  // The clocks go forward there, and back: an hour is missing, an hour comes twice.
  { zone: 'America/New_York', around: '2026-03-08T07:00:00Z' },
  { zone: 'America/New_York', around: '2026-11-01T06:00:00Z' },
]
const clocks = [{ wrongBy: 0 }, { wrongBy: 26 * hour }, { wrongBy: -26 * hour }]

type Desk = { readonly time: ManualTime; readonly portal: FakePortal; readonly sleep: (ms: number) => void; readonly portalNow: () => number }

/** A portal whose clock is right, beside a computer whose own can be set and can sleep. */
function createDesk(start: number, wrongBy: number): Desk {
  const time = createManualTime(start + wrongBy)
  let slept = 0
  const portalNow = (): number => start + time.monotonic() + slept
  return { time, portal: createFakePortal(portalNow), portalNow, sleep: ms => { slept += ms; time.jump(ms) } }
}

function idsOf(stores: ReturnType<typeof openMemoryStores>): number[] {
  return stores.sessions.allIds({ ...dialogFilterSchema.parse({}), period: null }, { column: 'id', direction: 'asc' })
}

test.each(zones.flatMap(zone => clocks.map(clock => ({ ...zone, ...clock }))))(
  'on a portal in $zone around $around, with this computer’s clock wrong by $wrongBy ms, no session is missing, double or moved', async ({ zone, around, wrongBy }) => {
    const start = Date.parse(around) - 6 * hour
    const { time, portal, sleep } = createDesk(start, wrongBy)
    // One every eight hours until a day ago, then one every ten minutes, on and off the full minute; each exists from its time on.
    const times = [...Array.from({ length: 90 }, (_, i) => start - 31 * day + i * 8 * hour), ...Array.from({ length: 220 }, (_, i) => start - day + i * 10 * minute + (i % 3) * 1000)]
    const world = times.map((createdAt, i) => fakeSession({ id: i + 1, createdAt, closedAt: createdAt + 120_000 }))
    const ratings = world.filter(({ id }) => id % 20 === 0).map(({ id, closedAt }) => (
      { sessionId: id, lineId: 1, operatorId: 7, source: 'livechat', clientRating: 1, ratedAt: closedAt }))
    const reveal = (until: number): void => {
      portal.data.sessions = world.filter(session => session.createdAt <= until)
      portal.data.ratings = ratings.filter(({ ratedAt }) => (ratedAt ?? 0) <= until)
    }
    let now = start
    const pass = async (ms: number): Promise<void> => {
      for (let left = ms; left > 0; left -= 5 * minute) {
        now += 5 * minute
        reveal(now)
        await time.advance(5 * minute)
      }
    }
    reveal(now)
    const stores = openMemoryStores()
    const options = { portal: speakingIn(zone, portal), stores, time, pollMs: 3 * minute, kind: () => 'statistics' as const }

    let account = startRunningAccount(options)
    await pass(4 * hour)
    sleep(3 * hour)
    now += 3 * hour
    await pass(hour)
    await account.stop()
    time.jump(wrongBy === 0 ? -26 * hour : -wrongBy)
    account = startRunningAccount(options)
    await pass(2 * hour)
    await account.stop()

    expect(idsOf(stores)).toEqual(portal.data.sessions.map(({ id }) => id))
    expect(stores.sessions.rows(idsOf(stores)).map(({ createdAt }) => createdAt)).toEqual(portal.data.sessions.map(({ createdAt }) => createdAt))
    const news = portal.data.ratings.filter(({ ratedAt }) => (ratedAt ?? 0) >= start).map(({ sessionId }) => sessionId)
    expect(stores.alerts.list().map(({ sessionId }) => sessionId).sort((a, b) => a - b)).toEqual(news)
  })

test('after a night’s sleep the portal is looked at within seconds, and what happened meanwhile is here once', async () => {
  const start = Date.UTC(2026, 10, 20, 18)
  const { time, portal, sleep } = createDesk(start, 0)
  portal.data.sessions = [fakeSession({ id: 1, createdAt: start - hour })]
  const stores = openMemoryStores()
  const account = startRunningAccount({ portal, stores, time, pollMs: 10 * minute, kind: () => 'statistics' })
  await time.advance(11 * minute)
  portal.data.sessions.push(fakeSession({ id: 2, createdAt: start + 3 * hour }), fakeSession({ id: 3, createdAt: start + 13 * hour }))
  portal.data.ratings = [{ sessionId: 2, lineId: 1, operatorId: 7, source: 'livechat', clientRating: 1, ratedAt: start + 3 * hour }]
  sleep(14 * hour)
  await time.advance(20_000)
  expect(idsOf(stores)).toEqual([1, 2, 3])
  await time.advance(hour)
  expect(stores.alerts.list()).toHaveLength(1)
  await account.stop()
})

test('a clock that is set back by a day holds nothing up', async () => {
  const start = Date.UTC(2026, 10, 20, 9)
  const { time, portal, portalNow } = createDesk(start, 0)
  const stores = openMemoryStores()
  const account = startRunningAccount({ portal, stores, time, pollMs: minute, kind: () => 'statistics' })
  await time.advance(5 * minute)
  time.jump(-26 * hour)
  portal.data.sessions.push(fakeSession({ id: 1, createdAt: portalNow() + 30_000 }))
  await time.advance(2 * minute)
  expect(idsOf(stores)).toEqual([1])
  expect(account.sync.portalNow()).toBe(portalNow())
  await account.stop()
})
