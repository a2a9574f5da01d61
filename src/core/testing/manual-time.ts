import type { Clock, Timer } from '../ports.ts'

export type ManualTime = {
  readonly clock: Clock
  /** Counts on whatever the clock is set to. */
  readonly monotonic: Clock
  readonly timer: Timer
  /** Moves the clocks and runs what falls due on the way, in order, letting promises settle in between. */
  readonly advance: (ms: number) => Promise<void>
  /** Sets the clock forward or back: no time passes. A computer that slept finds its clock like this. */
  readonly jump: (ms: number) => void
  /** Lets everything that needs no time to pass run to its end. */
  readonly settle: () => Promise<void>
}

/** Time for tests: it stands still until it is told to move. */
export function createManualTime(start: number): ManualTime {
  let now = 0
  let wall = start
  let waiting: { readonly at: number; readonly task: () => void }[] = []

  const timer: Timer = (delayMs, task) => {
    const entry = { at: now + delayMs, task }
    waiting.push(entry)
    return () => { waiting = waiting.filter(other => other !== entry) }
  }

  async function microtasks(): Promise<void> {
    // Enough turns for any chain of awaits between two timers of the code under test.
    for (let i = 0; i < 200; i++) await Promise.resolve()
  }

  function moveTo(at: number): void {
    wall += at - now
    now = at
  }

  async function advance(ms: number): Promise<void> {
    const until = now + ms
    await microtasks()
    for (;;) {
      const next = waiting.filter(entry => entry.at <= until).sort((a, b) => a.at - b.at)[0]
      if (!next) break
      waiting = waiting.filter(entry => entry !== next)
      moveTo(Math.max(now, next.at))
      next.task()
      await microtasks()
    }
    moveTo(until)
  }

  return { clock: () => wall, monotonic: () => now, timer, advance, jump: ms => { wall += ms }, settle: () => advance(0) }
}
