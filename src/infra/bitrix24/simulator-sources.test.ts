import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Result } from '#contract/result.ts'
import type { KnownSession, Portal, PortalSession, SessionPages, SessionSource, WalkPosition } from '#core/portal/portal.ts'
import { startPortal, type Portal as DemoPortal } from '../../simulator/server.ts'
import { webhookAccess } from './access.ts'
import { createBitrixPortal } from './bitrix-portal.ts'
import { parseWebhook } from './webhook.ts'

/** The sources against each other on one demo portal, which has them all. */
const day = 86_400_000
let now = Date.parse('2026-06-30T09:00:00Z')
const rate = { perSecond: 1000, burst: 1000 }
let demo: DemoPortal
let portal: Portal
let own: Portal
/** What the statistics say. */
let truth: ReadonlyMap<number, PortalSession>
let crm: readonly KnownSession[]

beforeAll(async () => {
  demo = await startPortal({ sessions: 3000, pace: 0, seed: 11, now, clock: () => now, timeZone: 345, rate: { drainPerSecond: 1000, burst: 1000 } })
  portal = open(demo.webhook)
  own = open(demo.webhooks.operator)
})

beforeEach(async () => {
  // Safe: the statistics tell every field.
  truth = new Map((await walk(portal.source('statistics'))).map(session => [session.id, session as PortalSession]))
  crm = await walk(portal.source('crm'))
})

afterAll(async () => {
  portal.close()
  own.close()
  await demo.close()
})

function open(webhook: string): Portal {
  return createBitrixPortal({ access: webhookAccess(value(parseWebhook(webhook))), clock: () => now, log: () => {}, random: () => 0, rate })
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

async function rest(method: string, params: Record<string, unknown>): Promise<void> {
  const response = await fetch(`${demo.webhook}${method}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(params) })
  expect(response.status).toBe(200)
}

async function walk(source: SessionSource): Promise<readonly KnownSession[]> {
  const found: KnownSession[] = []
  for (let at: WalkPosition | null = { from: 0, to: now + day, mark: 0 }; at !== null;) {
    const pages: SessionPages = value(await source.walk({ ...at, from: Math.max(at.from, now - 3000 * day) }))
    found.push(...pages.sessions)
    at = pages.next
  }
  return found
}

function known<K, V>(map: ReadonlyMap<K, V>, key: K): V {
  const found = map.get(key)
  if (found === undefined) throw new Error(`${String(key)} is not there`)
  return found
}

const ids = (rows: readonly { readonly id: number }[]) => rows.map(({ id }) => id).toSorted((left, right) => left - right)
const isOpen = ({ status }: { readonly status: string }) => status !== 'closed' && status !== 'spam'
/** The statistics have two words where the history of a line with stars has the stars. */
const vote = (rating: number | null) => (rating === null ? 'none' : rating >= 3 ? 'like' : 'dislike')
const withCrm = () => [...truth.values()].filter(({ crmEntityId }) => crmEntityId !== null)

describe('the CRM source', () => {
  test('walks through every dialog with a CRM record once', () => {
    expect(crm.length).toBeGreaterThan(1250)
    expect(crm.length).toBeLessThan(truth.size)
    expect(ids(crm)).toEqual(ids(withCrm()))
  })

  test('tells of each what the statistics tell', () => {
    for (const session of crm) {
      const { lineId, source, createdAt, closedAt, crmEntityType, crmEntityId, status } = known(truth, session.id)
      expect(session).toMatchObject({ lineId, source, createdAt, closedAt, crmEntityType, crmEntityId })
      expect(isOpen(session)).toBe(isOpen({ status }))
    }
  })

  test('counts and begins as the walk does', async () => {
    const source = portal.source('crm')
    const [from, to] = [now - 200 * day + 1234, now - 20 * day]
    expect(value(await source.countCreated(from, to))).toBe(crm.filter(({ createdAt }) => createdAt >= from && createdAt < to).length)
    expect(value(await source.oldestCreatedAt())).toBe(Math.min(...crm.map(({ createdAt }) => createdAt)))
  })

  test('has in its current state all that is open and all that changed', async () => {
    const since = now - 30 * day
    const state = value(await portal.source('crm').current({ createdFrom: since, closedFrom: since, ratedFrom: since, until: now }))
    expect(ids(state.open)).toEqual(ids(crm.filter(isOpen)))
    expect(ids(state.closed)).toEqual(ids(withCrm().filter(({ closedAt }) => closedAt !== null && closedAt >= since)))
    expect(ids(state.created)).toEqual(ids(crm.filter(({ changedAt }) => (changedAt ?? 0) >= since - 120_000)))
    expect(Math.abs(state.portalNow - now)).toBeLessThan(5000)
  })

  test('notices an answer, a close and a late rating by the change of the record', async () => {
    const made: number[] = []
    for (let n = 0; n < 12; n++) made.push(Number((await control('create', { configId: 12, messages: [{ by: 'client', text: 'Где заказ?' }] }))['id']))
    // Not every client has a CRM record, and without one there is no activity.
    const recorded = new Set(ids(await walk(portal.source('crm'))))
    const [sessionId] = made.filter(id => recorded.has(id))
    const { chatId: CHAT_ID } = (await walk(portal.source('statistics'))).find(({ id }) => id === sessionId) ?? {}

    async function news(work: () => Promise<unknown>): Promise<KnownSession | undefined> {
      now += 10 * 60_000
      const from = now - 60_000
      await work()
      const state = value(await portal.source('crm').current({ createdFrom: from, closedFrom: from, ratedFrom: from, until: now }))
      return state.created.find(({ id }) => id === sessionId)
    }

    expect(await news(async () => {})).toBeUndefined()
    expect(await news(async () => [await rest('imopenlines.session.intercept', { CHAT_ID }), await control('say', { sessionId, by: 'operator', text: 'Смотрю' })])).toMatchObject({ status: 'answered', closedAt: null, changedAt: now })
    const finish = () => rest('imopenlines.operator.another.finish', { CHAT_ID })
    expect(await news(async () => [await finish(), await finish()])).toMatchObject({ status: 'closed', closedAt: now })
    expect(await news(() => control('vote', { sessionId, vote: 'dislike' }))).toMatchObject({ changedAt: now })
    const { told } = value(await portal.history(sessionId ?? 0, 'alerts'))
    expect(told.clientRating).toBe(1)
    expect(told.ratedAt).toBeGreaterThan(now - 21 * 60_000)
  })
})

describe('the history', () => {
  test('tells of closed dialogs what the statistics tell', async () => {
    const closed = [...truth.values()].filter(({ status, messageCount }) => status === 'closed' && messageCount > 1).slice(0, 400)
    const histories = value(await portal.histories(closed.map(({ id }) => id), 'background'))
    expect(histories.size).toBe(closed.length)
    const rated = closed.filter(({ clientRating }) => clientRating !== null)
    expect(new Set(rated.map(({ clientRating }) => clientRating))).toEqual(new Set([1, 5]))
    for (const session of closed) {
      const { told } = value(known(histories, session.id))
      const { id, chatId, clientId, clientRating, messageCount, firstAnswerAt, operatorAnswerAt, closedAt } = session
      expect({ id, ...told, clientRating: vote(told.clientRating ?? null) }).toMatchObject({
        id, chatId, clientId, clientRating: vote(clientRating), messageCount, firstAnswerAt, operatorAnswerAt, closedAt,
      })
    }
  })

  test('tells whose an open dialog is', async () => {
    const running = [...truth.values()].filter(isOpen)
    const histories = value(await portal.histories(running.map(({ id }) => id), 'background'))
    for (const { id, operatorId } of running) {
      expect(value(known(histories, id)).told).toMatchObject({ operatorId, closedAt: null })
    }
  })

  test('one that may not be read does not hide the others', async () => {
    const [first] = truth.keys()
    const histories = value(await portal.histories([first ?? 0, 99_999_999], 'background'))
    expect([...histories.values()].map(({ ok }) => ok)).toEqual([true, false])
  })
})

describe('the recents source', () => {
  test('has the caller’s own open dialogs, as the statistics tell them', async () => {
    for (const by of ['client', 'operator']) await control('create', { configId: 12, operatorId: 12, messages: [{ by: 'operator', text: 'Здравствуйте' }, { by, text: 'Да' }] })
    const all = await walk(portal.source('statistics'))
    const mine = all.filter(session => isOpen(session) && session.operatorId === 12)
    expect(mine.length).toBeGreaterThan(1)
    const found = await walk(own.source('recent'))
    expect(ids(found)).toEqual(ids(mine))
    for (const session of found) {
      const { lineId, source, createdAt, chatId, operatorId, status } = known(new Map(mine.map(one => [one.id, one])), session.id)
      expect(session).toMatchObject({ lineId, source, createdAt, chatId, operatorId, status, closedAt: null })
    }
    expect(await walk(portal.source('recent'))).toEqual([])
  })
})
