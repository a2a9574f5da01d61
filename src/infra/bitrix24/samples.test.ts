import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { Result } from '#contract/result.ts'
import type { Portal } from '#core/portal/portal.ts'
import { webhookAccess } from './access.ts'
import { createBitrixPortal } from './bitrix-portal.ts'
import { sendJson, startScriptedServer } from './testing/scripted-server.ts'
import { answering } from './testing/scripted-portal.ts'

type Body = { readonly result: unknown; readonly time: unknown }

const folder = join(import.meta.dirname, 'samples')
const bodies = new Map(readdirSync(folder).map(file => [file.replace(/\.json$/, ''), JSON.parse(readFileSync(join(folder, file), 'utf8')) as Body]))

type Sample = {
  readonly name: string
  /** The client's own way to read it. */
  readonly read: (portal: Portal) => Promise<Result<unknown>>
  readonly means: unknown
  /** Without one of these keys there is nothing to be used. */
  readonly required?: readonly string[]
  /** What a text or a number instead of the whole answer comes to. */
  readonly whenWrong?: object
  /** What an answer without a required key comes to, where that is something else. */
  readonly whenMissing?: object
}

const at = (time: string) => Date.parse(`2026-10-15T${time}+03:00`)
const everything = { from: at('00:00:00'), to: at('23:59:00'), mark: 0 }
const since = { createdFrom: everything.from, closedFrom: everything.from, ratedFrom: everything.from, until: everything.to }
const fault = { ok: false, error: { code: 'portal-unreachable' } }
const foreign = { ok: false, error: { code: 'not-a-portal' } }
const found = async (portal: Portal, pick: (findings: Extract<Awaited<ReturnType<Portal['probe']>>, { ok: true }>['value']) => unknown) => {
  const findings = await portal.probe()
  return findings.ok ? { ok: true, value: pick(findings.value) } as const : findings
}
const after = { state: 'closing', operatorId: 31, lineId: 14 }
const action = (name: string, read: Sample['read']): Sample => ({ name: `imopenlines.${name}`, read, means: after, whenWrong: { ok: false, error: { code: 'portal-rejected' } } })

const samples: readonly Sample[] = [
  { name: 'scope', read: portal => found(portal, ({ scopes }) => scopes), means: ['imopenlines', 'im', 'crm', 'user_brief', 'department'], whenWrong: { ok: true, value: null } },
  { name: 'profile', read: portal => portal.identify(), means: { userId: 7, userName: 'Марина Ветрова', zoneMinutes: 180 }, required: ['ID'], whenWrong: foreign, whenMissing: { error: { code: 'wrong-secret' } } },
  { name: 'server.time', read: portal => portal.identify(), means: { zoneMinutes: 180 }, whenWrong: { ok: true } },
  { name: 'user.admin', read: portal => found(portal, ({ administrator }) => administrator), means: true, whenWrong: { ok: true, value: false } },
  { name: 'app.info', read: portal => found(portal, ({ enterprise }) => enterprise), means: true, required: ['LICENSE_FAMILY'], whenWrong: { ok: true, value: null } },
  { name: 'method.get', read: portal => found(portal, ({ abilities }) => abilities.find(({ ability }) => ability === 'actions')?.state), means: 'works', whenWrong: { ok: true } },
  {
    name: 'imconnector.list', read: portal => found(portal, ({ abilities }) => abilities.find(({ ability }) => ability === 'channel-names')?.state),
    means: 'works', whenWrong: { ok: true, value: 'unknown' },
  },
  {
    name: 'imopenlines.v2.Session.list', read: portal => portal.source('statistics').walk(everything), required: ['sessions', 'id', 'dateCreate'],
    means: { next: null, sessions: [
      {
        id: 48213, lineId: 12, source: 'telegrambot', operatorId: 31, clientId: 5120, userCode: 'telegrambot|12|880155231|5120', chatId: 9120, status: 'closed',
        closeReason: 'operator', createdAt: at('13:41:07'), closedAt: at('13:58:30'), firstAnswerAt: at('13:41:52'), operatorAnswerAt: at('13:43:00'), clientRating: 1,
        supervisorRating: null, supervisorComment: null, crmEntityType: 'deal', crmEntityId: 771, waitAnswer: 45, waitClose: 1043, kpiFirstAnswer: true, transfers: 1, messageCount: 14,
      },
      { id: 48212, status: 'new', operatorId: null, closedAt: null, operatorAnswerAt: null, clientRating: null, supervisorComment: null, kpiFirstAnswer: null, messageCount: 1 },
      { id: 48199, status: 'spam', operatorId: null, clientRating: 5, supervisorRating: 4, supervisorComment: 'Вежливо, но "без" решения', crmEntityType: null, crmEntityId: null, waitAnswer: 19, kpiFirstAnswer: false },
    ] },
  },
  {
    name: 'imopenlines.v2.Session.Rating.list', read: async portal => await portal.source('statistics').ratedBetween?.(everything.from, everything.to) ?? { ok: true, value: null },
    required: ['ratings', 'sessionId'],
    means: { complete: true, ratings: [
      { sessionId: 48213, lineId: 12, operatorId: 31, source: 'telegrambot', clientRating: 1, ratedAt: at('13:58:30') },
      { sessionId: 48150, lineId: 14, operatorId: null, source: 'livechat', clientRating: 5, ratedAt: null },
    ] },
  },
  { name: 'imopenlines.v2.Stat.get', read: portal => portal.source('statistics').countCreated(everything.from, everything.to), means: 1374, required: ['totalSessions'] },
  {
    name: 'imopenlines.session.history.get', read: portal => portal.history(48213, 'user'), required: ['message', 'id'],
    means: {
      canRate: true, supervisorRating: 2, supervisorComment: 'Не извинился', clientName: 'Анна Р.',
      messages: [
        { id: 85851, at: at('13:41:07'), authorKind: 'client', authorName: 'Анна Р.', text: 'Здравствуйте! Где мой заказ?' },
        { id: 85852, authorKind: 'bot', authorName: 'Помощник' },
        { id: 85853, authorKind: 'system' },
        { id: 85860, authorKind: 'operator', authorId: 31, authorName: 'Павел Дроздов', text: 'Добрый день, Анна! [b]Проверяю[/b]' },
        { id: 85861, authorKind: 'client', text: '', files: [{ name: 'чек.png', type: 'image', size: 70855 }] },
        { id: 85870, authorKind: 'system' },
        { id: 85871, authorKind: 'system' },
      ],
      told: {
        chatId: 9120, clientId: 5120, operatorId: 31, userCode: 'telegrambot|12|880155231|5120', firstAnswerAt: at('13:41:52'), operatorAnswerAt: at('13:43:00'),
        waitAnswer: 113, messageCount: 4, clientRating: 1, closedAt: at('13:58:30'),
      },
    },
  },
  {
    name: 'imopenlines.session.history.get.open', read: portal => portal.history(48213, 'user'), required: ['message', 'id'],
    means: { canRate: false, supervisorRating: null, supervisorComment: null, told: { operatorId: 31, clientRating: null, ratedAt: null, closedAt: null } },
  },
  { name: 'imopenlines.session.head.vote', read: portal => portal.rate({ sessionId: 48213, rating: 2, comment: 'Не извинился' }), means: null, whenWrong: { ok: false, error: { code: 'portal-rejected' } } },
  { name: 'imopenlines.dialog.get', read: portal => portal.actions.join(9120), means: after, required: ['entity_data_1'] },
  action('operator.finish', portal => portal.actions.finish(9120)),
  action('operator.another.finish', portal => portal.actions.finishAnother(9120)),
  action('operator.spam', portal => portal.actions.markSpam(9120)),
  action('operator.transfer', portal => portal.actions.transfer(9120, { kind: 'line', lineId: 14 })),
  action('session.intercept', portal => portal.actions.intercept(9120)),
  action('session.join', portal => portal.actions.join(9120)),
  {
    name: 'imopenlines.config.list.get', read: portal => portal.lines(), required: ['ID'],
    means: [{ id: 12, name: 'Поддержка', active: true, crm: true }, { id: 14, name: 'Продажи', active: true, crm: false }, { id: 30, name: 'Архив', active: false, crm: null }],
  },
  {
    name: 'crm.activity.list', read: portal => portal.source('crm').walk(everything), required: ['ID'],
    means: { next: null, sessions: [
      {
        id: 48213, lineId: 12, source: 'telegrambot', userCode: 'telegrambot|12|880155231|5120', operatorId: 31, status: 'closed', createdAt: at('13:41:07'), closedAt: at('13:58:30'),
        changedAt: at('13:58:31'), crmEntityType: 'deal', crmEntityId: 771,
      },
      { id: 48201, lineId: 14, source: 'livechat', operatorId: null, status: 'new', createdAt: at('13:05:00'), closedAt: null, crmEntityType: 'lead', crmEntityId: 1205 },
    ] },
  },
  {
    name: 'im.recent.list', read: portal => portal.source('recent').current(since), required: ['items'],
    means: { open: [{ id: 48213, lineId: 12, source: 'telegrambot', operatorId: 7, chatId: 9120, createdAt: at('13:41:07') }], closed: [], ratings: [] },
  },
  { name: 'im.user.list.get', read: portal => portal.clientNames([5120, 77, 5119]), means: new Map([[5120, 'Анна Р.'], [5119, 'Иван Петров']]) },
  {
    name: 'user.get', read: portal => portal.operators(), required: ['ID'],
    means: [
      { id: 31, name: 'Павел Дроздов', position: 'Старший оператор', active: true, departmentIds: [7, 1] },
      { id: 18, name: 'User 18', position: '', active: false, departmentIds: [] },
    ],
  },
  { name: 'department.get', read: portal => portal.departments(), means: [{ id: 1, name: 'Орион', parentId: null }, { id: 7, name: 'Поддержка & продажи', parentId: 1 }], required: ['ID'] },
  {
    name: 'batch', read: portal => portal.histories([48213, 48214, 48215], 'visible'),
    means: new Map<number, unknown>([
      [48213, { ok: true, value: expect.objectContaining({ sessionId: 48213, canRate: true }) }],
      [48214, { ok: false, error: { code: 'no-rights', message: expect.stringContaining('ACCESS_DENIED') } }],
      [48215, { ok: false, error: { code: 'portal-unreachable', message: expect.stringContaining('no answer for it') } }],
    ]),
  },
]

/** A portal where each method answers with its sample, one of them perhaps changed. */
async function openOn(name: string, change: (result: unknown) => unknown = result => result): Promise<Portal> {
  const result = (method: string) => {
    const sample = name.startsWith(method) ? name : method
    const body = bodies.get(sample)?.result
    return sample === name ? change(body) : body
  }
  const server = await startScriptedServer(call => {
    if (call.method === 'batch' && name === 'batch') return sendJson(call.response, 200, { ...bodies.get(name), result: result(name) })
    return answering(result)(call)
  })
  // An application's access: a webhook does not ask for everything.
  const access = { ...webhookAccess(server.webhook), token: () => 'token' }
  const portal = createBitrixPortal({ access, clock: Date.now, log: () => {}, random: () => 0, rate: { perSecond: 100_000, burst: 1000 } })
  onTestFinished(async () => {
    portal.close()
    await server.close()
  })
  return portal
}

test('there is a sample for every method that is read, and none to spare', () => {
  expect([...bodies.keys()].toSorted()).toEqual(samples.map(({ name }) => name).toSorted())
})

describe.each(samples.map(sample => [sample.name, sample] as const))('%s', (name, { read, means, required = [], whenWrong = fault, whenMissing = whenWrong }) => {
  test('as recorded', async () => {
    expect(await read(await openOn(name))).toMatchObject({ ok: true, value: means })
  })

  test('with keys that nobody knows', async () => {
    expect(await read(await openOn(name, widened))).toMatchObject({ ok: true, value: means })
  })

  test('with empty maps as PHP writes them', async () => {
    expect(await read(await openOn(name, emptied))).toMatchObject({ ok: true })
  })

  test('with nothing but what is required', async () => {
    expect(await read(await openOn(name, result => pruned(result, required)))).toMatchObject({ ok: true })
  })

  test.each(required)('without %s', async key => {
    expect(await read(await openOn(name, result => pruned(result, required.filter(other => other !== key))))).toMatchObject(whenMissing)
  })

  test.each(['<html>', 17])('with %j instead of all', async wrong => {
    expect(await read(await openOn(name, () => wrong))).toMatchObject(whenWrong)
  })
})

/** Maps by id keep their keys; records get one more, at every depth. */
function widened(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(widened)
  if (!isObject(value)) return value
  const inner = Object.fromEntries(Object.entries(value).map(([key, item]) => [key, widened(item)]))
  return isMap(value) ? inner : { ...inner, futureField: { nested: [1, null, 'x'] } }
}

/** Every map inside a record is empty. */
function emptied(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(emptied)
  if (!isObject(value)) return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, isObject(item) ? [] : emptied(item)]))
}

function pruned(value: unknown, keep: readonly string[]): unknown {
  if (Array.isArray(value)) return value.map(item => pruned(item, keep))
  if (!isObject(value)) return value
  const kept = isMap(value) ? Object.keys(value) : keep
  return Object.fromEntries(Object.entries(value).filter(([key]) => kept.includes(key)).map(([key, item]) => [key, pruned(item, keep)]))
}

function isMap(value: Readonly<Record<string, unknown>>): boolean {
  return Object.keys(value).every(key => /^(?:chat)?\d+$/.test(key))
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
