import { expect, test } from 'vitest'
import { answering, openPortal, PortalRefusal } from './testing/scripted-portal.ts'
import { commandsOf, refuse } from './testing/scripted-server.ts'

const answer = (query: URLSearchParams) => ({ sessionId: query.get('SESSION_ID'), message: [], sessionVoteHead: Number(query.get('SESSION_ID')) % 5 })

test('many come ten at a time, each with its own', async () => {
  const { portal, server } = await openPortal(answering((_method, query) => answer(query)))
  const result = await portal.histories([...Array.from({ length: 23 }, (_, index) => index + 1), 7, 7], 'background')
  if (!result.ok) throw new Error(result.error.message)
  expect(server.calls.map(call => commandsOf(call).length)).toEqual([10, 10, 3])
  expect(result.value.size).toBe(23)
  for (const [id, history] of result.value) expect(history).toMatchObject({ ok: true, value: { sessionId: id, supervisorRating: id % 5 === 0 ? null : id % 5 } })
})

test('one that cannot be read does not take the others along', async () => {
  const { portal, server } = await openPortal(answering((_method, query) => {
    if (query.get('SESSION_ID') === '2') return new PortalRefusal('ACCESS_DENIED')
    return query.get('SESSION_ID') === '3' ? { message: 'x' } : answer(query)
  }))
  const result = await portal.histories([1, 2, 3, 4], 'alerts')
  if (!result.ok) throw new Error(result.error.message)
  expect([...result.value].map(([id, history]) => [id, history.ok ? 'ok' : history.error.code])).toEqual([
    [1, 'ok'], [2, 'no-rights'], [3, 'portal-unreachable'], [4, 'ok'],
  ])
  expect(server.calls[0]?.body).toMatchObject({ halt: 0 })
})

test('a request that fails is a failure of all', async () => {
  const { portal } = await openPortal(({ response }) => refuse(response, 401, 'NO_AUTH_FOUND'))
  expect(await portal.histories([1, 2], 'background')).toMatchObject({ ok: false, error: { code: 'wrong-secret' } })
})

test('what came before a failed request is kept', async () => {
  let calls = 0
  const script = answering((_method, query) => answer(query))
  const { portal } = await openPortal(call => (++calls === 1 ? script(call) : refuse(call.response, 401, 'NO_AUTH_FOUND')))
  const result = await portal.histories(Array.from({ length: 12 }, (_, index) => index + 1), 'background')
  if (!result.ok) throw new Error(result.error.message)
  expect([...result.value].filter(([, history]) => !history.ok).map(([id]) => id)).toEqual([11, 12])
})

test('an answer to another question is none', async () => {
  const { portal } = await openPortal(answering((_method, query) => ({ ...answer(query), sessionId: 99 })))
  expect(await portal.history(1, 'user')).toMatchObject({ ok: false, error: { code: 'portal-unreachable' } })
})

test('neither is the answer to the request before, given once more', async () => {
  let first: unknown
  const script = answering((_method, query) => ({ ...answer(query), sessionId: undefined }))
  const { portal } = await openPortal(({ response, ...call }) => {
    const end = response.end.bind(response)
    response.end = ((body: unknown) => end(first ??= body)) as typeof response.end
    return script({ ...call, response })
  })
  const [before, after] = [await portal.histories([1, 2], 'background'), await portal.histories([3, 4], 'background')]
  if (!before.ok || !after.ok) throw new Error('no answer')
  expect([...before.value.values(), ...after.value.values()].map(({ ok }) => ok)).toEqual([true, true, false, false])
})

test('none asked for, nothing sent', async () => {
  const { portal, server } = await openPortal(() => undefined)
  expect(await portal.histories([], 'background')).toEqual({ ok: true, value: new Map() })
  expect(server.calls).toHaveLength(0)
})
