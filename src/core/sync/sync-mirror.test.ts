import fc from 'fast-check'
import { expect, test } from 'vitest'
import { dialogFilterSchema } from '#contract/dialogs.ts'
import type { SourceKind } from '#contract/portal.ts'
import { err } from '#contract/result.ts'
import { openMemoryStores } from '#infra/sqlite/testing/memory-stores.ts'
import type { PortalSession } from '../portal/portal.ts'
import { createFakePortal, fakeSession, type FakePortal } from '../testing/fake-portal.ts'
import { createManualTime } from '../testing/manual-time.ts'
import { startRunningAccount } from '../testing/running-account.ts'

const start = Date.UTC(2026, 10, 20, 9)
const minute = 60_000
const hour = 60 * minute
const day = 24 * hour
const pollMs = minute

const pick = fc.nat(1000)
const event = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('create' as const), ago: fc.constantFrom(0, 0, 0, hour, 20 * day), isOpen: fc.boolean() }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constantFrom('close' as const, 'reopen' as const, 'say' as const, 'transfer' as const), pick }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('rate' as const), pick, value: fc.constantFrom(1, 5) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('supervise' as const), pick, value: fc.integer({ min: 1, max: 5 }) }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('look' as const), ms: fc.integer({ min: 1, max: 3 * pollMs }) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('away' as const), ms: fc.constantFrom(minute, 5 * hour, 30 * hour, 4 * day) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('fault' as const), method: fc.constantFrom('current' as const, 'walk' as const, 'histories' as const), afterwards: fc.boolean() }) },
)
type Event = typeof event extends fc.Arbitrary<infer T> ? T : never

/** What the world does to the portal. Anything but a supervisor's rating touches the record of the dialog. */
function happen(portal: FakePortal, now: number, what: Event): void {
  const { data } = portal
  if (what.kind === 'create') {
    const id = data.sessions.length + 1
    data.sessions.push(fakeSession({ id, createdAt: now - what.ago, closedAt: what.isOpen ? null : now }))
    data.changedAt.set(id, now)
    return
  }
  if (!('pick' in what)) return
  const session = data.sessions[what.pick % data.sessions.length]
  if (!session) return
  const { id, createdAt, lineId, operatorId, source } = session
  if (what.kind === 'close') portal.change(id, { closedAt: now, status: 'closed', closeReason: 'operator', waitClose: (now - createdAt) / 1000 })
  else if (what.kind === 'reopen') portal.change(id, { closedAt: null, status: 'answered', closeReason: null, waitClose: null })
  else if (what.kind === 'say') portal.change(id, { messageCount: session.messageCount + 1 })
  else if (what.kind === 'transfer') portal.change(id, { operatorId: operatorId === 7 ? 8 : 7, transfers: session.transfers + 1 })
  else if (what.kind === 'rate') {
    portal.change(id, { clientRating: what.value })
    data.ratings = [...data.ratings.filter(rating => rating.sessionId !== id), { sessionId: id, lineId, operatorId, source, clientRating: what.value, ratedAt: now }]
  } else if (what.kind === 'supervise') data.sessions = data.sessions.map(other => (other.id === id ? { ...other, supervisorRating: what.value, supervisorComment: `${what.value}` } : other))
}

/** What the local copy must hold of a session. */
function expected({ id, chatId, lineId, source, operatorId, status, closeReason, createdAt, closedAt, clientRating, supervisorRating,
  supervisorComment, waitAnswer, waitClose, messageCount, transfers }: PortalSession, kind: SourceKind) {
  const everywhere = {
    id, chatId, lineId, source, operatorId, status, createdAt, closedAt, clientRating, supervisorRating, supervisorComment, waitAnswer,
    waitClose, messageCount,
  }
  return kind === 'statistics' ? { ...everywhere, closeReason, transfers } : everywhere
}

async function live(events: readonly Event[], kinds: readonly [SourceKind, ...SourceKind[]]): Promise<void> {
  const time = createManualTime(start)
  const portal = createFakePortal(time.clock)
  portal.data.sessions = Array.from({ length: 40 }, (_, i) => fakeSession({ id: i + 1, createdAt: start - (i + 1) * 12 * hour, ...(i % 4 === 1 ? { closedAt: null } : {}) }))
  const dislikes = new Map<number, number>()
  const stores = openMemoryStores()
  let kind = kinds[0]
  const options = { portal, stores, time, pollMs, kind: () => kind }
  let account = startRunningAccount(options)

  async function away(ms: number): Promise<void> {
    await account.stop()
    await time.advance(ms)
    account = startRunningAccount(options)
  }

  for (const [i, what] of events.entries()) {
    kind = kinds[Math.floor(i * kinds.length / events.length)] ?? kind
    if (what.kind === 'look') await time.advance(what.ms)
    else if (what.kind === 'away') await away(what.ms)
    else if (what.kind === 'fault') portal.fail(what.method, err('portal-unreachable', 'HTML'), { times: 2, afterwards: what.afterwards })
    else {
      happen(portal, Math.floor(time.clock() / 1000) * 1000, what)
      const last = what.kind === 'rate' ? portal.data.ratings.at(-1) : undefined
      if (last?.clientRating === 1) dislikes.set(last.sessionId, (dislikes.get(last.sessionId) ?? 0) + 1)
    }
  }
  kind = kinds.at(-1) ?? kind
  // A night for the daily comparison, and time for recent weeks to be read again.
  await time.advance(15 * minute)
  await away(25 * hour)
  await time.advance(30 * minute)
  await account.stop()

  const held = stores.sessions.allIds({ ...dialogFilterSchema.parse({}), period: null }, { column: 'id', direction: 'asc' })
  // The messenger lists what is running, and of the past nothing.
  const isComplete = kind !== 'recent'
  const visible = portal.data.sessions.filter(({ id, closedAt }) => isComplete || held.includes(id) || (id % 2 === 0 && closedAt === null))
  expect(held).toEqual(visible.map(({ id }) => id).sort((a, b) => a - b))
  expect(stores.sessions.rows(visible.map(({ id }) => id))).toMatchObject(visible.map(session => expected(session, kind)))
  // Each dislike that was news is one alert, whichever way it was found; what was there before the first look is none.
  const baseline = stores.alerts.baseline() ?? 0
  const news = portal.data.ratings.filter(({ sessionId, clientRating, ratedAt }) =>
    clientRating === 1 && (ratedAt ?? 0) >= baseline && visible.some(({ id }) => id === sessionId))
  const alerts = stores.alerts.list().map(({ sessionId }) => sessionId)
  expect(news.filter(({ sessionId }) => !alerts.includes(sessionId))).toEqual([])
  expect([...new Set(alerts)].filter(id => alerts.filter(other => other === id).length > (dislikes.get(id) ?? 0))).toEqual([])
}

test.each<{ kinds: readonly [SourceKind, ...SourceKind[]] }>([
  { kinds: ['statistics'] }, { kinds: ['crm'] }, { kinds: ['recent'] }, { kinds: ['crm', 'statistics'] }, { kinds: ['statistics', 'recent'] },
  { kinds: ['statistics', 'crm', 'statistics', 'crm'] }, { kinds: ['recent', 'crm', 'recent'] },
])('whatever happens, and whenever the program runs, the copy ends up equal to the portal ($kinds)', async ({ kinds }) => {
  await fc.assert(fc.asyncProperty(fc.array(event, { minLength: 1, maxLength: 40 }), events => live(events, kinds)), { numRuns: 12 })
}, 60_000)
