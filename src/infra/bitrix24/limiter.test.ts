import { describe, expect, test } from 'vitest'
import { ok } from '#contract/result.ts'
import type { Priority } from '#core/portal/portal.ts'
import { createLimiter, type Attempt, type LimitedCall } from './limiter.ts'
import { createManualTime } from './testing/manual-time.ts'

const busy = { code: 'portal-busy', message: 'busy' } as const
const unreachable = { code: 'portal-unreachable', message: 'gone' } as const
const blocked = { code: 'portal-blocked', message: 'blocked' } as const
const done: Attempt<string> = { kind: 'done', result: ok('done'), times: [] }
const limit: Attempt<never> = { kind: 'limit', error: busy, retryAfterMs: null }

function setup({ random = () => 0.5 }: { readonly random?: () => number } = {}) {
  const time = createManualTime()
  const limiter = createLimiter({ now: time.now, timer: time.timer, random, log: () => {}, perSecond: 1.8, burst: 45 })
  const started: { readonly name: string; readonly at: number }[] = []

  /** Runs a call whose sendings end as listed; the last one repeats. */
  function run(name: string, priority: Priority, attempts: readonly Attempt<string>[] = [done], more: Partial<LimitedCall<string>> = {}) {
    let sending = 0
    return limiter.run({
      priority, methods: ['m'], repeatable: true,
      send: () => {
        started.push({ name, at: time.now() })
        return Promise.resolve(attempts[Math.min(sending++, attempts.length - 1)] ?? done)
      },
      ...more,
    })
  }

  return { time, limiter, started, run, names: () => started.map(({ name }) => name) }
}

describe('rate', () => {
  test('stays inside the portal\'s own bucket, whatever arrives', async () => {
    const { time, run, started } = setup()
    for (let index = 0; index < 300; index += 1) void run('u', index % 2 === 0 ? 'user' : 'visible')
    await time.advance(300_000)
    expect(started).toHaveLength(300)
    let level = 0
    let last = started[0]?.at ?? 0
    for (const { at } of started) {
      level = Math.max(0, level - ((at - last) / 1000) * 2) + 1
      last = at
      expect(level).toBeLessThanOrEqual(50)
    }
  })

  test('background work runs at nine tenths of the portal\'s rate', async () => {
    const { time, run, started } = setup()
    for (let index = 0; index < 1000; index += 1) void run('b', 'background')
    await time.advance(100_000)
    expect(started.length).toBeGreaterThanOrEqual(35 + 178)
    expect(started.length).toBeLessThanOrEqual(35 + 182)
  })

  test('background work leaves the last tokens to people', async () => {
    const { time, run, names } = setup()
    for (let index = 0; index < 100; index += 1) void run('b', 'background')
    await time.settle()
    expect(names()).toHaveLength(35)
    for (let index = 0; index < 10; index += 1) void run('u', 'user')
    await time.settle()
    expect(names().slice(35)).toEqual(Array.from({ length: 10 }, () => 'u'))
  })

  test('takes over the wider limits of a larger plan at once', async () => {
    const { time, run, started, limiter } = setup()
    for (let index = 0; index < 500; index += 1) void run('u', 'user')
    await time.settle()
    expect(started).toHaveLength(45)
    limiter.setRate({ perSecond: 5, burst: 225 })
    await time.settle()
    expect(started).toHaveLength(225)
    await time.advance(10_000)
    expect(started).toHaveLength(225 + 50)
  })

  test('and narrower ones', async () => {
    const { time, run, started, limiter } = setup()
    limiter.setRate({ perSecond: 1, burst: 5 })
    for (let index = 0; index < 50; index += 1) void run('u', 'user')
    await time.advance(10_000)
    expect(started).toHaveLength(5 + 10)
  })

  test('a clock that jumps back neither freezes nor floods', async () => {
    let offset = 0
    const time = createManualTime()
    const limiter = createLimiter({ now: () => time.now() + offset, timer: time.timer, random: () => 0, log: () => {}, perSecond: 1, burst: 5 })
    let count = 0
    const send = () => {
      count += 1
      return Promise.resolve(done)
    }
    for (let index = 0; index < 10; index += 1) void limiter.run({ priority: 'user', methods: ['m'], repeatable: true, send })
    await time.settle()
    offset = -3_600_000
    await time.advance(3000)
    expect(count).toBeGreaterThanOrEqual(7)
    expect(count).toBeLessThanOrEqual(8)
  })
})

describe('order', () => {
  test('serves by priority, and first come first served within one', async () => {
    const { time, run, names } = setup()
    for (let index = 0; index < 45; index += 1) void run('fill', 'user')
    await time.settle()
    const late: readonly Priority[] = ['background', 'visible', 'alerts', 'outbox', 'user']
    for (const priority of late) {
      void run(`${priority}1`, priority)
      void run(`${priority}2`, priority)
    }
    await time.advance(60_000)
    expect(names().slice(45)).toEqual(
      ['user1', 'user2', 'outbox1', 'outbox2', 'alerts1', 'alerts2', 'visible1', 'visible2', 'background1', 'background2'],
    )
  })

  test('background work is not starved for ever', async () => {
    const { time, run, names } = setup()
    for (let index = 0; index < 45; index += 1) void run('fill', 'visible')
    void run('background', 'background')
    for (let second = 0; second < 90; second += 1) {
      for (let index = 0; index < 3; index += 1) void run('visible', 'visible')
      await time.advance(1000)
    }
    expect(names()).toContain('background')
  })

  test('a paused method holds up nobody else', async () => {
    const { time, run, names } = setup()
    void run('a', 'visible', [{ kind: 'method-limit', error: busy, method: 'm', retryAfterMs: 20_000 }, done])
    await time.settle()
    void run('b', 'background', [done], { methods: ['other'] })
    await time.settle()
    expect(names()).toEqual(['a', 'b'])
    await time.advance(25_000)
    expect(names()).toEqual(['a', 'b', 'a'])
  })

  test('few background calls are under way at once', async () => {
    const { time, run, started } = setup()
    for (let index = 0; index < 20; index += 1) void run('b', 'background', [done], { send: () => new Promise(() => started.push({ name: 'b', at: 0 })) })
    await time.advance(60_000)
    expect(started).toHaveLength(4)
  })
})

describe('limits of the portal', () => {
  test('comes back after "too many requests" and succeeds', async () => {
    const { time, run, started } = setup()
    const result = run('x', 'background', [limit, limit, done])
    await time.advance(120_000)
    expect(await result).toEqual(ok('done'))
    expect(started).toHaveLength(3)
  })

  test('gives up as busy after five retries, with growing pauses below their bounds', async () => {
    const { time, run, started } = setup({ random: () => 0.999 })
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
    const { time, limiter } = setup({ random: () => 0 })
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
    const { time, run, started } = setup({ random: () => 0 })
    void run('x', 'user', [limit, done])
    await time.settle()
    for (let index = 0; index < 9; index += 1) void run('y', 'user')
    await time.advance(4000)
    expect(started.length).toBeLessThanOrEqual(1 + 8)
  })

  test('many refusals of calls under way count as one', async () => {
    const { time, run, started } = setup({ random: () => 0.999 })
    for (let index = 0; index < 20; index += 1) void run('x', 'visible', [limit, done])
    await time.advance(2000)
    expect(started.length).toBeGreaterThan(20)
  })

  test('waits for the reset that the portal named before', async () => {
    const { time, run, started } = setup()
    const times = [{ method: 'm', operating: 100, resetInMs: 30_000 }]
    await run('first', 'background', [{ ...done, times }])
    const result = run('second', 'background', [{ kind: 'method-limit', error: busy, method: 'm', retryAfterMs: null }, done])
    await time.advance(29_000)
    expect(started).toHaveLength(2)
    await time.advance(3000)
    expect(await result).toEqual(ok('done'))
  })

  test('a person hears at once that a method is paused for long', async () => {
    const { time, run } = setup()
    void run('b', 'background', [{ kind: 'method-limit', error: busy, method: 'm', retryAfterMs: 300_000 }, done])
    await time.settle()
    expect(await run('u', 'user')).toMatchObject({ ok: false, error: { code: 'portal-busy' } })
  })

  test('background calls of a costly method are spaced, others are not', async () => {
    const { time, run, names } = setup()
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
    const { time, run, started, limiter } = setup()
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
    const { time, run } = setup()
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
    const { time, run, started } = setup()
    const result = run('x', priority, [failing], { repeatable })
    await time.advance(60_000)
    expect(await result).toEqual({ ok: false, error: unreachable })
    expect(started).toHaveLength(times)
  })
})

test.each<[Priority, boolean, number]>([['user', true, 2], ['background', true, 2], ['outbox', false, 1]])(
  'a failure worth one more try: %s, repeatable %s, sent %i times', async (priority, repeatable, times) => {
    const { time, run, started } = setup()
    const result = run('x', priority, [{ kind: 'passing', error: unreachable, once: true }], { repeatable })
    await time.advance(60_000)
    expect(await result).toEqual({ ok: false, error: unreachable })
    expect(started).toHaveLength(times)
  })

test('close cancels what waits and what comes later, and leaves no timer behind', async () => {
  const { time, run, limiter, started } = setup()
  for (let index = 0; index < 45; index += 1) void run('fill', 'user')
  const waiting = run('waiting', 'user')
  limiter.close()
  expect(await waiting).toMatchObject({ ok: false, error: { code: 'cancelled' } })
  expect(await run('late', 'user')).toMatchObject({ ok: false, error: { code: 'cancelled' } })
  await time.advance(10_000)
  expect(started).toHaveLength(45)
  expect(time.pending()).toBe(0)
})

test('a bug in a call reaches its caller and does not stop the queue', async () => {
  const { run } = setup()
  await expect(run('x', 'user', [], { send: () => Promise.reject(new Error('bug')) })).rejects.toThrow('bug')
  expect(await run('y', 'user')).toEqual(ok('done'))
})
