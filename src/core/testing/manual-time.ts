import type { Clock, Timer } from '../ports.ts'

export type ManualTime = {
  readonly clock: Clock
  readonly timer: Timer
  /** Moves the clock and runs what falls due on the way, in order, letting promises settle in between. */
  readonly advance: (ms: number) => Promise<void>
  /** Lets everything that needs no time to pass run to its end. */
  readonly settle: () => Promise<void>
}

/** Time for tests: it stands still until it is told to move. */
export function createManualTime(start: number): ManualTime {
  let now = start
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

  async function advance(ms: number): Promise<void> {
    const until = now + ms
    await microtasks()
    for (;;) {
      const next = waiting.filter(entry => entry.at <= until).sort((a, b) => a.at - b.at)[0]
      if (!next) break
      waiting = waiting.filter(entry => entry !== next)
      now = Math.max(now, next.at)
      next.task()
      await microtasks()
    }
    now = until
  }

  return { clock: () => now, timer, advance, settle: () => advance(0) }
}
