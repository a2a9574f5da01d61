import { expect, test } from 'vitest'
import { createLeakyBucket } from './limits.ts'

test('every source address has a bucket of its own', () => {
  let now = 0
  const { admit } = createLeakyBucket({ drainPerSecond: 2, burst: 2 }, () => now)
  expect([admit('10.0.0.1'), admit('10.0.0.1'), admit('10.0.0.1'), admit('10.0.0.2')]).toEqual([true, true, false, true])
  now += 500
  expect([admit('10.0.0.1'), admit('10.0.0.1'), admit('10.0.0.2')]).toEqual([true, false, true])
})
