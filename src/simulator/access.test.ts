import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { roles } from './data/roles.ts'
import { openPortal } from './testing/open-portal.ts'
import type { Role } from './data/roles.ts'
import type { SessionRow, TestPortal } from './testing/open-portal.ts'

const SESSIONS = 'imopenlines.v2.Session.list'
const HISTORY = 'imopenlines.session.history.get'
const VOTE = 'imopenlines.session.head.vote'
/** Anna Petrova leads department 5; Pavel Drozdov works in it; line 12 is theirs. */
const DEPARTMENT = [11, 12, 13, 15, 16, 17, 18]
const OPERATOR = 12

let portal: TestPortal
let all: SessionRow[]
beforeAll(async () => {
  portal = await openPortal({ sessions: 500 })
  all = await portal.sessions()
})
afterAll(() => portal.close())

const call = (role: Role, method: string, params: unknown = {}, from = portal) => from.post(from.portal.webhooks[role] + method, params)
const result = async <T>(role: Role, method: string, params: unknown = {}) => (await call(role, method, params)).body['result'] as T
const errorOf = async (role: Role, method: string, params: unknown = {}) => {
  const { status, body } = await call(role, method, params)
  return `${status} ${String(body['error'])}`
}

async function sessionsFor(role: Role, params: Record<string, unknown> = {}): Promise<SessionRow[]> {
  const found: SessionRow[] = []
  for (let offset = 0; ; offset += 200) {
    const page = await result<{ sessions: SessionRow[]; hasNextPage: boolean }>(role, SESSIONS, { ...params, offset, limit: 200 })
    found.push(...page.sessions)
    if (!page.hasNextPage) return found
  }
}
const idsOf = (rows: readonly SessionRow[]) => rows.map(({ id }) => id)
const served = (test: (row: SessionRow) => boolean) => all.find((row) => row.operatorId !== null && test(row)) as SessionRow

describe('people with a webhook each', () => {
  test('the control door tells them and they say who they are', async () => {
    const { body } = await portal.control('portal')
    expect(body['webhooks']).toEqual(portal.portal.webhooks)
    const users = body['users'] as Record<Role, number>
    for (const role of roles) {
      expect(await result(role, 'profile')).toMatchObject({ ID: String(users[role]), ADMIN: role === 'admin' })
      expect(await result(role, 'user.current')).toMatchObject({ ID: String(users[role]) })
      expect(await result(role, 'user.admin')).toBe(role === 'admin')
    }
    expect(new Set(Object.values(portal.portal.webhooks)).size).toBe(roles.length)
  })

  test('another seed gives other secrets, the same seed the same', async () => {
    const paths = async (seed: number) => {
      const own = await openPortal({ sessions: 5, seed })
      await own.close()
      return Object.values(own.portal.webhooks).map((webhook) => new URL(webhook).pathname)
    }
    expect(await paths(1)).toEqual(Object.values(portal.portal.webhooks).map((webhook) => new URL(webhook).pathname))
    expect((await paths(2)).filter((path) => path.startsWith('/rest/1/'))).not.toEqual([new URL(portal.portal.webhook).pathname])
  })
})

describe('which sessions', () => {
  test('admin, supervisor: all; head: those of the department; operator: his own', async () => {
    expect(idsOf(await sessionsFor('admin'))).toEqual(idsOf(all))
    expect(idsOf(await sessionsFor('head'))).toEqual(idsOf(all.filter((row) => DEPARTMENT.includes(row.operatorId ?? 0))))
    expect(idsOf(await sessionsFor('operator'))).toEqual(idsOf(all.filter((row) => row.operatorId === OPERATOR)))
  })

  test('a filter by operator narrows it further and widens nothing', async () => {
    expect(idsOf(await sessionsFor('head', { operatorId: 13 }))).toEqual(idsOf(all.filter((row) => row.operatorId === 13)))
    expect(await sessionsFor('head', { operatorIdList: [20, 41] })).toEqual([])
    expect((await sessionsFor('head', { operatorIdList: [20, 13] })).every((row) => row.operatorId === 13)).toBe(true)
  })

  test('reports count the same sessions, and hidden ones have no metrics or transfers', async () => {
    const period = { dateFrom: '2026-01-01', dateTo: '2026-10-30' }
    const own = all.filter((row) => row.operatorId === OPERATOR && row.dateCreate >= '2026-01-01')
    expect(await result('operator', 'imopenlines.v2.Stat.get', period)).toMatchObject({ totalSessions: own.length })
    const [mine, theirs] = [own[0]?.id, served((row) => row.operatorId !== OPERATOR && row.queueTransfers > 0).id]
    const { sessions } = await result<{ sessions: Record<string, unknown>[] }>('operator', 'imopenlines.v2.Session.Stat.get', { sessionId: [mine, theirs] })
    expect(sessions[0]?.['messagesCount']).toBeGreaterThan(0)
    expect(sessions[1]).toEqual({ ...Object.fromEntries(Object.keys(sessions[0] ?? {}).map((key) => [key, null])), sessionId: theirs })
    expect(await result('operator', 'imopenlines.v2.Session.Transfer.list', { sessionId: [theirs] })).toEqual({ transfers: [] })
  })

  test('the CRM record is null without the right to it', async () => {
    const rows = await sessionsFor('noCrm')
    expect(idsOf(rows)).toEqual(idsOf(all))
    expect(rows.filter((row) => row.crmEntityId !== null || row.crmEntityType !== null)).toEqual([])
    expect(await result('noCrm', 'crm.activity.list')).toEqual([])
    expect(await errorOf('noCrm', 'imopenlines.crm.chat.get', { CRM_ENTITY_TYPE: 'lead', CRM_ENTITY: 5 })).toBe('403 ACCESS_DENIED')
  })

  test('activities are those of records in reach', async () => {
    const list = await result<{ RESPONSIBLE_ID: string }[]>('operator', 'crm.activity.list', { select: ['RESPONSIBLE_ID'], start: -1 })
    expect(list.length).toBeGreaterThan(5)
    expect(new Set(list.map((row) => row.RESPONSIBLE_ID))).toEqual(new Set([String(OPERATOR)]))
  })
})

describe('conversations and ratings', () => {
  test('a conversation opens to its operator, to the head, and through the CRM record', async () => {
    const plain = (row: SessionRow) => row.crmEntityId === null
    const [own, colleague, stranger] = [served((row) => row.operatorId === OPERATOR), served((row) => row.operatorId === 15 && plain(row)), served((row) => row.operatorId === 28 && plain(row))]
    expect(await result('operator', HISTORY, { SESSION_ID: own.id })).toMatchObject({ sessionId: own.id, canVoteHead: 'N', canJoin: 'Y' })
    expect(await errorOf('operator', HISTORY, { SESSION_ID: colleague.id })).toBe('400 ACCESS_DENIED')
    expect(await result('head', HISTORY, { SESSION_ID: colleague.id })).toMatchObject({ canVoteHead: 'Y' })
    expect(await errorOf('head', HISTORY, { SESSION_ID: stranger.id })).toBe('400 ACCESS_DENIED')
    expect((await call('noVote', HISTORY, { SESSION_ID: stranger.id })).status).toBe(200)
  })

  test('who stays responsible for the CRM record reads on after the dialog has gone to somebody else', async () => {
    const afterTransfer = async (configId: number) => {
      for (;;) {
        const { id } = (await portal.control('create', { configId, operatorId: OPERATOR, messages: [{ by: 'client', text: 'Добрый день' }, { by: 'operator', text: 'Здравствуйте' }] })).body
        const row = (await portal.sessions()).find((candidate) => candidate.id === id) as SessionRow
        if (row.crmEntityId === null) continue
        await portal.result('imopenlines.operator.transfer', { CHAT_ID: row.chatId, TRANSFER_ID: 20 })
        return (await call('operator', HISTORY, { SESSION_ID: id })).status
      }
    }
    // On line 14 the responsible person stays, on line 18 it goes with the dialog.
    expect([await afterTransfer(14), await afterTransfer(18)]).toEqual([200, 400])
  })

  test('the head rates on lines that a colleague serves, whoever the operator is', async () => {
    const [onTheirs, elsewhere] = [served((row) => row.configId === 12), served((row) => row.configId === 14)]
    expect(await result('head', VOTE, { SESSION_ID: onTheirs.id, RATING: 4 })).toBe(true)
    expect(await errorOf('head', VOTE, { SESSION_ID: elsewhere.id, RATING: 4 })).toBe('400 ACCESS_DENIED')
  })

  test('without the right there is no rating, neither given nor seen', async () => {
    const rated = served((row) => row.voteHead !== null && row.status === 'closed')
    const shown = (await sessionsFor('noVote')).find(({ id }) => id === rated.id)
    expect(shown).toMatchObject({ voteHead: null, commentHead: null, vote: rated.vote })
    expect(await result('noVote', HISTORY, { SESSION_ID: rated.id })).toMatchObject({ canVoteHead: 'N', openlines: { canvoteashead: { [rated.configId]: false } } })
    expect(await errorOf('noVote', VOTE, { SESSION_ID: rated.id, RATING: 1 })).toBe('400 ACCESS_DENIED')
    expect((await portal.sessions()).find(({ id }) => id === rated.id)?.voteHead).toBe(rated.voteHead)
  })

  test('an operator acts on the lines he serves and nowhere else', async () => {
    const made = async (configId: number) => (await portal.sessions()).find((row) => row.id === created.body['id'] && row.configId === configId)
    const created = await portal.control('create', { configId: 30, messages: [{ by: 'client', text: 'Здравствуйте' }] })
    const chat = (await made(30))?.chatId
    expect(await errorOf('operator', 'imopenlines.operator.another.finish', { CHAT_ID: chat })).toBe('400 ACCESS_DENIED')
    expect(await errorOf('operator', 'imopenlines.session.intercept', { CHAT_ID: chat })).toBe('400 OPERATOR_WRONG')
    expect(await errorOf('operator', 'imopenlines.dialog.get', { CHAT_ID: chat })).toBe('400 ACCESS_ERROR')
    expect(await result('supervisor', 'imopenlines.operator.another.finish', { CHAT_ID: chat })).toBe(true)
  })
})

describe('generation, plan and scopes', () => {
  const usual = { generation: 'statistics', statistics: true, headVote: true, license: 'pro', crm: true, scopes: { supervisor: null, application: null } }
  beforeEach(() => portal.control('portal', usual))
  const known = (name: string) => portal.result('method.get', { name: name.toLowerCase() })

  test('the classic generation knows no statistics methods; everything else stays', async () => {
    await portal.control('portal', { generation: 'classic' })
    expect(await portal.errorOf(SESSIONS)).toBe('404 ERROR_METHOD_NOT_FOUND')
    expect(await known(SESSIONS)).toEqual({ isExisting: false, isAvailable: false })
    expect(await portal.result('batch', { cmd: { a: SESSIONS, b: 'crm.activity.list?start=-1' } })).toMatchObject({ result: { b: expect.any(Array) }, result_error: { a: { error: 'ERROR_METHOD_NOT_FOUND' } } })
    expect(await portal.result(HISTORY, { SESSION_ID: all[0]?.id })).toMatchObject({ sessionId: all[0]?.id })
  })

  test('a plan without reports knows the methods and refuses them', async () => {
    await portal.control('portal', { statistics: false })
    expect(await portal.errorOf(SESSIONS)).toBe('400 TARIFF_RESTRICTION')
    expect(await known(SESSIONS)).toEqual({ isExisting: true, isAvailable: true })
  })

  test('a plan without ratings by supervisors hides them from everybody', async () => {
    await portal.control('portal', { headVote: false })
    const rated = served((row) => row.voteHead !== null)
    expect(await result('admin', HISTORY, { SESSION_ID: rated.id })).toMatchObject({ canVoteHead: 'N' })
    expect(await errorOf('admin', VOTE, { SESSION_ID: rated.id, RATING: 5 })).toBe('400 ACCESS_DENIED')
    expect((await sessionsFor('supervisor')).filter((row) => row.voteHead !== null)).toEqual([])
  })

  test('without the CRM scope the activities are out of reach and nobody claims otherwise', async () => {
    await portal.control('portal', { crm: false })
    expect((await portal.call('crm.activity.list')).body).toMatchObject({ error: 'insufficient_scope', error_description: expect.stringContaining('webhook token') })
    expect(await known('crm.activity.list')).toEqual({ isExisting: true, isAvailable: false })
    expect(await portal.result('scope')).toEqual(['imopenlines', 'imconnector', 'im', 'user', 'department', 'disk'])
  })

  test('one holder may have fewer scopes than the others', async () => {
    await portal.control('portal', { scopes: { supervisor: ['imopenlines'] } })
    expect(await portal.result('scope')).toEqual(['imopenlines'])
    expect(await portal.errorOf('user.get')).toBe('403 insufficient_scope')
    expect((await call('admin', 'user.get')).status).toBe(200)
    expect((await portal.control('portal', { scopes: { supervisor: ['everything'] } })).status).toBe(400)
  })

  test('all of it can be said at the start', async () => {
    const old = await openPortal({ sessions: 5, generation: 'classic', crm: false, headVote: false })
    expect((await old.control('portal')).body).toMatchObject({ generation: 'classic', crm: false, headVote: false, statistics: true, license: 'pro' })
    expect(await old.errorOf(SESSIONS)).toBe('404 ERROR_METHOD_NOT_FOUND')
    await old.close()
  })

  test('the limits of the plan: 50 requests at once, 250 for Enterprise', async () => {
    const passed = async (license: string) => {
      const own = await openPortal({ sessions: 5, license, rate: undefined as never })
      let count = 0
      while ((await own.call('server.time')).status === 200) count += 1
      await own.close()
      return count
    }
    expect([await passed('pro'), await passed('ent')]).toEqual([50, 250])
  })
})
