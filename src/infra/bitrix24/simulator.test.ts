import { afterAll, beforeAll, expect, test } from 'vitest'
import { err, type Result } from '#contract/result.ts'
import type { KnownSession, Portal, PortalSession, SessionPages, WalkPosition } from '#core/portal/portal.ts'
import { startPortal, type Portal as DemoPortal } from '../../simulator/server.ts'
import { webhookAccess } from './access.ts'
import { createBitrixPortal, type BitrixPortalOptions } from './bitrix-portal.ts'
import { parseWebhook } from './webhook.ts'

/** Against the demo portal over HTTP: it shares no code with the client, so a misreading shows up here. */
const sessionCount = 1500
const day = 86_400_000
const now = Date.parse('2026-06-30T09:00:00Z')
let demo: DemoPortal
let portal: Portal
let everything: readonly PortalSession[]

beforeAll(async () => {
  // A zone that is not a whole number of hours; a bucket that this many tests cannot fill.
  demo = await startPortal({ sessions: sessionCount, pace: 0, seed: 7, now, clock: () => now, timeZone: 345, rate: { drainPerSecond: 1000, burst: 1000 } })
  portal = open()
  everything = await walk()
})

afterAll(async () => {
  portal.close()
  await demo.close()
})

function open(options: Partial<BitrixPortalOptions> = {}, webhook = demo.webhook): Portal {
  const access = webhookAccess(value(parseWebhook(webhook)))
  return createBitrixPortal({ access, clock: () => now, log: () => {}, random: () => 0, rate: { perSecond: 1000, burst: 1000 }, ...options })
}

function value<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`${result.error.code}: ${result.error.message}`)
  return result.value
}

async function control(command: string, params: Record<string, unknown> = {}): Promise<Record<string, unknown>> {
  const response = await fetch(`${demo.controlUrl}/${command}`, {
    method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(params),
  })
  expect(response.status).toBe(200)
  return await response.json() as Record<string, unknown>
}

/** The whole history in windows of uneven length, down to the oldest session. */
async function walk(): Promise<readonly PortalSession[]> {
  const oldest = value(await portal.source('statistics').oldestCreatedAt()) ?? now
  const found = new Map<number, KnownSession>()
  for (let to = now + 1000, days = 3; to > oldest; days += 400) {
    const from = to - days * day + 37_123
    for (let at: WalkPosition | null = { from, to, mark: 0 }; at !== null;) {
      const page: SessionPages = value(await portal.source('statistics').walk(at))
      for (const session of page.sessions) found.set(session.id, session)
      at = page.next
    }
    to = from
  }
  // Safe: the statistics tell every field.
  return [...found.values()] as PortalSession[]
}

test('sign-in tells user, host and the portal\'s offset', async () => {
  expect(value(await portal.identify())).toEqual({ memberId: null, userId: 1, userName: expect.stringMatching(/\S+ \S+/), host: new URL(demo.url).host, zoneMinutes: 345 })
})

test('sign-in with a wrong secret, without the scope, on a small plan, behind a login page', async () => {
  const codeNow = async (using = portal) => {
    const result = await using.identify()
    return result.ok ? 'ok' : result.error.code
  }
  const stranger = open({}, demo.webhook.replace(/\w{6}\/$/, 'xxxxxx/'))
  expect(await codeNow(stranger)).toBe('wrong-secret')
  stranger.close()
  for (const [mode, code] of [
    ['noscope', 'missing-scope'], ['tariff', 'ok'], ['html', 'not-a-portal'], ['truncated', 'not-a-portal'],
    ['offline', 'portal-unreachable'], ['none', 'ok'],
  ] as const) {
    await control('faults', { mode })
    expect([mode, await codeNow()]).toEqual([mode, code])
  }
})

test('a walk in touching windows finds every session once, newest first in each', () => {
  expect(everything).toHaveLength(sessionCount)
  expect(new Set(everything.map(({ id }) => id)).size).toBe(sessionCount)
  expect(everything.every(({ createdAt }, index) => createdAt <= (everything[index - 1]?.createdAt ?? Number.POSITIVE_INFINITY))).toBe(true)
})

test('counts of any window equal the sessions in it', async () => {
  for (const days of [1, 10.5, 100, 366]) {
    const from = now - days * day
    expect(value(await portal.source('statistics').countCreated(from, now))).toBe(everything.filter(({ createdAt }) => createdAt >= from && createdAt < now).length)
  }
})

test('every session has the same fields as the portal\'s own view of it', async () => {
  for (const session of [everything[0], everything[700], everything.at(-1)]) {
    const own = await control('session', { sessionId: session?.id })
    expect(session).toMatchObject({
      lineId: own['configId'], source: own['source'], operatorId: own['operatorId'], clientId: own['userId'], chatId: own['chatId'],
      status: own['status'], closeReason: own['closeReason'], createdAt: Date.parse(String(own['dateCreate'])),
      messageCount: own['messageCount'], waitAnswer: own['waitAnswer'], kpiFirstAnswer: own['kpiFirstAnswer'], supervisorRating: own['voteHead'],
      clientRating: { like: 5, dislike: 1, none: null }[String(own['vote'])],
    })
  }
})

test('the current state holds what is new, open, closed and rated', async () => {
  const since = now - 10 * day
  const current = value(await portal.source('statistics').current({ createdFrom: since, closedFrom: since, ratedFrom: since, until: now }))
  const ids = (rows: readonly { readonly id: number }[]) => rows.map(({ id }) => id).toSorted((left, right) => left - right)
  const isOpen = ({ status }: KnownSession) => status === 'new' || status === 'answered' || status === 'paused'
  expect(ids(current.created)).toEqual(ids(everything.filter(({ createdAt }) => createdAt >= since)))
  expect(ids(current.open)).toEqual(ids(everything.filter(isOpen)))
  expect(ids(current.closed)).toEqual(ids(everything.filter(({ closedAt }) => closedAt !== null && closedAt >= since)))
  expect(Math.abs(current.portalNow - now)).toBeLessThan(5000)
  const rated = new Map(everything.map(({ id, clientRating }) => [id, clientRating]))
  expect(current.ratings.length).toBeGreaterThan(0)
  for (const { sessionId, clientRating, ratedAt } of current.ratings) {
    expect(clientRating).toBe(rated.get(sessionId))
    expect(ratedAt).toBeGreaterThanOrEqual(since)
  }
})

test('all ratings of a year are listed', async () => {
  const { ratings, complete } = value(await portal.source('statistics').ratedBetween?.(now - 300 * day, now + 1000) ?? err('internal', 'no ratings'))
  expect(complete).toBe(true)
  expect(ratings.length).toBeGreaterThan(50)
  expect(new Set(ratings.map(({ sessionId }) => sessionId)).size).toBe(ratings.length)
})

test('names for operators, lines, departments and clients', async () => {
  const operators = new Map(value(await portal.operators()).map(operator => [operator.id, operator]))
  const lines = new Map(value(await portal.lines()).map(line => [line.id, line]))
  const departments = new Map(value(await portal.departments()).map(department => [department.id, department]))
  const names = value(await portal.clientNames([...everything.map(({ clientId }) => clientId), 999_999_999]))
  for (const { operatorId, lineId, clientId } of everything) {
    expect(operatorId === null ? 'nobody' : operators.get(operatorId)?.name).toMatch(/\S/)
    expect(lines.get(lineId)?.name).toMatch(/\S/)
    expect(names.get(clientId)).toMatch(/\S/)
  }
  expect(names.has(999_999_999)).toBe(false)
  expect([...operators.values()].some(({ active }) => !active)).toBe(true)
  for (const { departmentIds } of operators.values()) for (const id of departmentIds) expect(departments.has(id)).toBe(true)
})

test('a transcript, and a rating that the portal then holds with its comment', async () => {
  const session = everything.find(({ status, messageCount }) => status === 'closed' && messageCount > 4)
  if (session === undefined) throw new Error('no closed session')
  const names = value(await portal.clientNames([session.clientId]))
  const history = value(await portal.history(session.id, 'user'))
  expect(history.clientName).toBe(names.get(session.clientId))
  expect(history.canRate).toBe(true)
  expect(history.messages.map(({ at }) => at)).toEqual(history.messages.map(({ at }) => at).toSorted((left, right) => left - right))
  expect(new Set(history.messages.map(({ authorKind }) => authorKind))).toContain('client')
  expect(history.messages.filter(({ authorKind }) => authorKind === 'client').every(({ authorId }) => authorId === session.clientId)).toBe(true)

  expect(value(await portal.rate({ sessionId: session.id, rating: 2, comment: 'Нет «приветствия» & 100%' }))).toBeNull()
  expect(await control('session', { sessionId: session.id })).toMatchObject({ voteHead: 2, commentHead: 'Нет «приветствия» & 100%' })
  expect(value(await portal.history(session.id, 'user'))).toMatchObject({ supervisorRating: 2, supervisorComment: 'Нет «приветствия» & 100%' })
})

test('a dialog that is not ours to read', async () => {
  expect(await portal.history(999_999, 'user')).toMatchObject({ ok: false, error: { code: 'no-rights' } })
})

test('a refused burst is waited out, and a spoiled answer commits nothing', async () => {
  await control('faults', { mode: 'limit', times: 2 })
  expect(await portal.source('statistics').oldestCreatedAt()).toMatchObject({ ok: true })
  await control('faults', { mode: 'truncated', times: 1 })
  expect(await portal.source('statistics').countCreated(now - day, now)).toMatchObject({ ok: true })
  await control('faults', { mode: 'html', times: 1 })
  expect(await portal.source('statistics').walk({ from: now - day, to: now, mark: 0 })).toMatchObject({ ok: false, error: { code: 'portal-unreachable' } })
})
