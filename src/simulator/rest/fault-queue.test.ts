import { describe, expect, test } from 'vitest'
import { createRng } from '../rng.ts'
import { openPortal } from '../testing/open-portal.ts'
import { createFaults, noFault } from './faults.ts'
import { parseFault, readFault } from './fault-input.ts'

const faultsOf = (...list: readonly Record<string, unknown>[]) => {
  const faults = createFaults(createRng(1, 'faults'))
  for (const params of list) faults.add(readFault(params))
  return faults
}
const modes = (faults: ReturnType<typeof createFaults>, names: readonly string[], times: number) => Array.from({ length: times }, () => faults.forExchange(names).fault?.mode ?? 'fine')

describe('several faults at once', () => {
  test('wait for their turn one behind the other', () => {
    const faults = faultsOf({ mode: 'limit', times: 2 }, { mode: 'truncated', times: 1 })
    expect(modes(faults, ['profile'], 4)).toEqual(['limit', 'limit', 'truncated', 'fine'])
    expect(faults.waiting()).toEqual([])
    expect(Object.fromEntries(faults.struck())).toEqual({ limit: 2, truncated: 1 })
  })

  test('let the chances pass that they are told to', () => {
    const faults = faultsOf({ mode: 'reset', after: 2, times: 1 })
    expect(modes(faults, ['profile'], 4)).toEqual(['fine', 'fine', 'reset', 'fine'])
  })

  test('aimed at different methods do not stand in each other’s way', () => {
    const faults = faultsOf({ mode: 'limit', method: 'a.one', times: 1 }, { mode: 'html', method: 'b.two', times: 1 })
    expect(modes(faults, ['B.Two'], 2)).toEqual(['html', 'fine'])
    expect(modes(faults, ['batch', 'c.three', 'a.one'], 2)).toEqual(['limit', 'fine'])
  })

  test('add up their delays, which come beside any other fault', () => {
    const faults = faultsOf({ mode: 'slow', ms: 100 }, { mode: 'slow', ms: 20, method: 'profile', times: 1 }, { mode: 'limit', times: 1 })
    expect(faults.forExchange(['profile'])).toMatchObject({ delay: 120, fault: { mode: 'limit' } })
    expect(faults.forExchange(['profile'])).toEqual({ delay: 100, fault: null })
  })

  test('a delay with two ends lies anywhere in between, the same with the same seed', () => {
    const draw = () => {
      const faults = faultsOf({ mode: 'slow', ms: 50, maxMs: 500 })
      return Array.from({ length: 200 }, () => faults.forExchange(['profile']).delay)
    }
    const delays = draw()
    expect(delays).toEqual(draw())
    expect(Math.min(...delays)).toBeGreaterThanOrEqual(50)
    expect(Math.max(...delays)).toBeLessThanOrEqual(500)
    expect(new Set(delays).size).toBeGreaterThan(100)
  })
})

test('through the control door: a list, one more beside it, one in place of all', async () => {
  const portal = await openPortal({ sessions: 5 })
  await portal.control('faults', { list: [{ mode: 'error', code: 'ERROR_CORE', method: 'profile' }, { mode: 'limit', method: 'server.time', times: 1 }] })
  await portal.control('faults', { mode: 'overload', method: 'scope', also: true })
  expect([await portal.errorOf('scope'), await portal.errorOf('server.time'), await portal.errorOf('server.time'), await portal.errorOf('profile')]).toEqual(['503 OVERLOAD_LIMIT', '503 QUERY_LIMIT_EXCEEDED', '200 undefined', '400 ERROR_CORE'])
  expect((await portal.control('faults', { mode: 'html', times: 3 })).body).toEqual({ waiting: [{ ...noFault, mode: 'html', times: 3 }] })
  expect((await portal.control('faults', { mode: 'none' })).body).toEqual({ waiting: [] })
  expect(await portal.errorOf('profile')).toBe('200 undefined')
  expect((await portal.control('stats')).body['faults']).toEqual({ overload: 1, limit: 1, error: 1 })
  await portal.close()
})

test('the command line’s words are read like the control door’s', () => {
  expect(parseFault('slow,ms=200,maxMs=900,method=batch')).toEqual({ ...noFault, mode: 'slow', ms: 200, maxMs: 900, method: 'batch' })
  expect(parseFault('redirect,url=http://127.0.0.1:9/?a=b')).toEqual({ ...noFault, mode: 'redirect', url: 'http://127.0.0.1:9/?a=b' })
  expect(() => parseFault('slow,speed=3')).toThrow('--fault knows no speed')
  expect(() => parseFault('sleepy')).toThrow('mode must be one of')
})

test('a portal can start with something wrong', async () => {
  const portal = await openPortal({ sessions: 5, faults: [{ mode: 'limit', times: 1 }] })
  expect([await portal.errorOf('profile'), await portal.errorOf('profile')]).toEqual(['503 QUERY_LIMIT_EXCEEDED', '200 undefined'])
  await portal.close()
})
