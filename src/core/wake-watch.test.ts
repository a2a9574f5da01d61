import { beforeEach, expect, test } from 'vitest'
import { createManualTime, type ManualTime } from './testing/manual-time.ts'
import { watchWakes } from './wake-watch.ts'

const minute = 60_000
const hour = 60 * minute

let time: ManualTime
let woken: number

beforeEach(() => {
  time = createManualTime(Date.UTC(2026, 10, 20, 9))
  woken = 0
  watchWakes({ clock: time.clock, monotonic: time.monotonic, timer: time.timer, random: () => 0.5, onWake: () => { woken++ } })
})

test('time that only passes is no wake', async () => {
  await time.advance(hour)
  expect(woken).toBe(0)
})

test.each([
  { name: 'a night', ms: 9 * hour }, { name: 'a clock set back', ms: -26 * hour }, { name: 'a little more than a minute', ms: 61_000 },
])('$name is noticed once, within seconds', async ({ ms }) => {
  await time.advance(minute)
  time.jump(ms)
  await time.advance(20_000)
  expect(woken).toBe(1)
  await time.advance(hour)
  expect(woken).toBe(1)
})

test('a small correction of the clock is none', async () => {
  time.jump(30_000)
  await time.advance(minute)
  expect(woken).toBe(0)
})

test('where both clocks go on during sleep, the late timer tells', async () => {
  // Timers that wait for the machine: nothing runs, and then everything is hours late.
  let now = 0
  let late = 0
  const tasks: (() => void)[] = []
  const watch = watchWakes({
    clock: () => now, monotonic: () => now, timer: (_delay, task) => (tasks.push(task), () => {}), random: () => 0, onWake: () => { late++ },
  })
  now += 3 * hour
  tasks.shift()?.()
  tasks.shift()?.()
  expect(late).toBe(1)
  watch.stop()
})

test('once stopped it is silent', async () => {
  const other = createManualTime(0)
  let heard = 0
  watchWakes({ clock: other.clock, monotonic: other.monotonic, timer: other.timer, random: () => 0, onWake: () => { heard++ } }).stop()
  other.jump(hour)
  await other.advance(hour)
  expect(heard).toBe(0)
})
