import { describe, expect, test } from 'vitest'
import { ok } from '#contract/result.ts'
import type { Priority } from '#core/portal/portal.ts'
import { createLimiter } from './limiter.ts'
import { busy, done, limitedCalls } from './testing/limited-calls.ts'
import { createManualTime } from './testing/manual-time.ts'

describe('rate', () => {
  test('stays inside the portal\'s own bucket, whatever arrives', async () => {
    const { time, run, started } = limitedCalls()
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

  test('background work runs just below the portal\'s rate', async () => {
    const { time, run, started } = limitedCalls()
    for (let index = 0; index < 1000; index += 1) void run('b', 'background')
    await time.advance(100_000)
    expect(started.length).toBeGreaterThanOrEqual(35 + 194)
    expect(started.length).toBeLessThanOrEqual(35 + 198)
  })

  test('background work leaves the last tokens to people', async () => {
    const { time, run, names } = limitedCalls()
    for (let index = 0; index < 100; index += 1) void run('b', 'background')
    await time.settle()
    expect(names()).toHaveLength(35)
    for (let index = 0; index < 10; index += 1) void run('u', 'user')
    await time.settle()
    expect(names().slice(35)).toEqual(Array.from({ length: 10 }, () => 'u'))
  })

  test('takes over the wider limits of a larger plan at once', async () => {
    const { time, run, started, limiter } = limitedCalls()
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
    const { time, run, started, limiter } = limitedCalls()
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
    const { time, run, names } = limitedCalls()
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
    const { time, run, names } = limitedCalls()
    for (let index = 0; index < 45; index += 1) void run('fill', 'visible')
    void run('background', 'background')
    for (let second = 0; second < 90; second += 1) {
      for (let index = 0; index < 3; index += 1) void run('visible', 'visible')
      await time.advance(1000)
    }
    expect(names()).toContain('background')
  })

  test('a paused method holds up nobody else', async () => {
    const { time, run, names } = limitedCalls()
    void run('a', 'visible', [{ kind: 'method-limit', error: busy, method: 'm', retryAfterMs: 20_000 }, done])
    await time.settle()
    void run('b', 'background', [done], { methods: ['other'] })
    await time.settle()
    expect(names()).toEqual(['a', 'b'])
    await time.advance(25_000)
    expect(names()).toEqual(['a', 'b', 'a'])
  })

  test('few background calls are under way at once', async () => {
    const { time, run, started } = limitedCalls()
    for (let index = 0; index < 20; index += 1) void run('b', 'background', [done], { send: () => new Promise(() => started.push({ name: 'b', at: 0 })) })
    await time.advance(60_000)
    expect(started).toHaveLength(4)
  })
})

test('close cancels what waits and what comes later, and leaves no timer behind', async () => {
  const { time, run, limiter, started } = limitedCalls()
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
  const { run } = limitedCalls()
  await expect(run('x', 'user', [], { send: () => Promise.reject(new Error('bug')) })).rejects.toThrow('bug')
  expect(await run('y', 'user')).toEqual(ok('done'))
})
