import { describe, expect, test } from 'vitest'
import type { Result } from '#contract/result.ts'
import { answering, openPortal, type Answers } from './testing/scripted-portal.ts'
import { time } from './testing/scripted-server.ts'

const now = Date.parse(time.date_finish)
const minute = 60_000
const iso = (at: number) => new Date(at + 180 * minute).toISOString().replace(/\.\d+Z$/, '+03:00')
const ids = (rows: readonly { readonly id: number }[]) => rows.map(({ id }) => id)

type Given = { readonly status?: number | string; readonly owner?: number; readonly pinned?: boolean; readonly createdAt?: number; readonly talkedAt?: number }

function dialog(id: number, { status = 40, owner = 7, pinned = false, createdAt = now - id * minute, talkedAt = createdAt }: Given = {}) {
  return {
    id: `chat${id + 1000}`, chat_id: id + 1000, type: 'chat', title: 'Иван - Линия', date_update: iso(talkedAt), counter: 0, options: [],
    chat: {
      id: id + 1000, owner, type: 'lines', entity_type: 'LINES', entity_id: 'livechat|22|1761|587', date_create: iso(createdAt - minute),
      entity_data_1: `Y|DEAL|1205|${pinned ? 'Y' : 'N'}|N|${id}|${createdAt / 1000}|0|0|0`,
    },
    lines: { id, status, date_create: iso(createdAt) },
  }
}

/** The messenger's list, latest talk first; `meanwhile` runs before each page. */
function messenger(state: { dialogs: readonly unknown[]; meanwhile?: (page: number) => void }): Answers {
  let page = 0
  return (_method, query) => {
    state.meanwhile?.(page++)
    const [offset, limit] = [Number(query.get('OFFSET')), Number(query.get('LIMIT'))]
    return { items: state.dialogs.slice(offset, offset + limit), hasMore: state.dialogs.length > offset + limit }
  }
}

async function openRecent(answers: Answers) {
  const { portal, server } = await openPortal(answering(answers), { clock: () => now })
  return { source: portal.source('recent'), server }
}

function value<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`${result.error.code}: ${result.error.message}`)
  return result.value
}

const everything = { from: 0, to: now + 1, mark: 0 }

describe('a dialog', () => {
  test('is told with what the messenger knows', async () => {
    const { source } = await openRecent(messenger({ dialogs: [dialog(5, { createdAt: now - minute, talkedAt: now - 1000 })] }))
    expect(value(await source.walk(everything))).toEqual({ next: null, sessions: [{
      id: 5, lineId: 22, source: 'livechat', userCode: 'livechat|22|1761|587', clientId: 587, chatId: 1005, operatorId: 7, status: 'answered',
      createdAt: now - minute, closedAt: null, changedAt: now - 1000, crmEntityType: 'deal', crmEntityId: 1205,
    }] })
  })

  test.each([
    [0, 'new'], [5, 'new'], [10, 'answered'], [20, 'answered'], [25, 'answered'], ['40', 'answered'], [50, 'answered'],
    [60, 'closed'], [65, 'spam'], [69, 'closed'], [75, 'closed'],
  ] as const)('with the portal’s state %s is %s', async (status, expected) => {
    const { source } = await openRecent(messenger({ dialogs: [dialog(5, { status })] }))
    expect(value(await source.walk(everything)).sessions).toMatchObject([{ status: expected }])
  })

  test('pinned to its operator is paused, unless it is closed', async () => {
    const { source } = await openRecent(messenger({ dialogs: [dialog(5, { pinned: true }), dialog(6, { pinned: true, status: 60 })] }))
    expect(value(await source.walk(everything)).sessions.map(({ status }) => status)).toEqual(['paused', 'closed'])
  })

  test('without an owner is unassigned while open; a closed one keeps whom we know', async () => {
    const { source } = await openRecent(messenger({ dialogs: [dialog(5, { owner: 0, status: 0 }), dialog(6, { owner: 0, status: 60 })] }))
    const [waiting, closed] = value(await source.walk(everything)).sessions
    expect(waiting).toMatchObject({ operatorId: null, closedAt: null })
    expect(closed).not.toHaveProperty('operatorId')
    expect(closed).not.toHaveProperty('closedAt')
  })

  test('of a line that another line took over belongs to that one', async () => {
    const row = dialog(5)
    const { source } = await openRecent(messenger({ dialogs: [{ ...row, chat: { ...row.chat, entity_data_1: 'N|NONE|0|N|N|5|0|31|0|0' } }] }))
    expect(value(await source.walk(everything)).sessions).toMatchObject([{ lineId: 31, crmEntityType: null, crmEntityId: null }])
  })

  test('other chats and people of the messenger are not dialogs', async () => {
    const { source } = await openRecent(messenger({ dialogs: [
      { id: 12, type: 'user', lines: null, chat: null }, { id: 'chat3', chat_id: 3, chat: { id: 3, type: 'chat', entity_id: '' } },
      { id: 'chat4', chat_id: 4, chat: { id: 4, entity_id: 'livechat|22|1|2' }, lines: [] }, dialog(5),
    ] }))
    expect(ids(value(await source.walk(everything)).sessions)).toEqual([5])
  })

  test('whose session has no date began with its chat', async () => {
    const row = dialog(5)
    const without = (chat: object) => ({ ...row, lines: { ...row.lines, date_create: {} }, chat: { ...row.chat, ...chat } })
    for (const [chat, createdAt] of [[{}, now - 5 * minute], [{ entity_data_1: '' }, now - 6 * minute]] as const) {
      const { source } = await openRecent(messenger({ dialogs: [without(chat)] }))
      expect(value(await source.walk(everything)).sessions).toMatchObject([{ createdAt }])
    }
  })
})

describe('the list', () => {
  const dialogs = (count: number) => Array.from({ length: count }, (_, index) => dialog(index + 1))

  test('is read to its end, and a walk is one pass over it, newest first', async () => {
    const { source, server } = await openRecent(messenger({ dialogs: dialogs(450).toReversed() }))
    expect(ids(value(await source.walk(everything)).sessions)).toEqual(Array.from({ length: 450 }, (_, index) => index + 1))
    expect(server.calls).toHaveLength(4)
    expect(ids(value(await source.walk({ from: now - 3 * minute, to: now - minute, mark: 0 })).sessions)).toEqual([2, 3])
    expect(value(await source.oldestCreatedAt())).toBe(now - 450 * minute)
  })

  test('loses nobody when a dialog leaves it or moves to its head between two pages', async () => {
    for (const move of ['leave', 'head'] as const) {
      const state = { dialogs: dialogs(450), meanwhile: (page: number) => {
        if (page === 2) state.dialogs = move === 'leave' ? state.dialogs.slice(1) : [dialog(430), ...state.dialogs.filter(({ lines }) => lines.id !== 430)]
      } }
      const { source } = await openRecent(messenger(state))
      expect(ids(value(await source.walk(everything)).sessions)).toEqual(Array.from({ length: 450 }, (_, index) => index + 1))
    }
  })

  test('that does not say whether it goes on ends with a page that is not full', async () => {
    const { source, server } = await openRecent(() => ({ items: [dialog(1)] }))
    expect(ids(value(await source.walk(everything)).sessions)).toEqual([1])
    expect(server.calls).toHaveLength(1)
  })

  test('of nobody is empty', async () => {
    const { source } = await openRecent(() => ({ items: [], hasMore: false }))
    expect(value(await source.walk(everything))).toEqual({ sessions: [], next: null })
    expect(value(await source.oldestCreatedAt())).toBeNull()
    expect(value(await source.countCreated(0, now))).toBeNull()
    expect(source.ratedBetween).toBeNull()
  })

  test('that fails on a later page fails as a whole', async () => {
    let page = 0
    const list = messenger({ dialogs: dialogs(450) })
    const { source } = await openRecent((method, query, key) => (++page === 2 ? { html: true } : list(method, query, key)))
    expect(await source.walk(everything)).toMatchObject({ ok: false, error: { code: 'portal-unreachable' } })
  })
})

test('the current state: talked to of late, open, and closed of late', async () => {
  const { source } = await openRecent(messenger({ dialogs: [
    dialog(1, { talkedAt: now }), dialog(2, { createdAt: now - 500 * minute }), dialog(3, { status: 60, createdAt: now - 500 * minute, talkedAt: now - minute }),
    dialog(4, { status: 65, createdAt: now - 500 * minute }),
  ] }))
  const from = now - 60 * minute
  const state = value(await source.current({ createdFrom: from, closedFrom: from, ratedFrom: from, until: now }))
  expect({ ...state, created: ids(state.created), open: ids(state.open), closed: ids(state.closed) }).toEqual({
    created: [1, 3], open: [1, 2], closed: [3], ratings: [], portalNow: now,
  })
})
