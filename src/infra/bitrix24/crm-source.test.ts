import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Result } from '#contract/result.ts'
import type { KnownSession, SessionPages, SessionSource, WalkPosition } from '#core/portal/portal.ts'
import { modelCrm, type ModelActivity, type ModelCrm } from './testing/model-crm.ts'
import { answering, openPortal, PortalRefusal, type Answers } from './testing/scripted-portal.ts'
import { commandsOf, time } from './testing/scripted-server.ts'

const now = Date.parse(time.date_finish)
const ago = (minutes: number) => now - minutes * 60_000
const ids = (rows: readonly { readonly id: number }[]) => rows.map(({ id }) => id)
const numbers = (count: number) => Array.from({ length: count }, (_, index) => index + 1)

function activity(id: number, given: Partial<ModelActivity> = {}): ModelActivity {
  return { id, sessionId: 10_000 + id, startedAt: ago(100_000 - id), updatedAt: ago(100_000 - id), isCompleted: true, ...given }
}

async function openCrm(answers: Answers) {
  const { portal, server } = await openPortal(answering(answers), { clock: () => now })
  return { source: portal.source('crm'), server }
}

function value<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`${result.error.code}: ${result.error.message}`)
  return result.value
}

async function walkAll(source: SessionSource, position: WalkPosition = { from: 0, to: now + 1000, mark: 0 }): Promise<readonly KnownSession[]> {
  const found: KnownSession[] = []
  for (let at: WalkPosition | null = position; at !== null;) {
    const pages: SessionPages = value(await source.walk(at))
    found.push(...pages.sessions)
    at = pages.next
  }
  return found
}

describe('a walk', () => {
  test('brings a page after another with one request, newest first, and ends behind the last', async () => {
    const { source, server } = await openCrm(modelCrm({ activities: numbers(1300).map(id => activity(id)), garbage: 'everything' }))
    const first = value(await source.walk({ from: 0, to: now, mark: 0 }))
    expect(ids(first.sessions)).toEqual(numbers(1250).map(n => 11_301 - n))
    expect(first.next).toEqual({ from: 0, to: now, mark: 51 })
    const rest = value(await source.walk(first.next ?? { from: 0, to: 0, mark: 0 }))
    expect([rest.sessions.length, rest.next]).toEqual([50, null])
    expect(server.calls.map(call => commandsOf(call).length)).toEqual([25, 25])
  })

  test('asks for its own window alone, in portal time, counting nothing', async () => {
    const crm: ModelCrm = { activities: numbers(60).map(id => activity(id)) }
    const { source, server } = await openCrm(modelCrm(crm))
    const all = await walkAll(source)
    const [from, to] = [all[40]?.createdAt ?? 0, all[10]?.createdAt ?? 0]
    expect(ids(await walkAll(source, { from, to, mark: 0 }))).toEqual(ids(all.slice(11, 41)))
    const [, , query = ''] = server.calls.flatMap(commandsOf).at(-25) ?? []
    const asked = new URLSearchParams(query)
    expect([asked.get('filter[>=START_TIME]'), asked.get('filter[=PROVIDER_ID]'), asked.get('start')]).toEqual([
      new Date(from + 180 * 60_000).toISOString().replace('.000Z', '+03:00'), 'IMOPENLINES_SESSION', '-1',
    ])
    expect(asked.getAll('order[ID]')).toEqual(['DESC'])
    expect(value(await source.walk({ from: to, to, mark: 0 }))).toEqual({ sessions: [], next: null })
  })

  test('leaves to the next window what a portal adds at the bounds', async () => {
    const model = modelCrm({ activities: numbers(30).map(id => activity(id)) })
    const { source } = await openCrm((method, query, key) => {
      for (const name of ['filter[>=START_TIME]', 'filter[<START_TIME]']) query.delete(name)
      return model(method, query, key)
    })
    expect(ids(await walkAll(source, { from: ago(100_000 - 10), to: ago(100_000 - 13), mark: 0 }))).toEqual([10_012, 10_011, 10_010])
  })

  test('finds every session once, whatever is added, changed and deleted meanwhile', async () => {
    const counts = fc.oneof(fc.integer({ min: 0, max: 120 }), fc.constantFrom(49, 50, 51, 100, 1199, 1200, 1249, 1250, 1251, 1300))
    const work = fc.array(fc.record({ act: fc.constantFrom('add', 'delete', 'change', 'rest'), at: fc.nat() }), { minLength: 1, maxLength: 40 })
    await fc.assert(fc.asyncProperty(counts, work, fc.integer({ min: 1, max: 9 }), fc.constantFrom('nothing' as const, 'everything' as const), async (count, acts, gap, garbage) => {
      // Ids leave gaps: calls and letters are activities, too.
      const start = numbers(count).map(n => activity(n * gap))
      const deleted = new Set<number>()
      let step = 0
      let newest = 1_000_000
      const crm: ModelCrm = {
        activities: start,
        garbage,
        meanwhile: () => {
          const { act, at } = acts[step++ % acts.length] ?? { act: 'rest', at: 0 }
          const chosen = crm.activities[at % Math.max(1, crm.activities.length)]
          if (act === 'add') crm.activities = [...crm.activities, activity(newest++, { startedAt: now, updatedAt: now })]
          if (chosen === undefined) return
          if (act === 'delete') {
            deleted.add(chosen.sessionId)
            crm.activities = crm.activities.filter(({ id }) => id !== chosen.id)
          }
          if (act === 'change') crm.activities = crm.activities.map(one => (one.id === chosen.id ? { ...one, updatedAt: now } : one))
        },
      }
      const { source } = await openCrm(modelCrm(crm))
      const found = ids(await walkAll(source))
      expect(new Set(found).size).toBe(found.length)
      const lasting = start.map(({ sessionId }) => sessionId).filter(id => !deleted.has(id))
      expect(lasting.filter(id => !found.includes(id))).toEqual([])
    }), { numRuns: 40 })
  })

  test.each(['nothing', 'everything'] as const)('goes on before a page that the portal refused, where later ones found %s', async garbage => {
    const model = modelCrm({ activities: numbers(400).map(id => activity(id)), garbage })
    let refusals = 2
    const { source } = await openCrm((method, query, key) => {
      if (key === 'c3' && refusals-- > 0) return new PortalRefusal('QUERY_LIMIT_EXCEEDED')
      return model(method, query, key)
    })
    const first = value(await source.walk({ from: 0, to: now, mark: 0 }))
    expect([first.sessions.length, first.next?.mark]).toEqual([150, 251])
    expect((await walkAll(source)).length).toBe(400)
  })

  test.each(['nothing', 'everything'] as const)('begins anew after a first page that met a limit, where later ones found %s', async garbage => {
    const model = modelCrm({ activities: numbers(400).map(id => activity(id)), garbage })
    let refusals = 1
    const { source, server } = await openCrm((method, query, key) => {
      const answer = model(method, query, key)
      if (key === 'c0' && refusals-- > 0) return new PortalRefusal('QUERY_LIMIT_EXCEEDED')
      return answer
    })
    expect(value(await source.walk({ from: 0, to: now, mark: 0 })).sessions).toHaveLength(400)
    expect(server.calls.map(call => commandsOf(call).length)).toEqual([25, 25])
  })

  test('loses nothing on a portal that does not understand references', async () => {
    const model = modelCrm({ activities: numbers(260).map(id => activity(id)) })
    const { source, server } = await openCrm((method, query, key) => {
      if (query.get('filter[<ID]')?.startsWith('$') === true) query.delete('filter[<ID]')
      return model(method, query, key)
    })
    expect(ids(await walkAll(source))).toEqual(numbers(260).map(n => 10_261 - n))
    expect(server.calls).toHaveLength(6)
  })

  test('fails when its first page does', async () => {
    const { source } = await openCrm(() => new PortalRefusal('ACCESS_DENIED'))
    expect(await source.walk({ from: 0, to: now, mark: 0 })).toMatchObject({ ok: false, error: { code: 'no-rights' } })
  })

  test.each([
    ['east by 5:45', () => 345],
    ['west by 3:30', () => -210],
    ['summer time that begins between two dialogs', (at: number) => (at < ago(99_950) ? 60 : 120)],
  ])('has the same instants in a portal zone: %s', async (_name, zone) => {
    const activities = numbers(120).map(id => activity(id))
    const { source } = await openCrm(modelCrm({ activities, zone }))
    const whole = await walkAll(source)
    expect(whole.map(({ createdAt }) => createdAt)).toEqual(activities.map(({ startedAt }) => startedAt).toReversed())
    const middle = ago(99_950)
    const parts = [await walkAll(source, { from: middle, to: now, mark: 0 }), await walkAll(source, { from: 0, to: middle, mark: 0 })]
    expect(parts.flat()).toEqual(whole)
  })
})

describe('the current state', () => {
  const since = { createdFrom: ago(60), closedFrom: ago(60), ratedFrom: ago(60), until: now }

  test('holds what changed and what is open, with one request', async () => {
    const { source, server } = await openCrm(modelCrm({ activities: [
      activity(1),
      activity(2, { isCompleted: false }),
      activity(3, { updatedAt: ago(5) }),
      activity(4, { updatedAt: ago(50), isCompleted: false }),
      // Written late: a little before what was asked for.
      activity(5, { updatedAt: ago(61) }),
      activity(6, { updatedAt: ago(63) }),
    ] }))
    const state = value(await source.current(since))
    expect({ ...state, created: ids(state.created).toSorted(), open: ids(state.open), closed: ids(state.closed) }).toEqual({
      created: [10_003, 10_004, 10_005], open: [10_004, 10_002], closed: [10_003], ratings: [], portalNow: now,
    })
    expect(server.calls).toHaveLength(1)
    // Up to now means: without an end, whose clock ever is right.
    expect(server.calls.flatMap(commandsOf).map(([, , query]) => new URLSearchParams(query).has('filter[<LAST_UPDATED]'))).toEqual([false, false])
  })

  test('is complete where more than a page changed in the same second', async () => {
    const { source } = await openCrm(modelCrm({ activities: [
      ...numbers(170).map(id => activity(id, { updatedAt: ago(30) })),
      ...numbers(130).map(n => activity(1000 + n, { isCompleted: false })),
    ] }))
    const state = value(await source.current(since))
    expect(new Set(ids(state.created)).size).toBe(170)
    expect(new Set(ids(state.open)).size).toBe(130)
  })

  test('loses nobody who changes while the pages are read', async () => {
    const crm: ModelCrm = { activities: numbers(220).map(id => activity(id, { updatedAt: ago(30) })) }
    let turn = 0
    // By date of change each of these would jump to the end and pull a neighbour over the page's edge.
    crm.meanwhile = () => { crm.activities = crm.activities.map((one, index) => (index === turn * 7 ? { ...one, updatedAt: now } : one)); turn++ }
    const { source } = await openCrm(modelCrm(crm))
    expect(new Set(ids(value(await source.current(since)).created)).size).toBe(220)
  })

  test('does not list as open what closes between the two lists', async () => {
    const crm: ModelCrm = { activities: [activity(1, { isCompleted: false, updatedAt: ago(50) })] }
    let lists = 0
    crm.meanwhile = () => { if (++lists === 2) crm.activities = [activity(1, { updatedAt: now })] }
    const { source } = await openCrm(modelCrm(crm))
    const state = value(await source.current(since))
    expect([ids(state.open), ids(state.closed)]).toEqual([[], [10_001]])
  })

  test('has the newer of two activities of one session', async () => {
    const { source } = await openCrm(modelCrm({ activities: [
      activity(1, { sessionId: 7, updatedAt: ago(40), isCompleted: false }),
      activity(2, { sessionId: 7, updatedAt: ago(3) }),
      activity(3, { sessionId: 8, updatedAt: ago(3) }),
      activity(4, { sessionId: 8, updatedAt: ago(40), isCompleted: false }),
    ] }))
    const state = value(await source.current(since))
    expect([ids(state.open), ids(state.created), state.created.map(({ changedAt }) => changedAt)]).toEqual([[], [8, 7], [ago(3), ago(3)]])
  })

  test('of days ago is caught up piece by piece', async () => {
    const { source } = await openCrm(modelCrm({ activities: [activity(1, { updatedAt: ago(3000) }), activity(2, { updatedAt: ago(10) })] }))
    const piece = { createdFrom: ago(4000), closedFrom: ago(4000), ratedFrom: ago(4000), until: ago(2560) }
    expect(ids(value(await source.current(piece)).created)).toEqual([10_001])
  })

  test('one failing list fails the whole, so that nothing is taken for gone', async () => {
    const model = modelCrm({ activities: [activity(1)] })
    const { source } = await openCrm((method, query, key) => (key === 'c1' ? { not: 'a list' } : model(method, query, key)))
    expect(await source.current(since)).toMatchObject({ ok: false, error: { code: 'portal-unreachable' } })
  })
})

test('sessions are counted by the portal, and the oldest begins the history', async () => {
  const activities = numbers(130).map(id => activity(id))
  const { source } = await openCrm(modelCrm({ activities: [...activities.filter(({ id }) => id !== 65), activity(65, { startedAt: ago(200_000) })] }))
  expect(value(await source.countCreated(ago(100_000 - 11), ago(100_000 - 100)))).toBe(88)
  expect(value(await source.countCreated(0, now))).toBe(130)
  expect(value(await source.oldestCreatedAt())).toBe(ago(200_000))
  expect(source.ratedBetween).toBeNull()
})

test('a portal without dialogs, and one that does not count', async () => {
  const { source } = await openCrm(() => [])
  expect(value(await source.oldestCreatedAt())).toBeNull()
  expect(value(await source.countCreated(0, now))).toBeNull()
})
