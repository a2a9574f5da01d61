import { expect, test } from 'vitest'
import { answering, openPortal, PortalRefusal, type Answers } from './testing/scripted-portal.ts'
import { refuse } from './testing/scripted-server.ts'

const good: Record<string, unknown> = {
  scope: ['crm', 'imopenlines'],
  profile: { ID: '7', ADMIN: true, NAME: ' Анна ', LAST_NAME: 'Котова' },
  'server.time': '2027-01-15T08:00:00+00:00',
  'imopenlines.v2.Session.list': { sessions: [], hasNextPage: false },
}
const withAnswers = (changed: Record<string, unknown>): Answers => method => ({ ...good, ...changed })[method]

test('says who is signed in, in one request, with the offset of the portal and not of server.time', async () => {
  const { portal, server } = await openPortal(answering(withAnswers({})))
  expect(await portal.identify()).toEqual({ ok: true, value: { userId: 7, userName: 'Анна Котова', host: server.webhook.host, zoneMinutes: 180 } })
  expect(server.calls).toHaveLength(1)
})

test.each<[string, Record<string, unknown>, string]>([
  ['no scope imopenlines', { scope: ['crm'], 'imopenlines.v2.Session.list': new PortalRefusal('ERROR_METHOD_NOT_FOUND') }, 'missing-scope'],
  ['no scope at all, as PHP writes it', { scope: [] }, 'missing-scope'],
  ['scope refused', { scope: new PortalRefusal('ODD'), 'imopenlines.v2.Session.list': new PortalRefusal('insufficient_scope') }, 'missing-scope'],
  ['a plan without reports', { 'imopenlines.v2.Session.list': new PortalRefusal('TARIFF_RESTRICTION') }, 'plan-without-statistics'],
  ['an old portal', { 'imopenlines.v2.Session.list': new PortalRefusal('ERROR_METHOD_NOT_FOUND', 'Method not found!') }, 'plan-without-statistics'],
  ['no access to reports', { 'imopenlines.v2.Session.list': new PortalRefusal('ACCESS_DENIED', 'Доступ запрещён') }, 'no-rights'],
  ['a dismissed user', { profile: [] }, 'wrong-secret'],
  ['a probe of another shape', { 'imopenlines.v2.Session.list': 'yes' }, 'not-a-portal'],
])('%s', async (_name, changed, code) => {
  const { portal } = await openPortal(answering(withAnswers(changed)))
  expect(await portal.identify()).toMatchObject({ ok: false, error: { code } })
})

test('an old portal and a small plan are told apart in the text', async () => {
  const { portal } = await openPortal(answering(withAnswers({ 'imopenlines.v2.Session.list': new PortalRefusal('ERROR_METHOD_NOT_FOUND') })))
  expect(await portal.identify()).toMatchObject({ error: { message: expect.stringContaining('does not have the statistics methods') } })
})

test('a plan without REST is not a matter of rights, whatever the portal\'s language', async () => {
  const { portal } = await openPortal(({ response }) => refuse(response, 403, 'ACCESS_DENIED', 'REST API доступен только на коммерческих тарифах'))
  expect(await portal.identify()).toMatchObject({ error: { code: 'plan-without-rest' } })
})
