import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openPortal } from '../testing/open-portal.ts'
import type { TestPortal } from '../testing/open-portal.ts'

let portal: TestPortal
beforeAll(async () => {
  portal = await openPortal({ sessions: 100 })
})
afterAll(() => portal.close())

type Batch = { readonly result: unknown; readonly result_error: unknown; readonly result_total: unknown; readonly result_next: unknown; readonly result_time: unknown }
const batch = (params: unknown) => portal.result<Batch>('batch', params)

describe('batch', () => {
  test('runs calls in order and keeps answers, totals and times by key', async () => {
    const { result, result_error, result_total, result_next, result_time } = await batch({
      halt: 0,
      cmd: { me: 'user.current', staff: 'user.get?FILTER[ACTIVE]=N&order=DESC', time: 'SERVER.TIME' },
    })
    expect(result).toMatchObject({ me: { ID: '1' }, staff: [{ ID: '48' }, { ID: '33' }, { ID: '24' }, { ID: '18' }], time: expect.any(String) })
    expect(result_error).toEqual([])
    expect(result_total).toEqual({ staff: 4 })
    expect(result_next).toEqual([])
    expect(Object.keys(result_time as object)).toEqual(['me', 'staff', 'time'])
    expect(result_time).toMatchObject({ me: { operating: 0, operating_reset_at: expect.any(Number) } })
  })

  test('numbered commands give arrays, nothing gives empty arrays', async () => {
    expect((await batch({ cmd: ['server.time', 'scope'] })).result).toEqual([expect.any(String), expect.any(Array)])
    expect(await batch({})).toEqual({ result: [], result_error: [], result_total: [], result_next: [], result_time: [] })
  })

  test('a failed call is missing from the results and named among the errors, and the answer is still 200', async () => {
    const { result, result_error, result_time } = await batch({ cmd: { good: 'scope', bad: 'no.such.method', worse: 'batch?cmd[a]=scope' } })
    expect(Object.keys(result as object)).toEqual(['good'])
    expect(Object.keys(result_time as object)).toEqual(['good'])
    expect(result_error).toEqual({
      bad: { error: 'ERROR_METHOD_NOT_FOUND', error_description: 'Method not found!' },
      worse: { error: 'ERROR_BATCH_METHOD_NOT_ALLOWED', error_description: 'Method is not allowed for batch usage' },
    })
  })

  test('halt stops at the first error; the text "false" halts too', async () => {
    for (const halt of [1, 'false', true]) {
      const { result, result_error } = await batch({ halt, cmd: { a: 'scope', b: 'nope', c: 'scope' } })
      expect([Object.keys(result as object), Object.keys(result_error as object)]).toEqual([['a'], ['b']])
    }
    expect((await batch({ halt: 0, cmd: { b: 'nope', c: 'scope' } })).result).toHaveProperty('c')
  })

  test('calls after the fiftieth are refused one by one', async () => {
    const cmd = Object.fromEntries(Array.from({ length: 52 }, (_, n) => [`c${n}`, 'server.time']))
    const { result, result_error } = await batch({ cmd })
    expect(Object.keys(result as object)).toHaveLength(50)
    expect(result_error).toMatchObject({ c50: { error: 'ERROR_BATCH_LENGTH_EXCEEDED' }, c51: { error: 'ERROR_BATCH_LENGTH_EXCEEDED' } })
  })

  test('later calls use earlier results, in values and in any case', async () => {
    const { result } = await batch({
      cmd: {
        page: 'imopenlines.v2.Session.list?limit=1',
        history: 'imopenlines.session.history.get?SESSION_ID=$result[page][sessions][0][id]',
        same: 'imopenlines.session.history.get?SESSION_ID=%24RESULT%5Bpage%5D%5Bsessions%5D%5B0%5D%5Bid%5D',
        staff: 'user.get?FILTER[%3EID]=40',
        again: 'user.get?FILTER[@ID][]=$result[staff][0][ID]&FILTER[@ID][]=$result[staff][1][ID]',
        text: 'user.get?FILTER[NAME_SEARCH]=$total[staff]x',
      },
    })
    const found = result as { page: { sessions: { id: number }[] }; history: { sessionId: number }; same: unknown; staff: { ID: string }[]; again: { ID: string }[]; text: unknown[] }
    expect(found.history.sessionId).toBe(found.page.sessions[0]?.id)
    expect(found.same).toEqual(found.history)
    expect(found.again).toEqual(found.staff.slice(0, 2))
    expect(found.text).toEqual([])
  })

  test('a missing path element gives the deepest node there is: past a short page, the whole page', async () => {
    const { result, result_error } = await batch({
      cmd: {
        page: 'imopenlines.config.list.get?PARAMS[filter][ID]=22&OPTIONS[QUEUE]=Y',
        beyond: 'im.user.list.get?ID=$result[page][0][QUEUE][49][ID]&RESULT_TYPE=array',
        within: 'im.user.list.get?ID=$result[page][0][QUEUE][0]',
        nothing: 'im.user.list.get?ID=$result[absent][0]&RESULT_TYPE=array',
      },
    })
    // Four people are in the queue; the fiftieth of them is the whole queue.
    expect(result).toMatchObject({ beyond: [{ id: 41 }, { id: 42 }, { id: 43 }, { id: 44 }] })
    // Inside it the reference is the id itself, which is no list; of an absent answer nothing is left.
    expect(result_error).toMatchObject({ within: { error: 'INVALID_FORMAT' } })
    expect(result).toMatchObject({ nothing: [{ id: 1 }] })
  })

  test('arrives as a form too, encoded twice as PHP wants it', async () => {
    const command = `imopenlines.v2.Session.list?${new URLSearchParams({ limit: '2', orderDirection: 'asc' })}`
    const response = await fetch(`${portal.portal.webhook}batch`, { method: 'POST', body: new URLSearchParams({ halt: '0', 'cmd[a]': command }) })
    expect((await response.json()) as unknown).toMatchObject({ result: { result: { a: { sessions: [{ id: 100_001 }, { id: 100_002 }] } } } })
  })
})
