import { describe, expect, test } from 'vitest'
import { ok } from '#contract/result.ts'
import type { Priority } from '#core/portal/portal.ts'
import type { Attempt } from './limiter.ts'
import { blocked, busy, done, limit, limitedCalls, unreachable } from './testing/limited-calls.ts'

describe('limits of the portal', () => {
  test('comes back after "too many requests" and succeeds', async () => {
    const { time, run, started } = limitedCalls()
    const result = run('x', 'background', [limit, limit, done])
    await time.advance(120_000)
    expect(await result).toEqual(ok('done'))
    expect(started).toHaveLength(3)
  })

  test('gives up as busy after five retries, with growing pauses below their bounds', async () => {
    const { time, run, started } = limitedCalls({ random: () => 0.999 })
    const result = run('x', 'visible', [limit])
    await time.advance(60_000)
    expect(await result).toEqual({ ok: false, error: busy })
    const pauses = started.slice(1).map(({ at }, index) => at - (started[index]?.at ?? 0))
    expect(pauses).toHaveLength(5)
    pauses.forEach((pause, index) => {
      expect(pause).toBeLessThanOrEqual(Math.min(60_000, 1000 * 2 ** index) + 600)
      expect(pause).toBeGreaterThan(Math.min(60_000, 1000 * 2 ** index) * 0.9)
    })
  })

  test('after five refusals in a row calls go one at a time, until one is answered', async () => {
    const { time, limiter } = limitedCalls({ random: () => 0 })
    const open: ((attempt: Attempt<string>) => void)[] = []
    const send = () => new Promise<Attempt<string>>(resolve => open.push(resolve))
    for (let index = 0; index < 30; index += 1) void limiter.run({ priority: 'visible', methods: ['m'], repeatable: true, send })
    await time.settle()
    for (let refusal = 0; refusal < 5; refusal += 1) {
      open.shift()?.(limit)
      // What was under way already tells nothing new; each of these was started after the pause of the one before.
      open.splice(0).forEach(answer => answer(limit))
      await time.advance(2000)
    }
    await time.advance(20_000)
    expect(open).toHaveLength(1)
    open.shift()?.(done)
    await time.advance(2000)
    expect(open.length).toBeGreaterThan(1)
  })

  test('after a refusal the bucket counts as full', async () => {
    const { time, run, started } = limitedCalls({ random: () => 0 })
    void run('x', 'user', [limit, done])
    await time.settle()
    for (let index = 0; index < 9; index += 1) void run('y', 'user')
    await time.advance(4000)
    expect(started.length).toBeLessThanOrEqual(1 + 8)
  })

  test('many refusals of calls under way count as one', async () => {
    const { time, run, started } = limitedCalls({ random: () => 0.999 })
    for (let index = 0; index < 20; index += 1) void run('x', 'visible', [limit, done])
    await time.advance(2000)
    expect(started.length).toBeGreaterThan(20)
  })

  test('waits for the reset that the portal named before', async () => {
    const { time, run, started } = limitedCalls()
    const times = [{ method: 'm', operating: 100, resetInMs: 30_000 }]
    await run('first', 'background', [{ ...done, times }])
    const result = run('second', 'background', [{ kind: 'method-limit', error: busy, method: 'm', retryAfterMs: null }, done])
    await time.advance(29_000)
    expect(started).toHaveLength(2)
    await time.advance(3000)
    expect(await result).toEqual(ok('done'))
  })

  test('a person hears at once that a method is paused for long', async () => {
    const { time, run } = limitedCalls()
    void run('b', 'background', [{ kind: 'method-limit', error: busy, method: 'm', retryAfterMs: 300_000 }, done])
    await time.settle()
    expect(await run('u', 'user')).toMatchObject({ ok: false, error: { code: 'portal-busy' } })
  })

  test('background calls of a costly method are spaced, others are not', async () => {
    const { time, run, names } = limitedCalls()
    const times = [{ method: 'm', operating: 470, resetInMs: 500_000 }]
    await run('first', 'background', [{ ...done, times }])
    void run('b', 'background')
    void run('u', 'user')
    await time.advance(20_000)
    expect(names()).toEqual(['first', 'u'])
    await time.advance(30_000)
    expect(names()).toEqual(['first', 'u', 'b'])
  })

  test('a block stops everything, is not retried, and ends with a successful probe', async () => {
    const { time, run, started, limiter } = limitedCalls()
    for (let index = 0; index < 45; index += 1) void run('fill', 'user', [done])
    await time.settle()
    const first = run('x', 'user', [{ kind: 'blocked', error: blocked }])
    const queued = run('y', 'background')
    await time.advance(1000)
    expect(await first).toEqual({ ok: false, error: blocked })
    expect(await queued).toEqual({ ok: false, error: blocked })
    expect(await run('z', 'user')).toEqual({ ok: false, error: blocked })
    expect(started).toHaveLength(46)
    const probe = run('probe', 'user', [done], { probe: true })
    await time.advance(1000)
    expect(await probe).toEqual(ok('done'))
    const after = run('after', 'user')
    await time.advance(1000)
    expect(await after).toEqual(ok('done'))
    limiter.close()
  })

  test('a block is forgotten after half an hour', async () => {
    const { time, run } = limitedCalls()
    await run('x', 'background', [{ kind: 'blocked', error: blocked }])
    await time.advance(29 * 60_000)
    expect(await run('y', 'background')).toEqual({ ok: false, error: blocked })
    await time.advance(2 * 60_000)
    expect(await run('z', 'background')).toEqual(ok('done'))
  })
})

describe('passing failures', () => {
  const failing: Attempt<never> = { kind: 'passing', error: unreachable }

  test.each<[Priority, boolean, number]>([
    ['background', true, 3], ['alerts', true, 3], ['user', true, 1], ['visible', true, 1], ['outbox', false, 1], ['background', false, 1],
  ])('%s, repeatable %s: sent %i times', async (priority, repeatable, times) => {
    const { time, run, started } = limitedCalls()
    const result = run('x', priority, [failing], { repeatable })
    await time.advance(60_000)
    expect(await result).toEqual({ ok: false, error: unreachable })
    expect(started).toHaveLength(times)
  })
})

test.each<[Priority, boolean, number]>([['user', true, 2], ['background', true, 2], ['outbox', false, 1]])(
  'a failure worth one more try: %s, repeatable %s, sent %i times', async (priority, repeatable, times) => {
    const { time, run, started } = limitedCalls()
    const result = run('x', priority, [{ kind: 'passing', error: unreachable, once: true }], { repeatable })
    await time.advance(60_000)
    expect(await result).toEqual({ ok: false, error: unreachable })
    expect(started).toHaveLength(times)
  })
