import { describe, expect, test } from 'vitest'
import { answering, openPortal, PortalRefusal, type Answers } from './testing/scripted-portal.ts'
import { commandsOf, refuse, sendJson, time } from './testing/scripted-server.ts'
import { signIn, startTokenPortal } from './testing/token-portal.ts'

const good: Record<string, unknown> = {
  scope: ['crm', 'imopenlines'],
  profile: { ID: '7', ADMIN: true, NAME: ' Анна ', LAST_NAME: 'Котова' },
  'server.time': '2027-01-15T08:00:00+00:00',
  'imopenlines.v2.Session.list': { sessions: [], hasNextPage: false },
}
const withAnswers = (changed: Record<string, unknown>): Answers => method => ({ ...good, ...changed })[method]

test('says who is signed in, in one request, with the offset of the portal and not of server.time', async () => {
  const { portal, server } = await openPortal(answering(withAnswers({})))
  expect(await portal.identify()).toEqual({ ok: true, value: { memberId: null, userId: 7, userName: 'Анна Котова', host: server.webhook.host, zoneMinutes: 180 } })
  expect(server.calls).toHaveLength(1)
})

test.each<[string, Record<string, unknown>, string]>([
  ['no scope imopenlines', { scope: ['crm'], 'imopenlines.v2.Session.list': new PortalRefusal('ERROR_METHOD_NOT_FOUND') }, 'missing-scope'],
  ['no scope at all, as PHP writes it', { scope: [] }, 'missing-scope'],
  ['scope refused', { scope: new PortalRefusal('ODD'), 'imopenlines.v2.Session.list': new PortalRefusal('insufficient_scope') }, 'missing-scope'],
  ['a dismissed user', { profile: [] }, 'wrong-secret'],
  ['a probe of another shape', { 'imopenlines.v2.Session.list': 'yes' }, 'not-a-portal'],
])('%s', async (_name, changed, code) => {
  const { portal } = await openPortal(answering(withAnswers(changed)))
  expect(await portal.identify()).toMatchObject({ ok: false, error: { code } })
})

test.each<[string, PortalRefusal]>([
  ['an old portal', new PortalRefusal('ERROR_METHOD_NOT_FOUND', 'Method not found!')],
  ['a plan without reports', new PortalRefusal('TARIFF_RESTRICTION')],
  ['no access to reports', new PortalRefusal('ACCESS_DENIED', 'Доступ запрещён')],
])('%s does not stand in the way: sessions have other sources', async (_name, refusal) => {
  const { portal } = await openPortal(answering(withAnswers({ 'imopenlines.v2.Session.list': refusal })))
  expect(await portal.identify()).toMatchObject({ ok: true, value: { userId: 7 } })
})

test('a plan without REST is not a matter of rights, whatever the portal\'s language', async () => {
  const { portal } = await openPortal(({ response }) => refuse(response, 403, 'ACCESS_DENIED', 'REST API доступен только на коммерческих тарифах'))
  expect(await portal.identify()).toMatchObject({ error: { code: 'plan-without-rest' } })
})

describe('an application', () => {
  const answer = (changed: Record<string, unknown>) => startTokenPortal({ rest: (call, { isGood }) => {
    if (!isGood(call.auth)) return undefined
    const result = Object.fromEntries(commandsOf(call).map(([key, method]) => [key, withAnswers(changed)(method, new URLSearchParams(), key)]))
    sendJson(call.response, 200, { result: { result, result_error: [] }, time })
    return 'sent'
  } })

  test('is known by the portal\'s own id, also when its token had expired', async () => {
    const server = await answer({})
    const { portal } = signIn(server)
    server.expire()
    expect(await portal.identify()).toEqual({ ok: true, value: {
      memberId: 'member', userId: 7, userName: 'Анна Котова', host: new URL(server.origin).host, zoneMinutes: 180,
    } })
  })

  test('of somebody who has left opens nothing', async () => {
    const { portal } = signIn(await answer({ profile: [] }))
    expect(await portal.identify()).toMatchObject({ error: { code: 'no-app-access' } })
  })
})
