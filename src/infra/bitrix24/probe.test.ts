import { expect, onTestFinished, test } from 'vitest'
import type { Ability } from '#contract/portal.ts'
import type { PortalFindings } from '#core/portal/portal.ts'
import { startPortal, type Portal as DemoPortal, type PortalOptions } from '../../simulator/server.ts'
import { webhookAccess, type PortalAccess } from './access.ts'
import { createBitrixPortal } from './bitrix-portal.ts'
import { answering, openPortal, PortalRefusal, type Answers } from './testing/scripted-portal.ts'
import { commandsOf } from './testing/scripted-server.ts'
import { createManualTime } from './testing/manual-time.ts'
import { parseWebhook } from './webhook.ts'

const now = Date.parse('2026-06-30T09:00:00Z')

async function startDemo(options: PortalOptions = {}): Promise<DemoPortal> {
  const demo = await startPortal({ sessions: 60, pace: 0, now, clock: () => now, rate: { drainPerSecond: 1000, burst: 1000 }, ...options })
  onTestFinished(() => demo.close())
  return demo
}

async function probeAs(address: string): Promise<PortalFindings> {
  const webhook = parseWebhook(address)
  if (!webhook.ok) throw new Error(webhook.error.message)
  const portal = createBitrixPortal({ access: webhookAccess(webhook.value), clock: () => now, log: () => {}, random: () => 0, rate: { perSecond: 1000, burst: 1000 } })
  const found = await portal.probe()
  portal.close()
  if (!found.ok) throw new Error(found.error.message)
  return found.value
}

const stateOf = (findings: PortalFindings, ability: Ability) => findings.abilities.find(report => report.ability === ability)?.state

test('a supervisor\'s webhook on a portal with everything', async () => {
  const { webhook, webhooks } = await startDemo()
  const found = await probeAs(webhook)
  expect(found).toMatchObject({ administrator: false, available: ['statistics', 'crm', 'recent'], enterprise: null })
  expect(found.scopes).toContain('imopenlines')
  expect(found.abilities.map(({ ability, state }) => [ability, state])).toEqual([
    ['list', 'works'], ['history', 'works'], ['rate', 'works'], ['operators', 'works'], ['departments', 'works'], ['lines', 'works'],
    ['client-names', 'works'], ['channel-names', 'needs-application'], ['crm', 'works'], ['actions', 'works'], ['pictures', 'unknown'],
  ])
  expect(await probeAs(webhooks.admin)).toMatchObject({ administrator: true })
  expect(stateOf(await probeAs(webhooks.noVote), 'rate')).toBe('unknown')
})

test('a portal without the statistics methods, a plan without reports, no CRM scope', async () => {
  const classic = await probeAs((await startDemo({ generation: 'classic' })).webhook)
  expect([classic.available, stateOf(classic, 'list'), stateOf(classic, 'history')]).toEqual([['crm', 'recent'], 'missing-method', 'works'])
  const small = await probeAs((await startDemo({ statistics: false })).webhook)
  expect([small.available, stateOf(small, 'list')]).toEqual([['crm', 'recent'], 'missing-plan'])
  const { available, abilities } = await probeAs((await startDemo({ generation: 'classic', crm: false })).webhook)
  expect(available).toEqual(['recent'])
  expect(abilities.find(({ ability }) => ability === 'crm')).toEqual({ ability: 'crm', state: 'missing-scope', scope: 'crm', granter: 'sign-in-owner' })
})

test('somebody who may read no CRM record has the own dialogs instead', async () => {
  const found = await probeAs((await startDemo({ generation: 'classic' })).webhooks.noCrm)
  expect([found.available, stateOf(found, 'crm'), stateOf(found, 'rate')]).toEqual([['recent'], 'missing-right', 'works'])
  // Where there is no dialog at all, none in the CRM proves nothing.
  const { available } = await probeAs((await startDemo({ generation: 'classic', sessions: 0 })).webhooks.noCrm)
  expect(available).toEqual(['crm', 'recent'])
})

const good: Readonly<Record<string, unknown>> = {
  scope: ['imopenlines', 'crm', 'im', 'user_brief', 'department'],
  'user.admin': 'Y',
  profile: { ID: '7', ADMIN: true, NAME: 'A' },
  'app.info': { LICENSE: 'ru_ent10000', LICENSE_FAMILY: 'ent' },
  'method.get': { isExisting: true, isAvailable: true },
  'imopenlines.v2.Session.list': { sessions: [], hasNextPage: false },
  'crm.activity.list': [], 'im.recent.list': { items: [] }, 'user.get': [], 'department.get': [], 'imopenlines.config.list.get': [], 'im.user.list.get': [],
  'imconnector.list': { livechat: 'Live chat' },
}
const answers = (changes: Readonly<Record<string, unknown>> = {}): Answers => method => ({ ...good, ...changes })[method]

function application(access: PortalAccess): PortalAccess {
  return { ...access, token: () => 'token', secrets: () => ['token'] }
}

async function openApplication(changes: Readonly<Record<string, unknown>> = {}, options: Parameters<typeof openPortal>[1] = {}) {
  const { server } = await openPortal(answering(answers(changes)))
  const portal = createBitrixPortal({ access: application(webhookAccess(server.webhook)), clock: Date.now, log: () => {}, random: () => 0, rate: { perSecond: 100, burst: 50 }, ...options })
  onTestFinished(() => portal.close())
  return { portal, server }
}

async function findings(changes: Readonly<Record<string, unknown>> = {}): Promise<PortalFindings> {
  const { portal } = await openApplication(changes)
  const found = await portal.probe()
  if (!found.ok) throw new Error(found.error.message)
  return found.value
}

test('an application learns its plan and may name channels; no dialog to try, one request', async () => {
  const { portal, server } = await openApplication()
  const found = await portal.probe()
  expect(found).toMatchObject({ ok: true, value: { administrator: true, enterprise: true, available: ['statistics', 'crm', 'recent'] } })
  if (!found.ok) return
  expect(['channel-names', 'history', 'rate'].map(ability => stateOf(found.value, ability as Ability))).toEqual(['works', 'unknown', 'unknown'])
  expect(server.calls).toHaveLength(1)
})

test.each<[string, Record<string, unknown>, Partial<PortalFindings>]>([
  ['another plan', { 'app.info': { LICENSE_FAMILY: 'pro' } }, { enterprise: false }],
  ['a plan that is not told', { 'app.info': [] }, { enterprise: null }],
  ['app.info refused', { 'app.info': new PortalRefusal('ACCESS_DENIED', 'Application context required') }, { enterprise: null }],
  ['profile without rights', { profile: [] }, { administrator: true }],
  ['user.admin refused', { 'user.admin': new PortalRefusal('ODD') }, { administrator: true }],
  ['nobody tells who is an administrator', { 'user.admin': new PortalRefusal('ODD'), profile: [] }, { administrator: null }],
  ['scopes not told', { scope: new PortalRefusal('ODD') }, { scopes: null }],
  ['no list without a list in it', { 'crm.activity.list': 'text', 'im.recent.list': [] }, { available: ['statistics'] }],
])('%s', async (_name, changes, expected) => {
  expect(await findings(changes)).toMatchObject(expected)
})

test.each([
  ['the statistics spoilt on their way', { 'imopenlines.v2.Session.list': 'text' }],
  ['the statistics in trouble', { 'imopenlines.v2.Session.list': new PortalRefusal('INTERNAL_SERVER_ERROR') }],
  ['the next best spoilt', { 'imopenlines.v2.Session.list': new PortalRefusal('ACCESS_DENIED'), 'crm.activity.list': 'text' }],
])('%s: no report, which would give up a source for a poorer one', async (_name, changes) => {
  const { portal } = await openApplication(changes)
  expect(await portal.probe()).toMatchObject({ ok: false, error: { code: 'portal-unreachable' } })
})

test('a block that is over is noticed, and everything else goes on', async () => {
  const demo = await startDemo()
  const webhook = parseWebhook(demo.webhook)
  if (!webhook.ok) throw new Error(webhook.error.message)
  const portal = createBitrixPortal({ access: webhookAccess(webhook.value), clock: () => now, log: () => {} })
  onTestFinished(() => portal.close())
  const faults = (mode: string) => fetch(`${demo.controlUrl}/faults`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ mode }) })
  await faults('overload')
  const blocked = { ok: false, error: { code: 'portal-blocked' } }
  expect([await portal.operators(), await portal.probe()]).toMatchObject([blocked, blocked])
  await faults('none')
  expect(await portal.operators()).toMatchObject(blocked)
  expect(await portal.probe()).toMatchObject({ ok: true })
  expect(await portal.operators()).toMatchObject({ ok: true })
})

const session = { id: '321', configId: 3, dateCreate: '2026-06-30T09:00:00+03:00', messageCount: '4' }

test('conversations are tried on dialogs that have messages; one that opens is enough', async () => {
  const { portal, server } = await openApplication({
    'imopenlines.v2.Session.list': { sessions: [{ ...session, id: 322, messageCount: 0 }, session, { ...session, id: 320 }], hasNextPage: true },
    'crm.activity.list': [{ ID: '1', ASSOCIATED_ENTITY_ID: '300' }, { ID: '2', ASSOCIATED_ENTITY_ID: '299' }],
  })
  await portal.probe()
  const asked = server.calls.flatMap(commandsOf).filter(([, method]) => method === 'imopenlines.session.history.get')
  expect(asked.map(([, , query]) => query)).toEqual(['SESSION_ID=321', 'SESSION_ID=320', 'SESSION_ID=300'])
})

test.each<[string, unknown, readonly string[]]>([
  ['may be rated and joined', { canVoteHead: 'Y', canJoin: 'Y', message: [] }, ['works', 'works', 'works']],
  ['may not be rated or joined', { canVoteHead: 'N', canJoin: 'N' }, ['works', 'unknown', 'unknown']],
  ['is denied', new PortalRefusal('ACCESS_DENIED', 'Недостаточно прав'), ['missing-right', 'unknown', 'unknown']],
])('a conversation that %s', async (_name, history, expected) => {
  const found = await findings({ 'imopenlines.v2.Session.list': { sessions: [session] }, 'imopenlines.session.history.get': history })
  expect((['history', 'rate', 'actions'] as const).map(ability => stateOf(found, ability))).toEqual(expected)
})

test('what only applications may ask is not asked through a webhook', async () => {
  const { portal, server } = await openPortal(answering(answers()))
  expect(await portal.probe()).toMatchObject({ ok: true, value: { enterprise: null } })
  expect(server.calls.flatMap(commandsOf).map(([, method]) => method).filter(method => method === 'app.info' || method === 'imconnector.list')).toEqual([])
})

test('of several conversations one that opens is enough', async () => {
  let left = 1
  const { server } = await openPortal(answering((method, query, key) => {
    if (method === 'imopenlines.session.history.get') return left-- > 0 ? new PortalRefusal('ACCESS_DENIED') : { canVoteHead: true }
    return answers({ 'imopenlines.v2.Session.list': { sessions: [session, { ...session, id: 320 }] } })(method, query, key)
  }))
  const found = await probeAs(server.webhook.endpoint)
  expect([stateOf(found, 'history'), stateOf(found, 'rate')]).toEqual(['works', 'works'])
})

test('a portal that cannot be reached is an error, not a report', async () => {
  const { portal } = await openPortal(({ response }) => { response.writeHead(502).end('<html>') })
  expect(await portal.probe()).toMatchObject({ ok: false, error: { code: 'portal-unreachable' } })
})

test.each([['ent', 225 + 5], ['pro', 45 + 5]])('the request rate of plan %s', async (family, expected) => {
  const time = createManualTime()
  const { portal, server } = await openApplication({ 'app.info': { LICENSE_FAMILY: family } }, { rate: { perSecond: 2, burst: 50 }, monotonic: time.now, timer: time.timer })
  await portal.probe()
  const asked = Array.from({ length: 400 }, () => portal.departments())
  await expect.poll(() => server.calls.length, { timeout: 20_000 }).toBeGreaterThanOrEqual(expected - 10)
  expect(server.calls.length).toBeLessThanOrEqual(expected)
  portal.close()
  await Promise.all(asked)
})
