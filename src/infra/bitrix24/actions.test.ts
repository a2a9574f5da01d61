import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import type { Result } from '#contract/result.ts'
import type { AfterAction, Portal, PortalActions } from '#core/portal/portal.ts'
import { startPortal, type Portal as DemoPortal } from '../../simulator/server.ts'
import { webhookAccess } from './access.ts'
import { createBitrixPortal } from './bitrix-portal.ts'
import { answering, openPortal, PortalRefusal, type Answers } from './testing/scripted-portal.ts'
import { commandsOf } from './testing/scripted-server.ts'
import { parseWebhook } from './webhook.ts'

/** Line 12 asks its clients for a rating and is served by 11, 12, 13…; line 30 does not ask. The caller is 1. */
const asking = 12
const plain = 30
const me = 1

let now = Date.parse('2026-10-14T11:00:00Z')
let demo: DemoPortal
let portal: Portal

beforeAll(async () => {
  demo = await startPortal({ sessions: 60, pace: 0, now, clock: () => now, rate: { drainPerSecond: 1000, burst: 1000 } })
  portal = open(demo.webhook)
})

afterAll(async () => {
  portal.close()
  await demo.close()
})

function open(address: string): Portal {
  const webhook = parseWebhook(address)
  if (!webhook.ok) throw new Error(webhook.error.message)
  return createBitrixPortal({ access: webhookAccess(webhook.value), clock: () => now, log: () => {}, random: () => 0, rate: { perSecond: 1000, burst: 1000 } })
}

async function control(command: string, params: Record<string, unknown>): Promise<Record<string, unknown>> {
  const response = await fetch(`${demo.controlUrl}/${command}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(params) })
  expect(response.status).toBe(200)
  return await response.json() as Record<string, unknown>
}

/** An open dialog with its operator's answer in it; without one nobody serves it. */
async function dialogOn(configId: number, operatorId: number | null) {
  const answer = operatorId === null ? [] : [{ by: 'operator', text: 'Здравствуйте' }]
  const { sessionId } = await control('create', { configId, ...(operatorId === null ? {} : { operatorId }), messages: [{ by: 'client', text: 'Добрый день' }, ...answer] })
  const { chatId } = await control('session', { sessionId })
  return { sessionId: Number(sessionId), chatId: Number(chatId) }
}

const after = (state: AfterAction['state'], operatorId: number | null, lineId: number) => ({ ok: true, value: { state, operatorId, lineId } })
const code = (result: Result<unknown>) => (result.ok ? 'ok' : result.error.code)

test('a finished dialog first waits for the rating, then is closed', async () => {
  const { chatId, sessionId } = await dialogOn(asking, 11)
  const isClosing = async () => {
    const history = await portal.history(sessionId, 'user')
    return history.ok && history.value.isClosing
  }
  expect(await isClosing()).toBe(false)
  expect(await portal.actions.finishAnother(chatId)).toEqual(after('closing', 11, asking))
  expect(await isClosing()).toBe(true)
  expect(await portal.actions.finishAnother(chatId)).toEqual(after('closed', null, asking))
  expect(await isClosing()).toBe(false)
})

test('the wait for a rating also ends by itself', async () => {
  const { chatId, sessionId } = await dialogOn(asking, 11)
  expect(await portal.actions.finishAnother(chatId)).toEqual(after('closing', 11, asking))
  now += 3_600_000
  demo.tick()
  expect(await control('session', { sessionId })).toMatchObject({ status: 'closed' })
  expect(await portal.actions.join(chatId)).toEqual(after('closed', null, asking))
})

test('where no rating is asked for, the dialog is closed at once', async () => {
  const { chatId } = await dialogOn(plain, 25)
  expect(await portal.actions.finishAnother(chatId)).toEqual(after('closed', null, plain))
})

test('one\'s own dialog', async () => {
  const operator = open(demo.webhooks.operator)
  onTestFinished(() => operator.close())
  const own = await dialogOn(asking, 12)
  expect(await operator.actions.finish(own.chatId)).toEqual(after('closing', 12, asking))
  const foreign = await dialogOn(asking, 11)
  expect(await portal.actions.finish(foreign.chatId)).toMatchObject({ error: { code: 'no-rights', message: expect.stringContaining('Only the operator of the dialog') } })
  expect(await control('session', { sessionId: foreign.sessionId })).toMatchObject({ status: 'answered', operatorId: 11 })
})

test('spam is closed at once, even where a rating is asked for', async () => {
  const { chatId, sessionId } = await dialogOn(asking, 11)
  expect(await portal.actions.markSpam(chatId)).toEqual(after('closed', null, asking))
  expect(await control('session', { sessionId })).toMatchObject({ status: 'spam' })
})

test('a transfer to a colleague, then to another line', async () => {
  const { chatId, sessionId } = await dialogOn(asking, 11)
  expect(await portal.actions.transfer(chatId, { kind: 'operator', operatorId: 12 })).toEqual(after('open', 12, asking))
  const moved = await portal.actions.transfer(chatId, { kind: 'line', lineId: 14 })
  const { operatorId, configId } = await control('session', { sessionId })
  expect(configId).toBe(14)
  expect(moved).toEqual(after('open', Number(operatorId), 14))
})

test('taking over, out of the wait for a rating too; and entering beside the operator', async () => {
  const taken = await dialogOn(asking, 11)
  await portal.actions.finishAnother(taken.chatId)
  expect(await portal.actions.intercept(taken.chatId)).toEqual(after('open', me, asking))
  const joined = await dialogOn(asking, 11)
  expect(await portal.actions.join(joined.chatId)).toEqual(after('open', 11, asking))
})

test('a dialog in the queue has no operator, until somebody finishes it', async () => {
  const { chatId } = await dialogOn(asking, null)
  expect(await portal.actions.join(chatId)).toEqual(after('open', null, asking))
  expect(await portal.actions.finishAnother(chatId)).toEqual(after('closing', me, asking))
})

test('what the portal refuses changes nothing and says why', async () => {
  const { chatId, sessionId } = await dialogOn(asking, 11)
  const refused = async (result: Promise<Result<AfterAction>>) => {
    const answer = await result
    return answer.ok ? 'ok' : `${answer.error.code} ${answer.error.message}`
  }
  expect(await refused(portal.actions.transfer(chatId, { kind: 'operator', operatorId: 11 }))).toMatch(/^portal-rejected The dialog cannot be handed to this person or line/)
  expect(await refused(portal.actions.finishAnother(3))).toMatch(/^portal-rejected The portal does not know this chat/)
  expect(await refused(portal.actions.join(701))).toMatch(/^portal-rejected The chat does not belong to a line/)
  await portal.actions.markSpam(chatId)
  expect(await refused(portal.actions.finishAnother(chatId))).toMatch(/^portal-rejected The dialog is not open any more/)
  const noRight = await dialogOn(plain, 25)
  const operator = open(demo.webhooks.operator)
  onTestFinished(() => operator.close())
  expect(await refused(operator.actions.finishAnother(noRight.chatId))).toMatch(/^no-rights /)
  expect(await control('session', { sessionId: noRight.sessionId })).toMatchObject({ status: 'answered', operatorId: 25 })
  expect(await control('session', { sessionId })).toMatchObject({ status: 'spam' })
})

const lineTarget = { kind: 'line', lineId: 14 } as const
const everyAction: readonly (readonly [string, keyof PortalActions, (actions: PortalActions, chatId: number) => Promise<Result<AfterAction>>])[] = [
  ['imopenlines.operator.finish', 'finish', (actions, chatId) => actions.finish(chatId)],
  ['imopenlines.operator.another.finish', 'finishAnother', (actions, chatId) => actions.finishAnother(chatId)],
  ['imopenlines.operator.spam', 'markSpam', (actions, chatId) => actions.markSpam(chatId)],
  ['imopenlines.operator.transfer', 'transfer', (actions, chatId) => actions.transfer(chatId, { kind: 'operator', operatorId: 12 })],
  ['imopenlines.operator.transfer', 'transfer', (actions, chatId) => actions.transfer(chatId, lineTarget)],
  ['imopenlines.session.intercept', 'intercept', (actions, chatId) => actions.intercept(chatId)],
  ['imopenlines.session.join', 'join', (actions, chatId) => actions.join(chatId)],
]

test.each(everyAction)('%s whose reply is lost has worked where the dialog shows it, and is not sent again', async (method, name, act) => {
  const { chatId } = await dialogOn(asking, name === 'finish' ? me : 11)
  const before = await requestsOf(method)
  await control('faults', { mode: 'lostReply', method, times: 1 })
  expect(await act(portal.actions, chatId)).toMatchObject({ ok: true })
  expect(await requestsOf(method)).toBe(before + 1)
})

test.each(everyAction)('%s that never arrived is an error, and is not sent again', async (method, _name, act) => {
  const { chatId, sessionId } = await dialogOn(asking, 11)
  const before = await control('session', { sessionId })
  await control('faults', { mode: 'offline', method, times: 1 })
  expect(code(await act(portal.actions, chatId))).toBe('portal-unreachable')
  expect(await control('session', { sessionId })).toEqual(before)
})

async function requestsOf(method: string): Promise<number> {
  const { requests } = await control('stats', {})
  return (requests as Record<string, number>)[method] ?? 0
}

const openChat = { owner: 11, role: 'guest', entity_id: 'livechat|12|1761|587', entity_data_1: 'Y|LEAD|1205|N|N|321|1773223732|0|0|0' }
const shows = (dialog: unknown): Answers => method => (method === 'imopenlines.dialog.get' ? dialog : method === 'profile' ? { ID: '1', NAME: 'A' } : true)

test.each<[string, Record<string, unknown>, unknown]>([
  ['waiting', { entity_data_1: 'Y|LEAD|1|N|Y|321|0|0|0|0' }, { state: 'closing', operatorId: 11, lineId: 12 }],
  ['closed', { owner: '0', entity_data_1: 'N|NONE|0|N|N|0|0|0|0|0' }, { state: 'closed', operatorId: null, lineId: 12 }],
  ['on another line', { entity_data_1: 'N|NONE|0|N|N|321|0|14|0|0' }, { state: 'open', operatorId: 11, lineId: 14 }],
  ['of an old portal, with fewer fields', { entity_data_1: 'N|NONE|0|N|N|321' }, { state: 'open', operatorId: 11, lineId: 12 }],
  ['without a readable line', { entity_id: '' }, { state: 'open', operatorId: 11, lineId: null }],
])('a dialog %s', async (_name, changes, expected) => {
  const { portal: scripted } = await openPortal(answering(shows({ ...openChat, ...changes })))
  expect(await scripted.actions.finishAnother(1763)).toEqual({ ok: true, value: expected })
})

test.each([[{}], [{ ...openChat, entity_data_1: '' }], [[]], ['text']])('an unreadable dialog %j is a network fault', async dialog => {
  const { portal: scripted } = await openPortal(answering(shows(dialog)))
  expect(code(await scripted.actions.finishAnother(1763))).toBe('portal-unreachable')
})

test('parameter names travel in capitals, and each action once', async () => {
  const { portal: scripted, server } = await openPortal(answering(shows(openChat)))
  for (const [, , act] of everyAction) await act(scripted.actions, 1763)
  const sent = server.calls.filter(({ method }) => method !== 'batch').map(({ method, body }) => [method, body])
  expect(sent).toEqual(everyAction.map(([method], index) => [method, { CHAT_ID: 1763, ...[{ USER_ID: 12 }, { QUEUE_ID: 14 }][index - 3] }]))
  const looks = server.calls.filter(({ method }) => method === 'batch').flatMap(commandsOf).filter(([, method]) => method === 'imopenlines.dialog.get')
  expect(looks.map(([, , query]) => query)).toEqual(everyAction.map(() => 'CHAT_ID=1763'))
})

test('an action that the portal does not confirm has failed', async () => {
  const { portal: scripted } = await openPortal(answering(method => (method === 'imopenlines.operator.spam' ? false : shows(openChat)(method, new URLSearchParams(), ''))))
  expect(code(await scripted.actions.markSpam(1763))).toBe('portal-rejected')
})

test.each(everyAction)('%s took the dialog out of the caller\'s sight', async (_method, name, act) => {
  const { portal: scripted } = await openPortal(answering(shows(new PortalRefusal('ACCESS_ERROR', 'You do not have access to the specified dialog'))))
  const unseen = { ok: false, error: { code: 'no-rights' } }
  const gone = (state: string) => ({ ok: true, value: { state } })
  const expected = { finish: gone('closed'), finishAnother: gone('closed'), markSpam: gone('closed'), transfer: gone('open'), intercept: unseen, join: unseen }
  expect(await act(scripted.actions, 1763)).toMatchObject(expected[name])
})

test.each(everyAction)('%s without a readable answer has not worked while the dialog does not show it', async (method, _name, act) => {
  const { portal: scripted } = await openPortal(answering(name => (name === method ? new PortalRefusal('INTERNAL_SERVER_ERROR') : shows(openChat)(name, new URLSearchParams(), ''))))
  expect(code(await act(scripted.actions, 1763))).toBe('portal-unreachable')
})
